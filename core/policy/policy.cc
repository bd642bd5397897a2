#include "core/policy/policy.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/policy/channel_access.h"
#include "core/policy/heard.h"
#include "core/policy/server_bans.h"
#include "core/policy/visibility.h"
#include "core/protocol/numerics.h"
#include "core/protocol/unicode/confusables.h"
#include "core/protocol/utf8.h"
#include "core/services/service_facts.h"

namespace irc {
namespace {

Message ChanopNeeded(const Channel& channel, Prefixes rank) {
  absl::string_view who = rank == kOwner    ? "channel owner"
                          : rank == kAdmin  ? "channel admin"
                          : rank == kHalfop ? "channel half-operator"
                                            : "channel operator";
  return kErrChanopPrivsNeeded(channel.name, absl::StrCat("You're not a ", who));
}

bool ThrottleIsFull(const State& state, const JoinThrottle& throttle) {
  return throttle.joins != 0 && throttle.seen >= throttle.joins &&
         state.now < throttle.window_began + absl::Seconds(throttle.seconds);
}

// In any spelling, and under precis also in letters that look like its.
bool IsNickOfService(const State& state, absl::string_view nick) {
  const ServiceNames& names = state.config.services;
  if (FindService(Fold(state.casemapping, nick).bytes(), names) != nullptr) return true;
  if (!KeepsLookalikesApart(state.config) || IsAscii(nick)) return false;
  const auto looks_like = [&](const ServiceRow& service) {
    return LookAlike(nick, NickOfService(service, names));
  };
  return absl::c_any_of(Services(), looks_like) ||
         absl::c_any_of(names.aliases, [&](const std::string& alias) {
           return LookAlike(nick, SplitServiceAlias(alias).first);
         });
}

}  // namespace

bool IsBanned(const State& state, const User& user, const Channel& channel, BanAction action) {
  return MatchesList(state, user, channel, ChannelMode::kBan, action) &&
         !MatchesList(state, user, channel, ChannelMode::kExcept, action);
}

bool IsQuiet(const State& state, const User& user, const Channel& channel) {
  return MatchesList(state, user, channel, ChannelMode::kQuiet, BanAction::kSpeak) &&
         !MatchesList(state, user, channel, ChannelMode::kExcept, BanAction::kSpeak);
}

bool IsInvited(const User& user, const Channel& channel) {
  return std::find(user.invitations.begin(), user.invitations.end(), channel.id) !=
         user.invitations.end();
}

bool CanSeeChannel(const State& state, const User& viewer, const Channel& channel) {
  return !channel.Has(ChannelMode::kSecret) || viewer.is_oper() ||
         FindMember(state, viewer, channel) != nullptr;
}

bool CanFindUser(const State& state, const User& viewer, const User& user) {
  return !user.Has(UserMode::kInvisible) || viewer.is_oper() || viewer.id == user.id ||
         SharesVisibleChannel(state, viewer, user);
}

bool SharesVisibleChannel(const State& state, const User& viewer, const User& user) {
  return std::any_of(user.channels.begin(), user.channels.end(), [&](const Membership& theirs) {
    const Channel& channel = ChannelOf(state, theirs.channel);
    const Member* mine = FindMember(state, viewer, channel);
    return mine != nullptr && Sees(channel, mine, channel.members[theirs.index]);
  });
}

bool CanSeeMember(const State& state, const User& viewer, const Member* inside,
                  const Channel& channel, const Member& member) {
  if (inside != nullptr) return Sees(channel, inside, member);
  return viewer.is_oper() ||
         (Sees(channel, nullptr, member) && CanFindUser(state, viewer, UserOf(state, member.user)));
}

bool CanSeeChannelOfUser(const State& state, const User& viewer, const User& user,
                         const Channel& channel) {
  if (viewer.id == user.id || viewer.is_oper()) return true;
  const Member* inside = FindMember(state, viewer, channel);
  if (inside == nullptr &&
      (channel.Has(ChannelMode::kSecret) || channel.Has(ChannelMode::kPrivate))) {
    return false;
  }
  return CanSeeMember(state, viewer, inside, channel, *FindMember(state, user, channel));
}

bool CanSeeIdleTime(const State& state, const User& viewer, const User& user) {
  return !state.config.hide_oper_idle || !user.is_oper() || viewer.is_oper() ||
         viewer.id == user.id;
}

absl::string_view AddressFor(const State& state, const User& viewer, const User& user) {
  const bool allowed = viewer.is_oper() || viewer.id == user.id;
  return allowed ? absl::string_view(PeerOf(state, user).ip) : "255.255.255.255";
}

Refusal CannotJoin(const State& state, const User& user, const Channel& channel,
                   absl::string_view key) {
  if (channel.Has(ChannelMode::kTlsOnly) && !PeerOf(state, user).tls) {
    return kErrSecureOnlyChan(channel.name);
  }
  if (Refusal refusal = CannotEnterRegistered(state, user, channel)) return refusal;
  if (IsInvited(user, channel)) return std::nullopt;
  if (IsBanned(state, user, channel, BanAction::kJoin)) return kErrBannedFromChan(channel.name);
  if (channel.Has(ChannelMode::kInviteOnly) &&
      !MatchesList(state, user, channel, ChannelMode::kInvex, BanAction::kJoin)) {
    return kErrInviteOnlyChan(channel.name);
  }
  if (channel.Has(ChannelMode::kRegisteredOnly) && !user.has_account()) {
    return kErrNeedReggedNick(channel.name);
  }
  if (!channel.key.empty() && key != channel.key) return kErrBadChannelKey(channel.name);
  if (channel.limit != 0 && channel.members.size() >= channel.limit) {
    return kErrChannelIsFull(channel.name);
  }
  if (ThrottleIsFull(state, channel.extras->throttle)) return kErrThrottle(channel.name);
  return std::nullopt;
}

Refusal CannotActAs(const State& state, const User& user, const Channel& channel, Prefixes rank) {
  const Member* member = FindMember(state, user, channel);
  if (member == nullptr) return kErrNotOnChannel(channel.name);
  if (rank != 0 && (member->prefixes & AtLeast(rank)) == 0) return ChanopNeeded(channel, rank);
  return std::nullopt;
}

bool CanReadHistory(const State& state, const User& user, const Channel& channel) {
  return FindMember(state, user, channel) != nullptr;
}

bool CanRedact(const State& state, const User& user, const Channel* channel,
               const Participant& author) {
  if (author == ParticipantOf(state, user)) return true;
  if (channel == nullptr) return false;
  const Member* member = FindMember(state, user, *channel);
  return member != nullptr && (member->prefixes & AtLeast(kOp)) != 0;
}

Refusal CannotSetTopic(const State& state, const User& user, const Channel& channel,
                       absl::string_view text) {
  const Prefixes rank = channel.Has(ChannelMode::kTopicLock) ? kHalfop : Prefixes{0};
  if (Refusal refusal = CannotActAs(state, user, channel, rank)) return refusal;
  if (Refusal refusal = CannotSetLockedTopic(state, user, channel)) return refusal;
  return CannotBeHeard(state, user, channel, text);
}

Refusal CannotKick(const State& state, const User& user, const Channel& channel,
                   const User& target) {
  if (Refusal refusal = CannotActAs(state, user, channel, kHalfop)) return refusal;
  const Member* victim = FindMember(state, target, channel);
  if (victim == nullptr) return kErrUserNotInChannel(target.nick, channel.name);
  if (channel.Has(ChannelMode::kNoKick) && !user.is_oper()) {
    return kErrChanopPrivsNeeded(channel.name, "Nobody may be kicked from this channel (+Q)");
  }
  // Members kick up to their own rank, half-operators only below it.
  const Prefixes mine = HighestRank(FindMember(state, user, channel)->prefixes);
  const Prefixes theirs = HighestRank(victim->prefixes);
  const bool outranked = theirs > mine || (mine == kHalfop && theirs == kHalfop);
  if (outranked && user.id != target.id) return ChanopNeeded(channel, theirs);
  return std::nullopt;
}

Refusal CannotInvite(const State& state, const User& user, const Channel& channel) {
  const Prefixes rank = channel.Has(ChannelMode::kInviteOnly) ? kHalfop : Prefixes{0};
  if (Refusal refusal = CannotActAs(state, user, channel, rank)) return refusal;
  return CannotBeHeard(state, user, channel, "");
}

bool OpensDoors(const State& state, const User& user, const Channel& channel) {
  return !CannotActAs(state, user, channel, kHalfop).has_value();
}

Refusal CannotChangeNick(const State& state, const User& user, absl::string_view nick) {
  // The letters of the account's name may have another case.
  if (state.config.nick_equals_account && user.has_account() &&
      Fold(state.casemapping, user.account) != Fold(state.casemapping, nick)) {
    return kErrUnknownError(SafeParam("NICK"),
                            "You are logged in, so your nick is the name of your account");
  }
  if (user.is_oper()) return std::nullopt;
  for (const Membership& membership : user.channels) {
    const Channel& channel = ChannelOf(state, membership.channel);
    const Prefixes prefixes = channel.members[membership.index].prefixes;
    if (channel.Has(ChannelMode::kNoNickChange) && (prefixes & AtLeast(kHalfop)) == 0) {
      return kErrNoNickChange(
          absl::StrCat("Cannot change nickname while on ", channel.name, " (+N)"));
    }
    // A ban from speaking covers the nick, which could carry text too.
    if (prefixes == 0 &&
        (IsBanned(state, user, channel, BanAction::kChangeNick) || IsQuiet(state, user, channel))) {
      return kErrBannickChange(nick, channel.name);
    }
  }
  return std::nullopt;
}

Refusal CannotSpeak(const State& state, const User& user, const Channel& channel, Speech speech,
                    absl::string_view text) {
  const auto refuse = [&](absl::string_view why) {
    return kErrCannotSendToChan(channel.name, why);
  };
  const Member* member = FindMember(state, user, channel);
  if (member == nullptr && channel.Has(ChannelMode::kNoExternal)) {
    return refuse("Cannot send to channel (+n)");
  }
  const bool voiced = member != nullptr && member->prefixes != 0;
  // A ban from every action is checked before a ban from a single one.
  const auto banned = [&](BanAction action) {
    return !voiced && IsBanned(state, user, channel, action);
  };
  // Under +U the operators get the messages that +m would refuse.
  if (!voiced && channel.Has(ChannelMode::kModerated) && !channel.Has(ChannelMode::kOpModerated)) {
    return refuse("Cannot send to channel (+m)");
  }
  if (!voiced && channel.Has(ChannelMode::kRegisteredSpeech) && !user.has_account()) {
    return refuse("Cannot send to channel (+M)");
  }
  if (banned(BanAction::kSpeak)) return refuse("Cannot send to channel (+b)");
  if (!voiced && IsQuiet(state, user, channel)) return refuse("Cannot send to channel (+y)");
  if (speech == Speech::kNotice &&
      (channel.Has(ChannelMode::kNoNotice) || banned(BanAction::kNotice))) {
    return refuse("Cannot send to channel (+T)");
  }
  if (IsCtcpRequest(text) && (channel.Has(ChannelMode::kNoCtcp) || banned(BanAction::kCtcp))) {
    return refuse("Cannot send to channel (+C)");
  }
  if (HasFormatting(text) && (channel.Has(ChannelMode::kNoColours) || banned(BanAction::kFormat))) {
    return refuse("Cannot send to channel (+c)");
  }
  return std::nullopt;
}

Prefixes HearersOf(const State& state, const User& user, const Channel& channel,
                   Prefixes prefixes) {
  if (!channel.Has(ChannelMode::kOpModerated)) return prefixes;
  const Member* member = FindMember(state, user, channel);
  if (member != nullptr && member->prefixes != 0) return prefixes;
  constexpr Prefixes kHearing = AtLeast(kHalfop);
  return prefixes == 0 ? kHearing : static_cast<Prefixes>(prefixes & kHearing);
}

// Bold, colours, hex colours, reset, monospace, reverse, italics, strikethrough, underline.
bool HasFormatting(absl::string_view text) {
  constexpr uint32_t kCodes = 1u << 0x02 | 1u << 0x03 | 1u << 0x04 | 1u << 0x0f | 1u << 0x11 |
                              1u << 0x16 | 1u << 0x1d | 1u << 0x1e | 1u << 0x1f;
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && (kCodes >> byte & 1) != 0;
  });
}

