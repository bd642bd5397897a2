// ChanServ WHY: which entries give somebody their rights, and why others are missing.
//
// Law of this file: it reads grants as ForEachGrant gives them, so that what it says is what the
// rules have decided by.
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "core/actions/channel_grants.h"
#include "core/replies/date.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/mask_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv.h"
#include "core/texts/chanserv_access.h"

namespace irc {
namespace {

// The user or account that the question is about.
struct Subject {
  std::string name;
  const User* user = nullptr;        // null: an account that is asked about by its name alone
  const Account* account = nullptr;  // null: not logged in to a kept account
};

std::string Letters(Prefixes prefixes) {
  std::string letters;
  for (const PrefixRow& row : kPrefixes) {
    if ((prefixes & row.bit) != 0) letters.push_back(row.letter);
  }
  return letters;
}

std::optional<Subject> SubjectOfQuestion(ServiceCtx& ctx) {
  const absl::string_view name = ctx.word(1);
  const User* user = name.empty() ? &ctx.user : FindUser(ctx.state, name);
  Subject subject{.name = std::string(name), .user = user};
  if (user != nullptr) {
    subject.name = user->nick;
    const Account* account = user->has_account() ? FindAccount(ctx.state, user->account) : nullptr;
    if (account != nullptr && !account->configured) subject.account = account;
    return subject;
  }
  const Account* account = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name));
  if (account == nullptr || account->configured) {
    ctx.Say(texts::kNeitherUserNorAccount, name);
    return std::nullopt;
  }
  subject.name = account->name();
  subject.account = account;
  return subject;
}

std::vector<Grant> GrantsOf(const ServiceCtx& ctx, const Subject& subject,
                            const RegisteredChannel& channel) {
  if (subject.user != nullptr) return ShownGrants(ctx, channel, *subject.user);
  std::vector<Grant> grants;
  ForEachGrant(ctx.state, *subject.account, channel, [&](Grant grant) { grants.push_back(grant); });
  return grants;
}

ChannelRights RightsOf(const ServiceCtx& ctx, const Subject& subject,
                       const RegisteredChannel& channel) {
  return subject.user != nullptr ? ShownRights(ctx, channel, *subject.user)
                                 : irc::RightsOf(ctx.state, *subject.account, channel);
}

void SayGrant(ServiceCtx& ctx, const RegisteredChannel& channel, Grant grant, bool is_kept_out) {
  if (grant == nullptr) {
    return ctx.Say(texts::kGrantOfFounder, LettersOf(kFounderRights),
                   NameOfAccount(ctx.state, channel.row.founder));
  }
  const AccessDetails& details = *grant->details;
  const bool ends = details.expires_at != absl::InfiniteFuture();
  const bool counts = is_kept_out || !grant->Has(ChannelRight::kBanned);
  ctx.Say(texts::kGrantOfEntry, LettersOf(grant->flags), SubjectOf(ctx.state, *grant),
          channel.access.SetterOf(*grant), FormatDate(absl::FromUnixMillis(grant->set_at_ms)),
          ends ? ctx.Text(texts::kGrantEnds, FormatDate(details.expires_at)) : "",
          details.reason.empty() ? "" : ctx.Text(texts::kGrantReason, details.reason),
          counts ? "" : ctx.Text(texts::kGrantDoesNotCount));
}

// The nick belongs to an account that the user is not logged in to. Whether that has rights is told
// only to those who may see the list: anybody can take a nick and ask.
void SayOfTheOtherAccount(ServiceCtx& ctx, const RegisteredChannel& channel,
                          const Subject& subject) {
  const Account* owner = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, subject.name));
  if (owner == nullptr || owner->configured || owner == subject.account) {
    if (subject.account == nullptr) ctx.Say(texts::kUserNotLoggedIn, subject.name);
    return;
  }
  const bool may_see = channel.IsOn("pubacl") || ctx.user.is_oper() ||
                       Has(irc::RightsOf(ctx.state, ctx.user, channel), ChannelRight::kView);
  const ChannelRights theirs = irc::RightsOf(ctx.state, *owner, channel);
  if (may_see && theirs != 0) {
    return ctx.Say(texts::kUserNotInAccountRights, subject.name, owner->name(), LettersOf(theirs));
  }
  ctx.Say(may_see ? texts::kUserNotInAccountNoRights : texts::kUserNotInAccount, subject.name,
          owner->name());
}

void SayOfPrefixes(ServiceCtx& ctx, const RegisteredChannel& channel, const Subject& subject,
                   ChannelRights rights) {
  const Prefixes allowed = PrefixesOf(rights);
  const Prefixes on_joining = channel.IsOn("noautoop") ? Prefixes{0} : AutomaticPrefixes(rights);
  if (on_joining != 0) {
    ctx.Say(texts::kOnJoining, subject.name, Letters(on_joining));
  } else if (AutomaticPrefixes(rights) != 0) {
    ctx.Say(texts::kOnJoiningNoAutoOp, subject.name);
  } else if (allowed != 0) {
    ctx.Say(texts::kOnJoiningNoRight, subject.name);
  } else {
    ctx.Say(texts::kOnJoiningNoEntry, subject.name);
  }
  if (channel.IsOn("secure") && (allowed & kOp) == 0) ctx.Say(texts::kSecureIsOn);
  const bool is_oper = subject.user != nullptr && subject.user->is_oper();
  if (channel.IsOn("restricted") && rights == 0 && !is_oper) ctx.Say(texts::kRestrictedIsOn);
}

}  // namespace

void WhyInChannel(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
  if (channel == nullptr) return;
  const std::optional<Subject> subject = SubjectOfQuestion(ctx);
  if (!subject.has_value()) return;
  const bool about_self = subject->user == &ctx.user ||
                          (subject->account != nullptr && subject->account == ctx.OwnAccount());
  if (!about_self && !MaySeeAccess(ctx, *channel)) return;
  const ChannelRights rights = RightsOf(ctx, *subject, *channel);
  const bool is_kept_out = Has(rights, ChannelRight::kBanned);
  if (rights == 0) {
    ctx.Say(texts::kUserHasNoRights, subject->name, channel->name());
  } else {
    ctx.Say(texts::kHasRights, subject->name, LettersOf(rights), channel->name());
  }
  for (const Grant grant : GrantsOf(ctx, *subject, *channel)) {
    SayGrant(ctx, *channel, grant, is_kept_out);
  }
  if (is_kept_out) return ctx.Say(texts::kMayNotJoin, subject->name);
  SayOfTheOtherAccount(ctx, *channel, *subject);
  SayOfPrefixes(ctx, *channel, *subject, rights);
}

}  // namespace irc
