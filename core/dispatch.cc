#include "core/dispatch.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/actions/client_batch.h"
#include "core/commands/command_facts.h"
#include "core/commands/handler_table.h"
#include "core/commands/reading_scope.h"
#include "core/limits.h"
#include "core/opers/rights.h"
#include "core/protocol/numerics.h"
#include "core/protocol/parse.h"
#include "core/protocol/standard_replies.h"
#include "core/protocol/utf8.h"
#include "core/services/services.h"

namespace irc {
namespace {

// The label of a line; empty when there is none, or it is invalid: too long or not UTF-8.
std::string LabelOf(const ParsedLine& line) {
  const std::optional<absl::string_view> label = FindTag(line.tags, "label");
  if (!label.has_value()) return "";
  std::string text = UnescapeTagValue(*label);
  return text.size() <= kLabelBytesMax && IsValidUtf8(text) ? text : "";
}

bool IsTooLong(absl::string_view line) {
  const size_t tags = TagsSectionBytes(line);
  // The limit is one of the tag data, without '@' and the space.
  return line.size() - tags > kBodyBytesMax || tags > kClientTagsBytesMax + 2;
}

void CountUse(State& state, absl::string_view command) {
  auto it = state.command_uses.find(command);
  if (it == state.command_uses.end()) it = state.command_uses.emplace(command, 0).first;
  ++it->second;
}

// The refusal of a line that cannot be read.
std::optional<Message> CannotRead(const SessionCtx& ctx, absl::string_view line,
                                  std::optional<ParseError> error, const CommandFacts* row) {
  if (error == ParseError::kNul) {
    return kErrUnknownError(SafeParam("*"), "The line contains a NUL byte");
  }
  if (IsTooLong(line)) return kErrInputTooLong();
  if (IsUtf8Only(ctx.state.config) && !IsValidUtf8(line)) {
    return FailInvalidUtf8(SafeParam(row == nullptr ? "*" : row->name));
  }
  return std::nullopt;
}

// The refusal of a line before its handler runs, in the order of the checks of other servers.
std::optional<Message> CannotRun(const SessionCtx& ctx, const CommandFacts& row) {
  if (row.access != Access::kAnyone && !ctx.session.registered()) return kErrNotRegistered();
  if (row.access == Access::kOperator) {
    const User& user = UserOf(ctx.state, ctx.session.user);
    if (!user.is_oper()) return kErrNoPrivileges();
    if (row.privilege.has_value()) {
      if (Refusal refusal = CannotUse(ctx.state, user, *row.privilege)) return refusal;
    }
  }
  if (ctx.line.params.size() < row.params_min) return kErrNeedMoreParams(row.name);
  if (ctx.session.login != nullptr && ctx.session.login->reading &&
      !IsForReading(row.name, ctx.line.params, ctx.session.registered())) {
    return FailReadOnly(SafeParam(row.name));
  }
  return std::nullopt;
}

// The first parameter, when it names something; a user in full, because the nick may be another's
// tomorrow.
std::string TargetOf(const SessionCtx& ctx, const CommandFacts& row) {
  const bool is_text = absl::StartsWith(row.syntax.substr(row.name.size()), " :");
  if (is_text || ctx.line.params.empty()) return "";
  const User* user = FindUser(ctx.state, ctx.line.params[0]);
  return user != nullptr ? user->mask() : std::string(ctx.line.params[0]);
}

// Writes the use of an operator's command into the audit, unless the handler does that itself. The
// parameters of what was refused are left out: it has not happened, and they may be anything.
class AuditOfCommand {
 public:
  AuditOfCommand(SessionCtx& ctx, const CommandFacts& row)
      : state_(ctx.state), out_(ctx.out), last_(ctx.state.last_ids.audit) {
    if (!row.privilege.has_value() || !RowOf(*row.privilege).acts || !ctx.session.registered()) {
      return;
    }
    const User& user = UserOf(ctx.state, ctx.session.user);
    if (!user.is_oper() || !ctx.state.config.accounts_kept) return;
    const std::string target = TargetOf(ctx, row);
    const Params& p = ctx.line.params;
    const size_t from = std::min<size_t>(target.empty() ? 0 : 1, p.size());
    entry_ = AuditRecordRow{
        .at = ctx.state.now,
        .actor = user.mask(),
        .account = user.account,
        .oper = *user.oper,
        .action = std::string(row.name),
        .target = target,
        .detail = absl::StrJoin(p.begin() + static_cast<ptrdiff_t>(from), p.end(), " ")};
  }
  // After the handler; the session may be gone.
  void Write() {
    if (!entry_.has_value() || state_.last_ids.audit != last_) return;
    const std::string& refusal = out_.piece().refusal();
    if (!refusal.empty()) entry_->detail = absl::StrCat("refused: ", refusal);
    entry_->id = state_.last_ids.NextAudit();
    out_.output().stores.push_back(Put(*std::move(entry_)));
  }

