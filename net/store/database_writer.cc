#include "net/store/database_writer.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/records.h"
#include "net/store/journal/journal_reader.h"

namespace irc {
namespace {

constexpr size_t kTransactionBytes = 4 << 20;
constexpr std::chrono::milliseconds kFirstPause{50};
constexpr std::chrono::milliseconds kPauseMax{5000};
constexpr int kTriesAtEnd = 3;

}  // namespace

DatabaseWriter::DatabaseWriter(FileSystem& files, const StoreOptions& options, Database database,
                               JournalKeeper& keeper, std::function<void()> wake)
    : options_(options),
      database_(std::move(database)),
      keeper_(keeper),
      wake_(std::move(wake)),
      reader_(files, options.folder),
      applied_(database_.position()),
      thread_([this] { Run(); }) {}

DatabaseWriter::~DatabaseWriter() { Close(); }

Database& DatabaseWriter::Close() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
  return database_;
}

void DatabaseWriter::Nudge() {
  const std::lock_guard<std::mutex> lock(mutex_);
  nudged_ = true;
  changed_.notify_one();
}

bool DatabaseWriter::WaitFor(uint64_t turn, Clock::time_point deadline) {
  std::unique_lock<std::mutex> lock(mutex_);
  urgent_ = std::max(urgent_, turn);
  changed_.notify_one();
  return moved_.wait_until(lock, deadline, [&] { return applied_ >= turn || stopping_; }) &&
         applied_ >= turn;
}

uint64_t DatabaseWriter::applied() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return applied_;
}

std::string DatabaseWriter::error() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return error_;
}

std::vector<std::string> DatabaseWriter::TakeNotices() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(notices_, {});
}

// One transaction. `applied` becomes the last turn of it, or stays when there is none to move.
absl::Status DatabaseWriter::Move(const JournalKeeper::Plan& plan, uint64_t& applied) {
  std::vector<JournalTurn> turns;
  absl::Status status = reader_.Read(plan.spans, applied, plan.settled, kTransactionBytes, turns);
  if (!status.ok() || turns.empty()) return status;
  std::vector<Record> records;
  for (const JournalTurn& turn : turns) {
    status = RecordsOf(turn.payload, plan.voided.count(turn.turn) > 0, records);
    if (!status.ok()) return status;
  }
  status = database_.Begin();
  if (status.ok()) status = database_.Apply(records);
  if (status.ok()) status = database_.Commit(turns.back().turn);
  if (!status.ok()) {
    database_.Rollback();
    return status;
  }
  applied = turns.back().turn;
  return absl::OkStatus();
}

void DatabaseWriter::Report(const absl::Status& status, uint64_t applied) {
  std::unique_lock<std::mutex> lock(mutex_);
  applied_ = applied;
  moved_.notify_all();
  const std::string error = status.ok()
                                ? ""
                                : absl::StrCat("the database in '", options_.folder,
                                               "' takes nothing: ", status.message(),
                                               "; changes stay in the journal until it does");
  if (error == error_) return;
  error_ = error;
  notices_.push_back(error.empty() ? "the database takes changes again" : error);
  lock.unlock();
  wake_();
}

void DatabaseWriter::Run() {
  uint64_t applied = applied_;
  std::chrono::milliseconds pause{0};
  int tries_left = kTriesAtEnd;
  const auto gather = std::chrono::nanoseconds(absl::ToInt64Nanoseconds(options_.gather));
  while (true) {
    bool stopping = false;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      if (pause.count() > 0) {
        changed_.wait_for(lock, pause, [this] { return stopping_; });
      } else {
        changed_.wait(lock, [&] { return nudged_ || stopping_; });
        // More turns come within this time, which share the transaction.
        changed_.wait_for(lock, gather, [&] { return stopping_ || urgent_ > applied; });
      }
      nudged_ = false;
      stopping = stopping_;
    }
    const uint64_t before = applied;
    const absl::Status status = Move(keeper_.PlanBehind(applied), applied);
    Report(status, applied);
    if (applied > before) {
      keeper_.Applied(applied, /*all=*/false);
      Nudge();  // for what one transaction did not take
    }
    pause = status.ok() ? std::chrono::milliseconds(0)
                        : std::min(kPauseMax, std::max(kFirstPause, pause * 2));
    if (stopping && (applied == before && (status.ok() || --tries_left == 0))) return;
  }
}

}  // namespace irc
