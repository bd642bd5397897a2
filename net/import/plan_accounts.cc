// Accounts and what belongs to them.
#include <algorithm>
#include <numeric>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/protocol/email.h"
#include "net/auth/passwords/imported_verifier.h"
#include "net/import/hosts_here.h"
#include "net/import/planner.h"
#include "net/store/rows/time_text.h"

namespace irc {
namespace {

constexpr int kChoicesMax = 1000;  // of free names
constexpr int64_t kReasonBytes = 300;
constexpr int64_t kMemoBytes = 400;
constexpr size_t kFingerprintSize = 64;  // SHA-256 in hexadecimal

std::string Of(absl::string_view what, absl::string_view account) {
  return absl::StrCat(what, " of ", account);
}

// Empty for the word that stands for none.
std::string MailOf(const ForeignAccount& account) {
  return account.email == "noemail" ? "" : account.email;
}

// An account is found again by this time, so one without a date has always the same one.
absl::Time RegisteredAt(const ForeignAccount& account) {
  return account.registered_at == kUnknownTime ? absl::UnixEpoch() : account.registered_at;
}

}  // namespace

// The older ones come first, so that they keep their names.
void Planner::PlanAccounts() {
  const std::vector<ForeignAccount>& accounts = network_.accounts;
  std::vector<size_t> order(accounts.size());
  std::iota(order.begin(), order.end(), 0);
  const auto age = [&](size_t place) {
    const absl::Time at = accounts[place].registered_at;
    return at == kUnknownTime ? absl::InfiniteFuture() : at;
  };
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return age(a) < age(b); });
  placed_.resize(accounts.size());
  for (size_t place : order) PlaceAccount(accounts[place]);
  for (size_t place : order) {
    if (placed_[place].id != AccountId()) NoteReference(accounts[place].key, place);
  }
  for (size_t place : order) {
    if (placed_[place].id != AccountId()) NoteReference(accounts[place].name, place);
  }
  for (size_t place : order) {
    if (placed_[place].id == AccountId()) continue;
    for (const ForeignNick& nick : accounts[place].nicks) NoteReference(nick.nick, place);
  }
  for (size_t place : order) {
    const Placed& placed = placed_[place];
    if (placed.id == AccountId()) continue;
    if (placed.was_there) {
      FindAccountThere(accounts[place]);
    } else {
      PlanAccount(accounts[place], placed);
    }
  }
}

// Chooses the name of the account, and its id.
void Planner::PlaceAccount(const ForeignAccount& account) {
  Placed& placed = placed_[static_cast<size_t>(&account - network_.accounts.data())];
  if (!account.verified) {
    return report_.LeaveOut(Thing::kAccount, account.name, "its mail address was never verified");
  }
  const std::string spelled = Text(account.name, INT64_MAX);
  std::string why = names_.IsValid(spelled) ? "" : "the name cannot be one here";
  for (int choice = 0; choice < kChoicesMax; ++choice) {
    const std::string name = names_.Valid(spelled, choice);
    if (!names_.IsValid(name)) continue;
    const NamesHere::Owner* owner = names_.Find(name);
    if (owner == nullptr) {
      placed = {.id = NextId<AccountKind>("accounts"), .name = name};
      names_.Take(name,
                  {.account = placed.id, .name = name, .registered_at = account.registered_at});
      if (name != account.name) {
        report_.Change(Thing::kAccount, account.name, absl::StrCat("is now ", name, "; ", why));
      }
      return;
    }
    const bool is_same =
        owner->was_kept && owner->by_name && owner->registered_at == AsKept(RegisteredAt(account));
    if (is_same && accounts_found_.insert(owner->account).second) {
      placed = {.id = owner->account, .name = owner->name, .was_there = true};
      return;
    }
    if (why.empty()) {
      why = absl::StrCat(
          "the name is that of ",
          owner->was_kept ? "another account that was here before: " : "an older account: ",
          owner->name);
    }
  }
  report_.LeaveOut(Thing::kAccount, account.name, "no name is free that is like its own");
}

