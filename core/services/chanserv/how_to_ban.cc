// ChanServ HOWTOBAN: what would keep a user out of the channel, and what would let them pass.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/mask_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv.h"

namespace irc {
namespace {

// What hits the user already, or lets them pass: entries of the lists +b and +e.
void SayOfLists(ServiceCtx& ctx, const Channel& channel, const User& user) {
  for (const ListEntry& entry : channel.list(ChannelMode::kBan)) {
    if (entry.parsed.IsAbout(BanAction::kJoin) &&
        HitsVisibly(ctx.state, user, channel, entry.parsed)) {
      ctx.Say(texts::kBanHitsAlready, entry.mask, user.nick);
    }
  }
  for (const ListEntry& entry : channel.list(ChannelMode::kExcept)) {
    if (entry.parsed.IsAbout(BanAction::kJoin) &&
        HitsVisibly(ctx.state, user, channel, entry.parsed)) {
      ctx.Say(texts::kExceptionLetsPass, entry.mask, user.nick);
    }
  }
  if (IsInvited(user, channel)) {
    ctx.Say(texts::kInvitationPassesBans, user.nick);
  }
}

// The rights that no entry with b takes away.
bool PassesAkick(ServiceCtx& ctx, const RegisteredChannel& channel, const User& user) {
  bool passes = false;
  for (const Grant grant : ShownGrants(ctx, channel, user)) {
    if (grant == nullptr) {
      passes = true;
      ctx.Say(texts::kFounderPassesAkick, user.nick);
    } else if (grant->Has(ChannelRight::kExempt) || grant->Has(ChannelRight::kFounder)) {
      passes = true;
      ctx.Say(texts::kEntryPassesAkick, SubjectOf(ctx.state, *grant), LettersOf(grant->flags),
              user.nick);
    }
  }
  return passes;
}

}  // namespace

void HowToBan(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kKick)) return;
  const User* user = FindUser(ctx.state, ctx.word(1));
  if (user == nullptr) return ctx.Say(texts::kNoUser, ctx.word(1));
  const Channel& channel = ChannelOf(ctx.state, registered->live);
  if (!IsNotBelow(ctx, *registered, *user)) return;
  SayOfLists(ctx, channel, *user);
  if (Has(ShownRights(ctx, *registered, *user), ChannelRight::kBanned)) {
    const std::vector<Grant> grants = ShownGrants(ctx, *registered, *user);
    const Grant entry = *std::find_if(grants.begin(), grants.end(), [](Grant grant) {
      return grant != nullptr && grant->Has(ChannelRight::kBanned);
    });
    return ctx.Say(texts::kAkickHoldsAlready, SubjectOf(ctx.state, *entry), user->nick);
  }
  const bool akick_holds = !PassesAkick(ctx, *registered, *user);
  const auto ways = [&](absl::string_view mask) {
    const std::string& name = registered->name();
    const std::string mode = absl::StrCat("MODE ", name, " +b ", mask);
    const std::string akick = absl::StrCat("AKICK ", name, " ADD ", mask);
    return akick_holds ? ctx.Text(texts::kAkickOrMode, akick, mode) : mode;
  };
  if (user->has_account()) {
    ctx.Say(texts::kBanOfAccount, user->nick, ways(absl::StrCat("a:", user->account)));
  }
  ctx.Say(texts::kBanOfHost, ways(BanMaskOf(*user)));
  if (akick_holds) ctx.Say(texts::kAkickStays);
}

}  // namespace irc
