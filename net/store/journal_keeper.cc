#include "net/store/journal_keeper.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "net/store/journal/frame.h"
#include "net/store/journal/journal_reader.h"
#include "net/store/rows/row_text.h"

namespace irc {
namespace {

// What is not synced stays in memory, so that it can be written again; beyond this it is synced.
constexpr size_t kUnsyncedBytesMax = 4 << 20;
constexpr std::chrono::seconds kSyncWithin{1};
// What is written to find out whether the disk has space again. A change of this size would need a
// new block of the disk: a few bytes may fit behind the last ones, although the disk is full.
constexpr size_t kProbeBytes = 4096;

StoreError ErrorOf(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return StoreError::kFull;
    case EROFS:
    case EACCES:
    case EPERM:
      return StoreError::kReadOnly;
    default:
      return StoreError::kFailed;
  }
}

void AddLines(absl::string_view kind, const std::vector<Record>& records, std::string& lines) {
  for (const Record& record : records) absl::StrAppend(&lines, kind, RecordLine(record), "\n");
}

std::string WithoutCommits(absl::string_view lines) {
  std::string rest;
  for (absl::string_view line : absl::StrSplit(lines, '\n', absl::SkipEmpty())) {
    if (!absl::StartsWith(line, "C ")) absl::StrAppend(&rest, line, "\n");
  }
  return rest;
}

// Notes that say nothing: there is no turn 0.
std::string Probe() {
  std::string lines;
  while (lines.size() < kProbeBytes) absl::StrAppend(&lines, "V 0\n");
  return lines;
}

std::chrono::nanoseconds Of(absl::Duration duration) { return absl::ToChronoNanoseconds(duration); }

}  // namespace

JournalKeeper::JournalKeeper(FileSystem& files, const StoreOptions& options, JournalOptions journal,
                             Callbacks callbacks)
    : files_(files),
      options_(options),
      callbacks_(std::move(callbacks)),
      journal_(files, std::move(journal)),
      sync_thread_([this] { SyncLoop(); }),
      clock_thread_([this] { ClockLoop(); }) {}

JournalKeeper::~JournalKeeper() { Close(); }

void JournalKeeper::Append(const std::vector<Record>& kept) { AddLines("K ", kept, lines_); }

void JournalKeeper::Commit(CommitId id, const std::vector<Record>& records) {
  AddLines("C ", records, lines_);
  ids_.push_back(id);
}

void JournalKeeper::Flush() {
  if (lines_.empty() && ids_.empty()) return;
  bool wakes = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    int error = 0;
    // What waits comes first. A turn of kept records alone does not try the disk each time anew.
    if (!waiting_.empty()) {
      const bool try_now = !ids_.empty() || Clock::now() >= next_try_;
      error = try_now ? WriteWaiting() : EAGAIN;
    }
    if (error == 0 && !lines_.empty()) error = Write(lines_);
    wakes = error != 0 || lines_.empty() || !notices_.empty();
    if (error != 0) {
      Fail(ids_, ErrorOf(error));
      Keep(WithoutCommits(lines_));
    } else if (lines_.empty()) {
      for (CommitId id : ids_) done_.push_back({.id = id});  // of nothing
      counts_.commits_good += ids_.size();
    } else if (!ids_.empty()) {
      commits_.push_back({.turn = journal_.last_turn(),
                          .ids = std::move(ids_),
                          .deadline = Clock::now() + Of(options_.commit_patience)});
    }
    sync_changed_.notify_one();
    clock_changed_.notify_one();
  }
  lines_.clear();
  ids_.clear();
  callbacks_.settled();
  if (wakes) callbacks_.wake();
}

int JournalKeeper::Write(absl::string_view lines) {
  const bool was_synced = journal_.unsynced_bytes() == 0;
  const int error = lines.size() > kFramePayloadMax ? EFBIG : journal_.Append(lines);
  if (error != 0) {
    next_try_ = Clock::now() + Of(options_.retry);
    SetError(write_error_, CannotWrite(strerror(error)));
    return error;
  }
  if (was_synced) first_unsynced_ = Clock::now();
  ++counts_.turns;
  counts_.bytes += lines.size();
  SetError(write_error_, "");
  return 0;
}

