// NAMES <channel>{,<channel>}
// https://modern.ircdocs.horse/#names-message
#include "core/replies/names.h"

#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// A longer list of channel names is split over several 366, so that each fits into a line.
constexpr size_t kEndedBytesMax = 300;

}  // namespace

void Names(UserCtx& ctx, const Params& p) {
  // Without a channel RFC 1459 lists all visible channels and users. That reply could be very long,
  // so only its end is sent.
  if (p.empty()) return ctx.Reply(kRplEndOfNames(SafeParam("*")));
  std::string ended;
  for (absl::string_view name : SplitTargets(p[0])) {
    const Channel* channel = FindChannel(ctx.state, name);
    const bool shown = channel != nullptr && CanSee(ctx.state, ctx.user, *channel);
    if (shown) ReplyMembers(ctx.state, ctx.out, ctx.session, ctx.user, *channel);
    if (!ended.empty() && ended.size() + name.size() >= kEndedBytesMax) {
      ctx.Reply(kRplEndOfNames(SafeParam(ended)));
      ended.clear();
    }
    absl::StrAppend(&ended, ended.empty() ? "" : ",", shown ? channel->name : name);
  }
  if (!ended.empty()) ctx.Reply(kRplEndOfNames(SafeParam(ended)));
}

}  // namespace irc
