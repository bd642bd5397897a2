// The shell's link to the store: what the core wants to be kept goes in, results come out. It has
// the verifiers of the accounts' passwords, which the core only passes on.
//
// Law of this file: a verifier counts from when its record is kept, before the core hears of it.
#ifndef IRCSERV_NET_KEEPER_H_
#define IRCSERV_NET_KEEPER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "core/event.h"
#include "core/output.h"
#include "core/records.h"
#include "net/auth/passwords/account_verifiers.h"
#include "net/store/store.h"

namespace irc {

class Keeper {
 public:
  // `opened`: what Store::Open gives; without a store nothing is kept, and each commit fails.
  explicit Keeper(Store::Opened opened);

  // What was kept before, for the core, once: without verifiers.
  std::vector<Restored> TakeRestored();

  // Output::stores.
  void Keep(std::vector<Record> records);
  // Begins a Commit of the core.
  void Begin(SessionId session, EffectId effect, const Commit& commit);
  // Begins a ReadAudit of the core.
  void Read(SessionId session, EffectId effect, const ReadAudit& read);
  // Writes what the turn has brought.
  void Flush();

  // The changes of how many connections addresses may have, since the last call; first those that
  // were kept before.
  std::vector<Record> TakeSessionLimits();

  struct Done {
    SessionId session;
    Completed completed;
  };
  // The results since the last call.
  std::vector<Done> TakeDone();
  // Sentences for the operator since the last call.
  std::vector<std::string> TakeNotices();

  AccountVerifiers& verifiers() { return verifiers_; }
  StoreHealth Health() const { return store_ == nullptr ? StoreHealth() : store_->Health(); }
  // A descriptor that is readable when TakeDone or TakeNotices has something; -1: they are to be
  // called in every turn.
  int wake_fd() const { return store_ == nullptr ? -1 : store_->wake_fd(); }

 private:
  struct Pending {
    SessionId session;
    std::vector<Record> records;
  };

  // What the shell itself needs of a record that is kept.
  void Note(const Record& record);

  std::unique_ptr<Store> store_;
  std::vector<Restored> restored_;
  std::vector<std::string> notices_;
  AccountVerifiers verifiers_;
  std::vector<Record> session_limits_;
  absl::flat_hash_map<uint64_t, Pending> pending_;    // by EffectId
  absl::flat_hash_map<uint64_t, SessionId> reading_;  // by EffectId
  std::vector<Done> done_;                            // without a store
  bool changed_ = false;                              // since the last Flush
};

}  // namespace irc

#endif  // IRCSERV_NET_KEEPER_H_