void Planner::FindAccountThere(const ForeignAccount& account) {
  report_.FindThere(Thing::kAccount);
  report_.FindThere(Thing::kPassword, account.verifier.empty() ? 0 : 1);
  report_.FindThere(Thing::kCertificate, account.certificates.size());
  report_.FindThere(Thing::kMail, MailOf(account).empty() ? 0 : 1);
  report_.FindThere(Thing::kSetting, account.settings.size());
  report_.FindThere(Thing::kSuspension, account.suspension.has_value() ? 1 : 0);
  report_.FindThere(Thing::kVhost, account.vhosts.size());
  report_.FindThere(Thing::kMemo, account.memos.size());
  report_.FindThere(Thing::kMemoIgnore, account.memo_ignores.size());
  report_.FindThere(Thing::kNick,
                    static_cast<size_t>(std::count_if(
                        account.nicks.begin(), account.nicks.end(), [&](const ForeignNick& nick) {
                          return Fold(rules_.casemapping, nick.nick) !=
                                 Fold(rules_.casemapping, account.name);
                        })));
}

void Planner::PlanAccount(const ForeignAccount& account, const Placed& placed) {
  AccountRow row{.id = placed.id, .name = placed.name, .registered_at = RegisteredAt(account)};
  row.verified_at = row.registered_at;
  if (const std::string mail = MailOf(account); !mail.empty()) {
    if (mail.size() <= kEmailBytesMax && IsEmail(mail)) {
      row.email = mail;
      report_.Take(Thing::kMail);
    } else {
      report_.LeaveOut(Thing::kMail, Of("", placed.name), "it is no mail address here");
    }
  }
  PutRow(Thing::kAccount, row);
  PlanNicks(account, placed);
  absl::flat_hash_set<std::string> keys;
  for (const auto& [key, value] : account.settings) {
    if (!keys.insert(key).second) continue;
    PutRow(Thing::kSetting, SettingRow{.account = placed.id, .key = key, .value = value});
  }
  // Accounts that nobody uses end after some time, which begins anew.
  records_.push_back(
      Put(SeenRow{.account = placed.id, .at = std::min(Known(account.seen_at), rules_.now)}));
  const size_t certificates = PlanCertificates(account, placed);
  if (account.verifier.empty() && certificates == 0) {
    report_.NeedReset(placed.name, "it has no password");
  }
  PlanPassword(account, placed);
  if (account.suspension.has_value() &&
      !IsOver(Thing::kSuspension, placed.name, account.suspension->expires_at)) {
    const ForeignSuspension& suspension = *account.suspension;
    PutRow(Thing::kSuspension, SuspensionRow{.account = placed.id,
                                             .by = NameOf(suspension.by),
                                             .reason = Text(suspension.reason, kReasonBytes),
                                             .set_at = Known(suspension.set_at),
                                             .expires_at = suspension.expires_at});
  }
  PlanOwnHost(account, placed);
  PlanMemos(account, placed);
}

void Planner::PlanNicks(const ForeignAccount& account, const Placed& placed) {
  for (const ForeignNick& foreign : account.nicks) {
    const std::string nick = Text(foreign.nick, INT64_MAX);
    const Folded folded = Fold(rules_.casemapping, nick);
    if (folded == Fold(rules_.casemapping, placed.name) || foreign.nick == account.name) continue;
    if (!names_.IsValid(nick)) {
      report_.LeaveOut(Thing::kNick, Of(nick, placed.name), "it cannot be a nick here");
      continue;
    }
    const NamesHere::Owner* owner = names_.Find(nick);
    if (owner != nullptr) {
      if (owner->account == placed.id) continue;
      report_.LeaveOut(Thing::kNick, Of(nick, placed.name),
                       absl::StrCat("it belongs to ", owner->name));
      continue;
    }
    names_.Take(nick, {.account = placed.id, .name = placed.name, .by_name = false});
    const absl::Time at = foreign.at == kUnknownTime ? account.registered_at : foreign.at;
    PutRow(Thing::kNick, NickRow{.nick = nick, .account = placed.id, .grouped_at = Known(at)});
  }
}

