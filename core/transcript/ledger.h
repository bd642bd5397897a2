// The connected sessions with their names, and the server's outstanding requests. A ledger follows
// the events and outputs of a server, and detects breaches of the contract in core/output.h.
#ifndef IRCSERV_CORE_TRANSCRIPT_LEDGER_H_
#define IRCSERV_CORE_TRANSCRIPT_LEDGER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/event.h"
#include "core/ids.h"
#include "core/output.h"

namespace irc {
namespace transcript {

class Ledger {
 public:
  struct Entry {
    std::string name;
    uint64_t order = 0;  // the session's position in the order of Open calls, from 1
  };

  // Adds a connected session. REQUIRES: no connected session has this name or this id.
  void Open(std::string name, SessionId id);

  // Null, or absent, when no such session is connected.
  const Entry* Find(SessionId id) const;
  std::optional<SessionId> Find(absl::string_view name) const;
  // The number of sessions that were ever opened.
  uint64_t opened() const { return opened_; }

  // The oldest outstanding request whose result is alternative `kind` of EffectResult.
  std::optional<EffectId> Oldest(size_t kind) const;
  // The alternative of EffectResult that answers the request; absent when it is not outstanding.
  std::optional<size_t> KindOf(EffectId id) const;
  // True while a request of `session` is outstanding or its answer is unfinished: the shell holds
  // back the session's lines.
  bool Waits(SessionId session) const;
  // True when the session's answer goes on after a Drained.
  bool IsUnfinished(SessionId session) const { return unfinished_.contains(session); }

  // Begin is called before an event is applied, End with its output. End returns the first breach
  // of the contract: a line that is not exactly one line with CRLF; a line to, or a close of, a
  // session that is not connected; a request id that does not follow the last one; an answer that
  // is unfinished twice.
  void Begin(const Event& event);
  absl::Status End(const Output& output);

 private:
  struct Asked {
    EffectId id;
    SessionId session;
    size_t kind;
  };
  absl::Status Check(const Output& output) const;
  void Close(SessionId id);

  uint64_t opened_ = 0;
  absl::flat_hash_map<SessionId, Entry> entries_;
  absl::flat_hash_map<std::string, SessionId> by_name_;
  std::vector<Asked> asked_;  // oldest first
  absl::flat_hash_set<SessionId> unfinished_;
  uint64_t last_effect_ = 0;
  std::optional<SessionId> leaving_;  // set between Begin and End of its Disconnected event
};

// The index of the alternative of EffectResult that answers `request`.
size_t ResultKind(const Request& request);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_LEDGER_H_
