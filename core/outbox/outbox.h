// The only way to send a message. Handlers name an audience; the outbox adds echoes, labels,
// batches and the variants of a line, so that no handler can forget them.
//
// The sending functions are two families. Both send to everybody named. They differ only in the
// copy of the acting session, whose line caused the event and may have a label:
//
//   Reply…   that copy is part of the answer, inside the labelled response
//   Notify…  that copy is sent beside the answer, without the label
//
// Groups of recipients: witnesses of a user see them in one channel, neighbours in any channel, and
// watchers have them on their MONITOR list, with the capability extended-monitor.
//
// https://ircv3.net/specs/extensions/labeled-response
#ifndef IRCSERV_CORE_OUTBOX_OUTBOX_H_
#define IRCSERV_CORE_OUTBOX_OUTBOX_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/outbox/audience.h"
#include "core/outbox/event_ids.h"
#include "core/outbox/label.h"
#include "core/outbox/piece.h"
#include "core/output.h"
#include "core/protocol/message.h"
#include "core/state/state.h"

namespace irc {

// A message that shows `words` of a user in all the user's channels. Those who see the user only in
// channels in which the user may not say the words get `otherwise` in its place, or, when that is
// null, nothing (core/policy/heard.h).
struct Spoken {
  Message& message;
  absl::string_view words;
  Message* otherwise = nullptr;
};

class Outbox {
 public:
  explicit Outbox(const State& state) : state_(state), audience_(state) {}

  // One event: everything that is sent between Begin and Finish goes to `output`. `actor` is the
  // session that caused the event, or null; `label` is that of its line.
  void Begin(Output& output, const Session* actor, std::string label);
  void Finish();

  // To the acting session. REQUIRES: there is one.
  void Reply(const Message& message);
  void ReplyTo(const Session& session, const Message& message);
  // To all sessions of the user.
  void ReplyToUser(const User& user, const Message& message);
  // To all members, the acting user among them.
  void ReplyToChannel(const Channel& channel, const Message& message,
                      const AudienceFilter& filter = {});
  // To the members who see `user`, and to `user`: JOIN, PART, KICK and the like.
  // REQUIRES: the user is in the channel.
  void ReplyToWitnesses(const Channel& channel, const User& user, const Message& message,
                        const AudienceFilter& filter = {});
  // To everybody who sees `user` in some channel, but not to `user`.
  void ReplyToNeighbours(const User& user, const Message& message,
                         const AudienceFilter& filter = {});
  // The same with words of the user: QUIT.
  void ReplyToNeighbours(const User& user, const Spoken& spoken);
  // To everybody who sees `user` in some channel, and to `user`: NICK.
  void ReplyToNeighboursAndSelf(const User& user, const Message& message,
                                const AudienceFilter& filter = {});
  // A change of a user (ACCOUNT, CHGHOST): to sessions with `cap` whose user sees `user` in a
  // channel or monitors it; with `self`, also to the user's own sessions with `cap`.
  // https://ircv3.net/specs/extensions/extended-monitor
  void ReplyToObservers(const User& user, const Message& message, Cap cap, bool self);
  // The same with words of the user: AWAY, SETNAME.
  void ReplyToObservers(const User& user, const Spoken& spoken, Cap cap, bool self);
  // To the users for which `admits(const User&)` is true.
  template <typename Admits>
  void ReplyToUsers(const Message& message, Admits&& admits) {
    audience_.Clear();
    state_.users.ForEach([&](const User& user) {
      if (admits(user)) audience_.AddUser(user);
    });
    Post(message, Family::kReply);
  }
  // A copy of the sender's own message: to the acting session if it has echo-message, and to the
  // sender's other sessions with echo-message or znc.in/self-message.
  // https://ircv3.net/specs/extensions/echo-message
  void ReplyEcho(const User& sender, const Message& message, const AudienceFilter& filter = {});

  void NotifySession(const Session& session, const Message& message);
  void NotifyUser(const User& user, const Message& message, const AudienceFilter& filter = {});
  // PRIVMSG, NOTICE and TAGMSG to a channel. A sender among the recipients gets this copy in
  // addition to the echo; the echo is the answer.
  void NotifyChannel(const Channel& channel, const Message& message,
                     const AudienceFilter& filter = {});
  // To all users: one line, which they share.
  void NotifyEverybody(const Message& message, const AudienceFilter& filter);
  // To those of `sessions` that `filter` admits.
  void NotifySessions(const std::vector<const Session*>& sessions, const Message& message,
                      const AudienceFilter& filter);
  // A change of one key of the metadata, to sessions that `filter` admits (it names the key). Of a
  // user: to the user, and to those who see them in a channel in which the user may say the words
  // (the new value), or monitor them. Of a channel: to the members.
  // https://ircv3.net/specs/extensions/metadata
  void NotifySubscribers(const User& user, const Message& message, absl::string_view words,
                         const AudienceFilter& filter);
  void NotifySubscribers(const Channel& channel, const Message& message,
                         const AudienceFilter& filter);
  // A server notice, to the operators who chose this kind with user mode +s.
  void NotifyOperators(Snomask kind, absl::string_view text);

  // New ids, for the messages and batches of this event.
  EventIds& ids() { return ids_; }

  // Ends the session after the messages that were sent to it so far.
  // `reason`: the sentence that its user reads.
  void Close(const Session& session, CloseCause cause, absl::string_view reason);
  // The output of the event, for requests to the shell other than lines.
  Output& output() { return *output_; }
  const Session* actor() const { return actor_; }
  // The label that the answer will carry; empty when there is none.
  std::string label() const { return labeller_.session() ? labeller_.label() : std::string(); }
  // The answer comes with a Completed event; until then a label stays open.
  void DeferAnswer() { labeller_.Defer(); }
  // Sends what `answer` replies as the answer to an earlier line. `label`: that line's; empty: it
  // had none. `answer` may not end the session.
  void AnswerTo(const std::string& label, absl::FunctionRef<void()> answer);

  // What the replies of this event have cost, and whether one was a refusal.
  Piece& piece() { return piece_; }
  bool PieceIsFull() const { return piece_.IsFull(state_.config.limits.answer_bytes); }
  // The answer of the acting session goes on in later events. Returns the batch that its label
  // opens, or nothing when `session` has no labelled answer.
  std::string KeepAnswerOpen(const Session& session);
  // Sends what `answer` replies to the acting session in the batch of that reference (empty: in
  // none). The batch ends when `answer` returns true.
  void ContinueAnswer(const std::string& reference, absl::FunctionRef<bool()> answer);

 private:
  enum class Family { kReply, kNotification };

  void HoldAnswer(std::string label);
  // Sends `spoken` to the sessions of audience_, and its other form to the neighbours who are not
  // among them.
  void PostSpoken(const User& user, const Spoken& spoken, const AudienceFilter& filter);
  // Sends `message` to the sessions of audience_.
  void Post(const Message& message, Family family);
  void FlushLabel();
  void FlushPiece(const Session& session);
  // Adds a send to `session`, rendered for it as if it had `caps`.
  void SendTo(const Session& session, const Message& message, CapSet caps, absl::string_view label,
              absl::string_view batch);

  const State& state_;
  Audience audience_;
  Labeller labeller_;
  Piece piece_;
  Output* output_ = nullptr;
  const Session* actor_ = nullptr;
  EventIds ids_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTBOX_OUTBOX_H_