bool IsCtcpRequest(absl::string_view text) {
  constexpr char kMark = '\x01';
  for (size_t at = text.find(kMark); at != text.npos; at = text.find(kMark, at + 1)) {
    const bool begins_line = at == 0 || text[at - 1] == '\n';
    if (begins_line && !absl::StartsWith(text.substr(at),
                                         "\x01"
                                         "ACTION "))
      return true;
  }
  return false;
}

const ForbidRow* FindForbid(const State& state, absl::string_view kind, absl::string_view text) {
  return state.staff_rules.FindForbid(state.casemapping, kind, text, state.now);
}

const ForbidRow* FindForbid(const State& state, absl::string_view kind, absl::string_view text,
                            const User* user) {
  return user != nullptr && user->is_oper() ? nullptr : FindForbid(state, kind, text);
}

bool IsReservedNick(const State& state, absl::string_view nick, const User* user) {
  if (IsNickOfService(state, nick)) return true;
  if (user != nullptr && user->is_oper()) return false;
  for (const std::string& mask : state.config.reserved_nicks) {
    if (MatchMask(state.casemapping, mask, nick)) return true;
  }
  return FindBan(state, BanKind::kResv, nick) != nullptr ||
         FindForbid(state, kForbidNick, nick) != nullptr;
}

bool IsReservedChannel(const State& state, absl::string_view name, const User& user) {
  return !user.is_oper() && (FindBan(state, BanKind::kResv, name) != nullptr ||
                             FindForbid(state, kForbidChannel, name) != nullptr);
}

}  // namespace irc
