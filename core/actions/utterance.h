// One message of a user to others (PRIVMSG, NOTICE, TAGMSG) before it has recipients, and the lines
// that each kind of session gets of it. Both Say and the history use it.
#ifndef IRCSERV_CORE_ACTIONS_UTTERANCE_H_
#define IRCSERV_CORE_ACTIONS_UTTERANCE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/config.h"
#include "core/outbox/outbox.h"
#include "core/protocol/message.h"
#include "core/state/client_batch.h"
#include "core/state/session.h"

namespace irc {

struct Utterance {
  Message head;              // source, command and tags; Say adds the rest
  absl::string_view target;  // in the spelling that others see: a nick, "#c", "@#c", "$*.example"
  std::optional<absl::string_view> text;  // of one line; none in a TAGMSG
  absl::Span<const TextLine> lines;       // of a multiline message, instead of `text`
  // The source is not the user who sends it (RELAYMSG, NPC), so that user gets it like everybody
  // else.
  bool in_another_name = false;
};

// The messages of an utterance. A multiline message is a batch for sessions that understand it and
// plain lines for the others. https://ircv3.net/specs/extensions/multiline
class UtteranceVariants {
 public:
  // REQUIRES: the utterance is complete and outlives its variants.
  UtteranceVariants(Outbox& out, const Utterance& utterance)
      : tags_only_(!utterance.text.has_value() && utterance.lines.empty()),
        single_(utterance.lines.empty() ? &utterance.head : nullptr) {
    if (single_ != nullptr) return;
    MakeBatch(out, utterance);
    MakeLines(utterance);
  }

  // Calls send(message, filter) for each message, with `filter` narrowed to its recipients.
  template <typename Send>
  void ForEach(const AudienceFilter& filter, Send&& send) const {
    AudienceFilter others = filter;
    if (tags_only_) others.has_all.Add(Cap::kMessageTags);
    if (single_ != nullptr) return send(*single_, others);
    others.not_all = kUnderstanding;
    for (const Message& message : plain_) send(message, others);
    AudienceFilter understanding = filter;
    understanding.has_all.Add(kUnderstanding);
    for (const Message& message : batch_) send(message, understanding);
  }

 private:
  static constexpr CapSet kUnderstanding = CapSet(Cap::kBatch) | CapSet(Cap::kMultiline);

  void MakeBatch(Outbox& out, const Utterance& utterance);
  void MakeLines(const Utterance& utterance);

  bool tags_only_;
  const Message* single_;  // of one line; otherwise the two below
  std::vector<Message> plain_;
  std::vector<Message> batch_;
};

// The messages that `session` gets of the utterance. In a batch within a batch, lines without a
// reference of their own bear that of the outer one.
std::vector<Message> MessagesFor(Outbox& out, const Session& session, const Utterance& utterance);

// The client-only tags of a line as the server passes them on: without those that CLIENTTAGDENY
// names, whose key is malformed, or whose value is not UTF-8; of a key that is there twice, the
// last. https://ircv3.net/specs/extensions/message-tags
std::string ClientOnlyTags(const Config& config, absl::string_view tags);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_UTTERANCE_H_
