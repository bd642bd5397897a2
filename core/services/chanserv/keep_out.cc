// ChanServ KICK, BAN, UNBAN, QUIET, UNQUIET, INVITE, CLEAR and RECOVER: who is in the channel, and
// who gets in.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/actions/channel_grants.h"
#include "core/actions/channel_modes.h"
#include "core/actions/join.h"
#include "core/actions/keep_channel.h"
#include "core/policy/extban.h"
#include "core/policy/private_messages.h"
#include "core/protocol/extban.h"
#include "core/replies/date.h"
#include "core/replies/duration.h"
#include "core/replies/service_notice.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/mask_changes.h"
#include "core/services/entry_numbers.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv.h"
#include "core/texts/chanserv_access.h"

namespace irc {
void KickMember(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kKick)) return;
  Channel& channel = ChannelOf(ctx.state, registered->live);
  User* user = FindUser(ctx.state, ctx.word(1));
  if (user == nullptr || FindMember(ctx.state, *user, channel) == nullptr) {
    return ctx.Say(texts::kUserNotInChannel, ctx.word(1), channel.name);
  }
  if (!IsNotBelow(ctx, *registered, *user)) return;
  KickByService(ctx.state, ctx.out, channel, *user, ReasonOf(ctx, 2));
  ctx.Say(texts::kUserIsKicked, ctx.word(1), channel.name);
}

// With a duration it is an entry of the access list, which has an end; without, a +b of the
// channel.
void BanFromChannel(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireToChange(ctx, ctx.word(0), ChannelRight::kKick);
  if (registered == nullptr) return;
  Channel& channel = ChannelOf(ctx.state, registered->live);
  User* user = FindUser(ctx.state, ctx.word(1));
  if (user != nullptr && !IsNotBelow(ctx, *registered, *user)) return;
  const std::optional<std::string> mask =
      user != nullptr ? BanMaskOf(*user) : CompleteEntry(ctx.word(1), /*takes_acting=*/true);
  if (!mask.has_value() || !ParseEntry(ctx.state.casemapping, *mask).has_value()) {
    return ctx.Say(texts::kNeitherUserNorMask, ctx.word(1));
  }
  const std::optional<absl::Duration> duration = ParseBanDuration(ctx.word(2));
  if (duration.has_value() && *duration > absl::ZeroDuration()) {
    AccessRow key{.kind = "mask",
                  .mask = *mask,
                  .expires_at = ctx.state.now + *duration,
                  .reason = ReasonOf(ctx, 3)};
    if (!MayKeepOut(ctx, *registered, key)) return;
    return SaveEntry(ctx, *registered, std::move(key), BitOf(ChannelRight::kBanned));
  }
  if (!AddMask(ctx, channel, ChannelMode::kBan, *mask)) return;
  if (user != nullptr && FindMember(ctx.state, *user, channel) != nullptr) {
    KickByService(ctx.state, ctx.out, channel, *user, ReasonOf(ctx, 2));
  }
  ctx.Say(texts::kMaskIsBanned, *mask, channel.name);
}

// Without a mask: everything that keeps the user out.
void UnbanFromChannel(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kKick)) return;
  Channel& channel = ChannelOf(ctx.state, registered->live);
  const size_t removed = LiftMasks(ctx, channel, ChannelMode::kBan, ctx.word(1));
  ctx.Say(texts::kBansLifted.Of(removed), removed, channel.name);
  const User* user = ctx.words.size() < 2 ? &ctx.user : FindUser(ctx.state, ctx.word(1));
  if (user != nullptr && Has(ShownRights(ctx, *registered, *user), ChannelRight::kBanned)) {
    ctx.Say(texts::kAkickKeepsOut, user->nick, channel.name);
  }
}

