#include "core/replies/context.h"

#include <algorithm>

#include "core/policy/policy.h"
#include "core/protocol/numerics.h"

namespace irc {

Channel* UserCtx::RequireChannel(absl::string_view name) {
  Channel* channel = FindChannel(state, name);
  if (channel != nullptr && CanSee(state, user, *channel)) return channel;
  Reply(kErrNoSuchChannel(SafeParam(name)));
  return nullptr;
}

const Member* UserCtx::RequireMember(const Channel& channel) {
  const Member* member = FindMember(state, user, channel);
  if (member == nullptr) Reply(kErrNotOnChannel(channel.name));
  return member;
}

User* UserCtx::RequireUser(absl::string_view nick) {
  User* found = FindUser(state, nick);
  if (found == nullptr) Reply(kErrNoSuchNick(SafeParam(nick)));
  return found;
}

bool UserCtx::RequireServer(absl::string_view server) {
  if (server.empty() || MatchMask(Casemapping::kAscii, server, state.config.server_name)) {
    return true;
  }
  if (FindUser(state, server) != nullptr) return true;
  Reply(kErrNoSuchServer(SafeParam(server)));
  return false;
}

Targets SplitTargets(absl::string_view list) {
  Targets targets;
  while (!list.empty()) {
    const size_t end = std::min(list.find(','), list.size());
    if (end > 0) targets.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return targets;
}

}  // namespace irc
