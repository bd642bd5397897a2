// ChanServ APPROVE, REJECT, WAITING, PURGE, HOLD and MARK: what staff does about channels.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/channels/channel_records.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/forbids.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

const RegisteredChannel* RequireWaiting(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kFounder);
  if (channel == nullptr || !channel->approved()) return channel;
  ctx.Say(absl::StrCat("The registration of ", channel->name(), " does not wait"));
  return nullptr;
}

}  // namespace

void ListWaiting(ServiceCtx& ctx) {
  size_t waiting = 0;
  ctx.state.registered_channels.ForEach([&](const RegisteredChannel& channel) {
    if (channel.approved()) return;
    ++waiting;
    ctx.Say(absl::StrCat(channel.name(), " for ", NameOfAccount(ctx.state, channel.row.founder),
                         " since ", FormatDate(channel.row.registered_at)));
  });
  ctx.Say(absl::StrCat(waiting, waiting == 1 ? " registration waits" : " registrations wait"));
}

void ApproveChannel(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireWaiting(ctx);
  if (channel == nullptr) return;
  ChannelRow row = channel->row;
  row.approved_at = ctx.state.now;
  SaveOfChannel(ctx, *channel, {Put(std::move(row))},
                absl::StrCat("The registration of ", channel->name(), " counts now"));
}

void RejectChannel(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireWaiting(ctx);
  if (channel == nullptr) return;
  SaveOfChannel(ctx, *channel, DropsOfChannel(ctx.state, *channel),
                absl::StrCat("The registration of ", channel->name(), " is rejected"),
                ctx.WordsFrom(1));
}

// Ends a channel for good: the registration, and everybody's use of the name.
void PurgeChannel(ServiceCtx& ctx) {
  const std::string name(ctx.word(0));
  if (!IsValidChannelName(ctx.state.casemapping, name, ctx.state.config.limits.channel_bytes)) {
    return ctx.Say(absl::StrCat(name, " is no name of a channel"));
  }
  if (HasWildcard(name)) {
    return ctx.Say(absl::StrCat("To forbid ", name,
                                " would forbid other channels, too. SADROP ends its registration"));
  }
  const RegisteredChannel* channel = FindRegistered(ctx.state, name);
  if (IsChannelBeingTaken(ctx.state, name) ||
      (channel != nullptr && IsChanging(ctx.state, channel->id()))) {
    return ctx.Say("Another change of the channel is being saved; try again in a moment");
  }
  const std::string kind(kForbidChannel), reason = ctx.WordsFrom(1);
  if (const std::string why = WhyNoForbid(ctx.state, kind, name); !why.empty()) {
    return ctx.Say(why);
  }
  std::vector<Record> records;
  if (channel != nullptr) records = DropsOfChannel(ctx.state, *channel);
  for (Record& record : ForbidOf(ctx, kind, name, reason, absl::InfiniteDuration())) {
    records.push_back(std::move(record));
  }
  SaveOfName(ctx, name, std::move(records),
             absl::StrCat("The channel ", name, " is purged, and nobody may use the name"), reason);
}

}  // namespace irc
