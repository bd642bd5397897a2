// What PRIVMSG and its family share with messages of several lines.
#ifndef IRCSERV_CORE_COMMANDS_MESSAGE_H_
#define IRCSERV_CORE_COMMANDS_MESSAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/actions/context.h"

namespace irc {

// What a client may put on others' screens: its client-only tags, unchanged, as far as the server
// passes them on (CLIENTTAGDENY).
std::string ClientOnlyTags(const Config& config, absl::string_view tags);

// Says a message of several lines to its target, or refuses it as a whole.
void SayBatch(UserCtx& ctx, const ClientBatch& batch);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_MESSAGE_H_
