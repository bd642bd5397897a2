// Functions that PRIVMSG, NOTICE and TAGMSG share with multiline messages and other commands that
// send messages.
#ifndef IRCSERV_CORE_COMMANDS_MESSAGE_H_
#define IRCSERV_CORE_COMMANDS_MESSAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/actions/context.h"

namespace irc {

// The client-only tags of `tags`, unchanged, without those that CLIENTTAGDENY forbids.
std::string ClientOnlyTags(const Config& config, absl::string_view tags);

// Sends a multiline message to its target, or refuses all of it.
void SayBatch(UserCtx& ctx, const ClientBatch& batch);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_MESSAGE_H_