 private:
  State& state_;
  Outbox& out_;
  const uint64_t last_;
  std::optional<AuditRecordRow> entry_;  // none: the command is not for the audit
};

// What a shunned client may do: stay, and leave. All else is ignored without a word, as UnrealIRCd
// does, so that the user does not notice.
bool IsIgnored(const SessionCtx& ctx, const CommandFacts* row) {
  static constexpr absl::string_view kHeard[] = {"ADMIN", "CAP", "PART", "PING", "PONG", "QUIT"};
  if (!ctx.session.shunned || !ctx.session.registered()) return false;
  if (UserOf(ctx.state, ctx.session.user).is_oper()) return false;
  return row == nullptr ||
         std::find(std::begin(kHeard), std::end(kHeard), row->name) == std::end(kHeard);
}

// A command that only the operator knows is a name of a service; any other one is unknown.
void AskByAlias(SessionCtx& ctx) {
  const ServiceRow* service = FindService(ctx.line.command, ctx.state.config.services);
  if (service == nullptr) return ctx.Reply(kErrUnknownCommand(SafeParam(ctx.line.command)));
  if (!ctx.session.registered()) return ctx.Reply(kErrNotRegistered());
  // As the commands of services, an app password for reading does not get here.
  if (ctx.session.login != nullptr && ctx.session.login->reading) {
    return ctx.Reply(FailReadOnly(SafeParam(ctx.line.command)));
  }
  UserCtx user_ctx{ctx, UserOf(ctx.state, ctx.session.user)};
  AskService(user_ctx, *service, absl::StrJoin(ctx.line.params, " "));
}

void Run(SessionCtx& ctx, const CommandFacts& row) {
  const Handler& handler = HandlerOf(row);
  if (const auto* session_handler = std::get_if<SessionHandler>(&handler)) {
    return (*session_handler)(ctx, ctx.line.params);
  }
  UserCtx user_ctx{ctx, UserOf(ctx.state, ctx.session.user)};
  std::get<UserHandler>(handler)(user_ctx, ctx.line.params);
}

}  // namespace

void DispatchLine(State& state, Outbox& out, const WelcomeLines& welcome, Output& output,
                  Session& session, absl::string_view line) {
  ParsedLine parsed;
  const std::optional<ParseError> error = ParseLine(line, parsed);
  if (error == ParseError::kEmpty || error == ParseError::kNoCommand) return;
  const bool readable = !error.has_value() && !IsTooLong(line);
  out.Begin(output, &session, readable ? LabelOf(parsed) : "");
  SessionCtx ctx{state, session, out, welcome, parsed, parsed.command};
  const CommandFacts* row = FindCommand(parsed.command);
  if (ctx.Refuse(CannotRead(ctx, line, error, row))) return SpoilBatch(ctx);
  if (IsIgnored(ctx, row)) return;
  if (TakeIntoBatch(ctx)) return;
  if (row == nullptr) return AskByAlias(ctx);
  ctx.command = row->name;
  CountUse(state, row->name);
  AuditOfCommand audit(ctx, *row);
  if (!ctx.Refuse(CannotRun(ctx, *row))) Run(ctx, *row);
  audit.Write();
}

}  // namespace irc
