#include "core/outbox/outbox.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "core/protocol/render.h"

namespace irc {
namespace {

bool Opens(const Message& message) {
  return message.command() == "BATCH" && message.param(0)[0] == '+';
}

// True when `last` closes the batch that `first` opens.
bool Closes(const Message& last, const Message& first) {
  return last.command() == "BATCH" && last.param(0)[0] == '-' &&
         last.param(0).substr(1) == first.param(0).substr(1);
}

}  // namespace

void Outbox::Begin(Output& output, const Session* actor, std::string label) {
  FlushLabel();
  output_ = &output;
  actor_ = actor;
  ids_.Begin(state_.seq);
  piece_.Clear();
  HoldAnswer(std::move(label));
}

void Outbox::AnswerTo(const std::string& label, absl::FunctionRef<void()> answer) {
  Labeller present = std::move(labeller_);
  HoldAnswer(label);
  answer();
  FlushLabel();
  labeller_ = std::move(present);
}

std::string Outbox::KeepAnswerOpen(const Session& session) {
  if (!labeller_.Holds(session)) return "";
  if (!labeller_.stays_open()) labeller_.StayOpen(ids_.NewLastingBatch());
  return labeller_.reference();
}

void Outbox::ContinueAnswer(const std::string& reference, absl::FunctionRef<bool()> answer) {
  if (!reference.empty()) labeller_.Continue(actor_, reference);
  if (!answer() && !reference.empty()) labeller_.StayOpen(reference);
  FlushLabel();
}

void Outbox::HoldAnswer(std::string label) {
  const bool labels =
      actor_ != nullptr && actor_->caps.Has(Cap::kLabeledResponse) && actor_->caps.Has(Cap::kBatch);
  labeller_.Begin(actor_, labels ? std::move(label) : std::string());
}

void Outbox::Finish() {
  FlushLabel();
  actor_ = nullptr;
}

void Outbox::Reply(const Message& message) {
  IRC_CHECK(actor_ != nullptr, "only handlers reply, and a handler runs for a session");
  // 723 is the one error of operators outside of the range.
  const absl::string_view command = message.command();
  if (message.numeric() && (command[0] == '4' || command[0] == '5' || command == "723")) {
    piece_.NoteRefusal(command);
  }
  ReplyTo(*actor_, message);
}

void Outbox::ReplyTo(const Session& session, const Message& message) {
  audience_.Clear().AddSession(session);
  Post(message, Family::kReply);
}

void Outbox::NotifySession(const Session& session, const Message& message) {
  audience_.Clear().AddSession(session);
  Post(message, Family::kNotification);
}

void Outbox::ReplyToUser(const User& user, const Message& message) {
  audience_.Clear().AddUser(user);
  Post(message, Family::kReply);
}

void Outbox::ReplyToChannel(const Channel& channel, const Message& message,
                            const AudienceFilter& filter) {
  audience_.SetToChannel(channel, filter);
  Post(message, Family::kReply);
}

void Outbox::ReplyToWitnesses(const Channel& channel, const User& user, const Message& message,
                              const AudienceFilter& filter) {
  audience_.Clear().AddWitnesses(channel, user, filter);
  Post(message, Family::kReply);
}

void Outbox::ReplyToNeighbours(const User& user, const Message& message,
                               const AudienceFilter& filter) {
  audience_.Clear().AddNeighbours(user, filter);
  Post(message, Family::kReply);
}

void Outbox::ReplyToNeighbours(const User& user, const Spoken& spoken) {
  audience_.Clear().AddNeighbours(user, {}, spoken.words);
  PostSpoken(user, spoken, {});
}

void Outbox::ReplyToNeighboursAndSelf(const User& user, const Message& message,
                                      const AudienceFilter& filter) {
  audience_.Clear().AddUser(user, filter).AddNeighbours(user, filter);
  Post(message, Family::kReply);
}

void Outbox::ReplyToObservers(const User& user, const Message& message, Cap cap, bool self) {
  const AudienceFilter filter{.has_all = cap};
  audience_.Clear();
  if (self) audience_.AddUser(user, filter);
  audience_.AddNeighbours(user, filter).AddWatchers(user, filter);
  Post(message, Family::kReply);
}

void Outbox::ReplyToObservers(const User& user, const Spoken& spoken, Cap cap, bool self) {
  const AudienceFilter filter{.has_all = cap};
  audience_.Clear();
  if (self) audience_.AddUser(user, filter);
  audience_.AddNeighbours(user, filter, spoken.words);
  PostSpoken(user, spoken, filter);
  // Who monitors the user has asked for it, and needs no channel.
  audience_.ClearForRest().AddWatchers(user, filter);
  Post(spoken.message, Family::kReply);
}

void Outbox::PostSpoken(const User& user, const Spoken& spoken, const AudienceFilter& filter) {
  Post(spoken.message, Family::kReply);
  if (spoken.otherwise == nullptr) return;
  audience_.ClearForRest().AddNeighbours(user, filter);
  Post(*spoken.otherwise, Family::kReply);
}

void Outbox::NotifyEverybody(const Message& message, const AudienceFilter& filter) {
  audience_.Clear().AddEverybody(filter);
  Post(message, Family::kNotification);
}

void Outbox::NotifySessions(const std::vector<const Session*>& sessions, const Message& message,
                            const AudienceFilter& filter) {
  audience_.Clear();
  for (const Session* session : sessions) {
    if (filter.Admits(*session)) audience_.AddSession(*session);
  }
  Post(message, Family::kNotification);
}

void Outbox::NotifySubscribers(const User& user, const Message& message, absl::string_view words,
                               const AudienceFilter& filter) {
  audience_.Clear().AddUser(user, filter).AddNeighbours(user, filter, words);
  audience_.AddMonitors(user, filter, {});
  Post(message, Family::kNotification);
}

void Outbox::NotifySubscribers(const Channel& channel, const Message& message,
                               const AudienceFilter& filter) {
  audience_.SetToChannel(channel, filter);
  Post(message, Family::kNotification);
}

void Outbox::NotifyUser(const User& target, const Message& message, const AudienceFilter& filter) {
  audience_.Clear().AddUser(target, filter);
  Post(message, Family::kNotification);
}

void Outbox::NotifyChannel(const Channel& channel, const Message& message,
                           const AudienceFilter& filter) {
  audience_.SetToChannel(channel, filter);
  Post(message, Family::kNotification);
}

void Outbox::ReplyEcho(const User& sender, const Message& message, const AudienceFilter& filter) {
  audience_.Clear();
  for (SlotId<Session> id : sender.sessions) {
    const Session& session = SessionOf(state_, id);
    // A client without these capabilities would show an own message from another session as that of
    // another user.
    const bool wants = session.caps.Has(Cap::kEchoMessage) ||
                       (&session != actor_ && session.caps.Has(Cap::kSelfMessage));
    if (wants && filter.Admits(session)) audience_.AddSession(session);
  }
  Post(message, Family::kReply);
}

void Outbox::NotifyOperators(Snomask kind, absl::string_view text) {
  const std::string line = absl::StrCat("*** ", text);
  for (SlotId<User> id : state_.notice_readers) {
    const User& user = UserOf(state_, id);
    if ((user.snomask & SnomaskBit(kind)) == 0) continue;
    NotifyUser(user, Message("NOTICE").Param(user.nick).Trailing(line));
  }
}

void Outbox::Close(const Session& session, CloseCause cause, absl::string_view reason) {
  if (labeller_.Holds(session)) FlushLabel();
  if (actor_ == &session) actor_ = nullptr;
  // What users say when they leave is not for the log.
  const bool detailed = cause == CloseCause::kRejected || cause == CloseCause::kRemoved;
  output_->closes.push_back({session.id, cause, std::string(detailed ? reason : "")});
}

// Renders the message once for each set of capabilities that changes its bytes; sessions with the
// same set share the line.
void Outbox::Post(const Message& message, Family family) {
  if (family == Family::kReply) piece_.Charge(message);
  const CapSet relevant = message.Relevant();
  absl::InlinedVector<std::pair<CapSet, size_t>, 4> variants;
  // Most sessions need the same line as the one before.
  std::optional<CapSet> last_key;
  std::vector<SessionId>* last_to = nullptr;
  for (const Session* session : audience_.sessions()) {
    if (family == Family::kReply && labeller_.Holds(*session)) {
      labeller_.Hold(message, session->caps);
      continue;
    }
    const CapSet key = session->caps & relevant;
    if (key == last_key) {
      last_to->push_back(session->id);
      continue;
    }
    auto variant = variants.begin();
    while (variant != variants.end() && !(variant->first == key)) ++variant;
    if (variant == variants.end()) {
      // A numeric contains the nick of its client, so it is not shared.
      const CapSet shared = message.numeric() ? CapSet::FromBits(~uint64_t{0}) : key;
      variants.emplace_back(shared, output_->sends.size());
      variant = variants.end() - 1;
      SendTo(*session, message, session->caps, "", "");
    } else {
      output_->sends[variant->second].to.push_back(session->id);
    }
    last_key = variant->first;
    last_to = &output_->sends[variant->second].to;
  }
}

void Outbox::FlushLabel() {
  const Session* session = labeller_.session();
  if (session == nullptr) return;
  labeller_.End();
  if (!labeller_.reference().empty()) return FlushPiece(*session);
  const std::vector<Labeller::Held>& held = labeller_.held();
  const std::string& label = labeller_.label();
  if (held.empty()) {
    if (!labeller_.deferred()) {
      SendTo(*session, Message("ACK"), session->caps, label, "");
    }
    return;
  }
  const auto send = [&](const Message& message, CapSet caps, absl::string_view on_label,
                        absl::string_view batch) {
    SendTo(*session, message, caps, on_label, batch);
  };
  if (held.size() == 1) {
    send(held[0].message, held[0].caps, label, "");
    return;
  }
  const CapSet caps = held[0].caps;
  // An answer that is one batch needs no second one around it.
  if (Opens(held.front().message) && Closes(held.back().message, held.front().message)) {
    send(held[0].message, caps, label, "");
    for (size_t i = 1; i < held.size(); ++i) send(held[i].message, held[i].caps, "", "");
    return;
  }
  const std::string reference = ids_.NewBatch();
  send(Message("BATCH").Param(absl::StrCat("+", reference)).Param("labeled-response"), caps, label,
       "");
  for (const Labeller::Held& answer : held) send(answer.message, answer.caps, "", reference);
  send(Message("BATCH").Param(absl::StrCat("-", reference)), caps, "", "");
}

// Sends a piece of an answer that comes in several events.
void Outbox::FlushPiece(const Session& session) {
  const std::vector<Labeller::Held>& held = labeller_.held();
  const std::string& reference = labeller_.reference();
  const CapSet caps = held.empty() ? session.caps : held[0].caps;
  if (!labeller_.continues()) {
    SendTo(session, Message("BATCH").Param(absl::StrCat("+", reference)).Param("labeled-response"),
           caps, labeller_.label(), "");
  }
  for (const Labeller::Held& answer : held) {
    SendTo(session, answer.message, answer.caps, "", reference);
  }
  if (!labeller_.stays_open()) {
    SendTo(session, Message("BATCH").Param(absl::StrCat("-", reference)), caps, "", "");
  }
}

void Outbox::SendTo(const Session& session, const Message& message, CapSet caps,
                    absl::string_view label, absl::string_view batch) {
  Send& send = output_->sends.Add();
  Render(message, caps,
         {.server_name = state_.config.server_name,
          .client = message.numeric() ? NickOf(state_, session) : absl::string_view("*"),
          .time = state_.now,
          .epoch = state_.started,
          .seq = state_.seq,
          .label = label,
          .batch = batch},
         &send.line);
  send.to.push_back(session.id);
}

}  // namespace irc
