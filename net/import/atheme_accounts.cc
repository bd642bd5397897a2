// The rows of accounts and groups of Atheme.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "net/auth/passwords/imported_verifier.h"
#include "net/import/atheme_reader.h"

namespace irc {
namespace {

// Metadata that nothing is made of. Keys that end in ':' are beginnings of keys.
struct IgnoredKey {
  absl::string_view key;
  absl::string_view shown;  // empty: nobody misses it
};
constexpr IgnoredKey kIgnoredKeys[] = {
    {"private:host:", ""},
    {"private:loginfail:", ""},
    {"private:verify:", ""},
    {"private:setpass:", ""},
    {"private:sendpass:", ""},
    {"private:badpasswdmsg", ""},
    {"private:doenforce", ""},
    {"private:enforcetime", ""},
    {"private:usercloak", ""},
    {"private:freeze:", ""},
    {"private:restrict:", ""},
    {"private:mark:", ""},
    {"private:pubkey", "keys of ECDSA-NIST256P-CHALLENGE"},
    {"pubkey", "keys of ECDSA-NIST256P-CHALLENGE"},
    {"private:vacation", "accounts on vacation"},
};

bool HasFlag(absl::string_view flags, char flag) { return absl::StrContains(flags, flag); }

absl::Time SecondsIn(absl::string_view text) {
  int64_t seconds = 0;
  return absl::SimpleAtoi(text, &seconds) && seconds > 0 ? absl::FromUnixSeconds(seconds)
                                                         : kUnknownTime;
}

template <typename Map>
std::string ValueOf(const Map& metadata, absl::string_view key) {
  const auto found = metadata.find(std::string(key));
  return found == metadata.end() ? "" : found->second;
}

}  // namespace

AthemeReader::Account* AthemeReader::FindAccount(absl::string_view name) {
  const auto found = account_index_.find(name);
  return found == account_index_.end() ? nullptr : &accounts_[found->second];
}

ForeignGroup* AthemeReader::FindGroup(absl::string_view name) {
  const auto found = group_index_.find(name);
  return found == group_index_.end() ? nullptr : &network_.groups[found->second];
}

void AthemeReader::ReadAccount(AthemeRow& row) {
  const std::string id(version_ >= 10 ? row.Word() : "");
  Account account;
  ForeignAccount& foreign = account.foreign;
  foreign.name = foreign.key = std::string(row.Word());
  const std::string hash = row.Name();
  foreign.email = row.Name();
  foreign.registered_at = row.Time();
  foreign.seen_at = row.Time(written_at_);
  account.flags = std::string(row.Word());
  foreign.verified = !HasFlag(account.flags, 'W');
  if (!hash.empty()) foreign.verifier = ImportedFromAtheme(hash, HasFlag(account.flags, 'C'));
  account_index_.emplace(foreign.key, accounts_.size());
  if (!id.empty()) account_ids_.emplace(id, accounts_.size());
  accounts_.push_back(std::move(account));
}

void AthemeReader::ReadAccountMetadata(AthemeRow& row) {
  const absl::string_view name = row.Word(), key = row.Word();
  Account* account = FindAccount(name);
  if (account == nullptr) return NoteStray("MDU", name);
  account->metadata[std::string(key)] = row.Text();
}

void AthemeReader::ReadMemo(AthemeRow& row) {
  const absl::string_view name = row.Word();
  ForeignMemo memo{.sender = row.Name(), .sent_at = row.Time(written_at_)};
  memo.read = (row.Number() & 1) != 0;
  memo.text = row.Text();
  Account* account = FindAccount(name);
  if (account == nullptr) return NoteStray("ME", name);
  account->foreign.memos.push_back(std::move(memo));
}

void AthemeReader::ReadMemoIgnore(AthemeRow& row) {
  const absl::string_view name = row.Word();
  std::string ignored(row.Word());
  Account* account = FindAccount(name);
  if (account == nullptr) return NoteStray("MI", name);
  account->foreign.memo_ignores.push_back(std::move(ignored));
}

void AthemeReader::ReadNick(AthemeRow& row) {
  const absl::string_view name = row.Word();
  ForeignNick nick{.nick = row.Name(), .at = row.Time()};
  const absl::Time seen_at = row.Time(written_at_);
  Account* account = FindAccount(name);
  if (account == nullptr) return NoteStray("MN", name);
  account->foreign.seen_at = std::max(account->foreign.seen_at, seen_at);
  account->foreign.nicks.push_back(std::move(nick));
}

void AthemeReader::ReadCertificate(AthemeRow& row) {
  const absl::string_view name = row.Word();
  std::string fingerprint(row.Word());
  Account* account = FindAccount(name);
  if (account == nullptr) return NoteStray("MCFP", name);
  account->foreign.certificates.push_back(std::move(fingerprint));
}

void AthemeReader::ReadFormerName(AthemeRow& row) {
  const absl::string_view name = row.Word(), key = row.Word();
  former_metadata_[absl::StrCat(name, " ", key)] = row.Text();
}

void AthemeReader::ReadMark(AthemeRow& row) {
  const std::string id(row.Word());
  row.Word();  // the id of the setter
  ForeignNote mark{.by = row.Name()};
  row.Word();  // the id of the account that the mark was restored from
  row.Word();  // the account that it was restored from
  mark.at = row.Time(written_at_);
  row.Number();
  mark.text = row.Text();
  const auto found = account_ids_.find(id);
  if (found == account_ids_.end()) return NoteStray("MM", id);
  mark.name = accounts_[found->second].foreign.name;
  network_.marks.push_back(std::move(mark));
}

void AthemeReader::ReadFormerMark(AthemeRow& row) {
  row.Word();  // the id of the account
  ForeignNote mark{.name = row.Name()};
  row.Word();  // its nick
  row.Word();  // the id of the setter
  mark.by = row.Name();
  mark.at = row.Time(written_at_);
  mark.text = row.Text();
  network_.marks.push_back(std::move(mark));
}

void AthemeReader::ReadGroup(AthemeRow& row) {
  absl::string_view first = row.Word();
  if (!absl::StartsWith(first, "!")) first = row.Word();  // behind the id
  ForeignGroup group{.name = std::string(first), .registered_at = row.Time(written_at_)};
  const absl::string_view flags = row.OptionalWord();
  if (HasFlag(flags, 'o')) group.settings.push_back({"open", "on"});
  if (HasFlag(flags, 'p')) group.settings.push_back({"public", "on"});
  group_index_.emplace(group.name, network_.groups.size());
  network_.groups.push_back(std::move(group));
}

void AthemeReader::ReadGroupMetadata(AthemeRow& row) {
  const absl::string_view name = row.Word(), key = row.Word();
  ForeignGroup* group = FindGroup(name);
  if (group == nullptr) return NoteStray("MDG", name);
  if (key == "description" || key == "url" || key == "email" || key == "channel") {
    group->settings.push_back({std::string(key), row.Text()});
  } else {
    report_.Ignore("metadata of groups");
  }
}

void AthemeReader::ReadGroupMember(AthemeRow& row) {
  const absl::string_view name = row.Word();
  ForeignMember member{.account = row.Name(), .flags = std::string(row.Word())};
  ForeignGroup* group = FindGroup(name);
  if (group == nullptr) return NoteStray("GACL", name);
  group->members.push_back(std::move(member));
}

void AthemeReader::FinishAccount(Account& account) {
  ForeignAccount& foreign = account.foreign;
  if (HasFlag(account.flags, 'h')) foreign.settings.push_back({"NOEXPIRE", "on"});
  if (HasFlag(account.flags, 'p')) foreign.settings.push_back({"PRIVATE", "on"});
  if (HasFlag(account.flags, 'E') || account.metadata.contains("private:doenforce")) {
    foreign.settings.push_back({"ENFORCE", "timeout"});
  }
  if (HasFlag(account.flags, 'S') && !foreign.verifier.empty()) {
    report_.LeaveOut(Thing::kPassword, foreign.name, "the account has switched passwords off");
    foreign.verifier.clear();
  }
  FinishHosts(account);
  FinishNotes(account);
  for (const auto& [key, value] : account.metadata) {
    absl::string_view shown = absl::StartsWith(key, "private:") ? "private metadata of accounts"
                                                                : "properties of accounts";
    for (const IgnoredKey& row : kIgnoredKeys) {
      if (absl::StartsWith(key, row.key)) shown = row.shown;
    }
    if (!shown.empty()) report_.Ignore(shown);
  }
}

// The host of all nicks comes first, then those of single nicks.
void AthemeReader::FinishHosts(Account& account) {
  constexpr absl::string_view kHost = "private:usercloak";
  const std::string host = ValueOf(account.metadata, kHost);
  const std::string by = ValueOf(account.metadata, absl::StrCat(kHost, "-assigner"));
  const absl::Time at = SecondsIn(ValueOf(account.metadata, absl::StrCat(kHost, "-timestamp")));
  if (!host.empty()) account.foreign.vhosts.push_back({.host = host, .by = by, .set_at = at});
  for (const auto& [key, value] : account.metadata) {
    if (absl::StartsWith(key, absl::StrCat(kHost, ":"))) {
      account.foreign.vhosts.push_back({.host = value, .by = by, .set_at = at});
    }
  }
}

void AthemeReader::FinishNotes(Account& account) {
  const auto value = [&](absl::string_view what, absl::string_view part) {
    return ValueOf(account.metadata, absl::StrCat("private:", what, ":", part));
  };
  const std::string& name = account.foreign.name;
  const std::string freezer = value("freeze", "freezer");
  if (!freezer.empty() || !value("freeze", "reason").empty()) {
    account.foreign.suspension = {.by = freezer,
                                  .reason = value("freeze", "reason"),
                                  .set_at = SecondsIn(value("freeze", "timestamp"))};
  }
  if (const std::string reason = value("mark", "reason"); !reason.empty()) {
    network_.marks.push_back({.name = name,
                              .by = value("mark", "setter"),
                              .text = reason,
                              .at = SecondsIn(value("mark", "timestamp"))});
  }
  if (const std::string setter = value("restrict", "setter"); !setter.empty()) {
    network_.marks.push_back({.name = name,
                              .by = setter,
                              .text = absl::StrCat("restricted: ", value("restrict", "reason")),
                              .at = SecondsIn(value("restrict", "timestamp"))});
  }
}

// Marks of names that were accounts once.
void AthemeReader::FinishFormerNames() {
  for (const auto& [key, reason] : former_metadata_) {
    absl::string_view name = key;
    if (!absl::ConsumeSuffix(&name, " private:mark:reason")) continue;
    const auto value = [&](absl::string_view part) {
      return ValueOf(former_metadata_, absl::StrCat(name, " private:mark:", part));
    };
    network_.marks.push_back({.name = std::string(name),
                              .by = value("setter"),
                              .text = reason,
                              .at = SecondsIn(value("timestamp"))});
  }
}

}  // namespace irc
