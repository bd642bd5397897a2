#include "core/actions/client_batch.h"

#include <algorithm>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "core/actions/message_targets.h"
#include "core/protocol/names.h"
#include "core/protocol/standard_replies.h"
#include "core/state/session_deadlines.h"

namespace irc {
namespace {

constexpr absl::string_view kMultilineType = "draft/multiline";
constexpr absl::string_view kConcatTag = "draft/multiline-concat";

bool MaySendMultiline(const Session& session) {
  return session.caps.Has(Cap::kMultiline) && session.caps.Has(Cap::kBatch);
}

// Sends the reply to a batch with the label of the opening line. If that had none, the reply
// belongs to the present line and its label.
void AnswerBatch(SessionCtx& ctx, const std::string& label, absl::FunctionRef<void()> answer) {
  if (label.empty()) return answer();
  ctx.out.AnswerTo(label, answer);
}

// Sends the first error of a batch; the remaining lines of the batch are ignored.
void RefuseBatch(SessionCtx& ctx, const Message& why) {
  if (ctx.session.batch->refused) return;
  AnswerBatch(ctx, ctx.session.batch->label, [&] { ctx.Reply(why); });
  RefuseClientBatch(ctx.state, ctx.session);
}

// True if a line of the batch has other tags than those of the batch itself. Such tags, for example
// client-only tags, belong on the opening line.
bool HasForeignTags(absl::string_view tags) {
  bool foreign = false;
  ForEachTag(tags, [&](absl::string_view key, absl::string_view, bool) {
    if (key != "batch" && key != kConcatTag) foreign = true;
  });
  return foreign;
}

// The error for a line that cannot be added to the batch; absent when it can.
std::optional<Message> CannotAdd(SessionCtx& ctx, const ClientBatch& batch, const TextLine& line,
                                 absl::string_view command) {
  const Params& p = ctx.line.params;
  if (command != "PRIVMSG" && command != "NOTICE") {
    return kFailMultiline("Only PRIVMSG and NOTICE can stand in a multiline batch");
  }
  if (!batch.command.empty() && batch.command != command) {
    return kFailMultiline("A multiline batch cannot mix PRIVMSG and NOTICE");
  }
  if (p.size() < 2) return kFailMultiline("A line of the multiline batch has no text");
  const Casemapping casemapping = ctx.state.casemapping;
  if (Fold(casemapping, p[0]) != Fold(casemapping, batch.target)) {
    return kFailMultilineTarget(SafeParam(batch.target), SafeParam(p[0]));
  }
  if (HasForeignTags(ctx.line.tags)) {
    return kFailMultiline("Tags belong on the first line of a multiline batch");
  }
  if (line.concat && line.text.empty()) {
    return kFailMultiline("A blank line of a multiline batch cannot be concatenated");
  }
  return std::nullopt;
}

std::optional<Message> IsOverLimits(const ClientBatch& batch, const Limits& limits) {
  if (static_cast<int64_t>(batch.lines.size()) > limits.multiline_lines) {
    return kFailMultilineLines(limits.multiline_lines);
  }
  if (static_cast<int64_t>(batch.bytes) > limits.multiline_bytes) {
    return kFailMultilineBytes(limits.multiline_bytes);
  }
  return std::nullopt;
}

void AddLine(SessionCtx& ctx) {
  ClientBatch& batch = *ctx.session.batch;
  const std::string command = absl::AsciiStrToUpper(ctx.line.command);
  TextLine line{.text = std::string(ctx.line.params[1]),
                .concat = FindTag(ctx.line.tags, kConcatTag).has_value()};
  if (const auto why = CannotAdd(ctx, batch, line, command)) return RefuseBatch(ctx, *why);
  // The first line has no line before it to be concatenated with.
  if (batch.lines.empty()) line.concat = false;
  batch.bytes += line.text.size() + (batch.lines.empty() || line.concat ? 0 : 1);
  batch.command = command;
  batch.lines.push_back(std::move(line));
  if (const auto why = IsOverLimits(batch, ctx.state.config.limits)) return RefuseBatch(ctx, *why);
  ProlongClientBatch(ctx.state, ctx.session);
}

void SayBatch(UserCtx& ctx, const ClientBatch& batch) {
  const bool blank = std::all_of(batch.lines.begin(), batch.lines.end(),
                                 [](const TextLine& line) { return line.text.empty(); });
  if (blank) return ctx.Reply(kFailMultiline("The multiline batch has nothing but blank lines"));
  ctx.user.active_at = ctx.state.now;
  // The rules apply to the text as recipients without the capability see it, line by line.
  const std::string text = absl::StrJoin(
      batch.lines, "\n",
      [](std::string* out, const TextLine& line) { absl::StrAppend(out, line.text); });
  MessageRequest request{.ctx = ctx,
                         .speech = batch.command == "NOTICE" ? Speech::kNotice : Speech::kPrivmsg,
                         .command = batch.command,
                         .text = text,
                         .lines = batch.lines,
                         .client_tags = batch.client_tags};
  SayToTarget(request, batch.target);
}

}  // namespace

bool IsBatchReference(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) || c == '-';
  });
}

