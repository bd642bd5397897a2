#include "core/protocol/fitting.h"

#include <algorithm>

#include "absl/strings/string_view.h"

namespace irc {
namespace {

constexpr int64_t kAddressBytesMax = 45;  // stands for a host name that is too long
constexpr int64_t kNumberBytesMax = 11;   // counts, and times in seconds
constexpr int64_t kMsgidBytesMax = 40;
constexpr int64_t kFlagsBytesMax = 9;  // of WHO: away, operator, all prefixes, bot
constexpr int64_t kModeLettersMax = 30;

// A line that shows a text: the limit of the text, and the bytes of the rest.
struct Line {
  int64_t Limits::*text;
  int64_t rest;
};

int64_t Size(absl::string_view text) { return static_cast<int64_t>(text.size()); }

}  // namespace

Limits FittingLimits(const Config& config) {
  Limits limits = config.limits;
  const int64_t server = Size(config.server_name);
  const int64_t nick = limits.nick_bytes, user = limits.user_bytes, channel = limits.channel_bytes;
  const int64_t host = std::max(limits.host_bytes, kAddressBytesMax);
  const int64_t mask = nick + Size("!") + user + Size("@") + host;
  const int64_t source = Size(":") + mask;
  const int64_t numeric = Size(":") + server + Size(" 123 ") + nick + Size(" ");
  const Line lines[] = {
      {&Limits::topic_bytes, source + Size(" TOPIC ") + channel + Size(" :")},
      {&Limits::topic_bytes, numeric + channel + Size(" ") + kNumberBytesMax + Size(" :")},  // 322
      {&Limits::kick_bytes, source + Size(" KICK ") + channel + Size(" ") + nick + Size(" :")},
      {&Limits::kick_bytes,
       source + Size(" REDACT ") + channel + Size(" ") + kMsgidBytesMax + Size(" :")},
      {&Limits::away_bytes, source + Size(" AWAY :")},
      {&Limits::away_bytes, numeric + nick + Size(" :")},  // 301
      {&Limits::quit_bytes, source + Size(" PART ") + channel + Size(" :")},
      {&Limits::quit_bytes, source + Size(" RENAME ") + channel + Size(" ") + channel + Size(" :")},
      {&Limits::realname_bytes,
       source + Size(" JOIN ") + channel + Size(" ") + nick + Size(" :")},  // with the account
      {&Limits::realname_bytes, numeric + channel + user + host + server + nick + kFlagsBytesMax +
                                    Size("      :0 ")},  // 352
      {&Limits::realname_bytes, numeric + Size("123 ") + channel + user + kAddressBytesMax + host +
                                    server + nick + kFlagsBytesMax + kNumberBytesMax + nick +
                                    Size(" 0 n/a          :")},  // 354 with all fields
      {&Limits::key_bytes, numeric + channel + Size(" +") + kModeLettersMax + Size(" ") + channel +
                               Size(" ") + 2 * kNumberBytesMax + Size("  ")},  // 324
      {&Limits::list_entry_bytes, source + Size(" MODE ") + channel + Size(" +b ")},
      {&Limits::list_entry_bytes,
       numeric + channel + Size(" y ") + Size(" ") + mask + Size(" ") + kNumberBytesMax},  // 728
      {&Limits::list_entry_bytes, source + Size(" SILENCE +")},
  };
  for (const Line& line : lines) {
    const int64_t room = static_cast<int64_t>(kBodyBytesMax) - line.rest;
    limits.*line.text = std::min(limits.*line.text, std::max<int64_t>(room, 1));
  }
  return limits;
}

}  // namespace irc
