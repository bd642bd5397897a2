#include "net/workers/worker_pool.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

#include "core/check.h"

namespace irc {

WorkerPool::WorkerPool(WorkerPoolOptions options)
    : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      run_(std::move(options.run)),
      waiting_threads_max_(options.waiting_threads) {
  IRC_CHECK(wake_.valid(), "a server starts before its descriptors run out");
  IRC_CHECK(options.threads >= 1 && options.waiting_threads >= 1,
            "without a thread no work would ever end");
  for (size_t i = 0; i < options.threads; ++i) threads_.emplace_back([this] { Run(false); });
}

WorkerPool::~WorkerPool() {
  Queues dropped;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    dropped.swap(queues_);
  }
  for (std::condition_variable& changed : changed_) changed.notify_all();
  dropped = {};
  for (std::thread& thread : threads_) thread.join();
  for (std::thread& thread : waiting_threads_) thread.join();
}

WorkId WorkerPool::Submit(Work work) {
  WorkId id;
  const bool waits = WaitsForOthers(KindOf(work));
  if (waits) BeginWaitingThread();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    id = {++last_id_};
    const Place place = {.kind = KindOf(work), .address = UnitOf(work)};
    places_.emplace(id, place);
    queues_[static_cast<size_t>(place.kind)].Push({.id = id, .work = std::move(work)});
  }
  changed_[waits].notify_one();
  return id;
}

// Unless one is idle, or there are enough.
void WorkerPool::BeginWaitingThread() {
  if (waiting_threads_.size() >= waiting_threads_max_) return;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (idle_waiting_threads_ > queues_[static_cast<size_t>(WorkKind::kExternalLogin)].size())
      return;
  }
  waiting_threads_.emplace_back([this] { Run(true); });
}

bool WorkerPool::Cancel(WorkId id) {
  std::optional<WorkUnit> dropped;  // is destroyed after the mutex is unlocked
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto place = places_.find(id);
  if (place == places_.end()) return false;
  dropped = queues_[static_cast<size_t>(place->second.kind)].Remove(place->second.address, id);
  places_.erase(place);
  return true;
}

std::vector<WorkCompletion> WorkerPool::TakeCompletions() {
  const std::lock_guard<std::mutex> lock(mutex_);
  uint64_t count = 0;
  // read() fails when nothing was written since the last call; then there is nothing to reset.
  [[maybe_unused]] const ssize_t got = ::read(wake_.get(), &count, sizeof(count));
  return std::exchange(completions_, {});
}

size_t WorkerPool::waiting(WorkKind kind) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return queues_[static_cast<size_t>(kind)].size();
}

void WorkerPool::Run(bool waits) {
  while (std::optional<WorkUnit> unit = TakeNext(waits)) {
    WorkCompletion completion = {.id = unit->id, .result = run_(unit->work)};
    unit.reset();
    Report(std::move(completion));
  }
}

// Waits for a unit and takes it; the kinds take turns. Absent: the pool ends.
std::optional<WorkUnit> WorkerPool::TakeNext(bool waits) {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopping_) {
    for (size_t i = 0; i < kWorkKinds; ++i) {
      const size_t kind = (turn_ + i) % kWorkKinds;
      if (WaitsForOthers(static_cast<WorkKind>(kind)) != waits) continue;
      std::optional<WorkUnit> unit = queues_[kind].Pop();
      if (!unit.has_value()) continue;
      places_.erase(unit->id);
      turn_ = (kind + 1) % kWorkKinds;
      return unit;
    }
    if (waits) ++idle_waiting_threads_;
    changed_[waits].wait(lock);
    if (waits) --idle_waiting_threads_;
  }
  return std::nullopt;
}

void WorkerPool::Report(WorkCompletion completion) {
  const std::lock_guard<std::mutex> lock(mutex_);
  completions_.push_back(std::move(completion));
  if (completions_.size() > 1) return;  // the descriptor is readable already
  const uint64_t one = 1;
  // write() cannot fail: the counter is 0 or was reset when completions_ was taken.
  [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof(one));
}

}  // namespace irc
