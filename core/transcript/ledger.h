// Which sessions are connected, under which names, and what the server has asked for and not got
// yet. Follows events and outputs, and notices where the server breaks the contract of
// core/output.h.
#ifndef IRCSERV_CORE_TRANSCRIPT_LEDGER_H_
#define IRCSERV_CORE_TRANSCRIPT_LEDGER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
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
    uint64_t order = 0;  // of declaration, from 1
  };

  // REQUIRES: neither is connected.
  void Open(std::string name, SessionId id);

  // Null when it is not connected.
  const Entry* Find(SessionId id) const;
  std::optional<SessionId> Find(absl::string_view name) const;
  // How many there have been.
  uint64_t opened() const { return opened_; }

  // The oldest request that waits for a result like alternative `kind` of EffectResult.
  std::optional<EffectId> Oldest(size_t kind) const;
  // Which kind of result the request waits for; absent: there is no such request (any more).
  std::optional<size_t> KindOf(EffectId id) const;
  // True while the shell holds back the lines of `session` for a result.
  bool Waits(SessionId session) const;

  // The two halves of following one event. End returns the first breach of contract: a line without
  // CRLF, or for a session that is not connected; a close of such a one; a request out of order.
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
  uint64_t last_effect_ = 0;
  std::optional<SessionId> leaving_;  // from Begin to End of its Disconnected
};

// Which alternative of EffectResult answers `request`.
size_t ResultKind(const Request& request);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_LEDGER_H_
