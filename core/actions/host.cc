#include "core/actions/host.h"

#include <string>

#include "core/outbox/source.h"
#include "core/policy/hosts.h"
#include "core/protocol/modes.h"
#include "core/protocol/numerics.h"
#include "core/protocol/render.h"

namespace irc {
namespace {

// Sends the MODE that restores the user's prefixes, to the clients that received the QUIT and JOIN.
void RestorePrefixes(const State& state, Outbox& out, const User& user, const Channel& channel,
                     const AudienceFilter& filter) {
  const Prefixes prefixes = FindMember(state, user, channel)->prefixes;
  if (prefixes == 0) return;
  Message head("MODE");
  head.Param(channel.name);
  ModeLines modes(RoomFor(head, state.config.server_name, user.nick));
  for (const PrefixRow& row : kPrefixes) {
    if ((prefixes & row.bit) != 0) modes.Add(true, row.letter, user.nick);
  }
  for (const ModeString& line : modes.lines()) {
    Message message = head;
    message.Param(line.letters());
    for (const std::string& param : line.params()) message.Param(param);
    out.ReplyToChannel(channel, message, filter);
  }
}

}  // namespace

void ChangeHost(State& state, Outbox& out, User& user, absl::string_view host) {
  if (user.host == host) return;
  const Message change = From(user, "CHGHOST").Param(user.username).Param(host);
  const Message quit = From(user, "QUIT").Trailing("Changing host");
  out.ReplyToObservers(user, change, Cap::kChghost, true);
  const AudienceFilter others{.has_none = Cap::kChghost, .except = &user};
  out.ReplyToNeighbours(user, quit, others);
  SetHost(state, user, host);
  for (const Membership& membership : user.channels) {
    const Channel& channel = ChannelOf(state, membership.channel);
    Message join = From(user, "JOIN").Param(channel.name);
    join.OnlyWith(Cap::kExtendedJoin)
        .Param(user.has_account() ? absl::string_view(user.account) : "*")
        .Trailing(user.realname);
    out.ReplyToWitnesses(channel, user, join, others);
    RestorePrefixes(state, out, user, channel, others);
  }
  out.ReplyToUser(user, kRplVisibleHost(user.host));
}

void RenewHost(State& state, Outbox& out, User& user) {
  ChangeHost(state, out, user, HostOf(state, user));
}

void RenewHosts(State& state, Outbox& out, AccountId id) {
  const Account* account = state.accounts.Find(id);
  if (account == nullptr) return;
  state.users.ForEach([&](User& user) {
    if (user.account == account->name()) RenewHost(state, out, user);
  });
}

}  // namespace irc
