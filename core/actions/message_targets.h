// The targets of a message: a nick, a channel, a channel with the least prefix of its recipients
// (@#c), for operators $<server mask>, and *playback, which is answered from the history.
// https://modern.ircdocs.horse/#privmsg-message
#ifndef IRCSERV_CORE_ACTIONS_MESSAGE_TARGETS_H_
#define IRCSERV_CORE_ACTIONS_MESSAGE_TARGETS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/actions/utterance.h"
#include "core/policy/policy.h"
#include "core/replies/context.h"

namespace irc {

// A PRIVMSG, NOTICE or TAGMSG on its way to its targets.
struct MessageRequest {
  UserCtx& ctx;
  Speech speech;
  absl::string_view command;
  absl::string_view text;            // of a multiline message: its lines, joined by line feeds
  absl::Span<const TextLine> lines;  // of a multiline message
  std::string client_tags;
};

// Sends the message to one target, or replies with the refusal. A NOTICE is refused without a
// reply, so that two programs do not answer each other for ever.
void SayToTarget(MessageRequest& request, absl::string_view target);

// The same for a comma-separated list of targets, up to the limit of targets.
void SayToTargets(MessageRequest& request, absl::string_view targets);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_MESSAGE_TARGETS_H_