namespace {

void SayLifted(ServiceCtx& ctx, const Channel& channel, size_t count) {
  ctx.Say(texts::kQuietsLifted.Of(count), count, channel.name);
}

void ListQuiets(ServiceCtx& ctx, const Channel& channel) {
  size_t number = 0;
  for (const ListEntry& entry : channel.list(ChannelMode::kQuiet)) {
    ctx.Say(texts::kQuietEntry, ++number, entry.mask, entry.setter, FormatDate(entry.set_at));
  }
  ctx.Say(texts::kQuietEntries.Of(number), channel.name, number);
}

// QUIET <channel> DEL <mask or numbers>
void DeleteQuiets(ServiceCtx& ctx, Channel& channel) {
  if (ctx.words.size() < 3) return ctx.SaySyntax();
  const std::optional<EntryNumbers> numbers = EntryNumbers::Parse(ctx.word(2));
  if (!numbers.has_value()) {
    return SayLifted(ctx, channel, LiftMasks(ctx, channel, ChannelMode::kQuiet, ctx.word(2)));
  }
  size_t removed = 0;
  for (size_t i = channel.list(ChannelMode::kQuiet).size(); i-- > 0;) {
    if (!numbers->Contains(i + 1)) continue;
    RemoveMaskAt(ctx, channel, ChannelMode::kQuiet, i);
    ++removed;
  }
  SayLifted(ctx, channel, removed);
}

}  // namespace

// QUIET and UNQUIET: the same for the list of those who may not speak.
void QuietInChannel(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kKick)) return;
  Channel& channel = ChannelOf(ctx.state, registered->live);
  if (absl::EqualsIgnoreCase(ctx.word(1), "LIST")) return ListQuiets(ctx, channel);
  if (absl::EqualsIgnoreCase(ctx.word(1), "DEL")) return DeleteQuiets(ctx, channel);
  const User* user = FindUser(ctx.state, ctx.word(1));
  if (user != nullptr && !IsNotBelow(ctx, *registered, *user)) return;
  const std::optional<std::string> mask =
      user != nullptr ? BanMaskOf(*user) : CompleteEntry(ctx.word(1), /*takes_acting=*/false);
  if (!mask.has_value() || !ParseEntry(ctx.state.casemapping, *mask).has_value()) {
    return ctx.Say(texts::kNeitherUserNorMask, ctx.word(1));
  }
  if (!AddMask(ctx, channel, ChannelMode::kQuiet, *mask)) return;
  ctx.Say(texts::kMaskIsQuiet, *mask, channel.name);
}

void UnquietInChannel(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kKick)) return;
  Channel& channel = ChannelOf(ctx.state, registered->live);
  SayLifted(ctx, channel, LiftMasks(ctx, channel, ChannelMode::kQuiet, ctx.word(1)));
}

void InviteIntoChannel(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kInvite)) return;
  Channel& channel = ChannelOf(ctx.state, registered->live);
  User* user = ctx.words.size() < 2 ? &ctx.user : FindUser(ctx.state, ctx.word(1));
  if (user == nullptr) return ctx.Say(texts::kNoUser, ctx.word(1));
  if (FindMember(ctx.state, *user, channel) != nullptr) {
    return ctx.Say(texts::kUserIsInChannel, user->nick, channel.name);
  }
  RememberInvitation(ctx.state, *user, channel);
  if (!Silences(ctx.state, *user, ctx.user)) {
    ctx.out.ReplyToUser(*user, FromService(ctx.state, ChanServ(ctx.state), "INVITE")
                                   .Param(user->nick)
                                   .Param(channel.name));
  }
  ctx.Say(texts::kUserIsInvited, user->nick, channel.name);
}

