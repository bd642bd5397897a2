// Makes a network of the objects of Anope; anope_import.h is the function over it. Objects come in
// any order, so each kind is read for itself: accounts, nicks, channels, and what refers to them.
#ifndef IRCSERV_NET_IMPORT_ANOPE_READER_H_
#define IRCSERV_NET_IMPORT_ANOPE_READER_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "net/import/anope_access.h"
#include "net/import/anope_file.h"
#include "net/import/foreign.h"
#include "net/import/report.h"

namespace irc {

class AnopeReader {
 public:
  AnopeReader(absl::Time written_at, Report& report) : written_at_(written_at), report_(report) {}
  ForeignNetwork Read(const std::vector<AnopeObject>& objects);

 private:
  struct Channel {
    ForeignChannel foreign;
    AnopeLevels levels;
    std::string locked_on, locked_off;  // letters
  };
  struct TypeReader {
    absl::string_view type;
    int pass;  // 1: what others refer to
    void (AnopeReader::*read)(const AnopeObject&);
    // What the report says of objects that nothing is made of; empty: nobody misses them.
    absl::string_view ignored;
  };
  static const TypeReader kTypeReaders[];

  void ReadAccount(const AnopeObject& object);
  void ReadNick(const AnopeObject& object);
  void ReadChannel(const AnopeObject& object);
  void ReadAccess(const AnopeObject& object);
  void ReadAutoKick(const AnopeObject& object);
  void ReadModeLock(const AnopeObject& object);
  void ReadMemo(const AnopeObject& object);
  void ReadBan(const AnopeObject& object);
  void ReadSessionLimit(const AnopeObject& object);
  void ReadForbid(const AnopeObject& object);
  void ReadSuspension(const AnopeObject& object);
  void ReadChannelSuspension(const AnopeObject& object);
  void ReadRequest(const AnopeObject& object);
  void ReadOperator(const AnopeObject& object);
  void ReadNote(const AnopeObject& object);
  void ReadEntryMessage(const AnopeObject& object);
  void ReadChannelText(const AnopeObject& object);
  void ReadNews(const AnopeObject& object);

  // The account of that display name or nick; null: there is none.
  ForeignAccount* FindAccount(absl::string_view name);
  Channel* FindChannel(absl::string_view name);
  // The display name of the account that an id of 2.1 or a name of 2.0 means; empty: none.
  std::string AccountOf(const AnopeObject& object, absl::string_view id_key,
                        absl::string_view name_key);
  void NoteStray(const AnopeObject& object, absl::string_view name);
  void ReadSwitches(const AnopeObject& object, ForeignAccount& account);
  void ReadVhost(const AnopeObject& object, ForeignAccount& account);
  void ReadChannelSettings(const AnopeObject& object, ForeignChannel& channel);
  void ReadLastModes(absl::string_view text, ForeignChannel& channel);
  // Sets a mode of the channel; false when it has no like here.
  bool SetMode(absl::string_view name, const std::string& value, const std::string& setter,
               ForeignChannel& channel);
  void FinishChannel(Channel& channel);

  absl::Time written_at_;
  Report& report_;
  std::vector<ForeignAccount> accounts_;
  std::vector<Channel> channels_;
  // Places in the two, by names in lower case, which also nicks are.
  absl::flat_hash_map<std::string, size_t> account_index_, nick_index_, channel_index_;
  absl::flat_hash_map<std::string, size_t> account_ids_;
  ForeignNetwork network_;
};

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_ANOPE_READER_H_
