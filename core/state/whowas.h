// The users that left or changed their nick, for WHOWAS; oldest first.
#ifndef IRCSERV_CORE_STATE_WHOWAS_H_
#define IRCSERV_CORE_STATE_WHOWAS_H_

#include <string>

#include "absl/time/time.h"
#include "core/state/archive.h"

namespace irc {

struct WhowasEntry {
  std::string nick;
  std::string username;
  std::string host;
  std::string realname;
  std::string ip;  // for operators
  absl::Time left_at;
};

template <typename Archive>
void Fields(Archive& archive, WhowasEntry& entry) {
  auto& [nick, username, host, realname, ip, left_at] = entry;
  IRC_FIELDS(archive, nick, username, host, realname, ip, left_at);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_WHOWAS_H_
