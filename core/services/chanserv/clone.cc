// ChanServ CLONE: another channel gets the access list and the settings of one.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/channel_settings.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/channels/channel_expiry.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

// What staff and the server have set belongs to the one channel.
bool IsCopied(absl::string_view key) {
  if (key == kChannelExpiryNotice) return false;
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
  if (to == from) return ctx.Say("A channel cannot be copied to itself");
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
    return ctx.Say(absl::StrCat("The access list of ", to->name(), " would be too long"));
  }
  const size_t copied = records.size();
  for (const auto& [key, value] : *from->settings) {
    if (!IsCopied(key)) continue;
    records.push_back(Put(ChannelSettingRow{.channel = to->id(), .key = key, .value = value}));
  }
  if (records.empty()) return ctx.Say(absl::StrCat(from->name(), " has nothing to copy"));
  const size_t settings = records.size() - copied;
  SaveOfChannel(ctx, *to, std::move(records),
                absl::StrCat(to->name(), " has ", copied, copied == 1 ? " entry" : " entries",
                             " and ", settings, settings == 1 ? " setting" : " settings", " of ",
                             from->name(), " now"));
}

}  // namespace irc
