// The identities that cross the border between the core and the shell. Each is its own type, so
// that a session cannot be passed where an effect is meant.
#ifndef IRCSERV_CORE_IDS_H_
#define IRCSERV_CORE_IDS_H_

#include <cstdint>
#include <utility>

namespace irc {

// One connection, from accept to close. The shell chooses the value and never uses it twice; the
// upper 16 bits name the node that accepted it, so that several nodes need no other identity.
struct SessionId {
  uint64_t value = 0;

  friend bool operator==(SessionId a, SessionId b) { return a.value == b.value; }
  friend bool operator!=(SessionId a, SessionId b) { return a.value != b.value; }
  friend bool operator<(SessionId a, SessionId b) { return a.value < b.value; }
  template <typename H>
  friend H AbslHashValue(H h, SessionId id) {
    return H::combine(std::move(h), id.value);
  }
};

// One piece of slow work that the core asked for. The core counts these up from 1.
struct EffectId {
  uint64_t value = 0;

  friend bool operator==(EffectId a, EffectId b) { return a.value == b.value; }
  friend bool operator<(EffectId a, EffectId b) { return a.value < b.value; }
};

// The kinds of things that are kept (core/records.h). The core counts each of these up from 1 and
// never gives an id of something that is gone to something else.
template <typename Kind>
struct KeptId {
  uint64_t value = 0;

  friend bool operator==(KeptId a, KeptId b) { return a.value == b.value; }
  friend bool operator!=(KeptId a, KeptId b) { return a.value != b.value; }
  friend bool operator<(KeptId a, KeptId b) { return a.value < b.value; }
  template <typename H>
  friend H AbslHashValue(H h, KeptId id) {
    return H::combine(std::move(h), id.value);
  }
};
using AccountId = KeptId<struct AccountKind>;
using CredentialId = KeptId<struct CredentialKind>;
using MarkId = KeptId<struct MarkKind>;
using BanId = KeptId<struct ServerBanKind>;
using AuditId = KeptId<struct AuditRecordKind>;
using ChannelId = KeptId<struct RegisteredChannelKind>;
using GroupId = KeptId<struct GroupKind>;
using MemoId = KeptId<struct MemoKind>;
using NewsId = KeptId<struct NewsKind>;

}  // namespace irc

#endif  // IRCSERV_CORE_IDS_H_
