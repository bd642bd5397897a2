// 005: what this server is like, computed from the tables and limits that the code itself obeys.
// https://modern.ircdocs.horse/#rplisupport-parameters
#ifndef IRCSERV_CORE_ACTIONS_ISUPPORT_H_
#define IRCSERV_CORE_ACTIONS_ISUPPORT_H_

#include <string>
#include <vector>

#include "core/config.h"
#include "core/outbox/outbox.h"
#include "core/protocol/message.h"
#include "core/state/state.h"

namespace irc {

// "NAME" or "NAME=value", by name.
std::vector<std::string> IsupportTokens(const Config& config);

// Lines of as many tokens as fit, at most 13.
std::vector<Message> IsupportLines(const Config& config, const std::vector<std::string>& tokens);

// Replies to one session with 005 lines, in a batch when it has the capability for one.
// https://ircv3.net/specs/extensions/extended-isupport
void ReplyIsupport(Outbox& out, const Session& session, const std::vector<Message>& lines);

// The tokens that the configuration has changed, and "-NAME" for those that are gone, to everybody.
void NotifyIsupport(const State& state, Outbox& out, const Config& before);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_ISUPPORT_H_
