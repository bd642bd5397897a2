// What users say to each other, from the moment at which it is complete and may be said.
//
// Law of this file: every PRIVMSG, NOTICE and TAGMSG to a channel or a user goes through Say,
// whoever says it in whichever way, and gets its id there.
#ifndef IRCSERV_CORE_ACTIONS_SAY_H_
#define IRCSERV_CORE_ACTIONS_SAY_H_

#include <optional>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/actions/context.h"

namespace irc {

struct Utterance {
  Message head;                           // its source, command and tags; Say adds the rest
  absl::string_view target;               // as others see it: a nick, "#c", "@#c", "$*.example"
  std::optional<absl::string_view> text;  // of one line; none in a TAGMSG
  absl::Span<const TextLine> lines;       // of a message of several lines, instead of `text`
  // Its source is not the user who says it, so he sees it like everybody else (RELAYMSG, NPC).
  bool in_another_name = false;
};

// To the channel's members, or those of them whose prefix is among `prefixes`, and to the sender as
// his echo. Under +U fewer hear it; whom +D hides is shown first.
void Say(UserCtx& ctx, Channel& channel, Utterance utterance, Prefixes prefixes = 0);
// To the user, and to the sender as his echo.
void Say(UserCtx& ctx, const User& target, Utterance utterance);
// To everybody on the server, and to the sender as his echo.
void SayToEverybody(UserCtx& ctx, Utterance utterance);

// What `session` is sent of it. The lines of a batch within a batch are told by the outer one's
// reference where they bear none of their own.
std::vector<Message> FormFor(Outbox& out, const Session& session, const Utterance& utterance);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_SAY_H_
