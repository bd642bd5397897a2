#include "core/services/chanserv/entry_lists.h"

#include <utility>

#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/texts/chanserv_access.h"

namespace irc {

EntryList EntriesFor(const ServiceCtx& ctx, std::string name, const RegisteredChannel& channel,
                     absl::FunctionRef<bool(const AccessEntry&)> is_shown) {
  EntryList list{.name = std::move(name), .channel = channel, .entries = {}};
  for (const AccessEntry& entry : channel.access.entries()) {
    if (!entry.IsOver(ctx.state.now) && is_shown(entry)) list.entries.push_back(&entry);
  }
  return list;
}

void SayList(ServiceCtx& ctx, const EntryList& list,
             absl::FunctionRef<std::string(size_t, const AccessEntry&)> describe) {
  size_t said = 0;
  for (const AccessEntry* entry : list.entries) {
    ctx.SayFilled(describe(++said, *entry));
  }
  ctx.Say(texts::kEntriesOfList.Of(said), list.name, list.channel.name(), said);
}

bool TakeNumbered(ServiceCtx& ctx, EntryList& list, const EntryNumbers& numbers) {
  if (!MaySeeAccess(ctx, list.channel)) return false;
  std::vector<const AccessEntry*> taken;
  for (size_t i = 0; i < list.entries.size(); ++i) {
    if (numbers.Contains(i + 1)) taken.push_back(list.entries[i]);
  }
  list.entries = std::move(taken);
  if (!list.entries.empty()) return true;
  ctx.Say(texts::kNoEntryOfNumber, list.name, list.channel.name());
  return false;
}

void SaveWithout(ServiceCtx& ctx, const EntryList& list, ChannelRights rights) {
  const RegisteredChannel& channel = list.channel;
  std::vector<Record> records;
  for (const AccessEntry* entry : list.entries) {
    AccessRow row = channel.access.RowOf(channel.id(), *entry);
    const ChannelRights others = entry->flags & ~rights;
    records.push_back(others == 0 ? Drop(std::move(row))
                                  : Put(AccessRow{.channel = channel.id(),
                                                  .kind = row.kind,
                                                  .subject = row.subject,
                                                  .mask = row.mask,
                                                  .flags = LettersOf(others),
                                                  .by = ActorName(ctx),
                                                  .set_at = ctx.state.now}));
  }
  SaveOfChannel(
      ctx, channel, std::move(records),
      list.entries.size() == 1
          ? ctx.Text(texts::kEntryIsDeleted, SubjectOf(ctx.state, *list.entries[0]), list.name,
                     channel.name())
          : ctx.Text(texts::kEntriesAreDeleted, list.entries.size(), list.name, channel.name()));
}

}  // namespace irc
