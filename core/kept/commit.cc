#include "core/kept/commit.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/kept/ban_records.h"
#include "core/kept/registration.h"
#include "core/protocol/names.h"
#include "core/protocol/standard_replies.h"
#include "core/replies/duration.h"
#include "core/replies/service_notice.h"
#include "core/state/ban_list.h"

namespace irc {
namespace {

// The account that a row belongs to; 0: none.
struct AccountOfRow {
  AccountId operator()(const AccountRow& row) const { return row.id; }
  AccountId operator()(const NickRow& row) const { return row.account; }
  AccountId operator()(const SettingRow& row) const { return row.account; }
  AccountId operator()(const SeenRow& row) const { return row.account; }
  AccountId operator()(const CredentialRow& row) const { return row.account; }
  AccountId operator()(const UseRow& row) const { return row.account; }
  AccountId operator()(const SuspensionRow& row) const { return row.account; }
  AccountId operator()(const HoldRow&) const { return {}; }
  AccountId operator()(const MarkRow&) const { return {}; }
  AccountId operator()(const BanRow&) const { return {}; }
  AccountId operator()(const BanHitRow&) const { return {}; }
  AccountId operator()(const AuditRecordRow&) const { return {}; }
};

// The name or nick that a record takes; empty: none.
absl::string_view NameTakenBy(const Record& record) {
  if (record.drop) return "";
  if (const auto* account = std::get_if<AccountRow>(&record.row)) return account->name;
  if (const auto* nick = std::get_if<NickRow>(&record.row)) return nick->nick;
  return "";
}

// Whether some record that waits to be kept is such that `test(record)`.
template <typename Test>
bool AnyPending(const State& state, Test&& test) {
  return std::any_of(state.pending.begin(), state.pending.end(), [&](const auto& pair) {
    const auto* commit = std::get_if<PendingCommit>(&pair.second.what);
    return commit != nullptr && std::any_of(commit->records.begin(), commit->records.end(), test);
  });
}

void AnswerSuccess(SessionCtx& ctx, const PendingCommit& pending) {
  if (pending.service == kServerNotice) {
    return ctx.Reply(
        Message("NOTICE").Param(NickOf(ctx.state, ctx.session)).Trailing(pending.text));
  }
  if (!pending.service.empty()) return ReplyFromService(ctx, pending.service, pending.text);
  ctx.Reply(Message("REGISTER").Param("SUCCESS").Param(pending.account).Trailing(pending.text));
}

void AnswerFailure(SessionCtx& ctx, const PendingCommit& pending) {
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
    return TellOfBan(out, AuditKind::kBanLifted, ActorOf(records), ban);
  }
  TakeUpBan(state, row);
  const ServerBan* found = FindBan(state, row.id);
  if (found == nullptr) return;
  const ServerBan ban = *found;
  TellOfBan(out, AuditKind::kBanSet, ban.setter, ban);
  EnforceBan(state, out, ban);
}

}  // namespace

bool IsChanging(const State& state, AccountId account) {
  return AnyPending(state, [&](const Record& record) {
    return std::visit(AccountOfRow(), record.row) == account;
  });
}

bool IsBeingTaken(const State& state, absl::string_view name) {
  const Folded folded = Fold(state.casemapping, name);
  const bool pending_account =
      std::any_of(state.pending.begin(), state.pending.end(), [&](const auto& pair) {
        const auto* account = std::get_if<PendingNewAccount>(&pair.second.what);
        return account != nullptr && Fold(state.casemapping, account->name) == folded;
      });
  return pending_account || AnyPending(state, [&](const Record& record) {
           const absl::string_view taken = NameTakenBy(record);
           return !taken.empty() && Fold(state.casemapping, taken) == folded;
         });
}

Record AuditRecord(State& state, const User& user, absl::string_view action,
                   absl::string_view target, absl::string_view detail) {
  return Put(AuditRecordRow{.id = state.last_ids.NextAudit(),
                            .at = state.now,
                            .actor = user.mask(),
                            .account = user.account,
                            .oper = *user.oper,
                            .action = std::string(action),
                            .target = std::string(target),
                            .detail = std::string(detail)});
}

std::vector<Record> DropsOf(const Account& account) {
  std::vector<Record> records;
  for (Row& row : account.Rows()) records.push_back(Drop(std::move(row)));
  std::reverse(records.begin(), records.end());  // the account itself comes last
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
  if (session == nullptr) {
    if (ok) TakeUpRecords(state, out, pending.records);
    return;
  }
  const SessionId id = session->id;
  if (ok) TakeUpRecords(state, out, pending.records);
  session = FindSession(state, id);  // gone when a ban hits its own setter
  if (session == nullptr) return;
  const ParsedLine no_line;
  SessionCtx ctx{state, *session, out, welcome, no_line, ""};
  if (!ok) return AnswerFailure(ctx, pending);
  AnswerSuccess(ctx, pending);
  const Account* account = FindAccount(state, pending.account);
  if (pending.log_in && account != nullptr) LogIn(state, out, *session, account->name());
}

void TakeUpRecords(State& state, Outbox& out, const std::vector<Record>& records) {
  bool may_log_out = false;
  for (const Record& record : records) {
    state.accounts.Apply(record);
    if (const auto* ban = std::get_if<BanRow>(&record.row)) {
      TakeUp(state, out, records, record.drop, *ban);
    }
    may_log_out = may_log_out || std::holds_alternative<AccountRow>(record.row) ||
                  std::holds_alternative<SuspensionRow>(record.row);
  }
  if (may_log_out) LogOutTheRemoved(state, out);
}

void TakeUpRestored(State& state, const Restored& restored) {
  for (const Row& row : restored.rows) {
    state.accounts.Apply(Put(row));
    if (const auto* ban = std::get_if<BanRow>(&row)) TakeUpBan(state, *ban);
  }
  for (const auto& [table, id] : restored.last_ids) state.last_ids.Raise(table, id);
}

}  // namespace irc
