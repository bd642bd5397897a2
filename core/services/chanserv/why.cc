// ChanServ WHY: which entries give somebody their rights, and why others are missing.
//
// Law of this file: it reads grants as ForEachGrant gives them, so that what it says is what the
// rules have decided by.
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/actions/channel_grants.h"
#include "core/replies/date.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/mask_changes.h"
#include "core/services/handlers.h"

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
    ctx.Say(absl::StrCat("There is neither a user nor an account ", name));
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
    return ctx.Say(absl::StrCat("+", LettersOf(kFounderRights), " as the founder, who is ",
                                NameOfAccount(ctx.state, channel.row.founder)));
  }
  const AccessDetails& details = *grant->details;
  const bool ends = details.expires_at != absl::InfiniteFuture();
  ctx.Say(absl::StrCat("+", LettersOf(grant->flags), " by the entry ", SubjectOf(ctx.state, *grant),
                       ", set by ", channel.access.SetterOf(*grant), " on ",
                       FormatDate(absl::FromUnixMillis(grant->set_at_ms)), ends ? ", until " : "",
                       ends ? FormatDate(details.expires_at) : "",
                       details.reason.empty() ? "" : ": ", details.reason,
                       grant->Has(ChannelRight::kBanned) && !is_kept_out
                           ? " (b does not count for who has e or is the founder)"
                           : ""));
}

// The nick belongs to an account that the user is not logged in to. Whether that has rights is told
// only to those who may see the list: anybody can take a nick and ask.
void SayOfTheOtherAccount(ServiceCtx& ctx, const RegisteredChannel& channel,
                          const Subject& subject) {
  const Account* owner = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, subject.name));
  if (owner == nullptr || owner->configured || owner == subject.account) {
    if (subject.account == nullptr) {
      ctx.Say(absl::StrCat(subject.name, " is not logged in to an account"));
    }
    return;
  }
  const bool may_see = channel.IsOn("pubacl") || ctx.user.is_oper() ||
                       Has(irc::RightsOf(ctx.state, ctx.user, channel), ChannelRight::kView);
  const ChannelRights theirs = irc::RightsOf(ctx.state, *owner, channel);
  ctx.Say(absl::StrCat(subject.name, " is not logged in to the account ", owner->name(),
                       !may_see      ? ", whose rights, if it has any, count for who is"
                       : theirs == 0 ? ", which has no rights either"
                                     : absl::StrCat(", which has +", LettersOf(theirs))));
}

void SayOfPrefixes(ServiceCtx& ctx, const RegisteredChannel& channel, const Subject& subject,
                   ChannelRights rights) {
  const Prefixes allowed = PrefixesOf(rights);
  const Prefixes on_joining = channel.IsOn("noautoop") ? Prefixes{0} : AutomaticPrefixes(rights);
  if (on_joining != 0) {
    ctx.Say(absl::StrCat("On joining, ", subject.name, " gets +", Letters(on_joining)));
  } else if (AutomaticPrefixes(rights) != 0) {
    ctx.Say("On joining nobody gets a prefix, because NOAUTOOP is on; UP gives it");
  } else if (allowed != 0) {
    ctx.Say("On joining no prefix comes without the right O, H or V; UP gives it");
  } else {
    ctx.Say("On joining no prefix comes without an entry that has O, H or V");
  }
  if (channel.IsOn("secure") && (allowed & kOp) == 0) {
    ctx.Say("SECURE is on: nobody can be given a prefix without the right to it");
  }
  const bool is_oper = subject.user != nullptr && subject.user->is_oper();
  if (channel.IsOn("restricted") && rights == 0 && !is_oper) {
    ctx.Say("RESTRICTED is on: who has no rights may not join");
  }
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
  ctx.Say(rights == 0
              ? absl::StrCat(subject->name, " has no rights in ", channel->name())
              : absl::StrCat(subject->name, " has +", LettersOf(rights), " in ", channel->name()));
  for (const Grant grant : GrantsOf(ctx, *subject, *channel)) {
    SayGrant(ctx, *channel, grant, is_kept_out);
  }
  if (is_kept_out) return ctx.Say(absl::StrCat(subject->name, " may not join: see b above"));
  SayOfTheOtherAccount(ctx, *channel, *subject);
  SayOfPrefixes(ctx, *channel, *subject, rights);
}

}  // namespace irc
