#include "core/replies/server_info.h"

#include "absl/strings/str_cat.h"
#include "core/protocol/numerics.h"

namespace irc {

void ReplyLusers(SessionCtx& ctx) {
  const State& state = ctx.state;
  const Counters& counters = state.counters;
  const auto users = static_cast<int64_t>(state.users.size());
  const auto visible = users - static_cast<int64_t>(counters.invisible);
  const auto most = static_cast<int64_t>(counters.users_max);
  const auto opers = static_cast<int64_t>(counters.opers);
  const auto unknown = static_cast<int64_t>(state.registration_deadlines.size());
  ctx.Reply(kRplLuserClient(absl::StrCat("There are ", visible, " users and ", counters.invisible,
                                         " invisible on 1 servers")));
  // RFC 1459 omits counts of zero. The count of operators is sent nevertheless, because clients and
  // the conformance suite take a missing one for "unknown".
  ctx.Reply(kRplLuserOp(opers));
  if (unknown > 0) ctx.Reply(kRplLuserUnknown(unknown));
  if (state.channels.size() > 0) {
    ctx.Reply(kRplLuserChannels(static_cast<int64_t>(state.channels.size())));
  }
  ctx.Reply(kRplLuserMe(absl::StrCat("I have ", users, " clients and 0 servers")));
  ctx.Reply(
      kRplLocalUsers(users, most, absl::StrCat("Current local users ", users, ", max ", most)));
  ctx.Reply(
      kRplGlobalUsers(users, most, absl::StrCat("Current global users ", users, ", max ", most)));
  ctx.Reply(kRplStatsConn(absl::StrCat("Highest connection count: ", counters.connections_max, " (",
                                       counters.users_max, " clients) (", counters.connections,
                                       " connections received)")));
}

void ReplyMotd(SessionCtx& ctx) {
  for (const Message& line : ctx.welcome.motd) ctx.Reply(line);
}

}  // namespace irc
