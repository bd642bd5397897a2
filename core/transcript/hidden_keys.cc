#include "core/transcript/hidden_keys.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "core/check.h"
#include "core/protocol/modes.h"
#include "core/protocol/names.h"
#include "core/protocol/parse.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace transcript {
namespace {

using Keys = std::vector<absl::string_view>;

// Every parameter from `first` on, as lists of keys. What the core ignores behind the first can
// only be the rest of a key that was written with spaces.
void FindInList(const Params& p, size_t first, Keys& keys) {
  for (size_t i = first; i < p.size(); ++i) {
    for (absl::string_view key : absl::StrSplit(p[i], ',')) keys.push_back(key);
  }
}

// p[first] is a channel, its mode string and parameters follow. The server shows the key that is
// removed as "*", and a client may give it.
void FindInModes(const Params& p, size_t first, bool received, Keys& keys) {
  if (p.size() < first + 3 || !LooksLikeChannel(p[first])) return;
  const absl::string_view* const params = p.data() + first + 2;
  const size_t count = p.size() - first - 2;
  bool any = false;
  size_t used = 0;
  for (const ModeChange& change : ParseChannelModes(p[first + 1], params, count)) {
    if (change.has_param) ++used;
    if (change.letter != 'k' || !change.has_param || !(change.add || received)) continue;
    any = true;
    keys.push_back(change.param);
  }
  if (!any) return;
  keys.insert(keys.end(), params + used, params + count);  // the rest of a key with spaces
}

// The answer of ChanServ to GETKEY.
void FindInAnswer(absl::string_view text, Keys& keys) {
  const size_t at = text.find(" is ");
  if (!absl::StartsWith(text, "The key of ") || at == absl::string_view::npos) return;
  keys.push_back(text.substr(at + 4));
}

// REQUIRES: no NUL in `line`.
Keys Find(absl::string_view line, bool received) {
  Keys keys;
  ParsedLine parsed;
  if (ParseLine(line, parsed).has_value()) return keys;
  const Params& p = parsed.params;
  const auto is = [&](absl::string_view name) {
    return absl::EqualsIgnoreCase(parsed.command, name);
  };
  if (is("MODE") || (received && is("SAMODE"))) FindInModes(p, 0, received, keys);
  if (!received && is("324")) FindInModes(p, 1, received, keys);
  if (!received && is("NOTICE") && p.size() == 2) FindInAnswer(p[1], keys);
  if (received && is("JOIN")) FindInList(p, 1, keys);
  if (received && is("SAJOIN")) FindInList(p, 2, keys);
  return keys;
}

// One character of a key that is permuted with those of the same form.
struct Digit {
  size_t at = 0;  // of its first byte
  size_t bytes = 1;
  uint32_t first = 0;  // the code of the first character of the form; invalid bytes: 0x80
  uint32_t radix = 0;  // how many there are
  uint32_t value = 0;
};

// The ASCII characters of keys, from '!' to '~' without ',' and ':'.
constexpr uint32_t kAscii = 92;
uint32_t AsciiValue(unsigned char byte) { return byte - 0x21u - (byte > ',') - (byte > ':'); }
char AsciiAt(uint32_t value) {
  uint32_t byte = value + 0x21;
  if (byte >= ',') ++byte;
  if (byte >= ':') ++byte;
  return static_cast<char>(byte);
}

// The characters of more than one byte, by the number of bytes. Surrogates are left out.
constexpr uint32_t kSurrogates = 0xD800;
constexpr uint32_t kSurrogatesCount = 0x800;
struct Form {
  uint32_t first;
  uint32_t radix;
  unsigned char lead;  // the marker bits of the first byte
};
constexpr std::array<Form, 5> kForms = {{{},
                                         {},
                                         {0x80, 0x800 - 0x80, 0xC0},
                                         {0x800, 0x10000 - 0x800 - kSurrogatesCount, 0xE0},
                                         {0x10000, 0x110000 - 0x10000, 0xF0}}};

size_t BytesOf(unsigned char lead) { return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2; }

// The characters of `key` that are permuted. `utf8`: it is valid UTF-8.
std::vector<Digit> DigitsOf(absl::string_view key, bool utf8) {
  std::vector<Digit> digits;
  for (size_t i = 0; i < key.size();) {
    const auto byte = static_cast<unsigned char>(key[i]);
    if (byte < 0x80) {
      if (byte > 0x20 && byte != 0x7f && byte != ',' && byte != ':') {
        digits.push_back({.at = i, .radix = kAscii, .value = AsciiValue(byte)});
      }
      ++i;
      continue;
    }
    if (!utf8) {
      digits.push_back({.at = i++, .first = 0x80, .radix = 0x80, .value = byte - 0x80u});
      continue;
    }
    const size_t bytes = BytesOf(byte);
    const Form& form = kForms[bytes];
    uint32_t code = static_cast<uint32_t>(byte & ~form.lead & (0x7f >> bytes));
    for (size_t j = 1; j < bytes; ++j) {
      code = code << 6 | (static_cast<unsigned char>(key[i + j]) & 0x3fu);
    }
    if (bytes == 3 && code > kSurrogates) code -= kSurrogatesCount;
    digits.push_back({.at = i,
                      .bytes = bytes,
                      .first = form.first,
                      .radix = form.radix,
                      .value = code - form.first});
    i += bytes;
  }
  return digits;
}

void Put(const Digit& digit, std::string& key) {
  if (digit.radix == kAscii) {
    key[digit.at] = AsciiAt(digit.value);
    return;
  }
  uint32_t code = digit.first + digit.value;
  if (digit.bytes == 1) {
    key[digit.at] = static_cast<char>(code);
    return;
  }
  if (digit.bytes == 3 && code >= kSurrogates) code += kSurrogatesCount;
  for (size_t j = digit.bytes; j-- > 1; code >>= 6) {
    key[digit.at + j] = static_cast<char>(0x80 | (code & 0x3f));
  }
  key[digit.at] = static_cast<char>(kForms[digit.bytes].lead | code);
}

void AppendNumber(uint32_t number, std::string& to) {
  for (int shift = 0; shift < 32; shift += 8) to.push_back(static_cast<char>(number >> shift));
}

// A Feistel network: each round adds to the digits of one half what follows from the other half.
// That can be undone, so no two keys of one form have the same result.
void Permute(std::vector<Digit>& digits, const HiddenKeys::KeyedHash& hash) {
  constexpr uint32_t kRounds = 8;
  constexpr size_t kBytesOfDigit = 4;
  const size_t middle = digits.size() / 2;
  for (uint32_t round = 0; round < kRounds; ++round) {
    const bool right = round % 2 == 1;
    std::string text;
    AppendNumber(round, text);
    AppendNumber(static_cast<uint32_t>(digits.size()), text);
    for (size_t i = right ? 0 : middle; i < (right ? middle : digits.size()); ++i) {
      AppendNumber(digits[i].value, text);
    }
    std::string stream;
    for (size_t i = right ? middle : 0; i < (right ? digits.size() : middle); ++i) {
      if (stream.size() < kBytesOfDigit) {
        AppendNumber(static_cast<uint32_t>(i), text);
        stream = hash(text);
      }
      uint32_t number = 0;
      for (size_t j = 0; j < kBytesOfDigit; ++j) {
        number = number << 8 | static_cast<unsigned char>(stream[stream.size() - 1 - j]);
      }
      stream.resize(stream.size() - kBytesOfDigit);
      digits[i].value = (digits[i].value + number % digits[i].radix) % digits[i].radix;
    }
  }
}

}  // namespace

