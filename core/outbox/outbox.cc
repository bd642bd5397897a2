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

// Whether the batch that `first` opens is the one that `last` closes.
bool Closes(const Message& last, const Message& first) {
  return last.command() == "BATCH" && last.param(0)[0] == '-' &&
         last.param(0).substr(1) == first.param(0).substr(1);
}

}  // namespace

void Outbox::Begin(Output& output, const Session* actor, std::string label) {
  FlushLabel();
  output_ = &output;
  actor_ = actor;
  batches_ = 0;
  HoldAnswer(std::move(label));
}

void Outbox::AnswerTo(const std::string& label, absl::FunctionRef<void()> answer) {
  Labeller present = std::move(labeller_);
  HoldAnswer(label);
  answer();
  FlushLabel();
  labeller_ = std::move(present);
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
  ToSession(*actor_, message);
}

void Outbox::ToSession(const Session& session, const Message& message) {
  audience_.Clear().AddSession(session);
  Post(message, Kind::kAnswer);
}

void Outbox::Tell(const Session& session, const Message& message) {
  audience_.Clear().AddSession(session);
  Post(message, Kind::kTraffic);
}

void Outbox::ToUser(const User& user, const Message& message) {
  audience_.Clear().AddUser(user);
  Post(message, Kind::kAnswer);
}

void Outbox::ToChannel(const Channel& channel, const Message& message, const Only& only) {
  audience_.OnlyChannel(channel, only);
  Post(message, Kind::kAnswer);
}

void Outbox::ToWitnesses(const Channel& channel, const User& user, const Message& message,
                         const Only& only) {
  audience_.Clear().AddWitnesses(channel, user, only);
  Post(message, Kind::kAnswer);
}

void Outbox::ToNeighbours(const User& user, const Message& message, const Only& only) {
  audience_.Clear().AddNeighbours(user, only);
  Post(message, Kind::kAnswer);
}

void Outbox::ToNeighboursAndSelf(const User& user, const Message& message, const Only& only) {
  audience_.Clear().AddUser(user, only).AddNeighbours(user, only);
  Post(message, Kind::kAnswer);
}

void Outbox::ToAcquaintances(const User& user, const Message& message, Cap cap, bool himself) {
  const Only only{.with = cap};
  audience_.Clear();
  if (himself) audience_.AddUser(user, only);
  audience_.AddNeighbours(user, only).AddWatchers(user, only);
  Post(message, Kind::kAnswer);
}

void Outbox::ToSubscribers(const User& user, const Message& message, const Only& only) {
  audience_.Clear().AddUser(user, only).AddNeighbours(user, only).AddMonitors(user, only, {});
  Post(message, Kind::kTraffic);
}

void Outbox::ToSubscribers(const Channel& channel, const Message& message, const Only& only) {
  audience_.OnlyChannel(channel, only);
  Post(message, Kind::kTraffic);
}

void Outbox::ToSubscribers(const Channel& channel, const User& user, const Message& message,
                           const Only& only) {
  audience_.Clear().AddWitnesses(channel, user, only);
  Post(message, Kind::kTraffic);
}

void Outbox::SayToUser(const User& target, const Message& message, const Only& only) {
  audience_.Clear().AddUser(target, only);
  Post(message, Kind::kTraffic);
}

void Outbox::SayToChannel(const Channel& channel, const Message& message, const Only& only) {
  audience_.OnlyChannel(channel, only);
  Post(message, Kind::kTraffic);
}

void Outbox::Echo(const User& sender, const Message& message, const Only& only) {
  audience_.Clear();
  for (SlotId<Session> id : sender.sessions) {
    const Session& session = SessionOf(state_, id);
    // What one said elsewhere looks like a stranger's message to who does not expect it.
    const bool wants = session.caps.Has(Cap::kEchoMessage) ||
                       (&session != actor_ && session.caps.Has(Cap::kSelfMessage));
    if (wants && only.Admits(session)) audience_.AddSession(session);
  }
  Post(message, Kind::kAnswer);
}

void Outbox::ServerNotice(char letter, absl::string_view text) {
  const uint32_t bit = SnomaskBit(letter);
  IRC_CHECK(bit != 0, "server notices use the letters of kSnomasks");
  const std::string line = absl::StrCat("*** ", text);
  for (SlotId<User> id : state_.notice_readers) {
    const User& user = UserOf(state_, id);
    if ((user.snomask & bit) == 0) continue;
    SayToUser(user, Message("NOTICE").Param(user.nick).Trailing(line));
  }
}

void Outbox::Close(const Session& session, CloseCause cause) {
  if (labeller_.Holds(session)) FlushLabel();
  if (actor_ == &session) actor_ = nullptr;
  output_->closes.push_back({session.id, cause});
}

// Renders the message once for each set of capabilities that changes its bytes; sessions with the
// same set share the line.
void Outbox::Post(const Message& message, Kind kind) {
  const CapSet relevant = message.Relevant();
  absl::InlinedVector<std::pair<CapSet, size_t>, 4> variants;
  // Most often a session needs the same line as the one before.
  std::optional<CapSet> last_key;
  std::vector<SessionId>* last_to = nullptr;
  for (const Session* session : audience_.sessions()) {
    if (kind == Kind::kAnswer && labeller_.Holds(*session)) {
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
      // A numeric bears the nick of its client, so nobody shares it.
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
  // An answer that is one batch anyway needs no second one around it.
  if (Opens(held.front().message) && Closes(held.back().message, held.front().message)) {
    send(held[0].message, caps, label, "");
    for (size_t i = 1; i < held.size(); ++i) send(held[i].message, held[i].caps, "", "");
    return;
  }
  const std::string reference = NewBatch();
  send(Message("BATCH").Param(absl::StrCat("+", reference)).Param("labeled-response"), caps, label,
       "");
  for (const Labeller::Held& answer : held) send(answer.message, answer.caps, "", reference);
  send(Message("BATCH").Param(absl::StrCat("-", reference)), caps, "", "");
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
