// ChanServ HOWTOBAN: what would keep a user out of the channel, and what would let them pass.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/mask_changes.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

// What hits the user already, or lets them pass: entries of the lists +b and +e.
void SayOfLists(ServiceCtx& ctx, const Channel& channel, const User& user) {
  for (const ListEntry& entry : channel.list(ChannelMode::kBan)) {
    if (entry.parsed.IsAbout(BanAction::kJoin) &&
        HitsVisibly(ctx.state, user, channel, entry.parsed)) {
      ctx.Say(absl::StrCat("The ban ", entry.mask, " hits ", user.nick, " already"));
    }
  }
  for (const ListEntry& entry : channel.list(ChannelMode::kExcept)) {
    if (entry.parsed.IsAbout(BanAction::kJoin) &&
        HitsVisibly(ctx.state, user, channel, entry.parsed)) {
      ctx.Say(absl::StrCat("The exception ", entry.mask, " lets ", user.nick,
                           " pass every ban (MODE -e removes it), but not AKICK"));
    }
  }
  if (IsInvited(user, channel)) {
    ctx.Say(absl::StrCat(user.nick, " has an invitation, which passes bans once, but not AKICK"));
  }
}

// The rights that no entry with b takes away.
bool PassesAkick(ServiceCtx& ctx, const RegisteredChannel& channel, const User& user) {
  bool passes = false;
  for (const Grant grant : ShownGrants(ctx, channel, user)) {
    if (grant == nullptr) {
      passes = true;
      ctx.Say(absl::StrCat(user.nick, " is the founder, and no AKICK entry counts for founders"));
    } else if (grant->Has(ChannelRight::kExempt) || grant->Has(ChannelRight::kFounder)) {
      passes = true;
      ctx.Say(absl::StrCat("The entry ", SubjectOf(ctx.state, *grant), " has +",
                           LettersOf(grant->flags), ", so that no AKICK keeps ", user.nick,
                           " out until it goes"));
    }
  }
  return passes;
}

}  // namespace

void HowToBan(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kKick)) return;
  const User* user = FindUser(ctx.state, ctx.word(1));
  if (user == nullptr) return ctx.Say(absl::StrCat("There is no user ", ctx.word(1)));
  const Channel& channel = ChannelOf(ctx.state, registered->live);
  if (!IsNotBelow(ctx, *registered, *user)) return;
  SayOfLists(ctx, channel, *user);
  if (Has(ShownRights(ctx, *registered, *user), ChannelRight::kBanned)) {
    const std::vector<Grant> grants = ShownGrants(ctx, *registered, *user);
    const Grant entry = *std::find_if(grants.begin(), grants.end(), [](Grant grant) {
      return grant != nullptr && grant->Has(ChannelRight::kBanned);
    });
    return ctx.Say(absl::StrCat("The AKICK entry ", SubjectOf(ctx.state, *entry), " keeps ",
                                user->nick, " out already"));
  }
  const bool akick_holds = !PassesAkick(ctx, *registered, *user);
  const auto ways = [&](absl::string_view mask) {
    const std::string& name = registered->name();
    const std::string mode = absl::StrCat("MODE ", name, " +b ", mask);
    return akick_holds ? absl::StrCat("AKICK ", name, " ADD ", mask, ", or ", mode) : mode;
  };
  if (user->has_account()) {
    ctx.Say(absl::StrCat(user->nick, " is logged in, so this follows them to other hosts: ",
                         ways(absl::StrCat("a:", user->account))));
  }
  ctx.Say(absl::StrCat("This holds whatever account or nick they use: ", ways(BanMaskOf(*user))));
  if (akick_holds) {
    ctx.Say("AKICK stays until it is deleted, kicks at once, and is passed by no exception");
  }
}

}  // namespace irc
