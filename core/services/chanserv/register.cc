// ChanServ REGISTER and DROP: the beginning and the end of a registered channel.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/actions/keep_channel.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/channels/channel_records.h"
#include "core/kept/commit.h"
#include "core/policy/defcon.h"
#include "core/protocol/utf8.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv.h"
#include "core/texts/common.h"

namespace irc {
namespace {

// A sentence about why the user may not register the channel; empty: they may.
std::string WhyNotRegister(const ServiceCtx& ctx, const Channel* channel) {
  const State& state = ctx.state;
  if (!state.config.channel_registration) return ctx.Text(texts::kNoChannelRegistration);
  if (IsBarred(state, Defcon::kNoNewChannels)) {
    return ctx.Text(texts::kClosedByStaff);
  }
  const Member* member = channel == nullptr ? nullptr : FindMember(state, ctx.user, *channel);
  if (member == nullptr) return ctx.Text(texts::kRegisterFromInside);
  if (channel->registered != ChannelId()) {
    return ctx.Text(texts::kChannelRegisteredAlready, channel->name);
  }
  if ((member->prefixes & AtLeast(kOp)) == 0) {
    return ctx.Text(texts::kRegisterAsOperator, channel->name);
  }
  if (const HoldRow* hold = state.staff_notes.FindHold(Fold(state.casemapping, channel->name))) {
    return ctx.Text(texts::kChannelNameIsHeld, hold->name);
  }
  if (const ForbidRow* forbid = FindForbid(state, kForbidChannel, channel->name, &ctx.user)) {
    return ctx.Text(texts::kChannelNameIsForbidden, channel->name, forbid->reason);
  }
  if (IsChannelBeingTaken(state, channel->name)) {
    return ctx.Text(texts::kChannelIsBeingRegistered);
  }
  // Two registrations at once would be one too many.
  if (AnyChannelIsChanging(state, ctx.OwnAccount()->id())) {
    return ctx.Text(texts::kOwnChannelsAreSaved);
  }
  const size_t founded = state.registered_channels.CountOfFounder(ctx.OwnAccount()->id());
  if (static_cast<int64_t>(founded) >= state.config.limits.account_channels) {
    return ctx.Text(texts::kOwnChannelsAtMost.Of(founded), founded);
  }
  return "";
}

}  // namespace

void RegisterChannelByService(ServiceCtx& ctx) {
  const Account* own = ctx.RequireAccount(ctx.user.account);
  if (own == nullptr) return;
  const Channel* channel = FindChannel(ctx.state, ctx.word(0));
  if (const std::string why = WhyNotRegister(ctx, channel); !why.empty()) {
    return ctx.SayFilled(why);
  }
  const bool at_once = !ctx.state.config.channel_approval;
  const ChannelRow row{.id = ctx.state.last_ids.NextChannel(),
                       .name = channel->name,
                       .founder = own->id(),
                       .registered_at = ctx.state.now,
                       .approved_at = at_once ? ctx.state.now : absl::InfiniteFuture()};
  std::vector<Record> records = {Put(row)};
  for (Row& of_channel : RowsOfChannel(row.id, *channel)) {
    records.push_back(Put(std::move(of_channel)));
  }
  if (ctx.words.size() > 1) {
    const std::string words = ctx.WordsFrom(1);
    records.push_back(
        Put(ChannelSettingRow{.channel = row.id,
                              .key = "description",
                              .value = std::string(TruncateUtf8(words, kSettingBytesMax))}));
  }
  AskCommit(ctx, {.records = std::move(records),
                  .service = std::string(ctx.service.nick),
                  .text = ctx.Text(at_once ? texts::kChannelRegistered : texts::kRegistrationWaits,
                                   row.name)});
  if (!at_once) {
    ctx.out.NotifyOperators(Snomask::kData,
                            absl::StrCat(ctx.user.mask(), " wants to register ", row.name, ": ",
                                         ctx.service.nick, " APPROVE or REJECT"));
  }
}

void DropChannel(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kFounder);
  if (channel == nullptr) return;
  const std::string code = ConfirmationOf(*channel);
  if (ctx.word(1) != code) {
    return ctx.Say(texts::kDropChannel, channel->name(), ctx.request->name, code);
  }
  SaveOfChannel(ctx, *channel, DropsOfChannel(ctx.state, *channel),
                ctx.Text(texts::kChannelDropped, channel->name()));
}

}  // namespace irc