std::string HiddenKeys::Hidden(absl::string_view key) const {
  std::string hidden(key);
  const bool utf8 = IsValidUtf8(key);
  // Of a key that is not UTF-8, some results are. The next one after it that is not takes the
  // place, so that the results still differ.
  do {
    std::vector<Digit> digits = DigitsOf(hidden, utf8);
    Permute(digits, hash_);
    for (const Digit& digit : digits) Put(digit, hidden);
  } while (IsValidUtf8(hidden) != utf8);
  return hidden;
}

void HiddenKeys::Hide(std::string& line, bool received) const {
  std::string readable;  // the core refuses a line with a NUL, but its keys are hidden too
  if (line.find('\0') != std::string::npos) {
    readable = line;
    std::replace(readable.begin(), readable.end(), '\0', '?');
  }
  const absl::string_view parsed = readable.empty() ? line : readable;
  for (absl::string_view key : Find(parsed, received)) {
    if (key.empty()) continue;
    const auto begin = static_cast<size_t>(key.data() - parsed.data());
    const std::string hidden = Hidden(absl::string_view(line).substr(begin, key.size()));
    IRC_CHECK(hidden.size() == key.size(), "the other keys are where they were");
    line.replace(begin, key.size(), hidden);
  }
}

void HiddenKeys::HideInReceived(std::string& line) const { Hide(line, true); }

void HiddenKeys::HideInSent(std::string& line) const { Hide(line, false); }

void HiddenKeys::HideInRow(Row& row) const {
  const auto hide = [&](const char*, auto& value, Column how) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, std::string>) {
      if (how == Column::kChannelKey && !value.empty()) value = Hidden(value);
    }
  };
  std::visit([&](auto& typed) { VisitColumns(hide, typed); }, row);
}

}  // namespace transcript
}  // namespace irc
