// The sending of messages between users that are complete and allowed.
//
// Law of this file: every PRIVMSG, NOTICE and TAGMSG to a channel or a user goes through Say, also
// a multiline or relayed one, and gets its id there.
#ifndef IRCSERV_CORE_ACTIONS_SAY_H_
#define IRCSERV_CORE_ACTIONS_SAY_H_

#include "core/actions/context.h"
#include "core/actions/utterance.h"

namespace irc {

// To the channel's members (with `prefixes`, to the members with one of them), and to the sender as
// an echo. Under +U fewer members get it. A sender that +D hides is shown first.
void Say(UserCtx& ctx, Channel& channel, Utterance utterance, Prefixes prefixes = 0);
// To the user, and to the sender as an echo.
void Say(UserCtx& ctx, const User& target, Utterance utterance);
// To all users of the server, and to the sender as an echo.
void SayToEverybody(UserCtx& ctx, Utterance utterance);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_SAY_H_
