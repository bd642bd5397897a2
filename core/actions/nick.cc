#include "core/actions/nick.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "core/actions/history_writer.h"
#include "core/actions/monitor_notify.h"
#include "core/outbox/source.h"
#include "core/protocol/names.h"

namespace irc {

void ChangeNick(State& state, Outbox& out, User& user, absl::string_view nick) {
  Message change = From(user, "NICK").Param(nick);
  const bool same_name = Fold(state.casemapping, user.nick) == Fold(state.casemapping, nick);
  out.ServerNotice('n', absl::StrCat("Nick change: ", user.nick, " to ", nick));
  if (!same_name) RememberUser(state, user);
  RecordEvent(state, out, user, change);
  out.ToNeighboursAndSelf(user, change);
  const std::string old_nick = user.nick;
  RenameUser(state, user, nick);
  if (same_name) return;
  TellOffline(state, out, old_nick);
  TellOnline(state, out, user);
}

}  // namespace irc
