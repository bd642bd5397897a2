#include "core/testing/world.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "core/state/state.h"

namespace irc {
namespace {

// The session that an event is about, or 0.
uint64_t SubjectOf(const Event& event) {
  if (const auto* received = std::get_if<Received>(&event)) return received->session.value;
  if (const auto* gone = std::get_if<Disconnected>(&event)) return gone->session.value;
  if (const auto* drained = std::get_if<Drained>(&event)) return drained->session.value;
  return 0;
}

}  // namespace

World::World(Config config)
    : server_(std::make_unique<Server>(config, absl::FromUnixSeconds(1767225600))),
      config_(std::move(config)) {}

bool World::Apply(const Event& event) {
  const SessionId subject{SubjectOf(event)};
  if (subject.value != 0 && !IsOpen(subject)) return false;
  if (std::holds_alternative<Received>(event) && (IsWaiting(subject) || IsUnfinished(subject))) {
    return false;
  }
  if (std::holds_alternative<Drained>(event) && unfinished_.erase(subject.value) == 0) return false;
  if (const auto* connected = std::get_if<Connected>(&event)) {
    if (IsOpen(connected->session)) return false;
    open_[connected->session.value] = true;
  }
  if (std::holds_alternative<Disconnected>(event)) {
    open_.erase(subject.value);
    unfinished_.erase(subject.value);
  }
  // A server that was loaded may have seen later events.
  seq_ = std::max(seq_, server_->state().seq) + 1;
  server_->Apply({seq_, now_, std::exchange(set_by_, {})}, event, output_);
  server_->CheckInvariants();
  Record();
  return true;
}

bool World::Finish(SessionId session) {
  if (!IsUnfinished(session)) return false;
  while (Apply(Drained{session})) {
  }
  return true;
}

bool World::CompleteOldest(bool ok) {
  if (requests_.empty()) return false;
  const Request request = requests_.front();
  requests_.pop_front();
  EffectResult result = PasswordChecked{ok, "", {}};
  if (std::holds_alternative<CheckSasl>(request.what))
    result = SaslChecked{.account = ok ? "account" : "", .create = true};
  if (std::holds_alternative<MakeVerifier>(request.what)) {
    result = ok ? VerifierMade{"*"} : VerifierMade{};
  }
  if (std::holds_alternative<MakeFactor>(request.what)) {
    result = ok ? FactorMade{"*", {"secret", "challenge"}} : FactorMade{};
  }
  if (std::holds_alternative<Commit>(request.what)) result = Committed{ok};
  if (std::holds_alternative<MailCode>(request.what)) result = CodeMailed{ok ? "*" : ""};
  if (std::holds_alternative<ReadMailState>(request.what)) result = MailState{1, 2, 3, {"error"}};
  if (std::holds_alternative<Rehash>(request.what)) result = RehashDone{ok, {"message"}};
  if (const auto* links = std::get_if<ReadLinkStats>(&request.what)) {
    LinkStats stats;
    for (SessionId session : links->sessions) stats.rows.push_back({.session = session});
    result = stats;
  }
  return Apply(Completed{request.id, result});
}

void World::Reload() {
  const std::string snapshot = server_->Save();
  auto loaded = std::make_unique<Server>(Config(), absl::UnixEpoch());
  const absl::Status status = loaded->Load(snapshot);
  IRC_CHECK(status.ok(), status.ToString().c_str());
  IRC_CHECK(loaded->Save() == snapshot, "loading loses nothing");
  server_ = std::move(loaded);
}

bool World::IsOpen(SessionId session) const { return open_.count(session.value) != 0; }

bool World::IsWaiting(SessionId session) const {
  return std::any_of(requests_.begin(), requests_.end(),
                     [&](const Request& request) { return request.session == session; });
}

std::vector<std::string> World::SeenBy(SessionId session) const {
  std::vector<std::string> lines;
  for (const Send& send : output_.sends) {
    for (SessionId to : send.to) {
      if (to == session) lines.push_back(send.line);
    }
  }
  return lines;
}

void World::Record() {
  for (const Send& send : output_.sends) {
    for (SessionId to : send.to) absl::StrAppend(&log_, to.value, " ", send.line);
  }
  for (const Close& close : output_.closes) {
    absl::StrAppend(&log_, "close ", close.session.value, "\n");
    open_.erase(close.session.value);
    unfinished_.erase(close.session.value);
  }
  for (SessionId session : output_.unfinished) {
    IRC_CHECK(IsOpen(session), "who has left gets no answer");
    IRC_CHECK(unfinished_.insert(session.value).second, "each piece is asked for once");
  }
  for (const Request& request : output_.requests) {
    absl::StrAppend(&log_, "request ", request.id.value, " ", request.what.index(), "\n");
    requests_.push_back(request);
  }
}

}  // namespace irc
