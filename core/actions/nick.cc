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
  out.NotifyOperators(Snomask::kNicks, absl::StrCat("Nick change: ", user.nick, " to ", nick));
  if (!same_name) RememberUser(state, user);
  AppendEventToHistory(state, out, user, change);
  out.ReplyToNeighboursAndSelf(user, change);
  const std::string old_nick = user.nick;
  RenameUser(state, user, nick);
  if (same_name) return;
  NotifyOffline(state, out, old_nick);
  NotifyOnline(state, out, user);
}

}  // namespace irc
