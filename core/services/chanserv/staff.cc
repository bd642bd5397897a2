// ChanServ APPROVE, REJECT, WAITING, PURGE, HOLD and MARK: what staff does about channels.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/channels/channel_records.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/forbids.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv.h"
#include "core/texts/common.h"

namespace irc {
namespace {

const RegisteredChannel* RequireWaiting(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kFounder);
  if (channel == nullptr || !channel->approved()) return channel;
  ctx.Say(texts::kRegistrationDoesNotWait, channel->name());
  return nullptr;
}

}  // namespace

void ListWaiting(ServiceCtx& ctx) {
  size_t waiting = 0;
  ctx.state.registered_channels.ForEach([&](const RegisteredChannel& channel) {
    if (channel.approved()) return;
    ++waiting;
    ctx.Say(texts::kWaitingChannel, channel.name(), NameOfAccount(ctx.state, channel.row.founder),
            FormatDate(channel.row.registered_at));
  });
  ctx.Say(texts::kRegistrationsWait, waiting);
}

void ApproveChannel(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireWaiting(ctx);
  if (channel == nullptr) return;
  ChannelRow row = channel->row;
  row.approved_at = ctx.state.now;
  SaveOfChannel(ctx, *channel, {Put(std::move(row))},
                ctx.Text(texts::kRegistrationIsApproved, channel->name()));
}

void RejectChannel(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireWaiting(ctx);
  if (channel == nullptr) return;
  SaveOfChannel(ctx, *channel, DropsOfChannel(ctx.state, *channel),
                ctx.Text(texts::kRegistrationIsRejected, channel->name()), ctx.WordsFrom(1));
}

// Ends a channel for good: the registration, and everybody's use of the name.
void PurgeChannel(ServiceCtx& ctx) {
  const std::string name(ctx.word(0));
  if (!IsValidChannelName(ctx.state.casemapping, name, ctx.state.config.limits.channel_bytes)) {
    return ctx.Say(texts::kNameIsNoChannel, name);
  }
  if (HasWildcard(name)) return ctx.Say(texts::kForbidsOtherChannels, name);
  const RegisteredChannel* channel = FindRegistered(ctx.state, name);
  if (IsChannelBeingTaken(ctx.state, name) ||
      (channel != nullptr && IsChanging(ctx.state, channel->id()))) {
    return ctx.Say(texts::kChannelIsSaved);
  }
  const std::string kind(kForbidChannel), reason = ctx.WordsFrom(1);
  if (const std::string why = WhyNoForbid(ctx.state, kind, name); !why.empty()) {
    return ctx.SayFilled(why);
  }
  std::vector<Record> records;
  if (channel != nullptr) records = DropsOfChannel(ctx.state, *channel);
  for (Record& record : ForbidOf(ctx, kind, name, reason, absl::InfiniteDuration())) {
    records.push_back(std::move(record));
  }
  SaveOfName(ctx, name, std::move(records), ctx.Text(texts::kChannelPurged, name), reason);
}

}  // namespace irc
