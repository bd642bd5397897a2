// What one event asks of the shell. The members are in the order in which the shell acts on them.
#ifndef IRCSERV_CORE_OUTPUT_H_
#define IRCSERV_CORE_OUTPUT_H_

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "core/ids.h"

namespace irc {

// A rendered line with its CRLF: immutable and shared by all queues that it stands in.
using Line = std::shared_ptr<const std::string>;

// 1. One line and who gets it. The order of sends that share a recipient is the order on its wire;
// within one event nothing else is promised. Recipients that are gone are skipped.
struct Send {
  Line line;
  absl::InlinedVector<SessionId, 2> to;
};

// 2. The session ends when its queue has drained. The core has forgotten it: no further event about
// it may come.
struct Close {
  SessionId session;
};

// 3. Slow work. Each request comes back as exactly one Completed, also when `session` is gone by
// then. Until it has come back, the shell applies no further Received of `session`, so that what a
// client pipelines behind a password waits for its result.
struct VerifyPassword {
  std::string credential;  // "server", or "oper/<name>"; an unknown one takes as long and fails
  std::string secret;      // the handle that stood in the line
};
// A complete message of a SASL mechanism, in base64, by the handles of its pieces in their order. An
// empty piece has none.
struct VerifySasl {
  std::string mechanism;
  std::vector<std::string> secrets;
};
struct Rehash {};
struct ReadLinkStats {
  std::vector<SessionId> sessions;
};
struct Request {
  EffectId id;
  SessionId session;
  std::variant<VerifyPassword, Rehash, ReadLinkStats, VerifySasl> what;
};

// 4. The process ends, once every queue has drained or a second has passed.
enum class Stop { kNo, kDie, kRestart };

struct Output {
  std::vector<Send> sends;
  std::vector<Close> closes;
  std::vector<Request> requests;
  Stop stop = Stop::kNo;

  void Clear() {
    sends.clear();
    closes.clear();
    requests.clear();
    stop = Stop::kNo;
  }
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTPUT_H_
