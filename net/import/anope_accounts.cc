// The objects of accounts of Anope.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "net/auth/passwords/imported_verifier.h"
#include "net/import/anope_reader.h"

namespace irc {

ForeignAccount* AnopeReader::FindAccount(absl::string_view name) {
  const std::string key = absl::AsciiStrToLower(name);
  auto found = account_index_.find(key);
  if (found != account_index_.end()) return &accounts_[found->second];
  found = nick_index_.find(key);
  return found == nick_index_.end() ? nullptr : &accounts_[found->second];
}

std::string AnopeReader::AccountOf(const AnopeObject& object, absl::string_view id_key,
                                   absl::string_view name_key) {
  const std::string& id = object.Text(id_key);
  const auto found = account_ids_.find(id);
  if (found != account_ids_.end()) return accounts_[found->second].key;
  const ForeignAccount* account = FindAccount(object.Text(name_key));
  return account == nullptr ? "" : account->key;
}

void AnopeReader::ReadAccount(const AnopeObject& object) {
  ForeignAccount account{.key = object.Text("display"), .name = object.Text("display")};
  const std::string key = absl::AsciiStrToLower(account.key);
  if (account_index_.contains(key)) {
    return report_.LeaveOut(Thing::kAccount, account.name, "it is in the file twice");
  }
  const std::string& pass = object.Text("pass");
  if (!pass.empty()) account.verifier = ImportedFromAnope(pass);
  account.email = object.Text("email");
  account.registered_at = object.Time("registered", "time_registered");
  for (absl::string_view word : absl::StrSplit(object.Text("cert"), ' ', absl::SkipEmpty())) {
    account.certificates.push_back(std::string(word));
  }
  for (absl::string_view word :
       absl::StrSplit(object.Text("memoignores"), ' ', absl::SkipEmpty())) {
    account.memo_ignores.push_back(std::string(word));
  }
  if (!object.Text("access").empty()) {
    report_.Ignore("accounts with masks that are recognised without a password (access)");
  }
  if (!object.Text("greet").empty()) report_.Ignore("accounts with a greeting");
  ReadSwitches(object, account);
  account_index_.emplace(key, accounts_.size());
  const std::string& id = object.Text("uniqueid");
  if (!id.empty() && id != "0") account_ids_.emplace(id, accounts_.size());
  accounts_.push_back(std::move(account));
}

void AnopeReader::ReadSwitches(const AnopeObject& object, ForeignAccount& account) {
  account.verified = !object.IsOn("UNCONFIRMED");
  if (object.IsOn("NS_NO_EXPIRE")) account.settings.push_back({"NOEXPIRE", "on"});
  if (object.IsOn("NS_PRIVATE")) account.settings.push_back({"PRIVATE", "on"});
  const bool at_once =
      object.IsOn("KILL_IMMED") ||
      (object.IsOn("PROTECT") && object.Text("PROTECT_AFTER", "protect_after") == "0");
  if (at_once) {
    account.settings.push_back({"ENFORCE", "strict"});
  } else if (object.IsOn("PROTECT") || object.IsOn("KILLPROTECT") || object.IsOn("KILL_QUICK")) {
    account.settings.push_back({"ENFORCE", "timeout"});
  }
  if (object.IsOn("NS_SUSPENDED") || object.IsOn("SUSPENDED")) {
    account.suspension = {.by = "Anope", .reason = "suspended", .set_at = written_at_};
  }
}

// The oldest nick says how old an account of 2.0 is.
void AnopeReader::ReadNick(const AnopeObject& object) {
  const std::string& nick = object.Text("nick");
  const std::string owner = AccountOf(object, "ncid", "nc");
  ForeignAccount* account = owner.empty() ? nullptr : FindAccount(owner);
  if (account == nullptr) return NoteStray(object, nick);
  nick_index_.emplace(absl::AsciiStrToLower(nick),
                      account_index_.at(absl::AsciiStrToLower(account->key)));
  const absl::Time at = object.Time("registered", "time_registered");
  account->nicks.push_back({.nick = nick, .at = at});
  const bool is_older =
      account->registered_at == kUnknownTime || (at != kUnknownTime && at < account->registered_at);
  if (is_older) account->registered_at = at;
  account->seen_at = std::max(account->seen_at, object.Time("last_seen"));
  ReadVhost(object, *account);
}

// The host of the nick that is the account's name comes first.
void AnopeReader::ReadVhost(const AnopeObject& object, ForeignAccount& account) {
  ForeignVhost vhost{.host = object.Text("vhost_host"),
                     .by = object.Text("vhost_creator"),
                     .set_at = object.Time("vhost_time")};
  if (vhost.host.empty()) return;
  if (const std::string& ident = object.Text("vhost_ident"); !ident.empty()) {
    report_.Change(Thing::kVhost, vhost.host, absl::StrCat("is without the user name ", ident));
  }
  const bool is_name = absl::EqualsIgnoreCase(object.Text("nick"), account.name);
  account.vhosts.insert(is_name ? account.vhosts.begin() : account.vhosts.end(), std::move(vhost));
}

void AnopeReader::ReadMemo(const AnopeObject& object) {
  const std::string& owner = object.Text("owner");
  if (absl::StartsWith(owner, "#")) return report_.Ignore("memos to channels");
  ForeignAccount* account = FindAccount(owner);
  if (account == nullptr) return NoteStray(object, owner);
  account->memos.push_back({.sender = object.Text("sender"),
                            .sent_at = object.Time("time", "", written_at_),
                            .text = object.Text("text"),
                            .read = !object.IsOn("unread")});
}

void AnopeReader::ReadSuspension(const AnopeObject& object) {
  const std::string& nick = object.Text("nick");
  ForeignAccount* account = FindAccount(nick);
  if (account == nullptr) return NoteStray(object, nick);
  account->suspension = {.by = object.Text("by"),
                         .reason = object.Text("reason"),
                         .set_at = object.Time("time", "", written_at_),
                         .expires_at = object.Time("expires", "", absl::InfiniteFuture())};
}

}  // namespace irc
