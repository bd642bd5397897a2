// 005: the properties of this server, computed from the tables and limits that the code itself
// uses. https://modern.ircdocs.horse/#rplisupport-parameters
#ifndef IRCSERV_CORE_REPLIES_ISUPPORT_H_
#define IRCSERV_CORE_REPLIES_ISUPPORT_H_

#include <string>
#include <vector>

#include "core/config.h"
#include "core/outbox/outbox.h"
#include "core/protocol/message.h"
#include "core/state/state.h"

namespace irc {

// "NAME" or "NAME=value", sorted.
std::vector<std::string> IsupportTokens(const Config& config);

// 005 lines with as many tokens as fit, at most 13 each.
std::vector<Message> IsupportLines(const Config& config, const std::vector<std::string>& tokens);

// Replies to one session with 005 lines, in a batch when it has the capability for one.
// https://ircv3.net/specs/extensions/extended-isupport
void ReplyIsupport(Outbox& out, const Session& session, const std::vector<Message>& lines);

// Sends the tokens that differ from the configuration `before`, and "-NAME" for the removed ones,
// to all users.
void NotifyIsupport(const State& state, Outbox& out, const Config& before);

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_ISUPPORT_H_