int JournalKeeper::WriteWaiting() {
  if (waiting_.empty()) return 0;
  const int error = Write(waiting_);
  if (error == 0) {
    waiting_.clear();
    sync_changed_.notify_one();
  }
  return error;
}

// Nothing waits when only commits were refused. A server that is said to be unready may get no
// client, and so no other change that could find out that the disk is well again.
int JournalKeeper::TryAgain() { return waiting_.empty() ? Write(Probe()) : WriteWaiting(); }

void JournalKeeper::Keep(absl::string_view lines) {
  if (lines.empty()) return;
  if (waiting_.size() + lines.size() <= options_.waiting_bytes_max) {
    absl::StrAppend(&waiting_, lines);
    return;
  }
  const auto records = static_cast<uint64_t>(std::count(lines.begin(), lines.end(), '\n'));
  if (counts_.lost == 0) {
    notices_.push_back(absl::StrCat("the journal has taken nothing while ",
                                    options_.waiting_bytes_max,
                                    " bytes were waiting: from now on what is to be kept is lost"));
  }
  counts_.lost += records;
}

void JournalKeeper::Fail(const std::vector<CommitId>& ids, StoreError error) {
  for (CommitId id : ids) done_.push_back({.id = id, .error = error});
  counts_.commits_failed += ids.size();
}

void JournalKeeper::SetError(std::string& error, std::string sentence) {
  if (sentence == error) return;
  error = std::move(sentence);
  if (!error.empty()) notices_.push_back(error);
  if (write_error_.empty() && sync_error_.empty()) {
    notices_.push_back("the journal takes changes again");
  }
}

std::string JournalKeeper::CannotWrite(absl::string_view reason) const {
  return absl::StrCat("cannot write the journal in '", options_.folder, "': ", reason,
                      "; changes that must be kept are refused");
}

std::string JournalKeeper::CannotSync(absl::string_view reason) const {
  return absl::StrCat("the disk does not confirm the journal in '", options_.folder, "': ", reason,
                      "; changes that must be kept are refused");
}

// When the next sync begins, if anything is to be synced; the past stands for now.
std::optional<JournalKeeper::Clock::time_point> JournalKeeper::SyncAt() const {
  if (journal_.unsynced_bytes() == 0) return std::nullopt;
  if (closing_ || !commits_.empty()) return Clock::time_point::min();
  if (sync_now_ || options_.sync == SyncMode::kTurn ||
      journal_.unsynced_bytes() > kUnsyncedBytesMax) {
    return next_sync_;
  }
  if (options_.sync == SyncMode::kNever) return std::nullopt;
  return std::max(next_sync_, first_unsynced_ + kSyncWithin);
}

void JournalKeeper::SyncLoop() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    const std::optional<Clock::time_point> at = SyncAt();
    if (!at.has_value()) {
      if (closing_) return;
      sync_changed_.wait(lock);
      continue;
    }
    if (*at > Clock::now()) {
      sync_changed_.wait_until(lock, *at);
      continue;
    }
    sync_now_ = false;
    first_unsynced_ = Clock::now();
    const Journal::Sync sync = journal_.BeginSync();
    lock.unlock();
    int error = 0;
    for (const auto& [segment, file] : sync.files) {
      if (error == 0) error = file->Sync();
    }
    if (error == 0 && !sync.folder.empty()) error = files_.SyncFolder(sync.folder);
    lock.lock();
    if (error != 0) {
      OnSyncFailed(error);
    } else {
      ++counts_.syncs;
      counts_.last_sync = absl::Now();
      journal_.EndSync(sync);
      SetError(sync_error_, "");
      while (!commits_.empty() && commits_.front().turn <= sync.until) {
        for (CommitId id : commits_.front().ids) done_.push_back({.id = id});
        counts_.commits_good += commits_.front().ids.size();
        commits_.pop_front();
      }
    }
    lock.unlock();
    callbacks_.settled();
    callbacks_.wake();
    lock.lock();
    // A disk that fails each time is not asked in a circle.
    if (error != 0 && closing_) return;
  }
}

