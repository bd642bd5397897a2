#include "core/actions/shutdown.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/state/ban_list.h"

namespace irc {

void ShutDownServer(State& state, Outbox& out, absl::string_view reason) {
  for (Record& record : TakeNewBanHits(state, /*all=*/true)) {
    out.output().stores.push_back(std::move(record));
  }
  // All users leave at once, so the QUITs are left out: n clients get n lines.
  std::vector<Session*> sessions;
  state.sessions.ForEach([&](Session& session) { sessions.push_back(&session); });
  for (Session* session : sessions) {
    out.ReplyTo(*session, Message::OfConnection("ERROR").Trailing(absl::StrCat(
                              "Closing Link: ", session->peer.host, " (", reason, ")")));
    out.Close(*session, CloseCause::kStopping, reason);
  }
  std::vector<User*> users;
  state.users.ForEach([&](User& user) { users.push_back(&user); });
  for (User* user : users) RemoveUser(state, *user);
  for (Session* session : sessions) RemoveSession(state, *session);
}

}  // namespace irc
