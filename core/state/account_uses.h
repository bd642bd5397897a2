// What is counted so that nobody makes accounts, mails to others, or tries codes without end. Only
// the running server counts: a restart begins anew.
#ifndef IRCSERV_CORE_STATE_ACCOUNT_USES_H_
#define IRCSERV_CORE_STATE_ACCOUNT_USES_H_

#include <cstdint>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "core/state/archive.h"

namespace irc {

// Uses within a window that begins with the first of them.
struct UseCount {
  absl::Time began;
  absl::Time last;
  uint64_t count = 0;
};
template <typename Key>
using UseCounts = absl::btree_map<Key, UseCount>;

// How often `key` was used in its window, which is over after `window`.
template <typename Key>
uint64_t UsesOf(const UseCounts<Key>& uses, const Key& key, absl::Duration window, absl::Time now) {
  const auto found = uses.find(key);
  return found == uses.end() || found->second.began + window <= now ? 0 : found->second.count;
}

// Counts a use, and forgets the windows that are over.
template <typename Key>
void CountUse(UseCounts<Key>& uses, const Key& key, absl::Duration window, absl::Time now) {
  for (auto use = uses.begin(); use != uses.end();) {
    use = use->second.began + window <= now ? uses.erase(use) : std::next(use);
  }
  UseCount& use = uses.try_emplace(key, UseCount{.began = now, .last = now}).first->second;
  use.last = now;
  ++use.count;
}

// Takes back the last use of `key`: nothing came of it.
template <typename Key>
void GiveBackUse(UseCounts<Key>& uses, const Key& key) {
  const auto found = uses.find(key);
  if (found != uses.end() && --found->second.count == 0) uses.erase(found);
}

struct AccountUses {
  UseCounts<std::string> registrations;  // by unit of the client's address
  UseCounts<std::string> asked_mails;    // the same
  UseCounts<uint64_t> mails;             // by AccountId
  UseCounts<uint64_t> memos;             // sent, by AccountId
  UseCounts<uint64_t> host_requests;     // by AccountId
  // Of codes that were told, by CredentialId.
  absl::btree_map<uint64_t, uint64_t> told_codes;
  // No account is dropped for its age before this: one of them was being changed.
  absl::Time drops_from = absl::UnixEpoch();
};

// What was counted for a change before it is kept, by the keys of AccountUses; empty or 0: nothing.
struct CountedUses {
  std::string registration;
  uint64_t memo = 0;
  uint64_t host_request = 0;
};

inline void GiveBackUses(AccountUses& uses, const CountedUses& counted) {
  GiveBackUse(uses.registrations, counted.registration);
  GiveBackUse(uses.memos, counted.memo);
  GiveBackUse(uses.host_requests, counted.host_request);
}

template <typename Archive>
void Fields(Archive& archive, CountedUses& counted) {
  auto& [registration, memo, host_request] = counted;
  IRC_FIELDS(archive, registration, memo, host_request);
}
template <typename Archive>
void Fields(Archive& archive, UseCount& use) {
  auto& [began, last, count] = use;
  IRC_FIELDS(archive, began, last, count);
}
template <typename Archive>
void Fields(Archive& archive, AccountUses& uses) {
  auto& [registrations, asked_mails, mails, memos, host_requests, told_codes, drops_from] = uses;
  IRC_FIELDS(archive, registrations, asked_mails, mails, memos, host_requests, told_codes,
             drops_from);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_ACCOUNT_USES_H_
