#include "core/services/chanserv/access_changes.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/protocol/extban.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/roles.h"

namespace irc {
namespace {

// What "*" stands for: everything but F, which makes another founder, and b.
constexpr ChannelRights kStar = kFounderRights & ~BitOf(ChannelRight::kFounder);

bool IsMask(absl::string_view name) { return name.find_first_of("!@*?:") != std::string::npos; }

std::optional<AccessRow> MaskNamed(ServiceCtx& ctx, absl::string_view name) {
  std::optional<std::string> mask = CompleteEntry(name, /*takes_acting=*/false);
  const bool parsed = mask.has_value() && ParseEntry(ctx.state.casemapping, *mask).has_value();
  if (!parsed) {
    ctx.Say(absl::StrCat(name, " is no mask"));
    return std::nullopt;
  }
  return AccessRow{.kind = "mask", .mask = *std::move(mask)};
}

}  // namespace

bool MaySeeAccess(ServiceCtx& ctx, const RegisteredChannel& channel) {
  return channel.IsOn("pubacl") || ctx.user.is_oper() ||
         RequireRight(ctx, channel, ChannelRight::kView);
}

std::string SubjectOf(const State& state, const AccessEntry& entry) {
  switch (entry.kind) {
    case EntryKind::kAccount:
      return NameOfAccount(state, {entry.subject});
    case EntryKind::kGroup: {
      const Group* group = state.groups.Find(GroupId{entry.subject});
      return group == nullptr ? "(no group)" : group->name();
    }
    case EntryKind::kChannel: {
      const RegisteredChannel* channel = state.registered_channels.Find({entry.subject});
      return channel == nullptr ? "(no channel)" : channel->name();
    }
    case EntryKind::kMask:
      break;
  }
  return entry.details->mask;
}

std::optional<AccessRow> SubjectNamed(ServiceCtx& ctx, const RegisteredChannel& channel,
                                      absl::string_view name) {
  if (LooksLikeChannel(name)) {
    const RegisteredChannel* other = RequireRegistered(ctx, name);
    if (other == nullptr) return std::nullopt;
    if (other == &channel) {
      ctx.Say("A channel has no entry of itself");
      return std::nullopt;
    }
    return AccessRow{.kind = "channel", .subject = other->id().value};
  }
  if (absl::StartsWith(name, "!")) {
    const Group* group = ctx.state.groups.Find(Fold(ctx.state.casemapping, name));
    if (group == nullptr) {
      ctx.Say(absl::StrCat("There is no group ", name));
      return std::nullopt;
    }
    return AccessRow{.kind = "group", .subject = group->id().value};
  }
  if (IsMask(name)) return MaskNamed(ctx, name);
  const Account* account = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name));
  if (account == nullptr || account->configured) {
    ctx.Say(absl::StrCat("There is no account ", name));
    return std::nullopt;
  }
  return AccessRow{.kind = "account", .subject = account->id().value};
}

const AccessEntry* EntryOf(const State& state, const RegisteredChannel& channel,
                           const AccessRow& key) {
  return channel.access.FindRow(state.casemapping, key);
}

std::optional<ChannelRights> ChangedRights(ServiceCtx& ctx, const RegisteredChannel& channel,
                                           ChannelRights before, absl::string_view change) {
  ChannelRights after = before;
  const std::optional<ChannelRights> named = RightsNamed(channel, change);
  if (named.has_value()) {
    after = *named;
  } else {
    char sign = '+';
    for (char c : change) {
      if (c == '+' || c == '-') {
        sign = c;
        continue;
      }
      if (c == '=') {
        sign = '+';
        after = 0;
        continue;
      }
      const ChannelRights right = c == '*' ? kStar : RightOfLetter(c);
      if (right == 0) {
        ctx.Say(absl::StrCat("There is no right ", absl::string_view(&c, 1), ", and no template ",
                             change, ". HELP FLAGS lists the rights"));
        return std::nullopt;
      }
      after = sign == '+' ? after | right : c == '*' ? 0 : after & ~right;
    }
  }
  if (!MayChangeRights(ctx, channel, before, after)) return std::nullopt;
  return after;
}

