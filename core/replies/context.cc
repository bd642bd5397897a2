#include "core/replies/context.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"
#include "core/replies/pieces.h"

namespace irc {

void SessionCtx::ReplyInTurn(const Message& numeric) {
  irc::ReplyInTurn(state, out, session, numeric);
}

Channel* UserCtx::RequireChannel(absl::string_view name) {
  Channel* channel = FindChannel(state, name);
  if (channel != nullptr && CanSeeChannel(state, user, *channel)) return channel;
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

Targets UserCtx::RequireTargets(absl::string_view list) {
  Targets targets = SplitTargets(list);
  if (targets.empty()) Reply(kErrNeedMoreParams(command));
  return targets;
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

Targets DistinctTargets(Casemapping casemapping, absl::string_view list) {
  Targets distinct;
  absl::flat_hash_set<Folded> seen;
  for (absl::string_view target : SplitTargets(list)) {
    if (seen.insert(Fold(casemapping, target)).second) distinct.push_back(target);
  }
  return distinct;
}

}  // namespace irc
