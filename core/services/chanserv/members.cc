// ChanServ OP, DEOP and their like, UP, DOWN and SYNC: the prefixes of members.
#include <string>
#include <vector>

#include "core/actions/channel_grants.h"
#include "core/kept/channels/channel_effects.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv.h"
#include "core/texts/chanserv_access.h"

namespace irc {
namespace {

// The channel and its member of that nick, without one the user; null, after a sentence: there is
// none.
struct Target {
  Channel* channel = nullptr;
  User* user = nullptr;
};
Target RequireMemberOf(ServiceCtx& ctx, const RegisteredChannel& registered,
                       absl::string_view nick) {
  Channel& channel = ChannelOf(ctx.state, registered.live);
  User* user = nick.empty() ? &ctx.user : FindUser(ctx.state, nick);
  if (user == nullptr || FindMember(ctx.state, *user, channel) == nullptr) {
    if (nick.empty()) {
      ctx.Say(texts::kYouNotInChannel, channel.name);
    } else {
      ctx.Say(texts::kUserNotInChannel, nick, channel.name);
    }
    return {};
  }
  return {&channel, user};
}

void Change(ServiceCtx& ctx, ChannelRight right, Prefixes prefix, bool add) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr) return;
  const bool lays_down =
      !add && (ctx.words.size() < 2 || FindUser(ctx.state, ctx.word(1)) == &ctx.user);
  if (!lays_down && !RequireRight(ctx, *registered, right)) return;
  const Target target = RequireMemberOf(ctx, *registered, ctx.word(1));
  if (target.user == nullptr) return;
  if (add) {
    if (const Refusal refusal =
            CannotGivePrefix(ctx.state, *target.user, *target.channel, prefix)) {
      return ctx.Say(texts::kChannelIsSecure, target.channel->name, target.user->nick);
    }
  } else if (!lays_down) {
    // Nobody takes a prefix from somebody above them.
    const Prefixes own = HighestRank(PrefixesOf(RightsOf(ctx.state, ctx.user, *registered)));
    const Prefixes theirs = HighestRank(PrefixesOf(RightsOf(ctx.state, *target.user, *registered)));
    if (theirs > own) {
      return ctx.Say(texts::kHasMoreRights, target.user->nick);
    }
  }
  const Prefixes before = FindMember(ctx.state, *target.user, *target.channel)->prefixes;
  if (((before & prefix) != 0) == add) {
    return ctx.Say(add ? texts::kUserHasPrefix : texts::kUserHasNotPrefix, target.user->nick);
  }
  ChangePrefixes(ctx.state, ctx.out, *target.channel, *target.user, add ? prefix : Prefixes{0},
                 add ? Prefixes{0} : prefix);
  ctx.Say(texts::kPrefixChanged, target.user->nick, target.channel->name);
}

}  // namespace

void OpMember(ServiceCtx& ctx) { Change(ctx, ChannelRight::kOp, kOp, true); }
void DeopMember(ServiceCtx& ctx) { Change(ctx, ChannelRight::kOp, kOp, false); }
void HalfopMember(ServiceCtx& ctx) { Change(ctx, ChannelRight::kHalfop, kHalfop, true); }
void DehalfopMember(ServiceCtx& ctx) { Change(ctx, ChannelRight::kHalfop, kHalfop, false); }
void VoiceMember(ServiceCtx& ctx) { Change(ctx, ChannelRight::kVoice, kVoice, true); }
void DevoiceMember(ServiceCtx& ctx) { Change(ctx, ChannelRight::kVoice, kVoice, false); }
void OwnerMember(ServiceCtx& ctx) { Change(ctx, ChannelRight::kOwner, kOwner, true); }
void DeownerMember(ServiceCtx& ctx) { Change(ctx, ChannelRight::kOwner, kOwner, false); }
void ProtectMember(ServiceCtx& ctx) { Change(ctx, ChannelRight::kProtected, kAdmin, true); }
void DeprotectMember(ServiceCtx& ctx) { Change(ctx, ChannelRight::kProtected, kAdmin, false); }

// UP gives everything that the own rights allow, also what does not come on joining.
void UpMember(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr) return;
  const Prefixes entitled = PrefixesOf(RightsOf(ctx.state, ctx.user, *registered));
  if (entitled == 0) return ctx.Say(texts::kNoRightToPrefix, registered->name());
  const Target target = RequireMemberOf(ctx, *registered, "");
  if (target.user == nullptr) return;
  const Prefixes highest = HighestRank(entitled);
  const Prefixes wanted = static_cast<Prefixes>(highest > kOp ? highest | kOp : highest);
  ChangePrefixes(ctx.state, ctx.out, *target.channel, *target.user, wanted, 0);
  ctx.Say(texts::kPrefixesGiven, registered->name());
}

void DownMember(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr) return;
  const Target target = RequireMemberOf(ctx, *registered, "");
  if (target.user == nullptr) return;
  ChangePrefixes(ctx.state, ctx.out, *target.channel, *target.user, 0, AtLeast(kVoice));
  ctx.Say(texts::kPrefixesTaken, registered->name());
}

// Everybody inside gets what their rights give on joining, and who is kept out goes.
void SyncChannel(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kRecover)) return;
  ApplyRightsToAll(ctx.state, ctx.out, *registered);
  ctx.Say(texts::kMembersSynced, registered->name());
}

}  // namespace irc
