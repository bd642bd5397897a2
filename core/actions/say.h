// The sending of messages between users that are complete and allowed.
//
// Law of this file: every PRIVMSG, NOTICE and TAGMSG to a channel or a user goes through Say, also
// a multiline or relayed one, and gets its id there.
#ifndef IRCSERV_CORE_ACTIONS_SAY_H_
#define IRCSERV_CORE_ACTIONS_SAY_H_

#include "core/actions/utterance.h"
#include "core/replies/context.h"

namespace irc {

// Sends to the channel's members (with `prefixes`, to those with one of them), and to the sender as
// an echo. Under +U fewer members get the message. A sender that +D hides is shown first.
void Say(UserCtx& ctx, Channel& channel, Utterance utterance, Prefixes prefixes = 0);
// Sends to the user, and to the sender as an echo.
void Say(UserCtx& ctx, const User& target, Utterance utterance);
// Sends to all users of the server, and to the sender as an echo.
void SayToEverybody(UserCtx& ctx, Utterance utterance);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_SAY_H_
