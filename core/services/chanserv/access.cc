// ChanServ ACCESS, and QOP, SOP, AOP, HOP and VOP: the entries of the access list by levels and
// roles.
#include <optional>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/replies/date.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/roles.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

// Says the entries with such rights, without those that only keep somebody out: they are AKICK's.
void SayEntries(ServiceCtx& ctx, const RegisteredChannel& channel, absl::string_view list,
                absl::FunctionRef<bool(ChannelRights)> is_shown) {
  size_t said = 0;
  for (const AccessEntry& entry : channel.access.entries()) {
    const bool only_kept_out = entry.flags == BitOf(ChannelRight::kBanned);
    if (only_kept_out || entry.IsOver(ctx.state.now) || !is_shown(entry.flags)) continue;
    ++said;
    ctx.Say(absl::StrCat(SubjectOf(ctx.state, entry), " ", NameOfRights(channel, entry.flags),
                         " by ", channel.access.SetterOf(entry), " on ",
                         FormatDate(absl::FromUnixMillis(entry.set_at_ms))));
  }
  ctx.Say(absl::StrCat("The ", list, " list of ", channel.name(), " has ", said,
                       said == 1 ? " entry" : " entries"));
}

// The rights of a word that is a level, a role or a template.
std::optional<ChannelRights> LevelNamed(ServiceCtx& ctx, const RegisteredChannel& channel,
                                        absl::string_view word) {
  int level = 0;
  const std::optional<ChannelRights> rights =
      absl::SimpleAtoi(word, &level) ? RightsOfLevel(channel, level) : RightsNamed(channel, word);
  if (!rights.has_value()) {
    const ChannelRoleRow& lowest = kChannelRoles.back();
    ctx.Say(absl::StrCat(word, " is neither a role nor a level; the lowest level is ", lowest.level,
                         " (", lowest.name, ")"));
  }
  return rights;
}

// The channel and the key of the entry that word(2) names; nothing, after a sentence, without one.
struct Place {
  const RegisteredChannel* channel = nullptr;
  AccessRow key;
  ChannelRights before = 0;
};
std::optional<Place> PlaceToChange(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kAccess);
  if (channel == nullptr) return std::nullopt;
  std::optional<AccessRow> key = SubjectNamed(ctx, *channel, ctx.word(2));
  if (!key.has_value()) return std::nullopt;
  const AccessEntry* entry = EntryOf(ctx.state, *channel, *key);
  return Place{channel, *std::move(key), RightsNow(ctx, entry)};
}

void Save(ServiceCtx& ctx, const Place& place, ChannelRights after) {
  if (MayChangeRights(ctx, *place.channel, place.before, after)) {
    SaveEntry(ctx, *place.channel, place.key, after);
  }
}

}  // namespace

void AccessOfChannel(ServiceCtx& ctx) {
  const absl::string_view act = ctx.word(1);
  if (absl::EqualsIgnoreCase(act, "LIST")) {
    const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
    if (channel == nullptr || !MaySeeAccess(ctx, *channel)) return;
    ctx.Say(absl::StrCat(NameOfAccount(ctx.state, channel->row.founder), " ",
                         NameOfRights(*channel, kFounderRights)));
    return SayEntries(ctx, *channel, "access", [](ChannelRights) { return true; });
  }
  const bool adds = absl::EqualsIgnoreCase(act, "ADD") && ctx.words.size() > 3;
  const bool deletes = absl::EqualsIgnoreCase(act, "DEL") && ctx.words.size() > 2;
  if (!adds && !deletes) return ctx.Say(absl::StrCat("Syntax: ", ctx.request->syntax));
  const std::optional<Place> place = PlaceToChange(ctx);
  if (!place.has_value()) return;
  if (deletes) return Save(ctx, *place, 0);
  const std::optional<ChannelRights> rights = LevelNamed(ctx, *place->channel, ctx.word(3));
  if (rights.has_value()) Save(ctx, *place, *rights);
}

// The name of the command is that of the role.
void RoleOfChannel(ServiceCtx& ctx) {
  const absl::string_view role = ctx.request->name;
  const absl::string_view act = ctx.word(1);
  if (absl::EqualsIgnoreCase(act, "LIST")) {
    const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
    if (channel == nullptr || !MaySeeAccess(ctx, *channel)) return;
    return SayEntries(ctx, *channel, role,
                      [&](ChannelRights rights) { return RightsNamed(*channel, role) == rights; });
  }
  const bool adds = absl::EqualsIgnoreCase(act, "ADD");
  if ((!adds && !absl::EqualsIgnoreCase(act, "DEL")) || ctx.words.size() < 3) {
    return ctx.Say(absl::StrCat("Syntax: ", ctx.request->syntax));
  }
  const std::optional<Place> place = PlaceToChange(ctx);
  if (!place.has_value()) return;
  const ChannelRights rights = RightsNamed(*place->channel, role).value_or(0);
  if (adds) return Save(ctx, *place, rights);
  if (place->before != rights) {
    return ctx.Say(
        absl::StrCat(ctx.word(2), " is not on the ", role, " list of ", place->channel->name()));
  }
  Save(ctx, *place, 0);
}

}  // namespace irc
