// The second halves of commands that wait for slow work of the shell, each in the file of its
// command (registration: core/actions/register.h).
#ifndef IRCSERV_CORE_COMMANDS_COMPLETIONS_H_
#define IRCSERV_CORE_COMMANDS_COMPLETIONS_H_

#include <string>
#include <variant>

#include "core/event.h"
#include "core/replies/context.h"
#include "core/state/pending.h"

namespace irc {

// Resumes the command that asked for the work, if the session can still use the result.
void ResumeCommand(SessionCtx& ctx, const PendingEffect& pending, const EffectResult& result);

void OnSaslChecked(SessionCtx& ctx, const SaslChecked& result);
void OnOperPassword(UserCtx& ctx, const std::string& name, bool ok);
void OnRehashDone(UserCtx& ctx, const RehashDone& result);
void OnLinkStats(UserCtx& ctx, const LinkStats& result);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_COMPLETIONS_H_
