// ChanServ TRANSFER and SUCCESSOR: whose channel it is, now and later.
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/kept/commit.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv_access.h"
#include "core/texts/common.h"

namespace irc {
namespace {

// The account of that name, if it can have the channel; null, after a sentence, if not.
const Account* RequireHeir(ServiceCtx& ctx, absl::string_view name) {
  const Account* account = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name));
  if (account == nullptr || account->configured || !account->verified()) {
    ctx.Say(texts::kNoAccount, name);
    return nullptr;
  }
  // What it has is counted, and it may be ending.
  if (!MayEnd(ctx.state, account->id())) {
    ctx.Say(texts::kNewFounderIsSaved, account->name());
    return nullptr;
  }
  return account;
}

}  // namespace

void TransferChannel(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kFounder);
  if (channel == nullptr) return;
  const Account* heir = RequireHeir(ctx, ctx.word(1));
  if (heir == nullptr) return;
  if (channel->row.founder == heir->id()) {
    return ctx.Say(texts::kFounderAlready, heir->name(), channel->name());
  }
  const auto founded =
      static_cast<int64_t>(ctx.state.registered_channels.CountOfFounder(heir->id()));
  if (founded >= ctx.state.config.limits.account_channels) {
    return ctx.Say(texts::kFounderOfTooMany, heir->name());
  }
  ChannelRow row = channel->row;
  row.founder = heir->id();
  if (row.successor == heir->id()) row.successor = {};
  SaveOfChannel(ctx, *channel, {Put(std::move(row))},
                ctx.Text(texts::kFounderNow, heir->name(), channel->name()),
                absl::StrCat("to ", heir->name()));
}

void SetSuccessor(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kFounder);
  if (channel == nullptr) return;
  ChannelRow row = channel->row;
  if (absl::EqualsIgnoreCase(ctx.word(1), "OFF")) {
    row.successor = {};
    return SaveOfChannel(ctx, *channel, {Put(std::move(row))},
                         ctx.Text(texts::kNoSuccessorNow, channel->name()));
  }
  const Account* heir = RequireHeir(ctx, ctx.word(1));
  if (heir == nullptr) return;
  if (channel->row.founder == heir->id()) {
    return ctx.Say(texts::kSuccessorIsFounder);
  }
  row.successor = heir->id();
  SaveOfChannel(ctx, *channel, {Put(std::move(row))},
                ctx.Text(texts::kSuccessorNow, heir->name(), channel->name()),
                absl::StrCat("to ", heir->name()));
}

}  // namespace irc