namespace {

// The count is asked for again, so that nobody clears more than they know of.
bool Confirms(ServiceCtx& ctx, const Channel& channel, size_t count, const CountedText<2>& text) {
  if (ctx.word(2) == absl::StrCat(count)) return true;
  ctx.Say(text.Of(count), count, channel.name);
  return false;
}

void ClearUsers(ServiceCtx& ctx, Channel& channel) {
  std::vector<SlotId<User>> users;
  for (const Member& member : channel.members) {
    if (member.user != ctx.user.id) users.push_back(member.user);
  }
  if (!Confirms(ctx, channel, users.size(), texts::kClearUsers)) return;
  for (SlotId<User> id : users) {
    KickByService(ctx.state, ctx.out, channel, UserOf(ctx.state, id), ReasonOf(ctx, 3));
  }
  ctx.Say(texts::kUsersAreKicked.Of(users.size()), users.size(), channel.name);
}

void ClearBans(ServiceCtx& ctx, Channel& channel) {
  const size_t count = channel.list(ChannelMode::kBan).size();
  if (!Confirms(ctx, channel, count, texts::kClearBans)) return;
  for (size_t i = count; i-- > 0;) RemoveMaskAt(ctx, channel, ChannelMode::kBan, i);
  ctx.Say(texts::kBansCleared.Of(count), count, channel.name);
}

// All modes but the lists and those that are locked on.
void ClearModes(ServiceCtx& ctx, const RegisteredChannel& registered, Channel& channel) {
  const absl::string_view mlock = registered.Setting("mlock");
  std::vector<ChannelModeRow> modes;
  for (const ChannelModeRow& mode : kChannelModes) {
    if (mode.kind == ModeKind::kFlag && channel.Has(mode.mode) &&
        LockOf(mlock, mode.letter) != '+') {
      modes.push_back(mode);
    }
    const bool has_value =
        (mode.mode == ChannelMode::kKey && !channel.key.empty()) ||
        (mode.mode == ChannelMode::kLimit && channel.limit != 0) ||
        (mode.mode == ChannelMode::kForward && !channel.extras->forward.empty()) ||
        (mode.mode == ChannelMode::kThrottle && channel.extras->throttle.joins != 0);
    if (has_value && LockOf(mlock, mode.letter) != '+') modes.push_back(mode);
  }
  if (!Confirms(ctx, channel, modes.size(), texts::kClearModes)) return;
  std::string letters = "-";
  bool has_key = false;
  for (const ChannelModeRow& mode : modes) {
    if (mode.kind == ModeKind::kFlag) SetFlag(ctx.state, channel, mode.mode, false);
    has_key = has_key || mode.mode == ChannelMode::kKey;
    UnsetValue(channel, mode.mode);
    letters.push_back(mode.letter);
  }
  KeepModes(ctx.out, channel);
  if (!modes.empty()) SayModes(ctx, channel, letters, has_key ? "*" : "");
  ctx.Say(texts::kModesCleared, channel.name);
}

}  // namespace

void ClearChannel(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kRecover)) return;
  Channel& channel = ChannelOf(ctx.state, registered->live);
  if (absl::EqualsIgnoreCase(ctx.word(1), "USERS")) return ClearUsers(ctx, channel);
  if (absl::EqualsIgnoreCase(ctx.word(1), "BANS")) return ClearBans(ctx, channel);
  if (absl::EqualsIgnoreCase(ctx.word(1), "MODES")) return ClearModes(ctx, *registered, channel);
  ctx.SaySyntax();
}

// Takes the channel back: nobody but the user has a prefix without the right to it, and nothing of
// the modes keeps the user out.
void RecoverChannel(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kRecover)) return;
  Channel& channel = ChannelOf(ctx.state, registered->live);
  std::vector<SlotId<User>> users;
  for (const Member& member : channel.members) users.push_back(member.user);
  for (SlotId<User> id : users) {
    User& user = UserOf(ctx.state, id);
    const Prefixes entitled = PrefixesOf(RightsOf(ctx.state, user, *registered));
    ChangePrefixes(ctx.state, ctx.out, channel, user, PrefixesOnJoining(ctx.state, user, channel),
                   static_cast<Prefixes>(~entitled));
  }
  for (size_t i = channel.list(ChannelMode::kBan).size(); i-- > 0;) {
    const ListEntry& entry = channel.list(ChannelMode::kBan)[i];
    if (MatchesEntry(ctx.state, ctx.user, channel, entry.parsed, entry.set_at)) {
      RemoveMaskAt(ctx, channel, ChannelMode::kBan, i);
    }
  }
  if (FindMember(ctx.state, ctx.user, channel) == nullptr) {
    RememberInvitation(ctx.state, ctx.user, channel);
  }
  ctx.Say(texts::kChannelRecovered, channel.name);
}

}  // namespace irc
