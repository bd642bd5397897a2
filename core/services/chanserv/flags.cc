// ChanServ FLAGS: the entries of the access list by their letters.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv_access.h"

namespace irc {
namespace {

void ListFlags(ServiceCtx& ctx, const RegisteredChannel& channel) {
  if (!MaySeeAccess(ctx, channel)) return;
  ctx.Say(texts::kFlagsBegin, channel.name());
  ctx.Say(texts::kFlagsOfFounder, NameOfAccount(ctx.state, channel.row.founder),
          LettersOf(kFounderRights));
  for (const AccessEntry& entry : channel.access.entries()) {
    if (entry.IsOver(ctx.state.now)) continue;
    ctx.Say(texts::kFlagsOfEntry, SubjectOf(ctx.state, entry), LettersOf(entry.flags),
            channel.access.SetterOf(entry), FormatDate(absl::FromUnixMillis(entry.set_at_ms)));
  }
  ctx.Say(texts::kFlagsEnd, channel.name());
}

bool IsOwnName(const ServiceCtx& ctx, absl::string_view name) {
  const Account* own = ctx.OwnAccount();
  return own != nullptr && ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name)) == own;
}

// Everybody may do that with their own rights. To be kept out is none of them.
bool LaysDown(ChannelRights before, ChannelRights after) {
  const bool was_kept_out = Has(before, ChannelRight::kBanned);
  return before != 0 && (after & ~before) == 0 && was_kept_out == Has(after, ChannelRight::kBanned);
}

}  // namespace

void FlagsOfChannel(ServiceCtx& ctx) {
  if (ctx.words.size() < 3) {
    const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
    if (channel == nullptr) return;
    if (ctx.words.size() == 1) return ListFlags(ctx, *channel);
    return ShowEntry(ctx, *channel, ctx.word(1));
  }
  const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
  if (channel == nullptr) return;
  const bool is_own = IsOwnName(ctx, ctx.word(1));
  if (!is_own && !RequireRight(ctx, *channel, ChannelRight::kAccess)) return;
  std::optional<AccessRow> key = SubjectNamed(ctx, *channel, ctx.word(1));
  if (!key.has_value()) return;
  const AccessEntry* entry = EntryOf(ctx.state, *channel, *key);
  const ChannelRights before = RightsNow(ctx, entry);
  const std::optional<ChannelRights> after = ChangedRights(ctx, *channel, before, ctx.word(2));
  if (!after.has_value()) return;
  if (is_own && !LaysDown(before, *after) && !RequireRight(ctx, *channel, ChannelRight::kAccess)) {
    return;
  }
  if (!MayChangeNow(ctx, *channel)) return;
  if (Has(before & *after, ChannelRight::kBanned)) {
    // What AKICK has said of it stays.
    key->expires_at = entry->details->expires_at;
    key->reason = entry->details->reason;
    key->comment = entry->details->comment;
  }
  SaveEntry(ctx, *channel, *std::move(key), *after);
}

}  // namespace irc
