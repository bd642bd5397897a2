#include "core/kept/commit.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/actions/nick.h"
#include "core/actions/quit.h"
#include "core/kept/account_names.h"
#include "core/kept/answer.h"
#include "core/kept/ban_records.h"
#include "core/kept/belongings.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/channels/channel_effects.h"
#include "core/kept/channels/channel_records.h"
#include "core/kept/channels/channel_rename.h"
#include "core/kept/channels/group_records.h"
#include "core/kept/pending_records.h"
#include "core/kept/proved_account.h"
#include "core/kept/registration.h"
#include "core/kept/staff_acts.h"
#include "core/kept/verification.h"
#include "core/policy/account_access.h"
#include "core/protocol/names.h"
#include "core/protocol/standard_replies.h"
#include "core/protocol/unicode/confusables.h"
#include "core/replies/duration.h"
#include "core/replies/service_notice.h"
#include "core/state/ban_list.h"

namespace irc {
namespace {

// The account that a row is a part of; 0: none. What others add to an account, such as memos, does
// not stand in the way of its changes.
struct AccountOfRow {
  AccountId operator()(const AccountRow& row) const { return row.id; }
  AccountId operator()(const NickRow& row) const { return row.account; }
  AccountId operator()(const SettingRow& row) const { return row.account; }
  AccountId operator()(const SeenRow& row) const { return row.account; }
  AccountId operator()(const CredentialRow& row) const { return row.account; }
  AccountId operator()(const UseRow& row) const { return row.account; }
  AccountId operator()(const SuspensionRow& row) const { return row.account; }
  AccountId operator()(const VhostRow& row) const { return row.account; }
  template <typename OtherRow>
  AccountId operator()(const OtherRow&) const {
    return {};
  }
};

// The name or nick that a record takes; empty: none.
absl::string_view NameTakenBy(const Record& record) {
  if (record.drop) return "";
  if (const auto* account = std::get_if<AccountRow>(&record.row)) return account->name;
  if (const auto* nick = std::get_if<NickRow>(&record.row)) return nick->nick;
  return "";
}

// The name that the account of a record has now; empty: the record is of no account that is there.
std::string NameBefore(const State& state, const Record& record) {
  const auto* row = std::get_if<AccountRow>(&record.row);
  const Account* account = row == nullptr ? nullptr : state.accounts.Find(row->id);
  return account == nullptr ? "" : account->name();
}

void AnswerSuccess(SessionCtx& ctx, const PendingCommit& pending) {
  for (const std::string& line : pending.lines) AnswerLine(ctx, pending.service, line);
  if (!pending.service.empty()) return AnswerLine(ctx, pending.service, pending.text);
  if (pending.command == "SETPASS") {
    return ctx.Reply(
        Message("NOTE").Param(pending.command).Param("SUCCESS").Trailing(pending.text));
  }
  ctx.Reply(
      Message(pending.command).Param("SUCCESS").Param(pending.account).Trailing(pending.text));
}

void AnswerFailure(SessionCtx& ctx, const PendingCommit& pending) {
  if (pending.service == kTwoFactor) return ctx.Reply(kFail2faUnavailable());
  if (pending.service == kClientCert) return ctx.Reply(kFailCertInternal("*"));
  if (pending.service.empty() && pending.command == "SETPASS") {
    return ctx.Reply(kFailSetpassUnavailable());
  }
  if (pending.service.empty() && pending.command == "VERIFY") {
    return ctx.Reply(kFailVerifyRefused(SafeParam(pending.account)));
  }
  AnswerRefusal(
      ctx, pending.service,
      kFailRegisterUnavailable(SafeParam(pending.account.empty() ? "*" : pending.account)));
}

// The nick!user@host of the operator, as the entry of the audit among the records has it.
std::string ActorOf(const std::vector<Record>& records) {
  for (const Record& record : records) {
    if (const auto* audit = std::get_if<AuditRecordRow>(&record.row)) return audit->actor;
  }
  return "*";
}

// Tells the operators and the log of a ban that was set or lifted.
void TellOfBan(Outbox& out, AuditKind kind, const std::string& by, const ServerBan& ban) {
  const std::string name(SavedName(ban.kind));
  const std::string nick = by.substr(0, by.find('!'));
  std::vector<Audit::Field> fields = {{"kind", name}, {"mask", ban.mask}};
  if (kind == AuditKind::kBanLifted) {
    out.NotifyOperators(Snomask::kBans, absl::StrCat(nick, " removed ", name, " for ", ban.mask));
  } else {
    const absl::Duration duration = ban.expires_at - ban.set_at;
    const bool ends = duration != absl::InfiniteDuration();
    out.NotifyOperators(Snomask::kBans,
                        absl::StrCat(nick, " added ", ends ? FormatBanDuration(duration) : "",
                                     ends ? " " : "", name, " for ", ban.mask, ": ", ban.reason));
    fields.push_back({"duration", ends ? FormatBanDuration(duration) : "permanent"});
    fields.push_back({"reason", ban.reason});
  }
  out.output().audits.push_back({.kind = kind,
                                 .session = out.actor() == nullptr ? SessionId() : out.actor()->id,
                                 .by = by,
                                 .fields = std::move(fields)});
}

void TakeUp(State& state, Outbox& out, const std::vector<Record>& records, bool drop,
            const BanRow& row) {
  if (drop) {
    const ServerBan* found = FindBan(state, row.id);
    if (found == nullptr) return;
    const ServerBan ban = *found;
    RemoveBan(state, ban.kind, ban.mask);
    if (ban.kind == BanKind::kShun) EndShuns(state);
    return TellOfBan(out, AuditKind::kBanLifted, ActorOf(records), ban);
  }
  TakeUpBan(state, row);
  const ServerBan* found = FindBan(state, row.id);
  if (found == nullptr) return;
  const ServerBan ban = *found;
  TellOfBan(out, AuditKind::kBanSet, ban.setter, ban);
  EnforceBan(state, out, ban);
}

// Takes up a row of what has no other effects.
void TakeUpRow(State& state, const Record& record) {
  state.accounts.Apply(record);
  state.staff_notes.Apply(state.casemapping, record);
  state.staff_rules.Apply(state.casemapping, record);
  TakeUpGroup(state, record);
  state.registered_channels.NoteChange();
  TakeUpChannelRecord(state, record);
}

// Disconnects who is logged in to the account, but not the session that has asked for it.
void EndOthers(State& state, Outbox& out, SessionId asker, const std::string& account) {
  constexpr absl::string_view kReason = "The password of the account was changed";
  const Session* session = FindSession(state, asker);
  std::vector<SlotId<User>> users;
  state.users.ForEach([&](const User& user) {
    if (user.account == account && (session == nullptr || session->user != user.id)) {
      users.push_back(user.id);
    }
  });
  std::vector<SlotId<Session>> sessions;
  state.sessions.ForEach([&](Session& each) {
    if (each.half_login != nullptr && each.half_login->account == account) {
      each.half_login = nullptr;
    }
    if (!each.registered() && each.registration->account == account && each.id != asker) {
      sessions.push_back(each.slot);
    }
  });
  for (SlotId<User> id : users) EndUser(state, out, UserOf(state, id), kReason);
  for (SlotId<Session> id : sessions) {
    EndSession(state, out, SessionOf(state, id), kReason, CloseCause::kRemoved);
  }
}

// Takes up what is kept, with what follows for others than who has asked.
void TakeUpCommit(State& state, Outbox& out, SessionId asker, const PendingCommit& pending) {
  TakeUpRecords(state, out, pending.records);
  for (const Mail& mail : pending.mails) out.output().mails.push_back(mail);
  if (pending.disconnects_others) EndOthers(state, out, asker, pending.account);
}

// Takes up and answers what is kept, or answers that it cannot be.
void FinishCommit(State& state, Outbox& out, const WelcomeLines& welcome, Session* session,
                  const PendingCommit& pending, bool ok) {
  if (pending.command == "RENAME") return OnNewNameKept(state, out, session, pending, ok);
  if (session == nullptr) {
    if (ok) TakeUpCommit(state, out, SessionId(), pending);
    if (ok && pending.logs_out_others) LogOutOthers(state, out, pending.account, nullptr);
    return;
  }
  const SessionId id = session->id;
  if (ok) TakeUpCommit(state, out, id, pending);
  session = FindSession(state, id);  // gone when a ban hits its own setter
  if (ok && pending.logs_out_others) LogOutOthers(state, out, pending.account, session);
  if (session == nullptr) return;
  const ParsedLine no_line;
  SessionCtx ctx{state, *session, out, welcome, no_line, ""};
  if (pending.proved) return OnProvedAccount(ctx, pending, ok);
  if (!ok) return AnswerFailure(ctx, pending);
  const Account* account = FindAccount(state, pending.account);
  if (pending.verify && account != nullptr) {
    return AskForVerification(ctx, *account, pending.service);
  }
  AnswerSuccess(ctx, pending);
  if (pending.log_in && account != nullptr && WhyNoLogin(state, *account).empty()) {
    LogIn(state, out, *session, account->name(),
          {.method = "REGISTER", .credential = account->password});
  }
}

// Nicks that have come to accounts, or whose owner has chosen another protection, may be in use by
// others. REQUIRES: who has registered one is logged in.
void WatchNicksOf(State& state, Outbox& out, const std::vector<Record>& records) {
  for (const Record& record : records) {
    const std::string name(NameTakenBy(record));
    if (!name.empty()) WatchUsersOf(state, out, name);
    const auto* setting = std::get_if<SettingRow>(&record.row);
    const Account* account = setting != nullptr && setting->key == kEnforce
                                 ? state.accounts.Find(setting->account)
                                 : nullptr;
    if (account == nullptr) continue;
    WatchUsersOf(state, out, account->name());
    for (const NickRow& row : account->details->nicks) WatchUsersOf(state, out, row.nick);
  }
}

}  // namespace

bool IsChanging(const State& state, AccountId account) {
  return AnyPending(state, [&](const Record& record) {
    return std::visit(AccountOfRow(), record.row) == account;
  });
}

bool MayEnd(const State& state, AccountId account) {
  return !IsChanging(state, account) && !AnyGroupIsChanging(state, account) &&
         !AnyChannelIsChanging(state, account);
}

bool IsBeingTaken(const State& state, absl::string_view name) {
  const Folded folded = Fold(state.casemapping, name);
  const auto is_same = [&](absl::string_view other) {
    return KeepsLookalikesApart(state.config) ? LookAlike(other, name)
                                              : Fold(state.casemapping, other) == folded;
  };
  const bool pending_account =
      std::any_of(state.pending.begin(), state.pending.end(), [&](const auto& pair) {
        const auto* account = std::get_if<PendingNewAccount>(&pair.second.what);
        return account != nullptr && is_same(account->name);
      });
  return pending_account || AnyPending(state, [&](const Record& record) {
           const absl::string_view taken = NameTakenBy(record);
           return !taken.empty() && is_same(taken);
         });
}

std::vector<Record> DropsOf(State& state, const Account& account) {
  std::vector<Record> records = ChannelsWithout(state, account);
  for (Record& record : RecordsOfLeaving(state, account)) records.push_back(std::move(record));
  const auto others = static_cast<std::ptrdiff_t>(records.size());
  for (Row& row : account.Rows()) records.push_back(Drop(std::move(row)));
  for (Row& row : BelongingsOf(state, account.id())) records.push_back(Drop(std::move(row)));
  std::reverse(records.begin() + others, records.end());  // the account itself comes last
  return records;
}

void DropAtOnce(State& state, Outbox& out, const Account& account) {
  StoreAndTakeUp(state, out, DropsOf(state, account));
}

std::vector<Record> DropsOf(const Account& account, const CredentialRow& credential) {
  std::vector<Record> records;
  if (const UseRow* use = account.LastUse(credential.id)) records.push_back(Drop(*use));
  records.push_back(Drop(credential));
  return records;
}

void AskCommit(SessionCtx& ctx, PendingCommit what) {
  if (!ctx.state.config.accounts_kept) {
    return OnCommitted(ctx.state, ctx.out, ctx.welcome, &ctx.session, what, true);
  }
  Commit commit{.records = what.records};
  // The state keeps no verifier, not even while it waits.
  for (Record& record : what.records) {
    if (auto* credential = std::get_if<CredentialRow>(&record.row)) credential->verifier.clear();
  }
  ctx.Ask(std::move(commit), std::move(what));
}

void OnCommitted(State& state, Outbox& out, const WelcomeLines& welcome, Session* session,
                 const PendingCommit& pending, bool ok) {
  if (!ok) GiveBackUses(state.account_uses, pending.counted);
  FinishCommit(state, out, welcome, session, pending, ok);
  if (ok) WatchNicksOf(state, out, pending.records);
}

void TakeUpRecords(State& state, Outbox& out, const std::vector<Record>& records) {
  bool may_log_out = false, dropped = false;
  std::vector<CredentialId> dropped_credentials;
  for (const Record& record : records) {
    const std::string before = NameBefore(state, record);
    TakeUpRow(state, record);
    TellOfDefcon(out, record);
    TakeUpBelongings(state, out, record);
    const auto* forbid = std::get_if<ForbidRow>(&record.row);
    if (forbid != nullptr && !record.drop && forbid->kind == "channel") {
      EmptyChannel(state, out, forbid->mask, forbid->reason);
    }
    if (const auto* account = std::get_if<AccountRow>(&record.row)) {
      dropped = dropped || record.drop;
      const bool renamed = !record.drop && !before.empty() && before != account->name;
      if (renamed) FollowRename(state, out, before, account->name);
    }
    if (const auto* ban = std::get_if<BanRow>(&record.row)) {
      TakeUp(state, out, records, record.drop, *ban);
    }
    const auto* credential = std::get_if<CredentialRow>(&record.row);
    if (record.drop && credential != nullptr) dropped_credentials.push_back(credential->id);
    may_log_out = may_log_out || std::holds_alternative<AccountRow>(record.row) ||
                  std::holds_alternative<SuspensionRow>(record.row);
  }
  // After all records: who is logged out is noted as seen, if the account is still there.
  if (may_log_out) LogOutTheRemoved(state, out);
  if (dropped) ForgetConversationsOfTheRemoved(state);
  FollowChannelRecords(state, out, records);
  for (const CredentialId id : dropped_credentials) LogOutUsersOf(state, out, id);
}

void StoreAndTakeUp(State& state, Outbox& out, std::vector<Record> records) {
  if (records.empty()) return;
  TakeUpRecords(state, out, records);
  for (Record& record : records) out.output().stores.push_back(std::move(record));
}

void TakeUpRestored(State& state, const Restored& restored) {
  for (const Row& row : restored.rows) {
    TakeUpRow(state, Put(row));
    TakeUpRestoredBelongings(state, row);
    if (const auto* ban = std::get_if<BanRow>(&row)) TakeUpBan(state, *ban);
    if (const auto* hits = std::get_if<BanHitRow>(&row)) SetBanHits(state, *hits);
  }
  for (const auto& [table, id] : restored.last_ids) state.last_ids.Raise(table, id);
}

}  // namespace irc
