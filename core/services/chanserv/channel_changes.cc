#include "core/services/chanserv/channel_changes.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/commit.h"
#include "core/policy/account_access.h"
#include "core/services/account_changes.h"
#include "core/services/confirmation.h"

namespace irc {

const RegisteredChannel* RequireRegistered(ServiceCtx& ctx, absl::string_view name) {
  const RegisteredChannel* channel = FindRegistered(ctx.state, name);
  if (channel == nullptr) {
    ctx.Say(absl::StrCat("The channel ", name, " is not registered"));
    return nullptr;
  }
  if (!channel->approved() && ctx.request->access != ServiceAccess::kOperator) {
    ctx.Say(absl::StrCat("The registration of ", channel->name(), " waits for the staff"));
    return nullptr;
  }
  return channel;
}

bool RequireRight(ServiceCtx& ctx, const RegisteredChannel& channel, ChannelRight right) {
  if (ctx.request->access == ServiceAccess::kOperator) return true;
  if (Has(RightsOf(ctx.state, ctx.user, channel), right)) return true;
  const RightRow<ChannelRight>& row = kChannelRights[static_cast<size_t>(right)];
  ctx.Say(absl::StrCat("You need the right ", absl::string_view(&row.letter, 1), " in ",
                       channel.name(), ": ", row.help));
  return false;
}

bool MayChangeNow(ServiceCtx& ctx, const RegisteredChannel& channel) {
  // FREEZE is for accounts that were perhaps stolen: a channel can be lost with them.
  const Account* own = ctx.OwnAccount();
  if (ctx.request->access != ServiceAccess::kOperator && own != nullptr && IsFrozen(*own)) {
    ctx.Say("Your account is frozen: you can change nothing with it now");
    return false;
  }
  if (!IsChanging(ctx.state, channel.id())) return true;
  ctx.Say("Another change of the channel is being saved; try again in a moment");
  return false;
}

const RegisteredChannel* RequireToChange(ServiceCtx& ctx, absl::string_view name,
                                         ChannelRight right) {
  const RegisteredChannel* channel = RequireRegistered(ctx, name);
  return channel != nullptr && RequireRight(ctx, *channel, right) && MayChangeNow(ctx, *channel)
             ? channel
             : nullptr;
}

std::string ActorName(const ServiceCtx& ctx) {
  return ctx.user.has_account() ? ctx.user.account : ctx.user.mask();
}

void SaveOfChannel(ServiceCtx& ctx, const RegisteredChannel& channel, std::vector<Record> records,
                   std::string text, absl::string_view detail) {
  SaveOfName(ctx, channel.name(), std::move(records), std::move(text), detail);
}

std::string ConfirmationOf(const RegisteredChannel& channel) {
  return ConfirmationCode(absl::StrCat("channel ", channel.id().value, "/",
                                       absl::ToUnixMillis(channel.row.registered_at)));
}

std::string NameOfAccount(const State& state, AccountId account) {
  const Account* found = state.accounts.Find(account);
  return found == nullptr ? "(nobody)" : found->name();
}

}  // namespace irc
