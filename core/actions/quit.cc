#include "core/actions/quit.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/actions/history_writer.h"
#include "core/actions/login.h"
#include "core/actions/notify/monitor_notify.h"
#include "core/outbox/source.h"

namespace irc {
namespace {

// `words` is the part of the reason that the user has chosen.
void QuitUser(State& state, Outbox& out, User& user, absl::string_view reason,
              absl::string_view words) {
  Message quit = From(user, "QUIT").Trailing(reason);
  Message unheard = From(user, "QUIT").Trailing(kWordlessQuit);
  const Spoken spoken{quit, words, &unheard};
  AppendEventToHistory(state, out, user, spoken);
  out.ReplyToNeighbours(user, spoken);
  const std::string notice = absl::StrCat("Client exiting: ", user.nick, " (", user.username, "@",
                                          PeerOf(state, user).host, ") [", reason, "]");
  RememberUser(state, user);
  NoteSeen(state, out, user.account);
  const std::string nick = user.nick;
  RemoveUser(state, user);
  NotifyOffline(state, out, nick);
  // Sent after the removal, so that an operator who quits gets no notice after the ERROR.
  out.NotifyOperators(Snomask::kClients, notice);
}

}  // namespace

void EndSession(State& state, Outbox& out, Session& session, absl::string_view reason,
                CloseCause cause) {
  out.ReplyTo(session, Message::OfConnection("ERROR").Trailing(
                           absl::StrCat("Closing Link: ", session.peer.host, " (", reason, ")")));
  out.Close(session, cause, reason);
  if (session.registered()) {
    User& user = UserOf(state, session.user);
    if (user.sessions.size() == 1) {
      const bool has_words = cause == CloseCause::kQuit && reason != kWordlessQuit;
      QuitUser(state, out, user, reason, has_words ? reason : "");
    } else {
      DetachSession(state, session);
    }
  }
  RemoveSession(state, session);
}

void EndUser(State& state, Outbox& out, User& user, absl::string_view reason) {
  const absl::InlinedVector<SlotId<Session>, 2> sessions = user.sessions;
  for (SlotId<Session> id : sessions) {
    EndSession(state, out, SessionOf(state, id), reason, CloseCause::kRemoved);
  }
}

}  // namespace irc
