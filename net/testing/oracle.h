// The server without a network: the output that a shell over real sockets must give too.
#ifndef IRCSERV_NET_TESTING_ORACLE_H_
#define IRCSERV_NET_TESTING_ORACLE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "core/conn/secrets.h"
#include "core/server.h"
#include "net/config/config.h"

namespace irc {

// A server, its clock, and its output to each session. It answers rehashes and STATS l as the shell
// does; other requests wait for the test.
class Oracle {
 public:
  Oracle(const Config& config, absl::Time start) : server_(config, start), now_(start) {}

  void Apply(const Event& event);

  // Applies a line of a session; `bytes` is its size with the end of line.
  void Say(SessionId session, std::string line, size_t bytes);

  // Moves the clock, and applies the deadlines that have expired. `sets`: no time passes.
  void MoveClock(absl::Time now, bool sets = false);

  // The open requests wait for workers or for the store. The index among those of its kind of the
  // one that a `complete` means: that with the id, or the oldest.
  size_t FindAsked(bool commit, std::optional<uint64_t> id) const;

  // Removes an open request. REQUIRES: an index of FindAsked.
  EffectId TakeAsked(bool commit, size_t index);

  // Sets the configuration that the next rehash loads.
  void SetFile(LoadedConfig file) { file_ = std::move(file); }
  const LoadedConfig& file() const { return file_; }
  void Rehash();
  // True if a client has asked for a rehash since the last call.
  bool TakeRehashed() { return std::exchange(rehashed_, false); }

  absl::Time now() const { return now_; }
  const std::string& Said(SessionId session) { return said_[session.value]; }
  bool Closed(SessionId session) { return closed_[session.value]; }

 private:
  void Answer(const Request& request);

  Server server_;
  absl::Time now_;
  absl::Duration set_by_;  // since the last event
  uint64_t seq_ = 0;
  Output out_;
  LoadedConfig file_;
  bool rehashed_ = false;
  std::map<uint64_t, LinkStats::Row> links_;
  std::map<uint64_t, std::string> said_;
  std::map<uint64_t, bool> closed_;
  std::map<uint64_t, Secrets> secrets_;
  std::deque<EffectId> asked_of_workers_;
  std::deque<EffectId> asked_of_store_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_ORACLE_H_
