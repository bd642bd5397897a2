// A fixed number of threads that do all slow work of the server, and some more for what waits for
// others.
//
// Example: with one thread and the units login 1, login 2, login 3, oper 1 in the queues, the
// thread runs login 1, oper 1, login 2, login 3 (when the logins are from one address).
//
// Law of this file: a unit is destroyed, and with it the secret in it, before its completion can be
// taken.
#ifndef IRCSERV_NET_WORKERS_WORKER_POOL_H_
#define IRCSERV_NET_WORKERS_WORKER_POOL_H_

#include <array>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "core/protocol/address.h"
#include "net/io/fd.h"
#include "net/workers/fair_queue.h"
#include "net/workers/workers.h"

namespace irc {

struct WorkerPoolOptions {
  // At least 1. The hashing of passwords is the most expensive work that clients can cause, so this
  // is also the number of cores that they can occupy with it.
  size_t threads = 2;

  // At least 1; the threads for the kinds that wait for others. They begin when they are needed.
  size_t waiting_threads = 8;

  // Runs in a worker's thread, in several at once.
  std::function<WorkResult(const Work&)> run = RunWork;
};

// The queues are unbounded. Their owner bounds them: a connection has at most one unit pending.
class WorkerPool : public Workers {
 public:
  explicit WorkerPool(WorkerPoolOptions options = {});

  // Drops the units that have not begun, and waits for those that run.
  ~WorkerPool() override;

  WorkId Submit(Work work) override;
  bool Cancel(WorkId id) override;
  std::vector<WorkCompletion> TakeCompletions() override;
  int wake_fd() const override { return wake_.get(); }
  size_t waiting(WorkKind kind) const override;

 private:
  using Queues = std::array<FairQueue, kWorkKinds>;
  struct Place {
    WorkKind kind;
    IpAddress address;  // UnitOf
  };

  // The main function of a thread; `waits`: it takes the kinds that wait for others.
  void Run(bool waits);
  std::optional<WorkUnit> TakeNext(bool waits);
  void BeginWaitingThread();
  void Report(WorkCompletion completion);

  const Fd wake_;  // an eventfd
  const std::function<WorkResult(const Work&)> run_;
  const size_t waiting_threads_max_;

  // Protected by mutex_.
  mutable std::mutex mutex_;
  std::array<std::condition_variable, 2> changed_;  // a unit was submitted, or the pool ends
  Queues queues_;                                   // by kind
  absl::flat_hash_map<WorkId, Place> places_;       // of the units in the queues
  size_t turn_ = 0;  // the kind whose queue is first for the next unit
  uint64_t last_id_ = 0;
  std::vector<WorkCompletion> completions_;
  size_t idle_waiting_threads_ = 0;
  bool stopping_ = false;

  std::vector<std::thread> waiting_threads_;
  std::vector<std::thread> threads_;  // the last members: they use all others
};

}  // namespace irc

#endif  // IRCSERV_NET_WORKERS_WORKER_POOL_H_
