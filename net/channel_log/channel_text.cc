#include "net/channel_log/channel_text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "core/protocol/utf8.h"
#include "net/auth/digests.h"
#include "net/telemetry/json_string.h"

namespace irc {
namespace {

// Linux takes 255 bytes. The name of a longer one is cut, and ends in a digest of all of it.
constexpr size_t kNameBytesMost = 240;
constexpr size_t kNameBytesKept = 120;

// How many digits of a colour stand at `text`, at most two.
size_t Digits(absl::string_view text) {
  size_t digits = 0;
  while (digits < 2 && digits < text.size() && absl::ascii_isdigit(text[digits])) ++digits;
  return digits;
}

// The length of what stands behind a \x03: "4", "04,12"; a comma alone is text.
size_t ColourLength(absl::string_view text) {
  const size_t front = Digits(text);
  if (front == 0 || front >= text.size() || text[front] != ',') return front;
  const size_t back = Digits(text.substr(front + 1));
  return back == 0 ? front : front + 1 + back;
}

// The text without formatting and control characters.
// https://modern.ircdocs.horse/formatting
std::string Plain(absl::string_view text) {
  const std::string clean = SanitizeUtf8(text);
  std::string plain;
  for (size_t i = 0; i < clean.size(); ++i) {
    const unsigned char c = clean[i];
    const unsigned char next = i + 1 < clean.size() ? clean[i + 1] : 0;
    if (c == 0x03) {
      i += ColourLength(absl::string_view(clean).substr(i + 1));
    } else if (c == 0xc2 && next < 0xa0) {
      ++i;
    } else if (c >= 0x20 && c != 0x7f) {
      plain.push_back(static_cast<char>(c));
    }
  }
  return plain;
}

struct Source {
  explicit Source(absl::string_view source)
      : nick(source.substr(0, source.find('!'))),
        address(nick.size() < source.size() ? source.substr(nick.size() + 1) : "") {}
  std::string Both() const {
    return address.empty() ? std::string(nick) : absl::StrCat(nick, " (", address, ")");
  }
  absl::string_view nick;
  absl::string_view address;
};

// ": reason", when there is one at that place.
std::string Reason(const ChannelLine& line, size_t at) {
  return at < line.params.size() && !line.params[at].empty() ? absl::StrCat(": ", line.params[at])
                                                             : "";
}

std::string Said(const ChannelLine& line, absl::string_view nick) {
  absl::string_view text = line.params.empty() ? "" : absl::string_view(line.params.back());
  if (absl::ConsumePrefix(&text,
                          "\x01"
                          "ACTION ")) {
    return absl::StrCat("* ", nick, " ", absl::StripSuffix(text, "\x01"));
  }
  return line.command == "NOTICE" ? absl::StrCat("-", nick, "- ", text)
                                  : absl::StrCat("<", nick, "> ", text);
}

// What happened, without its time.
std::string Told(const ChannelLine& line) {
  const Source source(line.source);
  const absl::string_view nick = source.nick;
  const auto param = [&](size_t i) {
    return i < line.params.size() ? absl::string_view(line.params[i]) : absl::string_view();
  };
  const absl::string_view what = line.command;
  if (what == "PRIVMSG" || what == "NOTICE") return Said(line, nick);
  if (what == "JOIN") return absl::StrCat("--> ", source.Both(), " has joined");
  if (what == "PART") return absl::StrCat("<-- ", source.Both(), " has left", Reason(line, 0));
  if (what == "QUIT") return absl::StrCat("<-- ", source.Both(), " has quit", Reason(line, 0));
  if (what == "KICK") {
    return absl::StrCat("<-- ", nick, " has kicked ", param(0), Reason(line, 1));
  }
  if (what == "NICK") return absl::StrCat("--- ", nick, " is now known as ", param(0));
  if (what == "TOPIC") {
    return param(0).empty() ? absl::StrCat("--- ", nick, " has removed the topic")
                            : absl::StrCat("--- ", nick, " has set the topic", Reason(line, 0));
  }
  if (what == "MODE") {
    return absl::StrCat("--- ", nick.empty() ? "the server" : nick, " sets mode ",
                        absl::StrJoin(line.params, " "));
  }
  if (what == "REDACT") {
    return absl::StrCat("--- ", nick, " has removed the message of ", param(1), " of ", param(2),
                        Reason(line, 3));
  }
  if (what == "RENAME") {
    return absl::StrCat("--- ", nick, " has renamed the channel from ", param(0), " to ", param(1),
                        Reason(line, 2));
  }
  return absl::StrCat("--- ", nick, " ", what, " ", absl::StrJoin(line.params, " "));
}

}  // namespace

std::string FolderOfChannel(absl::string_view folded) {
  constexpr absl::string_view kSigns = "#&+!-_.=@^[]{}";
  const bool utf8 = IsValidUtf8(folded);
  std::string name;
  for (const char c : folded) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || kSigns.find(c) != kSigns.npos || (byte >= 0x80 && utf8)) {
      name.push_back(c);
    } else {
      absl::StrAppendFormat(&name, "%%%02X", byte);
    }
  }
  if (name.size() <= kNameBytesMost) return name;
  // No other name has a "%~" in it.
  return absl::StrCat(TruncateUtf8(name, kNameBytesKept), "%~",
                      absl::BytesToHexString(Digest(Hash::kSha256, folded)));
}

std::string FileOfDay(absl::Time time, bool json) {
  return absl::StrCat(absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone()),
                      json ? ".jsonl" : ".log");
}

std::string TextOf(const ChannelLine& line) {
  return absl::StrCat(absl::FormatTime("%H:%M:%S", line.time, absl::UTCTimeZone()), " ",
                      Plain(Told(line)), "\n");
}

std::string JsonOf(const ChannelLine& line) {
  std::string text = absl::StrCat(
      "{\"time\":\"", absl::FormatTime("%Y-%m-%d%ET%H:%M:%E3SZ", line.time, absl::UTCTimeZone()),
      "\"");
  const auto add = [&](absl::string_view key, absl::string_view value) {
    if (value.empty()) return;
    absl::StrAppend(&text, ",\"", key, "\":");
    AppendJsonString(&text, value);
  };
  add("channel", line.channel);
  add("command", line.command);
  add("source", line.source);
  add("account", line.account);
  add("msgid", line.msgid);
  absl::StrAppend(&text, ",\"params\":[");
  for (size_t i = 0; i < line.params.size(); ++i) {
    if (i > 0) text.push_back(',');
    AppendJsonString(&text, line.params[i]);
  }
  absl::StrAppend(&text, "]}\n");
  return text;
}

}  // namespace irc
