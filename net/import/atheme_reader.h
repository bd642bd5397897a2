// Reads the rows of services.db one after the other; atheme_import.h is the function over it. What
// the rows of accounts and channels mean is in two files, atheme_accounts.cc and
// atheme_channels.cc; those that stand for themselves are in atheme_staff.h.
#ifndef IRCSERV_NET_IMPORT_ATHEME_READER_H_
#define IRCSERV_NET_IMPORT_ATHEME_READER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/import/atheme_row.h"
#include "net/import/foreign.h"
#include "net/import/foreign_modes.h"
#include "net/import/report.h"

namespace irc {

class AthemeReader {
 public:
  AthemeReader(absl::Time written_at, Report& report) : written_at_(written_at), report_(report) {}

  // An error is a clause about the row.
  absl::Status ReadRow(absl::string_view line);
  // After the last row.
  ForeignNetwork Finish();
  bool has_version() const { return version_ != 0; }

 private:
  using Metadata = absl::btree_map<std::string, std::string>;

  struct Account {
    ForeignAccount foreign;
    std::string flags;
    Metadata metadata;
  };
  struct Channel {
    ForeignChannel foreign;
    std::string flags;
    uint32_t locked_on = 0;
    uint32_t locked_off = 0;
    Metadata metadata;
    // The places of the entries of the access list, by their targets.
    absl::flat_hash_map<std::string, size_t> entries;
  };
  struct RowReader {
    absl::string_view word;
    void (AthemeReader::*read)(AthemeRow&);
    // What the report says of rows that nothing is made of; empty: nobody misses them.
    absl::string_view ignored;
  };
  static const RowReader kRowReaders[];

  void ReadVersion(AthemeRow& row);
  void ReadFormat(AthemeRow& row);
  void ReadModule(AthemeRow& row);
  void ReadWritten(AthemeRow& row);
  void ReadAccount(AthemeRow& row);
  void ReadAccountMetadata(AthemeRow& row);
  void ReadMemo(AthemeRow& row);
  void ReadMemoIgnore(AthemeRow& row);
  void ReadNick(AthemeRow& row);
  void ReadCertificate(AthemeRow& row);
  void ReadFormerName(AthemeRow& row);
  void ReadMark(AthemeRow& row);
  void ReadFormerMark(AthemeRow& row);
  void ReadChannel(AthemeRow& row);
  void ReadChannelMetadata(AthemeRow& row);
  void ReadAccess(AthemeRow& row);
  void ReadAccessMetadata(AthemeRow& row);
  void ReadGroup(AthemeRow& row);
  void ReadGroupMetadata(AthemeRow& row);
  void ReadGroupMember(AthemeRow& row);

  Account* FindAccount(absl::string_view name);
  Channel* FindChannel(absl::string_view name);
  ForeignGroup* FindGroup(absl::string_view name);
  // The row belongs to something that is not there.
  void NoteStray(absl::string_view row, absl::string_view name);
  void FinishAccount(Account& account);
  void FinishHosts(Account& account);
  void FinishNotes(Account& account);
  void FinishFormerNames();
  void FinishChannel(Channel& channel);
  void FinishLock(Channel& channel);
  void FinishSettings(Channel& channel);
  void FinishFounder(Channel& channel);

  absl::Time written_at_;
  Report& report_;
  int64_t version_ = 0;
  absl::Status status_;  // of the present row, when its words are whole
  AthemeIrcd ircd_ = AthemeIrcd::kUnknown;
  std::vector<Account> accounts_;
  std::vector<Channel> channels_;
  absl::flat_hash_map<std::string, size_t> account_index_, account_ids_, channel_index_,
      group_index_;
  Metadata former_metadata_;  // of MDN rows, by "name key"
  ForeignNetwork network_;
};

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_ATHEME_READER_H_