bool MayChangeRights(ServiceCtx& ctx, const RegisteredChannel& channel, ChannelRights before,
                     ChannelRights after) {
  if (ctx.request->access == ServiceAccess::kOperator) return true;
  const ChannelRights own = RightsOf(ctx.state, ctx.user, channel);
  const ChannelRights changed = before ^ after;
  if (Has(own, ChannelRight::kFounder)) return true;
  if (Has(changed, ChannelRight::kFounder) || Has(before, ChannelRight::kFounder)) {
    ctx.Say("Only a founder changes founders");
    return false;
  }
  const ChannelRights foreign = changed & ~own & ~BitOf(ChannelRight::kBanned);
  if (channel.IsOn("limitflags") && foreign != 0) {
    ctx.Say(absl::StrCat("You have not the rights ", LettersOf(foreign), " yourself"));
    return false;
  }
  // Nobody raises anybody above themselves.
  const ChannelRights above =
      changed & ~own & (BitOf(ChannelRight::kOwner) | BitOf(ChannelRight::kProtected));
  if (above != 0) {
    ctx.Say(absl::StrCat("You have not the rights ", LettersOf(above), " yourself"));
    return false;
  }
  return true;
}

void SaveEntry(ServiceCtx& ctx, const RegisteredChannel& channel, AccessRow key,
               ChannelRights after) {
  const AccessEntry* entry = EntryOf(ctx.state, channel, key);
  key.channel = channel.id();
  const std::string subject =
      entry != nullptr ? SubjectOf(ctx.state, *entry)
      : key.kind == "mask"
          ? key.mask
          : SubjectOf(ctx.state, {.kind = *EntryKindNamed(key.kind), .subject = key.subject});
  if (after == 0) {
    if (entry == nullptr) return ctx.Say(absl::StrCat(subject, " has no entry"));
    return SaveOfChannel(ctx, channel, {Drop(channel.access.RowOf(channel.id(), *entry))},
                         absl::StrCat(subject, " has no rights in ", channel.name(), " any more"));
  }
  const auto entries = static_cast<int64_t>(channel.access.entries().size());
  if (entry == nullptr && entries >= ctx.state.config.limits.channel_access) {
    return ctx.Say(absl::StrCat("The access list of ", channel.name(), " is full"));
  }
  if (entry != nullptr) key.mask = entry->details->mask;  // its row is found by this spelling
  key.flags = LettersOf(after);
  key.by = ActorName(ctx);
  key.set_at = ctx.state.now;
  SaveOfChannel(ctx, channel, {Put(std::move(key))},
                absl::StrCat(subject, " has +", LettersOf(after), " in ", channel.name()),
                absl::StrCat(subject, " +", LettersOf(after)));
}

void ShowEntry(ServiceCtx& ctx, const RegisteredChannel& channel, absl::string_view name) {
  const std::optional<AccessRow> key = SubjectNamed(ctx, channel, name);
  if (!key.has_value()) return;
  const Account* own = ctx.OwnAccount();
  const bool about_self =
      own != nullptr && key->kind == "account" && key->subject == own->id().value;
  if (!about_self && !MaySeeAccess(ctx, channel)) return;
  if (key->kind == "account" && key->subject == channel.row.founder.value) {
    return ctx.Say(absl::StrCat(NameOfAccount(ctx.state, channel.row.founder),
                                " is the founder of ", channel.name()));
  }
  const AccessEntry* entry = EntryOf(ctx.state, channel, *key);
  if (entry == nullptr) return ctx.Say(absl::StrCat(name, " has no entry"));
  ctx.Say(absl::StrCat(SubjectOf(ctx.state, *entry), " has +", LettersOf(entry->flags), " in ",
                       channel.name(), ", set by ", channel.access.SetterOf(*entry), " on ",
                       FormatDate(absl::FromUnixMillis(entry->set_at_ms))));
}

}  // namespace irc
