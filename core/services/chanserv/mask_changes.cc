#include "core/services/chanserv/mask_changes.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/actions/channel_grants.h"
#include "core/actions/keep_channel.h"
#include "core/actions/notify/channel_log.h"
#include "core/policy/channel_access.h"
#include "core/policy/extban.h"
#include "core/protocol/extban.h"
#include "core/protocol/modes.h"
#include "core/replies/service_notice.h"
#include "core/services/chanserv/access_changes.h"
#include "core/texts/chanserv_access.h"

namespace irc {
namespace {

std::string LetterOf(ChannelMode list) {
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.mode == list) return std::string(1, row.letter);
  }
  return "";
}

// Whether who asks knows the host of the user, whether or not it is hidden.
bool SeesHostOf(const ServiceCtx& ctx, const User& user) {
  return &user == &ctx.user || ctx.user.is_oper();
}

}  // namespace

void SayModes(ServiceCtx& ctx, const Channel& channel, absl::string_view letters,
              absl::string_view param) {
  Message mode = FromService(ctx.state, ChanServ(ctx.state), "MODE");
  mode.Param(channel.name).Param(letters);
  if (!param.empty()) mode.Param(param);
  LogLine(ctx.state, ctx.out, channel, mode);
  ctx.out.ReplyToChannel(channel, mode);
}

bool AddMask(ServiceCtx& ctx, Channel& channel, ChannelMode list, const std::string& mask) {
  const std::vector<ListEntry>& entries = channel.list(list);
  const bool known = std::any_of(entries.begin(), entries.end(), [&](const ListEntry& entry) {
    return SameEntry(ctx.state.casemapping, entry.mask, mask);
  });
  if (known) return true;
  if (static_cast<int64_t>(entries.size()) >= ctx.state.config.limits.list_entries) {
    ctx.Say(texts::kModeListIsFull, LetterOf(list), channel.name);
    return false;
  }
  AddListEntry(ctx.state, channel, list, mask, ctx.user.mask());
  KeepListEntry(ctx.out, channel, list, channel.list(list).back());
  SayModes(ctx, channel, absl::StrCat("+", LetterOf(list)), mask);
  return true;
}

void RemoveMaskAt(ServiceCtx& ctx, Channel& channel, ChannelMode list, size_t index) {
  const ListEntry entry = channel.list(list)[index];
  DropListEntry(ctx.out, channel, list, entry);
  RemoveListEntry(channel, list, index);
  SayModes(ctx, channel, absl::StrCat("-", LetterOf(list)), entry.mask);
}

size_t LiftMasks(ServiceCtx& ctx, Channel& channel, ChannelMode list, absl::string_view named) {
  const User* user = named.empty() ? &ctx.user : FindUser(ctx.state, named);
  const std::vector<ListEntry>& entries = channel.list(list);
  const bool sees_all = user != nullptr && SeesHostOf(ctx, *user);
  size_t removed = 0;
  for (size_t i = entries.size(); i-- > 0;) {
    const ListEntry& entry = entries[i];
    const bool hit =
        user != nullptr
            ? (sees_all ? MatchesEntry(ctx.state, *user, channel, entry.parsed, entry.set_at)
                        : HitsVisibly(ctx.state, *user, channel, entry.parsed))
            : SameEntry(ctx.state.casemapping, entry.mask, named);
    if (!hit) continue;
    RemoveMaskAt(ctx, channel, list, i);
    ++removed;
  }
  return removed;
}

bool HitsVisibly(const State& state, const User& user, const Channel& channel,
                 const BanEntry& entry) {
  return MatchesEntry(state, user, channel, entry, absl::InfiniteFuture());
}

std::vector<Grant> ShownGrants(const ServiceCtx& ctx, const RegisteredChannel& channel,
                               const User& user) {
  std::vector<Grant> grants;
  const auto take = [&](Grant grant) { grants.push_back(grant); };
  if (SeesHostOf(ctx, user)) {
    ForEachGrant(ctx.state, user, channel, take);
  } else {
    ForEachShownGrant(ctx.state, user, channel, take);
  }
  return grants;
}

ChannelRights ShownRights(const ServiceCtx& ctx, const RegisteredChannel& channel,
                          const User& user) {
  ChannelRights rights = 0;
  for (const Grant grant : ShownGrants(ctx, channel, user)) rights |= RightsOf(grant);
  return WithoutBan(rights);
}

bool IsNotBelow(ServiceCtx& ctx, const RegisteredChannel& registered, const User& other) {
  if (ctx.request->access == ServiceAccess::kOperator) return true;
  const Prefixes own = HighestRank(PrefixesOf(RightsOf(ctx.state, ctx.user, registered)));
  const bool is_inside =
      FindMember(ctx.state, other, ChannelOf(ctx.state, registered.live)) != nullptr;
  const Prefixes theirs = HighestRank(PrefixesOf(is_inside ? RightsOf(ctx.state, other, registered)
                                                           : ShownRights(ctx, registered, other)));
  if (theirs <= own) return true;
  ctx.Say(texts::kHasMoreRights, other.nick);
  return false;
}

std::string ReasonOf(const ServiceCtx& ctx, size_t at) {
  const std::string reason = ctx.WordsFrom(at);
  return reason.empty() ? ctx.Text(texts::kReasonAskedFor, ctx.user.nick)
                        : ctx.Text(texts::kReasonOf, reason, ctx.user.nick);
}

std::string BanMaskOf(const User& user) { return absl::StrCat("*!*@", user.host); }

}  // namespace irc
