// Declarations shared by the two forms of the reply to WHO, plain and WHOX.
#ifndef IRCSERV_CORE_COMMANDS_WHO_H_
#define IRCSERV_CORE_COMMANDS_WHO_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/replies/context.h"

namespace irc {

// One user in the reply, and the channel that is shown for the user; null when no channel is
// visible to the client.
struct WhoEntry {
  const User& user;
  const Channel* channel;
};

// "H" or "G" (here or gone), '*' for operators, the prefix in the channel, and the letter of a bot.
std::string WhoFlags(const UserCtx& ctx, const WhoEntry& entry);

// A WHOX request: the requested fields, and the token that is returned with them.
struct WhoxRequest {
  uint32_t fields = 0;      // one bit per field, by its index in the fixed order
  std::string token = "0";  // one to three digits
};

// Parses the text after '%'. Unknown letters are ignored; absent when there is no known field.
std::optional<WhoxRequest> ParseWhox(absl::string_view text);

Message WhoxReply(const UserCtx& ctx, const WhoxRequest& request, const WhoEntry& entry);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_WHO_H_