void Planner::PlanPassword(const ForeignAccount& account, const Placed& placed) {
  if (account.verifier.empty()) return;
  const bool reset = ImportedNeedsReset(account.verifier);
  if (ImportedClearText(account.verifier).has_value()) report_.CountClearText();
  if (reset) report_.NeedReset(placed.name, "its password cannot be checked here");
  PutRow(Thing::kPassword, CredentialRow{.id = NextId<CredentialKind>("credentials"),
                                         .account = placed.id,
                                         .kind = "password",
                                         .verifier = reset ? "reset:" : account.verifier,
                                         .created_at = Known(account.registered_at)});
}

// The number of those that are taken.
size_t Planner::PlanCertificates(const ForeignAccount& account, const Placed& placed) {
  size_t taken = 0;
  for (const std::string& text : account.certificates) {
    const std::string fingerprint = absl::AsciiStrToLower(absl::StrReplaceAll(text, {{":", ""}}));
    const bool is_hex = std::all_of(fingerprint.begin(), fingerprint.end(), [](char c) {
      return absl::ascii_isxdigit(static_cast<unsigned char>(c));
    });
    const std::string what = Of(text.substr(0, 16), placed.name);
    if (!is_hex || fingerprint.size() != kFingerprintSize) {
      report_.LeaveOut(Thing::kCertificate, what, "it is no SHA-256 fingerprint");
      continue;
    }
    const auto [owner, is_new] = certificates_.emplace(fingerprint, placed.name);
    if (!is_new) {
      if (owner->second == placed.name) continue;
      report_.LeaveOut(Thing::kCertificate, what, absl::StrCat("it belongs to ", owner->second));
      continue;
    }
    PutRow(Thing::kCertificate, CredentialRow{.id = NextId<CredentialKind>("credentials"),
                                              .account = placed.id,
                                              .kind = "certificate",
                                              .label = fingerprint,
                                              .created_at = Known(account.registered_at)});
    ++taken;
  }
  return taken;
}

// An account has one host here.
void Planner::PlanOwnHost(const ForeignAccount& account, const Placed& placed) {
  for (const ForeignVhost& vhost : account.vhosts) {
    const std::string what = Of(vhost.host, placed.name);
    if (!CanBeHost(vhost.host, rules_.limits.host_bytes)) {
      report_.LeaveOut(Thing::kVhost, what, "it cannot be a host here");
    } else if (!have_host_.insert(placed.id).second) {
      report_.LeaveOut(Thing::kVhost, what, "an account has one host here");
    } else {
      PutRow(Thing::kVhost, VhostRow{.account = placed.id,
                                     .host = vhost.host,
                                     .by = NameOf(vhost.by),
                                     .set_at = Known(vhost.set_at)});
    }
  }
}

void Planner::PlanMemos(const ForeignAccount& account, const Placed& placed) {
  for (const ForeignMemo& memo : account.memos) {
    const absl::Time sent_at = Known(memo.sent_at);
    const Placed* from = Resolve(memo.sender);
    PutRow(Thing::kMemo, MemoRow{.id = NextId<MemoKind>("memos"),
                                 .account = placed.id,
                                 .from = from == nullptr ? AccountId() : from->id,
                                 .sender = from == nullptr ? Text(memo.sender, 128) : "",
                                 .sent_at = sent_at,
                                 .text = Text(memo.text, kMemoBytes),
                                 .read_at = memo.read ? sent_at : absl::InfiniteFuture()});
  }
  absl::flat_hash_set<AccountId> ignored;
  for (const std::string& reference : account.memo_ignores) {
    const Placed* other = Resolve(reference);
    if (other == nullptr) {
      report_.LeaveOut(Thing::kMemoIgnore, Of(reference, placed.name), "there is no such account");
    } else if (ignored.insert(other->id).second) {
      PutRow(Thing::kMemoIgnore, MemoIgnoreRow{.account = placed.id, .ignored = other->id});
    }
  }
}

}  // namespace irc
