// What users say to each other, from the moment at which it is complete and may be said.
//
// Law of this file: every PRIVMSG, NOTICE and TAGMSG to a channel or a user goes through Say,
// whoever says it in whichever way, and gets its id there.
#ifndef IRCSERV_CORE_ACTIONS_SAY_H_
#define IRCSERV_CORE_ACTIONS_SAY_H_

#include "core/actions/context.h"
#include "core/actions/utterance.h"

namespace irc {

// To the channel's members, or those of them whose prefix is among `prefixes`, and to the sender as
// his echo. Under +U fewer hear it; whom +D hides is shown first.
void Say(UserCtx& ctx, Channel& channel, Utterance utterance, Prefixes prefixes = 0);
// To the user, and to the sender as his echo.
void Say(UserCtx& ctx, const User& target, Utterance utterance);
// To everybody on the server, and to the sender as his echo.
void SayToEverybody(UserCtx& ctx, Utterance utterance);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_SAY_H_
