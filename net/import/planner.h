// The parts of PlanImport (plan.h), one file for each kind of thing.
#ifndef IRCSERV_NET_IMPORT_PLANNER_H_
#define IRCSERV_NET_IMPORT_PLANNER_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/import/names_here.h"
#include "net/import/plan.h"

namespace irc {

class Planner {
 public:
  Planner(const ForeignNetwork& network, const HighestIds& highest, const ImportRules& rules,
          Report& report);

  void NoteKept(const std::vector<Row>& kept);
  void PlanAccounts();
  void PlanGroups();
  void PlanChannels();
  void PlanHosts();
  void PlanStaff();
  std::vector<Record> TakeRecords() { return std::move(records_); }

 private:
  // What an account of the file is here.
  struct Placed {
    AccountId id;
    std::string name;
    bool was_there = false;
  };

  template <typename Kind>
  KeptId<Kind> NextId(const char* table) {
    return {++highest_[table]};
  }
  void PutRow(Thing thing, Row row);
  // Puts the row unless it is there already.
  void PutOnce(Thing thing, Row row);
  // The text in UTF-8, without line breaks and not longer than that.
  std::string Text(absl::string_view text, int64_t bytes_max);
  // The time, or when the file was written.
  absl::Time Known(absl::Time time) const { return time == kUnknownTime ? written_at_ : time; }
  // The account of that key, name or nick; null: there is none here.
  const Placed* Resolve(absl::string_view reference) const;
  // How the account is called here; a name that is no account's stays.
  std::string NameOf(absl::string_view reference);

  void PlaceAccount(const ForeignAccount& account);
  void NoteReference(absl::string_view reference, size_t place);
  void PlanAccount(const ForeignAccount& account, const Placed& placed);
  void FindAccountThere(const ForeignAccount& account);
  void PlanNicks(const ForeignAccount& account, const Placed& placed);
  void PlanPassword(const ForeignAccount& account, const Placed& placed);
  size_t PlanCertificates(const ForeignAccount& account, const Placed& placed);
  void PlanOwnHost(const ForeignAccount& account, const Placed& placed);
  void PlanMemos(const ForeignAccount& account, const Placed& placed);

  void PlanGroup(const ForeignGroup& group);

  void PlaceChannel(const ForeignChannel& channel, size_t place);
  void PlanChannel(const ForeignChannel& channel, ChannelId id);
  void PlanModes(const ForeignChannel& channel, ChannelId id);
  void PlanTopic(const ForeignChannel& channel, ChannelId id);
  void PlanMasks(const ForeignChannel& channel, ChannelId id);
  void PlanChannelTexts(const ForeignChannel& channel, ChannelId id);
  void PlanAccess(const ForeignChannel& channel, ChannelId id, AccountId founder);
  // Fills in kind, subject and mask; the reason why not, or nothing.
  std::string FindSubject(absl::string_view who, AccessRow& row);

  bool IsOver(Thing thing, absl::string_view what, absl::Time expires_at);
  void PlanMarks();
  void PlanHolds();
  void PlanBan(const ForeignBan& ban);
  void PlanForbid(const ForeignBan& ban);
  void PlanNews();
  void PlanLimits();

  const ForeignNetwork& network_;
  HighestIds highest_;
  const ImportRules& rules_;
  Report& report_;
  const absl::Time written_at_;

  NamesHere names_;
  std::vector<Placed> placed_;  // by the place in the file; id 0: left out
  absl::flat_hash_map<std::string, size_t> references_;
  absl::flat_hash_map<Folded, size_t> folded_references_;
  absl::flat_hash_map<Folded, GroupId> groups_;
  absl::flat_hash_set<Folded> groups_there_;
  absl::flat_hash_map<Folded, ChannelId> channels_;
  absl::flat_hash_set<Folded> channels_placed_;
  std::vector<ChannelId> channel_ids_;  // by the place in the file; 0: nothing is put
  absl::flat_hash_map<std::string, std::string> certificates_;  // the names of their accounts
  absl::flat_hash_set<AccountId> accounts_found_, have_host_, have_request_;
  // What there is once, as one text each: holds, marks, bans, forbids, news, limits and offers.
  absl::flat_hash_set<std::string> once_;
  size_t host_masks_ = 0;
  std::vector<Record> records_;
};

// The text that says which thing of those that there is once a row is; empty: it is none.
std::string OnceKey(Casemapping casemapping, const Row& row);

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_PLANNER_H_