void OpenBatch(UserCtx& ctx, absl::string_view reference, const Params& p) {
  ClientBatch batch{.reference = std::string(reference)};
  std::optional<Message> why;
  if (!IsBatchReference(reference)) {
    why = kFailBatchReftag(SafeParam(reference));
  } else if (p[1] != kMultilineType || !MaySendMultiline(ctx.session)) {
    why = kFailBatchType(SafeParam(reference), SafeParam(p[1]));
  } else if (p[2].empty()) {
    why = kFailMultiline("The multiline batch has no target");
  }
  if (!why.has_value()) {
    batch.label = ctx.out.label();
    batch.target = std::string(p[2]);
    batch.client_tags = ClientOnlyTags(ctx.state.config, ctx.line.tags);
    ctx.out.DeferAnswer();
  }
  OpenClientBatch(ctx.state, ctx.session, std::move(batch));
  if (!why.has_value()) return;
  ctx.Reply(*why);
  RefuseClientBatch(ctx.state, ctx.session);
}

void FinishBatch(UserCtx& ctx) {
  const ClientBatch batch = *ctx.session.batch;
  CloseClientBatch(ctx.state, ctx.session);
  if (batch.refused) return;
  AnswerBatch(ctx, batch.label, [&] { SayBatch(ctx, batch); });
}

bool TakeIntoBatch(SessionCtx& ctx) {
  const std::optional<absl::string_view> tag = FindTag(ctx.line.tags, "batch");
  const ClientBatch* open = ctx.session.batch.get();
  if (open == nullptr) {
    // A line of a batch that was never opened, or is closed.
    if (!tag.has_value() || !MaySendMultiline(ctx.session)) return false;
    ctx.Reply(kFailMultiline("No such batch is open"));
    return true;
  }
  if (tag.has_value()) {
    if (*tag == open->reference) {
      if (!open->refused) AddLine(ctx);
    } else {
      RefuseBatch(ctx, kFailMultiline("The line belongs to another batch"));
    }
    return true;
  }
  const std::string command = absl::AsciiStrToUpper(ctx.line.command);
  const bool closes = command == "BATCH" && absl::StartsWith(ctx.line.params[0], "-") &&
                      ctx.line.params[0].substr(1) == open->reference;
  // Lines that keep the connection alive or end it are allowed inside of a batch.
  if (closes || command == "PING" || command == "PONG" || command == "QUIT") return false;
  SpoilBatch(ctx);
  return false;
}

void SpoilBatch(SessionCtx& ctx) {
  if (ctx.session.batch == nullptr || ctx.session.batch->refused) return;
  // The error belongs to the batch's label, because the present line gets a reply of its own.
  ctx.out.AnswerTo(ctx.session.batch->label, [&] {
    ctx.Reply(kFailMultiline("A line that does not belong there interrupts the batch"));
  });
  RefuseClientBatch(ctx.state, ctx.session);
}

void EndOverdueBatch(State& state, Outbox& out, Session& session) {
  out.ReplyTo(session, kFailBatchTimeout(SafeParam(session.batch->reference)));
  RefuseClientBatch(state, session);
}

}  // namespace irc
