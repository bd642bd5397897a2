// The interface through which the loop submits slow work and takes the results. WorkerPool does the
// work in threads; net/testing/fake_workers.h lets a test decide each result and its time.
//
// All functions are for the loop's thread, and none of them waits for work.
#ifndef IRCSERV_NET_WORKERS_WORKERS_H_
#define IRCSERV_NET_WORKERS_WORKERS_H_

#include <cstddef>
#include <vector>

#include "net/workers/work.h"

namespace irc {

struct WorkCompletion {
  WorkId id;
  WorkResult result;
};

class Workers {
 public:
  virtual ~Workers() = default;

  // Adds a unit to the queue of its kind. Exactly one completion has the id, unless it is
  // cancelled.
  virtual WorkId Submit(Work work) = 0;

  // Drops a unit that has not begun: it never runs, and no completion has its id. False when it has
  // begun or has ended, or when the id is unknown; a completion that was due still comes.
  virtual bool Cancel(WorkId id) = 0;

  // The completions since the last call, in their order. Units of one kind begin in the order in
  // which they were submitted, but may end in another.
  virtual std::vector<WorkCompletion> TakeCompletions() = 0;

  // A descriptor that is readable while completions wait; -1: TakeCompletions is to be called in
  // every turn.
  virtual int wake_fd() const = 0;

  // The number of units of `kind` that have not begun.
  virtual size_t waiting(WorkKind kind) const = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_WORKERS_WORKERS_H_
