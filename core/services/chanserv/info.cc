// ChanServ INFO, LIST, COUNT, STATUS and GETKEY: what there is to know about a registered channel.
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/channel_settings.h"
#include "core/kept/channels/channel_expiry.h"
#include "core/protocol/glob.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/mask_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv.h"
#include "core/texts/chanserv_access.h"

namespace irc {
namespace {

constexpr size_t kListedMax = 100;

bool IsOffered(const ServiceCtx& ctx, const RegisteredChannel& channel) {
  const Account* own = ctx.OwnAccount();
  return own != nullptr && channel.offered_to() == own->id();
}

// Those in the channel, those with rights in it, who is offered it, and operators.
bool BelongsTo(const ServiceCtx& ctx, const RegisteredChannel& channel) {
  const ChannelRights rights =
      RightsOf(ctx.state, ctx.user, channel) & ~BitOf(ChannelRight::kBanned);
  return ctx.user.is_oper() || rights != 0 || IsOffered(ctx, channel) ||
         FindMember(ctx.state, ctx.user, ChannelOf(ctx.state, channel.live)) != nullptr;
}

// Who may read more than that the channel is registered.
bool MayReadAll(const ServiceCtx& ctx, const RegisteredChannel& channel) {
  const bool is_hidden =
      channel.IsOn("private") || ChannelOf(ctx.state, channel.live).Has(ChannelMode::kSecret);
  return !is_hidden || BelongsTo(ctx, channel);
}

// To founders, to who is offered the channel, and to operators.
void SayOffer(ServiceCtx& ctx, const RegisteredChannel& channel) {
  const Account* account = ctx.state.accounts.Find(channel.offered_to());
  if (account == nullptr) return;
  if (!ctx.user.is_oper() && !IsOffered(ctx, channel) &&
      !Has(RightsOf(ctx.state, ctx.user, channel), ChannelRight::kFounder)) {
    return;
  }
  ctx.Say(texts::kChannelInfoOffered, account->name());
}

void SaySettings(ServiceCtx& ctx, const RegisteredChannel& channel) {
  const bool belongs = BelongsTo(ctx, channel);
  std::vector<std::string> on;
  for (const ChannelSettingInfo& info : kChannelSettings) {
    const absl::string_view value = channel.Setting(info.key);
    if (value.empty()) continue;
    if (info.key == "entrymsg" && !belongs) continue;  // it is for those who get in
    const std::string name = absl::AsciiStrToUpper(info.key);
    if (info.kind == ChannelSettingKind::kText) {
      ctx.Say(texts::kChannelInfoSetting, name, value);
    } else {
      on.push_back(value == "on" ? name : ctx.Text(texts::kChannelInfoOff, name));
    }
  }
  if (!on.empty()) ctx.Say(texts::kChannelInfoSettings, absl::StrJoin(on, ", "));
}

}  // namespace

void ChannelInfo(ServiceCtx& ctx) {
  const RegisteredChannel* channel = FindRegistered(ctx.state, ctx.word(0));
  if (channel == nullptr) return ctx.Say(texts::kChannelNotRegistered, ctx.word(0));
  ctx.Say(texts::kChannelInfoName, channel->name());
  if (!MayReadAll(ctx, *channel)) return ctx.Say(texts::kChannelInfoHidden);
  ctx.Say(texts::kChannelInfoFounder, NameOfAccount(ctx.state, channel->row.founder));
  if (channel->row.successor != AccountId()) {
    ctx.Say(texts::kChannelInfoSuccessor, NameOfAccount(ctx.state, channel->row.successor));
  }
  SayOffer(ctx, *channel);
  ctx.Say(texts::kChannelInfoRegistered, FormatDate(channel->row.registered_at));
  if (!channel->approved()) ctx.Say(texts::kChannelInfoWaits);
  ctx.Say(texts::kChannelInfoUsed, FormatDate(channel->used_at()));
  const absl::Time end = ExpiryOf(ctx.state, *channel);
  if (end != absl::InfiniteFuture()) ctx.Say(texts::kChannelInfoExpiry, FormatDate(end));
  SaySettings(ctx, *channel);
  if (ctx.user.is_oper()) SayMarks(ctx, channel->name());
}

void ListRegistered(ServiceCtx& ctx) {
  const Glob mask(ctx.state.casemapping, ctx.word(0));
  size_t found = 0;
  ctx.state.registered_channels.ForEach([&](const RegisteredChannel& channel) {
    if (!mask.Matches(GlobText(ctx.state.casemapping, channel.name()))) return;
    if (++found > kListedMax) return;
    ctx.Say(channel.approved() ? texts::kChannelOfFounder : texts::kChannelOfFounderWaits,
            channel.name(), NameOfAccount(ctx.state, channel.row.founder));
  });
  if (found > kListedMax) return ctx.Say(texts::kChannelsMatchShown, kListedMax, found);
  ctx.Say(texts::kChannelsMatch, found);
}

void CountEntries(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
  if (channel == nullptr || !MaySeeAccess(ctx, *channel)) return;
  std::vector<std::string> counts;
  for (const RightRow<ChannelRight>& row : kChannelRights) {
    size_t count = 0;
    for (const AccessEntry& entry : channel->access.entries()) {
      count += entry.Has(row.right) && !entry.IsOver(ctx.state.now) ? 1 : 0;
    }
    if (count > 0) counts.push_back(absl::StrCat(absl::string_view(&row.letter, 1), ":", count));
  }
  const size_t total = channel->access.entries().size();
  if (counts.empty()) return ctx.Say(texts::kChannelEntries.Of(total), channel->name(), total);
  ctx.Say(texts::kChannelEntriesByLetters.Of(total), channel->name(), total,
          absl::StrJoin(counts, " "));
}

void ChannelStatus(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
  if (channel == nullptr) return;
  const User* user = ctx.words.size() < 2 ? &ctx.user : FindUser(ctx.state, ctx.word(1));
  if (user == nullptr) return ctx.Say(texts::kNoUser, ctx.word(1));
  if (user != &ctx.user && !MaySeeAccess(ctx, *channel)) return;
  const ChannelRights rights = ShownRights(ctx, *channel, *user);
  if (rights == 0) return ctx.Say(texts::kUserHasNoRights, user->nick, channel->name());
  ctx.Say(texts::kHasRights, user->nick, LettersOf(rights), channel->name());
}

void GetKey(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
  if (channel == nullptr || !RequireRight(ctx, *channel, ChannelRight::kInvite)) return;
  const std::string& key = ChannelOf(ctx.state, channel->live).key;
  if (key.empty()) return ctx.Say(texts::kChannelHasNoKey, channel->name());
  ctx.Say(texts::kKeyOfChannel, channel->name(), key);
}

}  // namespace irc
