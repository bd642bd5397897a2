// What the two forms of WHO's answer have in common.
#ifndef IRCSERV_CORE_COMMANDS_WHO_H_
#define IRCSERV_CORE_COMMANDS_WHO_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/actions/context.h"

namespace irc {

// One user in the answer, and the channel that he is shown with; null: none that the asker may see.
struct WhoEntry {
  const User& user;
  const Channel* channel;
};

// "H" or "G" (here or gone), '*' for operators, the prefix in the channel, and the letter of a bot.
std::string WhoFlags(const UserCtx& ctx, const WhoEntry& entry);

// The extended form, WHOX: which fields are asked for, and the token that comes back with them.
struct WhoxRequest {
  uint32_t fields = 0;      // bits by place in the fixed order of the fields
  std::string token = "0";  // one to three digits
};

// Parses what follows '%'. Letters that are no field are ignored; nothing when none is left.
std::optional<WhoxRequest> ParseWhox(absl::string_view text);

Message WhoxReply(const UserCtx& ctx, const WhoxRequest& request, const WhoEntry& entry);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_WHO_H_