void JournalKeeper::OnSyncFailed(int error) {
  SetError(sync_error_, CannotSync(strerror(error)));
  next_sync_ = Clock::now() + Of(options_.retry);
  sync_now_ = true;  // so that the error ends also when nothing else would be synced
  for (const Waiting& commit : commits_) {
    Fail(commit.ids, ErrorOf(error));
    voided_.insert(commit.turn);
  }
  commits_.clear();
  // The lines have been kept once, so they stand before what waits already.
  std::string again = journal_.Abandon();
  waiting_ = absl::StrCat(again, waiting_);
  if (!waiting_.empty()) WriteWaiting();
  clock_changed_.notify_one();
}

void JournalKeeper::ExpireCommits(Clock::time_point now) {
  while (!commits_.empty() && commits_.front().deadline <= now) {
    const Waiting commit = std::move(commits_.front());
    commits_.pop_front();
    voided_.insert(commit.turn);
    const std::string note = absl::StrCat("V ", commit.turn, "\n");
    // The note must not be lost, however much waits.
    if (!waiting_.empty() || Write(note) != 0) absl::StrAppend(&waiting_, note);
    sync_now_ = true;
    SetError(sync_error_, CannotSync("it does not answer"));
    Fail(commit.ids, StoreError::kTimeout);
  }
}

void JournalKeeper::ClockLoop() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!synced_at_end_) {
    const Clock::time_point now = Clock::now();
    const size_t news = done_.size() + notices_.size() + journal_.last_turn();
    ExpireCommits(now);
    const bool retries = (!waiting_.empty() || !write_error_.empty()) && !closing_;
    if (retries && now >= next_try_) TryAgain();
    if (done_.size() + notices_.size() + journal_.last_turn() != news) {
      sync_changed_.notify_one();
      lock.unlock();
      callbacks_.settled();
      callbacks_.wake();
      lock.lock();
      continue;
    }
    if (commits_.empty() && !retries) {
      clock_changed_.wait(lock);
    } else {
      Clock::time_point next = commits_.empty() ? next_try_ : commits_.front().deadline;
      if (retries) next = std::min(next, next_try_);
      clock_changed_.wait_until(lock, next);
    }
  }
}

std::vector<CommitDone> JournalKeeper::TakeDone() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(done_, {});
}

std::vector<std::string> JournalKeeper::TakeNotices() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(notices_, {});
}

void JournalKeeper::FillHealth(StoreHealth& health) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  health = counts_;
  health.waiting_bytes = waiting_.size();
  health.journal_bytes = journal_.bytes();
  health.sentence = write_error_.empty() ? sync_error_ : write_error_;
  health.state = health.sentence.empty() ? StoreState::kGood : StoreState::kRefusing;
}

uint64_t JournalKeeper::TurnOfNow() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return journal_.last_turn() + (lines_.empty() ? 0 : 1);
}

uint64_t JournalKeeper::last_turn() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return journal_.last_turn();
}

JournalKeeper::Plan JournalKeeper::PlanBehind(uint64_t turn) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return {.spans = journal_.SpansBehind(turn),
          .settled = commits_.empty() ? journal_.last_turn() : commits_.front().turn - 1,
          .voided = voided_};
}

bool JournalKeeper::Applied(uint64_t turn, bool all) {
  std::vector<uint64_t> finished;
  bool empty = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    finished = journal_.TakeFinished(turn, all);
    voided_.erase(voided_.begin(), voided_.upper_bound(turn));
    empty = journal_.SpansBehind(0).empty();
  }
  for (uint64_t segment : finished) files_.Remove(SegmentPath(options_.folder, segment));
  return empty;
}

void JournalKeeper::Close() {
  if (!sync_thread_.joinable()) return;
  Flush();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    WriteWaiting();
    closing_ = true;
    sync_changed_.notify_one();
    clock_changed_.notify_one();
  }
  sync_thread_.join();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    synced_at_end_ = true;
    clock_changed_.notify_one();
    if (!waiting_.empty()) {
      const auto records = std::count(waiting_.begin(), waiting_.end(), '\n');
      counts_.lost += static_cast<uint64_t>(records);
      notices_.push_back(
          absl::StrCat(records, " records that were to be kept are lost: ", write_error_));
    }
  }
  clock_thread_.join();
  callbacks_.settled();
  callbacks_.wake();
}

}  // namespace irc
