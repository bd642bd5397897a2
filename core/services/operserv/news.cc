// OperServ LOGONNEWS, OPERNEWS and GLOBAL: what staff has to say to everybody.
#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/limits.h"
#include "core/opers/audit_record.h"
#include "core/protocol/utf8.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/operserv.h"

namespace irc {
namespace {

constexpr size_t kNewsMax = 20;  // of a kind: everybody who comes reads all of them

// The text, so short that the line with it is whole for each reader.
std::string Shortened(const ServiceCtx& ctx, const std::string& text) {
  // ":OperServ!OperServ@server NOTICE nick :[News, 01 Jan 2026] text"
  constexpr size_t kWords = 48;
  const size_t around = kWords + 2 * ctx.service.nick.size() + ctx.state.config.server_name.size() +
                        2 * static_cast<size_t>(ctx.state.config.limits.nick_bytes);
  return std::string(TruncateUtf8(text, around < kBodyBytesMax ? kBodyBytesMax - around : 1));
}

void AddNews(ServiceCtx& ctx, const std::string& kind) {
  const auto& all = ctx.state.staff_rules.news().rows();
  const auto count = static_cast<size_t>(std::count_if(
      all.begin(), all.end(), [&](const auto& each) { return each.second.kind == kind; }));
  if (count >= kNewsMax) return ctx.Say(texts::kNewsFull);
  const NewsRow row{.id = ctx.state.last_ids.NextNews(),
                    .kind = kind,
                    .text = Shortened(ctx, ctx.WordsFrom(1)),
                    .by = ctx.user.mask(),
                    .set_at = ctx.state.now};
  SaveOfName(ctx, absl::StrCat("#", row.id.value), {Put(row)},
             ctx.Text(texts::kNewsIsAdded, row.id.value), absl::StrCat("ADD ", row.text));
}

void DeleteNews(ServiceCtx& ctx, absl::string_view kind) {
  uint64_t id = 0;
  const NewsRow* row = absl::SimpleAtoi(absl::StripPrefix(ctx.word(1), "#"), &id)
                           ? ctx.state.staff_rules.news().Find(id)
                           : nullptr;
  if (row == nullptr || row->kind != kind) return ctx.Say(texts::kNewsUnknown);
  SaveOfName(ctx, absl::StrCat("#", id), {Drop(*row)}, ctx.Text(texts::kNewsIsRemoved, id),
             absl::StrCat("DEL ", row->text));
}

void ListNews(ServiceCtx& ctx, absl::string_view kind) {
  size_t found = 0;
  for (const auto& [id, row] : ctx.state.staff_rules.news().rows()) {
    if (row.kind != kind) continue;
    ++found;
    ctx.Say(texts::kNewsLine, id, row.by.substr(0, row.by.find('!')), FormatDate(row.set_at));
    ctx.Say(texts::kNewsText, row.text);
  }
  ctx.Say(texts::kNewsFound, found);
}

void NewsCommand(ServiceCtx& ctx, absl::string_view kind) {
  const absl::string_view act = ctx.word(0);
  if (absl::EqualsIgnoreCase(act, "LIST")) return ListNews(ctx, kind);
  if (absl::EqualsIgnoreCase(act, "ADD") && ctx.words.size() > 1) {
    return AddNews(ctx, std::string(kind));
  }
  if (absl::EqualsIgnoreCase(act, "DEL") && ctx.words.size() > 1) return DeleteNews(ctx, kind);
  ctx.SaySyntax();
}

}  // namespace

void LogonNews(ServiceCtx& ctx) { NewsCommand(ctx, kLogonNews); }
void OperNews(ServiceCtx& ctx) { NewsCommand(ctx, kOperNews); }

void GlobalNotice(ServiceCtx& ctx) {
  const std::string text = Shortened(ctx, ctx.WordsFrom(0));
  WriteAudit(ctx.state, ctx.out, ctx.user, ctx.request->name, "", text);
  ctx.out.NotifyEverybody(FromService(ctx.state, ctx.service.nick, "NOTICE")
                              .Param("$*")
                              .Trailing(ctx.Text(texts::kGlobalNotice, ctx.user.nick, text)),
                          {});
  const size_t users = ctx.state.users.size();
  ctx.Say(texts::kGlobalIsSent.Of(users), users);
}

}  // namespace irc
