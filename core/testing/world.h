// A server with a log of all lines that it has sent to its clients, for property tests.
#ifndef IRCSERV_CORE_TESTING_WORLD_H_
#define IRCSERV_CORE_TESTING_WORLD_H_

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/event.h"
#include "core/output.h"
#include "core/server.h"

namespace irc {

class World {
 public:
  explicit World(Config config = {});

  // Applies one event, unless the shell could not produce it: an event of a closed session, a line
  // of a session that waits for a request or for the rest of an answer, or a second Connected.
  // Returns false for those.
  bool Apply(const Event& event);
  bool Say(SessionId session, std::string line) {
    return Apply(Received{session, std::move(line)});
  }
  // Goes on with the answer to `session` until it is finished. False when it is.
  bool Finish(SessionId session);
  bool IsUnfinished(SessionId session) const { return unfinished_.count(session.value) != 0; }
  // Answers the oldest outstanding request, if there is one.
  bool CompleteOldest(bool ok);
  void PassTime(absl::Duration duration) { now_ += duration; }
  // The clock is set on or back; no time passes.
  void SetClock(absl::Duration by) {
    now_ += by;
    set_by_ += by;
  }

  // Saves the server and goes on with one that has loaded the snapshot.
  void Reload();

  Server& server() { return *server_; }
  const Output& output() const { return output_; }
  bool IsOpen(SessionId session) const;
  bool IsWaiting(SessionId session) const;
  bool AnyOpen() const { return !open_.empty(); }
  // The lines that the last event sent to `session`.
  std::vector<std::string> SeenBy(SessionId session) const;
  // All lines that were ever sent, as "session line" in order, for comparing whole runs.
  const std::string& log() const { return log_; }

 private:
  void Record();

  std::unique_ptr<Server> server_;
  Config config_;
  Output output_;
  uint64_t seq_ = 0;
  absl::Time now_ = absl::FromUnixSeconds(1767225600);
  absl::Duration set_by_;  // since the last event
  std::map<uint64_t, bool> open_;
  std::deque<Request> requests_;
  std::set<uint64_t> unfinished_;
  std::string log_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_WORLD_H_
