#include "net/keeper.h"

#include <utility>
#include <variant>

#include "core/check.h"

namespace irc {
namespace {

// So many rows are one event, so that a start with many accounts takes memory only once.
constexpr size_t kRowsPerEvent = 1000;

void AddDone(std::vector<Keeper::Done>& all, SessionId session, EffectId effect, bool ok) {
  Keeper::Done& done = all.emplace_back();
  done.session = session;
  done.completed.effect = effect;
  done.completed.result.emplace<Committed>().ok = ok;
}

}  // namespace

Keeper::Keeper(Store::Opened opened)
    : store_(std::move(opened.store)), notices_(std::move(opened.notes)) {
  Restored ids;
  for (const auto& [table, id] : opened.highest) {
    if (id > 0) ids.last_ids.emplace_back(std::string(table), id);
  }
  if (!ids.last_ids.empty() || !opened.rows.empty()) restored_.push_back(std::move(ids));
  for (Record& record : opened.rows) {
    Note(record);
    if (auto* row = std::get_if<CredentialRow>(&record.row)) row->verifier.clear();
    if (restored_.back().rows.size() == kRowsPerEvent) restored_.emplace_back();
    restored_.back().rows.push_back(std::move(record.row));
  }
}

void Keeper::Note(const Record& record) {
  verifiers_.Apply(record);
  if (std::holds_alternative<SessionLimitRow>(record.row)) session_limits_.push_back(record);
}

std::vector<Record> Keeper::TakeSessionLimits() { return std::exchange(session_limits_, {}); }

std::vector<Restored> Keeper::TakeRestored() { return std::exchange(restored_, {}); }

void Keeper::Keep(std::vector<Record> records) {
  if (records.empty() || store_ == nullptr) return;
  for (const Record& record : records) Note(record);
  store_->Append(std::move(records));
  changed_ = true;
}

void Keeper::Begin(SessionId session, EffectId effect, const Commit& commit) {
  if (store_ == nullptr) {
    return AddDone(done_, session, effect, false);
  }
  pending_[effect.value] = {.session = session, .records = commit.records};
  store_->Commit({effect.value}, commit.records);
  changed_ = true;
}

void Keeper::Read(SessionId session, EffectId effect, const ReadAudit& read) {
  if (store_ == nullptr) {
    done_.push_back({.session = session, .completed = {effect, AuditRead{}}});
    return;
  }
  reading_[effect.value] = session;
  store_->Read({effect.value}, AuditQuery{.actor = read.actor,
                                          .target = read.target,
                                          .action = read.action,
                                          .since = read.since,
                                          .before = read.before,
                                          .limit = static_cast<size_t>(read.limit)});
}

void Keeper::Flush() {
  if (!std::exchange(changed_, false)) return;
  store_->Flush();
}

std::vector<Keeper::Done> Keeper::TakeDone() {
  std::vector<Done> all = std::exchange(done_, {});
  if (store_ == nullptr) return all;
  for (const CommitDone& done : store_->TakeDone()) {
    const auto found = pending_.find(done.id.value);
    IRC_CHECK(found != pending_.end(), "the store answers each commit once");
    const bool ok = done.error == StoreError::kNone;
    if (ok) {
      for (const Record& record : found->second.records) Note(record);
    }
    AddDone(all, found->second.session, EffectId{done.id.value}, ok);
    pending_.erase(found);
  }
  for (ReadDone& done : store_->TakeRead()) {
    const auto found = reading_.find(done.id.value);
    IRC_CHECK(found != reading_.end(), "the store answers each query once");
    AuditRead read{.ok = done.error == StoreError::kNone, .rows = {}};
    for (Row& row : done.rows) {
      if (auto* entry = std::get_if<AuditRecordRow>(&row)) read.rows.push_back(std::move(*entry));
    }
    all.push_back(
        {.session = found->second, .completed = {EffectId{done.id.value}, std::move(read)}});
    reading_.erase(found);
  }
  return all;
}

std::vector<std::string> Keeper::TakeNotices() {
  std::vector<std::string> notices = std::exchange(notices_, {});
  if (store_ == nullptr) return notices;
  for (std::string& notice : store_->TakeNotices()) notices.push_back(std::move(notice));
  return notices;
}

}  // namespace irc
