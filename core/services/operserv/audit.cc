// OperServ AUDIT: what operators did. The entries are not in the memory of the core; the shell
// reads them from where they are kept.
#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/protocol/utf8.h"
#include "core/replies/date.h"
#include "core/replies/duration.h"
#include "core/services/handlers.h"
#include "core/texts/operserv.h"

namespace irc {
namespace {

constexpr uint64_t kPage = 20, kPageMax = 100;
constexpr size_t kTargetShown = 150, kDetailShown = 350;  // bytes, so that a line is whole

// Takes one filter into the query; false when it is none.
bool TakeFilter(ServiceCtx& ctx, absl::string_view key, absl::string_view value, ReadAudit& read) {
  if (key == "ACTOR") read.actor = std::string(value);
  if (key == "ACTION") read.action = std::string(value);
  if (key == "TARGET") read.target = std::string(value);
  if (key == "ACTOR" || key == "ACTION" || key == "TARGET") return true;
  if (key == "SINCE") {
    const std::optional<absl::Duration> ago = ParseBanDuration(value);
    if (ago.has_value()) read.since = ctx.state.now - *ago;
    return ago.has_value();
  }
  uint64_t number = 0;
  if (!absl::SimpleAtoi(absl::StripPrefix(value, "#"), &number) || number == 0) return false;
  if (key == "LIMIT") read.limit = std::min(number, kPageMax);
  if (key == "BEFORE") read.before = number;
  return key == "LIMIT" || key == "BEFORE";
}

std::string ActorOf(const SessionCtx& ctx, const AuditRecordRow& entry) {
  if (entry.oper.empty() && entry.account.empty()) return entry.actor;
  if (entry.oper.empty()) {
    return ctx.Text(texts::kAuditActorWithAccount, entry.actor, entry.account);
  }
  if (entry.account.empty()) return ctx.Text(texts::kAuditActorAs, entry.actor, entry.oper);
  return ctx.Text(texts::kAuditActorAsWithAccount, entry.actor, entry.oper, entry.account);
}

void SayEntry(SessionCtx& ctx, absl::string_view service, const AuditRecordRow& entry) {
  const std::string date = FormatDate(entry.at), actor = ActorOf(ctx, entry);
  ReplyFromService(ctx, service,
                   entry.target.empty()
                       ? ctx.Text(texts::kAuditEntry, entry.id.value, date, entry.action, actor)
                       : ctx.Text(texts::kAuditEntryOn, entry.id.value, date, entry.action,
                                  TruncateUtf8(entry.target, kTargetShown), actor));
  if (entry.detail.empty()) return;
  ReplyFromService(ctx, service,
                   ctx.Text(texts::kAuditDetail, TruncateUtf8(entry.detail, kDetailShown)));
}

}  // namespace

void ReadAuditLog(ServiceCtx& ctx) {
  ReadAudit read{.limit = kPage};
  std::string filters;
  for (size_t i = 0; i < ctx.words.size(); i += 2) {
    const std::string key = absl::AsciiStrToUpper(ctx.word(i));
    if (i + 1 == ctx.words.size() || !TakeFilter(ctx, key, ctx.word(i + 1), read)) {
      return ctx.SaySyntax();
    }
    if (key != "BEFORE") absl::StrAppend(&filters, key, " ", ctx.word(i + 1), " ");
  }
  const uint64_t limit = read.limit;
  ctx.Ask(
      std::move(read),
      PendingAudit{.service = std::string(ctx.service.nick), .filters = filters, .limit = limit});
}

void OnAuditRead(SessionCtx& ctx, const PendingAudit& pending, const AuditRead& read) {
  if (!ctx.session.registered()) return;
  const absl::string_view service = pending.service;
  if (!read.ok) return ReplyFromService(ctx, service, ctx.Text(texts::kAuditIsUnreadable));
  for (const AuditRecordRow& entry : read.rows) SayEntry(ctx, service, entry);
  if (read.rows.size() < pending.limit) {
    return ReplyFromService(
        ctx, service, ctx.Text(read.rows.empty() ? texts::kAuditNoEntry : texts::kAuditNoEarlier));
  }
  ReplyFromService(ctx, service,
                   ctx.Text(texts::kAuditEarlier, absl::StrCat("AUDIT ", pending.filters, "BEFORE ",
                                                               read.rows.back().id.value)));
}

}  // namespace irc
