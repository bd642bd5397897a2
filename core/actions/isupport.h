// 005: what this server is like, computed from the tables and limits that the code itself obeys.
// https://modern.ircdocs.horse/#rplisupport-parameters
#ifndef IRCSERV_CORE_ACTIONS_ISUPPORT_H_
#define IRCSERV_CORE_ACTIONS_ISUPPORT_H_

#include <string>
#include <vector>

#include "core/actions/context.h"
#include "core/config.h"

namespace irc {

// "NAME" or "NAME=value", by name.
std::vector<std::string> IsupportTokens(const Config& config);

// Lines of as many tokens as fit, at most 13.
std::vector<Message> IsupportLines(const Config& config, const std::vector<std::string>& tokens);

// All 005 lines, to the acting session.
void ReplyIsupport(SessionCtx& ctx);

// The tokens that the configuration has changed, and "-NAME" for those that are gone, to everybody.
void NotifyIsupport(const State& state, Outbox& out, const Config& before);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_ISUPPORT_H_
