#include "core/services/chanserv/channel_changes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/commit.h"
#include "core/policy/account_access.h"
#include "core/services/account_changes.h"
#include "core/services/confirmation.h"
#include "core/texts/chanserv.h"
#include "core/texts/common.h"

namespace irc {
namespace {

// What a right is for.
struct RightHelp {
  ChannelRight right;
  AnswerText<0> help;
};

constexpr std::array kRightHelps = {
    RightHelp{ChannelRight::kView, texts::kChannelRightView},
    RightHelp{ChannelRight::kFounder, texts::kChannelRightFounder},
    RightHelp{ChannelRight::kAutoHalfop, texts::kChannelRightAutoHalfop},
    RightHelp{ChannelRight::kAutoOp, texts::kChannelRightAutoOp},
    RightHelp{ChannelRight::kRecover, texts::kChannelRightRecover},
    RightHelp{ChannelRight::kAutoVoice, texts::kChannelRightAutoVoice},
    RightHelp{ChannelRight::kProtected, texts::kChannelRightProtected},
    RightHelp{ChannelRight::kBanned, texts::kChannelRightBanned},
    RightHelp{ChannelRight::kExempt, texts::kChannelRightExempt},
    RightHelp{ChannelRight::kAccess, texts::kChannelRightAccess},
    RightHelp{ChannelRight::kHalfop, texts::kChannelRightHalfop},
    RightHelp{ChannelRight::kInvite, texts::kChannelRightInvite},
    RightHelp{ChannelRight::kOp, texts::kChannelRightOp},
    RightHelp{ChannelRight::kOwner, texts::kChannelRightOwner},
    RightHelp{ChannelRight::kKick, texts::kChannelRightKick},
    RightHelp{ChannelRight::kSettings, texts::kChannelRightSettings},
    RightHelp{ChannelRight::kTopic, texts::kChannelRightTopic},
    RightHelp{ChannelRight::kVoice, texts::kChannelRightVoice},
};

static_assert(kRightHelps.size() == kChannelRights.size() &&
              std::equal(kRightHelps.begin(), kRightHelps.end(), kChannelRights.begin(),
                         [](const auto& help, const auto& row) {
                           return help.right == row.right;
                         }));

}  // namespace

const RegisteredChannel* RequireRegistered(ServiceCtx& ctx, absl::string_view name) {
  const RegisteredChannel* channel = FindRegistered(ctx.state, name);
  if (channel == nullptr) {
    ctx.Say(texts::kChannelNotRegistered, name);
    return nullptr;
  }
  if (!channel->approved() && ctx.request->access != ServiceAccess::kOperator) {
    ctx.Say(texts::kRegistrationWaits, channel->name());
    return nullptr;
  }
  return channel;
}

bool RequireRight(ServiceCtx& ctx, const RegisteredChannel& channel, ChannelRight right) {
  if (ctx.request->access == ServiceAccess::kOperator) return true;
  if (Has(RightsOf(ctx.state, ctx.user, channel), right)) return true;
  ctx.Say(texts::kChannelRightNeeded, LettersOf(BitOf(right)), channel.name(),
          ctx.Text(kRightHelps[static_cast<size_t>(right)].help));
  return false;
}

bool MayChangeNow(ServiceCtx& ctx, const RegisteredChannel& channel) {
  // FREEZE is for accounts that were perhaps stolen: a channel can be lost with them.
  const Account* own = ctx.OwnAccount();
  if (ctx.request->access != ServiceAccess::kOperator && own != nullptr && IsFrozen(*own)) {
    ctx.Say(texts::kAccountIsFrozen);
    return false;
  }
  if (!IsChanging(ctx.state, channel.id())) return true;
  ctx.Say(texts::kChannelIsSaved);
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
  return found == nullptr ? FillText(state.config.services, texts::kNobody) : found->name();
}

}  // namespace irc
