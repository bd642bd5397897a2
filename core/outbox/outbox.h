// Everything that is said leaves through here. Handlers name an audience; echo, labels, batches and
// the variants of a line are decided in here, so that no handler can forget them.
#ifndef IRCSERV_CORE_OUTBOX_OUTBOX_H_
#define IRCSERV_CORE_OUTBOX_OUTBOX_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "core/outbox/audience.h"
#include "core/outbox/label.h"
#include "core/output.h"
#include "core/protocol/message.h"
#include "core/state/state.h"

namespace irc {

class Outbox {
 public:
  explicit Outbox(const State& state) : state_(state), audience_(state) {}

  // One event: what is said between Begin and Finish goes to `output`. `actor` is the session that
  // caused it, or null; `label` is that of its line.
  void Begin(Output& output, const Session* actor, std::string label);
  void Finish();

  // To the session that caused the event: its answer.
  void Reply(const Message& message);
  void ToSession(const Session& session, const Message& message);
  // News that answers nothing, not even when the session's own line has caused them.
  void Tell(const Session& session, const Message& message);
  void ToUser(const User& user, const Message& message);
  // To all members, the acting session among them.
  void ToChannel(const Channel& channel, const Message& message, const Only& only = {});
  // To the members who see `user`, and to himself: that he enters, leaves, is there.
  // REQUIRES: he is in the channel.
  void ToWitnesses(const Channel& channel, const User& user, const Message& message,
                   const Only& only = {});
  // To everybody who sees `user` in some channel, and not to himself.
  void ToNeighbours(const User& user, const Message& message, const Only& only = {});
  // The same and to himself: what changes about a user (NICK, CHGHOST, SETNAME).
  void ToNeighboursAndSelf(const User& user, const Message& message, const Only& only = {});
  // What is new about a user (AWAY, ACCOUNT, CHGHOST, SETNAME), to sessions with `cap` of those who
  // share a channel with him or monitor him, and, if so asked, to his own.
  // https://ircv3.net/specs/extensions/extended-monitor
  void ToAcquaintances(const User& user, const Message& message, Cap cap, bool himself);
  // News of one key of the metadata of a user or channel, to sessions among `only` (which names the
  // key): his own and those of whoever sees him in a channel or monitors him; of the members; or of
  // the members who see him. It answers nothing. https://ircv3.net/specs/extensions/metadata
  void ToSubscribers(const User& user, const Message& message, const Only& only);
  void ToSubscribers(const Channel& channel, const Message& message, const Only& only);
  void ToSubscribers(const Channel& channel, const User& user, const Message& message,
                     const Only& only);
  // To those whom `admits(const User&)` lets through.
  template <typename Admits>
  void ToEveryUser(const Message& message, Admits&& admits) {
    audience_.Clear();
    state_.users.ForEach([&](const User& user) {
      if (admits(user)) audience_.AddUser(user);
    });
    Post(message, Kind::kAnswer);
  }

  // What one user says to others (PRIVMSG, NOTICE, TAGMSG). The recipients' copies are no answer to
  // the sender, even when he is one of them; Echo is.
  void SayToUser(const User& target, const Message& message, const Only& only = {});
  void SayToChannel(const Channel& channel, const Message& message, const Only& only = {});
  // The sender's own copy, where echo-message asks for it, and that of his other sessions.
  void Echo(const User& sender, const Message& message, const Only& only = {});

  // A server notice to operators who chose it; `letter` is a row of kSnomasks.
  void ServerNotice(char letter, absl::string_view text);

  // The reference of a batch that begins and ends within this event.
  std::string NewBatch() { return std::to_string(++batches_); }

  // A number for the id of a message (Message::set_msgid): 1, 2, … within an event.
  uint32_t NewMsgid() {
    if (numbered_event_ != state_.seq) msgids_ = 0;
    numbered_event_ = state_.seq;
    return ++msgids_;
  }

  // What the ids of all messages begin with; see FormatMsgid.
  absl::Time epoch() const { return state_.started; }

  // The session ends after what it was sent so far.
  void Close(const Session& session, CloseCause cause);
  // What is asked of the shell besides lines.
  Output& output() { return *output_; }
  const Session* actor() const { return actor_; }
  // The label that the answer will carry; empty when there is none.
  std::string label() const { return labeller_.session() ? labeller_.label() : std::string(); }
  // The answer comes with a Completed event; until then a label stays open.
  void DeferAnswer() { labeller_.Defer(); }
  // What `answer` says answers an earlier line, which bore this label or, when it is empty, none.
  // It may not end the session.
  void AnswerTo(const std::string& label, absl::FunctionRef<void()> answer);

 private:
  enum class Kind { kAnswer, kTraffic };

  void HoldAnswer(std::string label);
  void Post(const Message& message, Kind kind);
  void FlushLabel();
  // Adds a send to `session`, rendered for it as if it had `caps`.
  void SendTo(const Session& session, const Message& message, CapSet caps, absl::string_view label,
              absl::string_view batch);

  const State& state_;
  Audience audience_;
  Labeller labeller_;
  Output* output_ = nullptr;
  const Session* actor_ = nullptr;
  uint32_t batches_ = 0;  // of this event
  uint32_t msgids_ = 0;   // of the event that was numbered last
  uint64_t numbered_event_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTBOX_OUTBOX_H_
