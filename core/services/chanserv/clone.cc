// ChanServ CLONE: another channel gets the access list and the settings of one.
#include <string>
#include <utility>
#include <vector>

#include "core/channel_settings.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/channels/channel_expiry.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv_access.h"

namespace irc {
namespace {

// What staff and the server have set belongs to the one channel.
bool IsCopied(absl::string_view key) {
  if (key == kChannelExpiryNotice || key == kTransferOffer) return false;
  for (const ChannelSettingInfo& info : kChannelSettings) {
    if (info.key == key) return info.kind != ChannelSettingKind::kStaff;
  }
  return true;
}

}  // namespace

void CloneChannel(ServiceCtx& ctx) {
  const RegisteredChannel* from = RequireRegistered(ctx, ctx.word(0));
  if (from == nullptr || !RequireRight(ctx, *from, ChannelRight::kFounder)) return;
  const RegisteredChannel* to = RequireToChange(ctx, ctx.word(1), ChannelRight::kFounder);
  if (to == nullptr) return;
  if (to == from) return ctx.Say(texts::kCloneToItself);
  std::vector<Record> records;
  auto entries = static_cast<int64_t>(to->access.entries().size());
  for (const AccessEntry& entry : from->access.entries()) {
    const bool is_of_target =
        (entry.kind == EntryKind::kChannel && entry.subject == to->id().value) ||
        (entry.kind == EntryKind::kAccount && entry.subject == to->row.founder.value);
    if (is_of_target || entry.IsOver(ctx.state.now) ||
        IsEnding(ctx.state, entry.kind, entry.subject)) {
      continue;
    }
    AccessRow row = from->access.RowOf(to->id(), entry);
    const AccessEntry* before = EntryOf(ctx.state, *to, row);
    if (before == nullptr) ++entries;
    if (before != nullptr) row.mask = before->details->mask;  // as its row has it
    records.push_back(Put(std::move(row)));
  }
  if (entries > ctx.state.config.limits.channel_access) {
    return ctx.Say(texts::kCloneTooLong, to->name());
  }
  const size_t copied = records.size();
  for (const auto& [key, value] : *from->settings) {
    if (!IsCopied(key)) continue;
    records.push_back(Put(ChannelSettingRow{.channel = to->id(), .key = key, .value = value}));
  }
  if (records.empty()) return ctx.Say(texts::kCloneOfNothing, from->name());
  const size_t settings = records.size() - copied;
  SaveOfChannel(
      ctx, *to, std::move(records),
      ctx.Text(texts::kCloneIsMade, to->name(), ctx.Text(texts::kCloneEntries.Of(copied), copied),
               ctx.Text(texts::kCloneSettings.Of(settings), settings), from->name()));
}

}  // namespace irc
