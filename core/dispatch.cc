#include "core/dispatch.h"

#include <string>

#include "core/actions/client_batch.h"
#include "core/commands/command_facts.h"
#include "core/commands/handler_table.h"
#include "core/limits.h"
#include "core/protocol/numerics.h"
#include "core/protocol/parse.h"
#include "core/protocol/standard_replies.h"
#include "core/protocol/utf8.h"

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
  if (ctx.state.config.utf8_only && !IsValidUtf8(line)) {
    return FailInvalidUtf8(SafeParam(row == nullptr ? "*" : row->name));
  }
  return std::nullopt;
}

// The refusal of a line before its handler runs, in the order of the checks of other servers.
std::optional<Message> CannotRun(const SessionCtx& ctx, const CommandFacts& row) {
  if (row.access != Access::kAnyone && !ctx.session.registered()) return kErrNotRegistered();
  if (row.access == Access::kOperator && !UserOf(ctx.state, ctx.session.user).is_oper()) {
    return kErrNoPrivileges();
  }
  if (ctx.line.params.size() < row.params_min) return kErrNeedMoreParams(row.name);
  return std::nullopt;
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
  if (TakeIntoBatch(ctx)) return;
  if (row == nullptr) return ctx.Reply(kErrUnknownCommand(SafeParam(parsed.command)));
  ctx.command = row->name;
  CountUse(state, row->name);
  if (ctx.Refuse(CannotRun(ctx, *row))) return;
  Run(ctx, *row);
}

}  // namespace irc
