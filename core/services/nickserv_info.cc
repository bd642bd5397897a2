// NickServ INFO, ACC, STATUS and LISTCHANS: what is known about accounts.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/kept/expiry.h"
#include "core/opers/rights.h"
#include "core/policy/account_access.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/common.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

bool IsLoggedInTo(const State& state, const User& user, const Account& account) {
  return user.has_account() &&
         Fold(state.casemapping, user.account) == Fold(state.casemapping, account.name());
}

std::string NicksOf(const Account& account) {
  return absl::StrJoin(account.details->nicks, " ", [](std::string* out, const NickRow& row) {
    absl::StrAppend(out, row.nick);
  });
}

// What the owner, and operators who may see accounts, see besides.
void SayPrivateInfo(ServiceCtx& ctx, const Account& account) {
  if (!account.email().empty()) ctx.Say(texts::kInfoMail, account.email());
  if (!account.wanted_email().empty()) {
    ctx.Say(texts::kInfoMailNotVerified, account.wanted_email());
  }
  if (!account.details->nicks.empty()) ctx.Say(texts::kInfoNicks, NicksOf(account));
  const std::string groups = absl::StrJoin(
      ctx.state.groups.GroupsOf(account.id()), " ", [&](std::string* out, GroupId id) {
        absl::StrAppend(out, ctx.state.groups.Find(id)->name());
      });
  if (!groups.empty()) ctx.Say(texts::kInfoGroups, groups);
  if (const VhostRow* vhost = ctx.state.vhosts.Of(account.id())) {
    ctx.Say(texts::kInfoHost, vhost->host);
  }
  for (const SettingRow& row : account.details->settings) {
    if (row.key == kFrozen || row.key == kExpiryNotice) continue;  // INFO says these in words
    ctx.Say(texts::kInfoSetting, row.key, row.value);
  }
  const absl::Time expiry = ExpiryOf(ctx.state, account);
  if (expiry != absl::InfiniteFuture()) {
    ctx.Say(texts::kInfoExpiry, FormatDate(expiry));
  }
  const size_t certificates = account.CountCredentials("certificate");
  if (certificates > 0) ctx.Say(texts::kCertificateCount, certificates);
}

}  // namespace

void AccountInfo(ServiceCtx& ctx) {
  const absl::string_view name = !ctx.words.empty()       ? ctx.word(0)
                                 : ctx.user.has_account() ? absl::string_view(ctx.user.account)
                                                          : absl::string_view(ctx.user.nick);
  const Account* account = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name));
  if (account == nullptr) return ctx.Say(texts::kNoAccount, name);
  ctx.Say(texts::kInfoAccount, account->name());
  if (account->configured) return ctx.Say(texts::kInfoOfConfiguration);
  ctx.Say(texts::kInfoRegistered, FormatDate(account->registered_at()));
  const bool own = IsLoggedInTo(ctx.state, ctx.user, *account);
  const bool sees = own || Can(ctx.state, ctx.user, Privilege::kAccountsView);
  if (account->seen_at != absl::InfinitePast() && (sees || account->Setting("PRIVATE") != "on")) {
    ctx.Say(texts::kInfoLastSeen, FormatDate(account->seen_at));
  }
  const std::string why = WhyNoLogin(ctx.state, *account);
  if (sees) {
    if (!why.empty()) ctx.SayFilled(why);
    SayPrivateInfo(ctx, *account);
  } else if (!why.empty()) {
    ctx.Say(texts::kInfoNotUsable);
  }
  if (Can(ctx.state, ctx.user, Privilege::kAccountsMark)) SayMarks(ctx, account->name());
}

void Acc(ServiceCtx& ctx) {
  const absl::string_view nick = ctx.word(0);
  const Account* owner = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, nick));
  const User* user = FindUser(ctx.state, nick);
  const bool in = owner != nullptr && user != nullptr && IsLoggedInTo(ctx.state, *user, *owner);
  const int status = owner == nullptr ? 0 : in ? 3 : 1;
  ctx.Say(texts::kLoginStatus, user == nullptr ? nick : absl::string_view(user->nick),
          ctx.request->name, status);
}
void Status(ServiceCtx& ctx) { Acc(ctx); }

void ListChannels(ServiceCtx& ctx) {
  const Account& own = *ctx.OwnAccount();
  size_t count = 0;
  for (ChannelId id : ctx.state.registered_channels.ChannelsOf(own.id())) {
    const RegisteredChannel& channel = *ctx.state.registered_channels.Find(id);
    const AccessEntry* entry = channel.access.Find(EntryKind::kAccount, own.id().value);
    const bool founded = channel.row.founder == own.id();
    if (!founded && entry == nullptr) continue;
    ++count;
    if (entry == nullptr) {
      ctx.Say(texts::kOwnRightsFounder, channel.name());
    } else {
      ctx.Say(founded ? texts::kOwnRightsFounderWith : texts::kOwnRights, channel.name(),
              LettersOf(entry->flags));
    }
  }
  ctx.Say(texts::kOwnRightsCount.Of(count), own.name(), count);
}

}  // namespace irc
