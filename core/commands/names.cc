// NAMES <channel>{,<channel>}
// https://modern.ircdocs.horse/#names-message
#include "core/replies/names.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"
#include "core/replies/pieces.h"

namespace irc {
namespace {

// A longer list of channel names is split over several 366, so that each fits into a line.
constexpr size_t kEndedBytesMax = 300;

}  // namespace

void Names(UserCtx& ctx, const Params& p) {
  const Targets names = DistinctTargets(ctx.state.casemapping, p[0]);
  // Without a channel RFC 1459 lists all visible channels and users. That reply could be very long,
  // so only its end is sent.
  if (names.empty()) return ctx.Reply(kRplEndOfNames(SafeParam("*")));
  const auto reply = [&](SlotId<Channel> channel, absl::string_view ended) {
    SendOrQueue(ctx.state, ctx.out, ctx.session,
                NamesPart{.members = {.channel = channel}, .ended = std::string(ended)},
                [&](NamesPart& part) {
                  return SendNames(ctx.state, ctx.out, ctx.session, ctx.user, part);
                });
  };
  std::string ended;
  for (absl::string_view name : names) {
    const Channel* channel = FindChannel(ctx.state, name);
    const bool shown = channel != nullptr && CanSeeChannel(ctx.state, ctx.user, *channel);
    if (shown) reply(channel->id, "");
    if (!ended.empty() && ended.size() + name.size() >= kEndedBytesMax) {
      reply({}, ended);
      ended.clear();
    }
    absl::StrAppend(&ended, ended.empty() ? "" : ",", shown ? channel->name : name);
  }
  reply({}, ended);
}

}  // namespace irc
