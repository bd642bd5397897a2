#include "core/services/chanserv/access_changes.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/kept/channels/channel_changing.h"
#include "core/protocol/extban.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/roles.h"
#include "core/texts/chanserv_access.h"
#include "core/texts/common.h"

namespace irc {
namespace {

// What "*" stands for: everything but F, which makes another founder, and b.
constexpr ChannelRights kStar = kFounderRights & ~BitOf(ChannelRight::kFounder);

bool IsMask(absl::string_view name) { return name.find_first_of("!@*?:") != std::string::npos; }

std::optional<AccessRow> MaskNamed(ServiceCtx& ctx, absl::string_view name) {
  std::optional<std::string> mask = CompleteEntry(name, /*takes_acting=*/false);
  const bool parsed = mask.has_value() && ParseEntry(ctx.state.casemapping, *mask).has_value();
  if (!parsed) {
    ctx.Say(texts::kNoMask, name);
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
      return group == nullptr ? FillText(state.config.services, texts::kGoneGroup) : group->name();
    }
    case EntryKind::kChannel: {
      const RegisteredChannel* channel = state.registered_channels.Find({entry.subject});
      return channel == nullptr ? FillText(state.config.services, texts::kGoneChannel)
                                : channel->name();
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
      ctx.Say(texts::kNoEntryOfItself);
      return std::nullopt;
    }
    return AccessRow{.kind = "channel", .subject = other->id().value};
  }
  if (absl::StartsWith(name, "!")) {
    const Group* group = ctx.state.groups.Find(Fold(ctx.state.casemapping, name));
    if (group == nullptr) {
      ctx.Say(texts::kNoGroup, name);
      return std::nullopt;
    }
    return AccessRow{.kind = "group", .subject = group->id().value};
  }
  if (IsMask(name)) return MaskNamed(ctx, name);
  const Account* account = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name));
  if (account == nullptr || account->configured) {
    ctx.Say(texts::kNoAccount, name);
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
        ctx.Say(texts::kNoRightOrTemplate, absl::string_view(&c, 1), change);
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
    ctx.Say(texts::kOnlyFounderChangesFounders);
    return false;
  }
  constexpr ChannelRights kOutranking =
      BitOf(ChannelRight::kOwner) | BitOf(ChannelRight::kProtected);
  constexpr ChannelRights kLimited = ~BitOf(ChannelRight::kBanned);
  const bool limited = channel.IsOn("limitflags");
  const ChannelRights given = changed & ~own & (limited ? kLimited : kOutranking);
  if (given != 0) {
    ctx.Say(texts::kRightsNotOwn, LettersOf(given));
    return false;
  }
  const bool is_about_ban = Has(changed, ChannelRight::kBanned);
  const ChannelRights above = before & ~own & (limited && is_about_ban ? kLimited : kOutranking);
  if (above != 0) {
    ctx.Say(texts::kEntryIsAbove, LettersOf(above));
    return false;
  }
  return true;
}

bool MayKeepOut(ServiceCtx& ctx, const RegisteredChannel& channel, const AccessRow& key) {
  if (key.kind == "account" && key.subject == channel.row.founder.value) {
    ctx.Say(texts::kIsFounderOf, NameOfAccount(ctx.state, channel.row.founder), channel.name());
    return false;
  }
  const AccessEntry* entry = EntryOf(ctx.state, channel, key);
  const ChannelRights others = RightsNow(ctx, entry) & ~BitOf(ChannelRight::kBanned);
  if (others == 0) return true;
  ctx.Say(texts::kHasRightsThatGoFirst, SubjectOf(ctx.state, *entry), LettersOf(others),
          channel.name());
  return false;
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
    if (entry == nullptr) return ctx.Say(texts::kHasNoEntry, subject);
    return SaveOfChannel(ctx, channel, {Drop(channel.access.RowOf(channel.id(), *entry))},
                         ctx.Text(texts::kHasNoRightsAnyMore, subject, channel.name()));
  }
  if (key.kind == "mask" && Has(after, ChannelRight::kFounder)) {
    return ctx.Say(texts::kFounderIsNoMask, subject);
  }
  if (IsEnding(ctx.state, *EntryKindNamed(key.kind), key.subject)) {
    return ctx.Say(texts::kSubjectIsEnding, subject);
  }
  const auto entries = static_cast<int64_t>(channel.access.entries().size());
  if (entry == nullptr && entries >= ctx.state.config.limits.channel_access) {
    return ctx.Say(texts::kAccessListIsFull, channel.name());
  }
  if (entry != nullptr) key.mask = entry->details->mask;  // its row is found by this spelling
  key.flags = LettersOf(after);
  key.by = ActorName(ctx);
  key.set_at = ctx.state.now;
  const std::string said =
      after != BitOf(ChannelRight::kBanned)
          ? ctx.Text(texts::kHasRights, subject, LettersOf(after), channel.name())
      : key.expires_at == absl::InfiniteFuture()
          ? ctx.Text(texts::kIsKeptOut, subject, channel.name())
          : ctx.Text(texts::kIsKeptOutUntil, subject, channel.name(), FormatDate(key.expires_at));
  SaveOfChannel(ctx, channel, {Put(std::move(key))}, said,
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
    return ctx.Say(texts::kIsFounderOf, NameOfAccount(ctx.state, channel.row.founder),
                   channel.name());
  }
  const AccessEntry* entry = EntryOf(ctx.state, channel, *key);
  if (entry == nullptr) return ctx.Say(texts::kHasNoEntry, name);
  ctx.Say(texts::kHasRightsSince, SubjectOf(ctx.state, *entry), LettersOf(entry->flags),
          channel.name(), channel.access.SetterOf(*entry),
          FormatDate(absl::FromUnixMillis(entry->set_at_ms)));
}

}  // namespace irc
