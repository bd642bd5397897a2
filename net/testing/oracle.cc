#include "net/testing/oracle.h"

#include <algorithm>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/conn/line_facts.h"
#include "core/state/state.h"

namespace irc {

void Oracle::Apply(const Event& event) {
  server_.Apply({.seq = ++seq_, .now = now_, .set_by = std::exchange(set_by_, {})}, event, out_);
  for (const Send& send : out_.sends) {
    for (SessionId session : send.to) {
      absl::StrAppend(&said_[session.value], send.line);
      ++links_[session.value].sent_lines;
      links_[session.value].sent_bytes += send.line.size();
    }
  }
  for (const irc::Close& close : out_.closes) closed_[close.session.value] = true;
  // Copies, because what follows overwrites out_.
  const std::vector<SessionId> unfinished = out_.unfinished;
  for (const Request& request : std::vector<Request>(out_.requests)) Answer(request);
  for (SessionId session : unfinished) Apply(Drained{session});
}

void Oracle::Say(SessionId session, std::string line, size_t bytes) {
  LinkStats::Row& link = links_[session.value];
  link.received_bytes += bytes;
  if (line.empty()) return;  // the line reader drops it
  ++link.received_lines;
  const ServiceNames& names = server_.state().config.services;
  if (FactsOf(line, names).may_hold_secret) secrets_[session.value].Hide(line, names);
  Apply(Received{session, std::move(line)});
}

void Oracle::MoveClock(absl::Time now, bool sets) {
  if (sets) set_by_ = now - now_;
  now_ = now;
  if (sets || now_ >= server_.NextDeadline()) Apply(Ticked{});
}

size_t Oracle::FindAsked(bool commit, std::optional<uint64_t> id) const {
  if (!id.has_value()) return 0;
  const std::deque<EffectId>& asked = commit ? asked_of_store_ : asked_of_workers_;
  return std::find(asked.begin(), asked.end(), EffectId{*id}) - asked.begin();
}

EffectId Oracle::TakeAsked(bool commit, size_t index) {
  std::deque<EffectId>& asked = commit ? asked_of_store_ : asked_of_workers_;
  const EffectId effect = asked.at(index);
  asked.erase(asked.begin() + static_cast<ptrdiff_t>(index));
  return effect;
}

void Oracle::Rehash() {
  if (file_.errors.empty()) Apply(Configured{file_.config.core});
}

void Oracle::Answer(const Request& request) {
  if (std::holds_alternative<irc::Rehash>(request.what)) {
    rehashed_ = true;
    Rehash();
    Apply(Completed{request.id, RehashDone{file_.errors.empty(), file_.errors}});
  } else if (const auto* read = std::get_if<ReadLinkStats>(&request.what)) {
    LinkStats stats;
    for (SessionId session : read->sessions) {
      stats.rows.push_back(links_[session.value]);
      stats.rows.back().session = session;
    }
    Apply(Completed{request.id, std::move(stats)});
  } else if (const auto* code = std::get_if<MailCode>(&request.what)) {
    Apply(Completed{request.id, CodeMailed{code->mail.to.empty() ? "" : "verifier"}});
  } else if (std::holds_alternative<irc::Commit>(request.what) ||
             std::holds_alternative<ReadAudit>(request.what)) {
    asked_of_store_.push_back(request.id);
  } else {
    asked_of_workers_.push_back(request.id);
  }
}

}  // namespace irc
