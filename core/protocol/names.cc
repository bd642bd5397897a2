#include "core/protocol/names.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/protocol/glob.h"
#include "core/protocol/unicode/precis.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

bool IsNickSpecial(char c) {
  return absl::string_view("[]\\`_^{|}").find(c) != absl::string_view::npos;
}

// Whether each ASCII character of the text may stand in a nick, and all bytes are ASCII or
// `takes_unicode`.
bool HasBytesOfNick(absl::string_view nick, bool takes_unicode) {
  if (absl::ascii_isdigit(static_cast<unsigned char>(nick[0])) || nick[0] == '-') return false;
  return std::all_of(nick.begin(), nick.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (!absl::ascii_isascii(byte)) return takes_unicode;
    return absl::ascii_isalnum(byte) || c == '-' || IsNickSpecial(c);
  });
}

bool HasBytesOfChannelName(absl::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f && c != ',' && c != ':';
  });
}

// The table of one casemapping; indexing an array keeps folding out of the profile.
constexpr std::array<char, 256> FoldTable(Casemapping casemapping) {
  std::array<char, 256> table{};
  for (int i = 0; i < 256; ++i) {
    char c = static_cast<char>(i);
    if (i >= 'A' && i <= 'Z') c = static_cast<char>(i + 32);
    if (casemapping == Casemapping::kRfc1459) {
      if (c == '[') c = '{';
      if (c == ']') c = '}';
      if (c == '\\') c = '|';
      if (c == '^') c = '~';
    }
    table[static_cast<size_t>(i)] = c;
  }
  return table;
}
constexpr std::array<char, 256> kAsciiTable = FoldTable(Casemapping::kAscii);
constexpr std::array<char, 256> kRfc1459Table = FoldTable(Casemapping::kRfc1459);

}  // namespace

std::optional<Casemapping> ParseCasemapping(absl::string_view name) {
  if (name == "ascii") return Casemapping::kAscii;
  if (name == "rfc1459") return Casemapping::kRfc1459;
  if (name == "precis") return Casemapping::kPrecis;
  return std::nullopt;
}

char FoldByte(Casemapping casemapping, char byte) {
  const auto& table = casemapping == Casemapping::kRfc1459 ? kRfc1459Table : kAsciiTable;
  return table[static_cast<unsigned char>(byte)];
}

Folded Fold(Casemapping casemapping, absl::string_view name) {
  Folded folded;
  if (casemapping == Casemapping::kPrecis && !IsAscii(name)) {
    folded.bytes_ = FoldUnicode(name);
    return folded;
  }
  folded.bytes_.assign(name.data(), name.size());
  for (char& c : folded.bytes_) c = FoldByte(casemapping, c);
  return folded;
}

bool IsValidNick(Casemapping casemapping, absl::string_view nick, int64_t bytes_max) {
  if (nick.empty() || static_cast<int64_t>(nick.size()) > bytes_max) return false;
  if (casemapping != Casemapping::kPrecis || IsAscii(nick)) return HasBytesOfNick(nick, false);
  return IsIdentifier(nick) && HasBytesOfNick(FoldUnicode(nick), true);
}

bool IsValidChannelName(Casemapping casemapping, absl::string_view name, int64_t bytes_max) {
  if (!LooksLikeChannel(name) || static_cast<int64_t>(name.size()) > bytes_max) return false;
  if (name.size() < 2 || !IsValidUtf8(name)) return false;
  if (casemapping != Casemapping::kPrecis || IsAscii(name)) return HasBytesOfChannelName(name);
  return IsVisible(name) && HasBytesOfChannelName(FoldUnicode(name));
}

std::string CleanUsername(absl::string_view username, int64_t bytes_max) {
  std::string clean;
  for (char c : username) {
    if (static_cast<int64_t>(clean.size()) >= bytes_max) break;
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || IsNickSpecial(c) || c == '-' || c == '.' || c == '~') {
      clean.push_back(c);
    }
  }
  return clean;
}

std::string CompleteMask(absl::string_view mask) {
  absl::string_view nick, user, host;
  const size_t bang = mask.find('!');
  if (bang == absl::string_view::npos && mask.find('@') == absl::string_view::npos) {
    // A bare word with a dot, colon or slash can only be a host; anything else is a nick.
    (mask.find_first_of(".:/") == absl::string_view::npos ? nick : host) = mask;
  } else {
    if (bang != absl::string_view::npos) {
      nick = mask.substr(0, bang);
      mask.remove_prefix(bang + 1);
    }
    const size_t at = mask.rfind('@');
    user = mask.substr(0, at);
    if (at != absl::string_view::npos) host = mask.substr(at + 1);
  }
  const auto part = [](absl::string_view text) { return text.empty() ? "*" : text; };
  return absl::StrCat(part(nick), "!", part(user), "@", part(host));
}

bool MatchMask(Casemapping casemapping, absl::string_view mask, absl::string_view text) {
  if (casemapping == Casemapping::kPrecis && !(IsAscii(mask) && IsAscii(text))) {
    return Glob(casemapping, mask).Matches(GlobText(casemapping, text));
  }
  size_t m = 0, t = 0;
  size_t star = absl::string_view::npos;  // where the last '*' stood; what it took can still grow
  size_t star_text = 0;
  // A mask that makes this matcher go back so often is left to the one without that weakness.
  size_t returns_left = 256;
  while (t < text.size()) {
    if (m < mask.size() && mask[m] == '*') {
      star = m++;
      star_text = t;
    } else if (m < mask.size() && (mask[m] == '?' || FoldByte(casemapping, mask[m]) ==
                                                         FoldByte(casemapping, text[t]))) {
      ++m;
      ++t;
    } else if (star != absl::string_view::npos) {
      if (returns_left-- == 0) {
        return Glob(casemapping, mask).Matches(GlobText(casemapping, text));
      }
      m = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  while (m < mask.size() && mask[m] == '*') ++m;
  return m == mask.size();
}

}  // namespace irc
