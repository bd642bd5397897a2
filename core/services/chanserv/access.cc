// ChanServ ACCESS, and QOP, SOP, AOP, HOP and VOP: the entries of the access list by levels and
// roles.
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "core/replies/date.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/entry_lists.h"
#include "core/services/chanserv/roles.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv_access.h"

namespace irc {
namespace {

// All entries but those that only keep somebody out: they are AKICK's.
EntryList AllEntries(const ServiceCtx& ctx, const RegisteredChannel& channel) {
  return EntriesFor(ctx, ctx.Text(texts::kNameOfAccessList), channel, [](const AccessEntry& entry) {
    return entry.flags != BitOf(ChannelRight::kBanned);
  });
}

EntryList EntriesOfRole(const ServiceCtx& ctx, const RegisteredChannel& channel) {
  const absl::string_view role = ctx.request->name;
  const std::optional<ChannelRights> rights = RightsNamed(channel, role);
  return EntriesFor(ctx, std::string(role), channel,
                    [&](const AccessEntry& entry) { return rights == entry.flags; });
}

void SayEntries(ServiceCtx& ctx, const EntryList& list) {
  SayList(ctx, list, [&](size_t number, const AccessEntry& entry) {
    return ctx.Text(texts::kAccessOfEntry, number, SubjectOf(ctx.state, entry),
                    NameOfRights(ctx.state, list.channel, entry.flags),
                    list.channel.access.SetterOf(entry),
                    FormatDate(absl::FromUnixMillis(entry.set_at_ms)));
  });
}

// DEL with numbers: all of these entries, or, when the user may not delete one of them, none.
void DeleteNumbered(ServiceCtx& ctx, EntryList list, const EntryNumbers& numbers) {
  if (!TakeNumbered(ctx, list, numbers)) return;
  for (const AccessEntry* entry : list.entries) {
    if (!MayChangeRights(ctx, list.channel, entry->flags, 0)) return;
  }
  SaveWithout(ctx, list, ~ChannelRights{0});
}

// The rights of a word that is a level, a role or a template.
std::optional<ChannelRights> LevelNamed(ServiceCtx& ctx, const RegisteredChannel& channel,
                                        absl::string_view word) {
  int level = 0;
  const std::optional<ChannelRights> rights =
      absl::SimpleAtoi(word, &level) ? RightsOfLevel(channel, level) : RightsNamed(channel, word);
  if (!rights.has_value()) {
    const ChannelRoleRow& lowest = kChannelRoles.back();
    ctx.Say(texts::kNeitherRoleNorLevel, word, lowest.level, lowest.name);
  }
  return rights;
}

// The entry that word(2) names; nothing, after a sentence, when it can name none.
struct Place {
  AccessRow key;
  ChannelRights before = 0;
};
std::optional<Place> PlaceNamed(ServiceCtx& ctx, const RegisteredChannel& channel) {
  std::optional<AccessRow> key = SubjectNamed(ctx, channel, ctx.word(2));
  if (!key.has_value()) return std::nullopt;
  const AccessEntry* entry = EntryOf(ctx.state, channel, *key);
  return Place{*std::move(key), RightsNow(ctx, entry)};
}

void Save(ServiceCtx& ctx, const RegisteredChannel& channel, const Place& place,
          ChannelRights after) {
  if (MayChangeRights(ctx, channel, place.before, after)) {
    SaveEntry(ctx, channel, place.key, after);
  }
}

}  // namespace

void AccessOfChannel(ServiceCtx& ctx) {
  const absl::string_view act = ctx.word(1);
  if (absl::EqualsIgnoreCase(act, "LIST")) {
    const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
    if (channel == nullptr || !MaySeeAccess(ctx, *channel)) return;
    ctx.Say(texts::kAccessOfFounder, NameOfAccount(ctx.state, channel->row.founder),
            NameOfRights(ctx.state, *channel, kFounderRights));
    return SayEntries(ctx, AllEntries(ctx, *channel));
  }
  const bool adds = absl::EqualsIgnoreCase(act, "ADD") && ctx.words.size() > 3;
  const bool deletes = absl::EqualsIgnoreCase(act, "DEL") && ctx.words.size() > 2;
  if (!adds && !deletes) return ctx.SaySyntax();
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kAccess);
  if (channel == nullptr) return;
  const std::optional<EntryNumbers> numbers = EntryNumbers::Parse(ctx.word(2));
  if (deletes && numbers) return DeleteNumbered(ctx, AllEntries(ctx, *channel), *numbers);
  const std::optional<Place> place = PlaceNamed(ctx, *channel);
  if (!place.has_value()) return;
  if (deletes) return Save(ctx, *channel, *place, 0);
  const std::optional<ChannelRights> rights = LevelNamed(ctx, *channel, ctx.word(3));
  if (rights.has_value()) Save(ctx, *channel, *place, *rights);
}

// The name of the command is that of the role.
void RoleOfChannel(ServiceCtx& ctx) {
  const absl::string_view role = ctx.request->name;
  const absl::string_view act = ctx.word(1);
  if (absl::EqualsIgnoreCase(act, "LIST")) {
    const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
    if (channel == nullptr || !MaySeeAccess(ctx, *channel)) return;
    return SayEntries(ctx, EntriesOfRole(ctx, *channel));
  }
  const bool adds = absl::EqualsIgnoreCase(act, "ADD");
  if ((!adds && !absl::EqualsIgnoreCase(act, "DEL")) || ctx.words.size() < 3) {
    return ctx.SaySyntax();
  }
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kAccess);
  if (channel == nullptr) return;
  const std::optional<EntryNumbers> numbers = EntryNumbers::Parse(ctx.word(2));
  if (!adds && numbers) return DeleteNumbered(ctx, EntriesOfRole(ctx, *channel), *numbers);
  const std::optional<Place> place = PlaceNamed(ctx, *channel);
  if (!place.has_value()) return;
  const ChannelRights rights = RightsNamed(*channel, role).value_or(0);
  if (adds) return Save(ctx, *channel, *place, rights);
  if (place->before != rights) {
    return ctx.Say(texts::kNotOnList, ctx.word(2), role, channel->name());
  }
  Save(ctx, *channel, *place, 0);
}

}  // namespace irc
