// MARK and HOLD of NickServ and ChanServ, for operators: notes on names, and names that nobody
// registers. Both services keep them in one place (core/state/registry/staff_notes.h), because no
// name of an account is one of a channel.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/common.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

constexpr size_t kMarksMax = 20;  // of a name
constexpr size_t kListedMax = 100;

// The names that a service has to do with.
enum class Names { kAccounts, kChannels };

bool IsName(ServiceCtx& ctx, Names names, absl::string_view text) {
  const Limits& limits = ctx.state.config.limits;
  if (names == Names::kAccounts) {
    if (IsValidNick(ctx.state.casemapping, text, limits.nick_bytes)) return true;
    ctx.Say(texts::kNameIsNone, SafeParam(text).safe());
    return false;
  }
  if (IsValidChannelName(ctx.state.casemapping, text, limits.channel_bytes)) return true;
  ctx.Say(texts::kNameIsNoChannel, SafeParam(text).safe());
  return false;
}

void AddMark(ServiceCtx& ctx, const std::string& name) {
  if (ctx.state.staff_notes.MarksOf(ctx.state.casemapping, name).size() >= kMarksMax) {
    return ctx.Say(texts::kMarksAreTooMany, name);
  }
  const MarkRow mark{.id = ctx.state.last_ids.NextMark(),
                     .name = name,
                     .by = ctx.user.mask(),
                     .text = ctx.WordsFrom(2),
                     .set_at = ctx.state.now};
  SaveOfName(ctx, name, {Put(mark)}, ctx.Text(texts::kMarkIsSet, mark.id.value, name),
             absl::StrCat("ADD ", mark.text));
}

void DeleteMark(ServiceCtx& ctx, const std::string& name) {
  uint64_t id = 0;
  const MarkRow* mark = absl::SimpleAtoi(absl::StripPrefix(ctx.word(2), "#"), &id)
                            ? ctx.state.staff_notes.FindMark(MarkId{id})
                            : nullptr;
  if (mark == nullptr ||
      Fold(ctx.state.casemapping, mark->name) != Fold(ctx.state.casemapping, name)) {
    return ctx.Say(texts::kMarkIsNone, name);
  }
  SaveOfName(ctx, name, {Drop(*mark)}, ctx.Text(texts::kMarkIsRemoved, id, name),
             absl::StrCat("DEL ", mark->text));
}

void ListHolds(ServiceCtx& ctx, Names names) {
  size_t all = 0;
  for (const auto& [folded, hold] : ctx.state.staff_notes.holds()) {
    if (LooksLikeChannel(hold.name) != (names == Names::kChannels)) continue;
    if (++all > kListedMax) continue;
    const std::string at = FormatDate(hold.set_at);
    if (hold.reason.empty()) {
      ctx.Say(texts::kHoldListed, hold.name, hold.by, at);
    } else {
      ctx.Say(texts::kHoldListedWithReason, hold.name, hold.by, at, hold.reason);
    }
  }
  if (all > kListedMax) return ctx.Say(texts::kHoldCountFirst, kListedMax, all);
  ctx.Say(texts::kHoldCount, all);
}

}  // namespace

std::vector<Record> HoldOf(const ServiceCtx& ctx, const std::string& name, std::string reason) {
  std::vector<Record> records;
  const HoldRow* before = ctx.state.staff_notes.FindHold(Fold(ctx.state.casemapping, name));
  // The key of a row is the name as it is spelled.
  if (before != nullptr && before->name != name) records.push_back(Drop(*before));
  records.push_back(Put(HoldRow{
      .name = name, .by = ctx.user.mask(), .reason = std::move(reason), .set_at = ctx.state.now}));
  return records;
}

size_t SayMarks(ServiceCtx& ctx, absl::string_view name) {
  const std::vector<const MarkRow*> marks =
      ctx.state.staff_notes.MarksOf(ctx.state.casemapping, name);
  for (const MarkRow* mark : marks) {
    ctx.Say(texts::kMarkListed, mark->id.value, mark->by, FormatDate(mark->set_at), mark->text);
  }
  return marks.size();
}

namespace {

// MARK <name> ADD <text> | DEL <number> | LIST
void MarkName(ServiceCtx& ctx, Names names) {
  const std::string name(ctx.word(0));
  if (!IsName(ctx, names, name)) return;
  const absl::string_view act = ctx.word(1);
  if (absl::EqualsIgnoreCase(act, "LIST")) {
    const size_t count = SayMarks(ctx, name);
    return ctx.Say(texts::kMarkCount, name, count);
  }
  if (absl::EqualsIgnoreCase(act, "ADD") && ctx.words.size() > 2) return AddMark(ctx, name);
  if (absl::EqualsIgnoreCase(act, "DEL") && ctx.words.size() > 2) return DeleteMark(ctx, name);
  ctx.SaySyntax();
}

// HOLD <name> ON [<reason>] | OFF, HOLD LIST
void HoldName(ServiceCtx& ctx, Names names) {
  if (ctx.words.size() == 1 && absl::EqualsIgnoreCase(ctx.word(0), "LIST"))
    return ListHolds(ctx, names);
  const std::string name(ctx.word(0));
  if (!IsName(ctx, names, name)) return;
  const HoldRow* hold = ctx.state.staff_notes.FindHold(Fold(ctx.state.casemapping, name));
  if (absl::EqualsIgnoreCase(ctx.word(1), "ON")) {
    const std::string reason = ctx.WordsFrom(2);
    return SaveOfName(ctx, name, HoldOf(ctx, name, reason), ctx.Text(texts::kNameIsHeld, name),
                      absl::StrCat("ON", reason.empty() ? "" : " ", reason));
  }
  if (!absl::EqualsIgnoreCase(ctx.word(1), "OFF")) {
    return ctx.SaySyntax();
  }
  if (hold == nullptr) return ctx.Say(texts::kNameIsNotHeld, name);
  SaveOfName(ctx, name, {Drop(*hold)}, ctx.Text(texts::kNameIsReleased, name), "OFF");
}

}  // namespace

void Mark(ServiceCtx& ctx) { MarkName(ctx, Names::kAccounts); }
void Hold(ServiceCtx& ctx) { HoldName(ctx, Names::kAccounts); }
void MarkChannel(ServiceCtx& ctx) { MarkName(ctx, Names::kChannels); }
void HoldChannel(ServiceCtx& ctx) { HoldName(ctx, Names::kChannels); }

}  // namespace irc
