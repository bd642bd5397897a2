// A server and everything that its clients have seen: what the property tests drive and look at.
#ifndef IRCSERV_CORE_TESTING_WORLD_H_
#define IRCSERV_CORE_TESTING_WORLD_H_

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/event.h"
#include "core/output.h"
#include "core/server.h"

namespace irc {

class World {
 public:
  // Calls after each event; it may exchange the server for one that was saved and loaded.
  explicit World(Config config = {});

  // Applies one event as the shell would: nothing of sessions that are closed or wait for a
  // request. Returns false when the event was left out.
  bool Apply(const Event& event);
  bool Say(SessionId session, std::string line) {
    return Apply(Received{session, std::move(line)});
  }
  // Answers the oldest outstanding request, if there is one.
  bool CompleteOldest(bool ok);
  void PassTime(absl::Duration duration) { now_ += duration; }

  // Saves the server and goes on with one that has loaded the snapshot.
  void Reload();

  Server& server() { return *server_; }
  const Output& output() const { return output_; }
  bool IsOpen(SessionId session) const;
  bool IsWaiting(SessionId session) const;
  bool AnyOpen() const { return !open_.empty(); }
  // What the last event sent to a session.
  std::vector<std::string> SeenBy(SessionId session) const;
  // Everything that was ever sent, as "session line" in order; for comparing whole runs.
  const std::string& log() const { return log_; }

 private:
  void Record();

  std::unique_ptr<Server> server_;
  Config config_;
  Output output_;
  uint64_t seq_ = 0;
  absl::Time now_ = absl::FromUnixSeconds(1767225600);
  std::map<uint64_t, bool> open_;
  std::deque<Request> requests_;
  std::string log_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_WORLD_H_
