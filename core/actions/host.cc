#include "core/actions/host.h"

#include <string>

#include "core/outbox/source.h"
#include "core/protocol/modes.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// Sends the MODE that restores the user's prefixes, to the clients that received the QUIT and JOIN.
void RestorePrefixes(const State& state, Outbox& out, const User& user, const Channel& channel,
                     const Only& only) {
  const Prefixes prefixes = FindMember(state, user, channel)->prefixes;
  if (prefixes == 0) return;
  ModeString modes;
  for (const PrefixRow& row : kPrefixes) {
    if ((prefixes & row.bit) != 0) modes.Add(true, row.letter, user.nick);
  }
  Message message("MODE");
  message.Param(channel.name).Param(modes.letters());
  for (const std::string& param : modes.params()) message.Param(param);
  out.ToChannel(channel, message, only);
}

}  // namespace

void ChangeHost(State& state, Outbox& out, User& user, absl::string_view host) {
  if (user.host == host) return;
  const Message change = From(user, "CHGHOST").Param(user.username).Param(host);
  const Message quit = From(user, "QUIT").Trailing("Changing host");
  out.ToAcquaintances(user, change, Cap::kChghost, true);
  const Only others{.without = Cap::kChghost, .except = &user};
  out.ToNeighbours(user, quit, others);
  user.host = std::string(host);
  for (const Membership& membership : user.channels) {
    const Channel& channel = ChannelOf(state, membership.channel);
    Message join = From(user, "JOIN").Param(channel.name);
    join.OnlyWith(Cap::kExtendedJoin)
        .Param(user.has_account() ? absl::string_view(user.account) : "*")
        .Trailing(user.realname);
    out.ToWitnesses(channel, user, join, others);
    RestorePrefixes(state, out, user, channel, others);
  }
  out.ToUser(user, kRplVisibleHost(user.host));
}

}  // namespace irc
