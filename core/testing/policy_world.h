// A state with two users and a channel, for the tests of the rules.
#ifndef IRCSERV_CORE_TESTING_POLICY_WORLD_H_
#define IRCSERV_CORE_TESTING_POLICY_WORLD_H_

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/check.h"
#include "core/policy/policy.h"
#include "core/state/state.h"
#include "gtest/gtest.h"

namespace irc {

// A state with users whose properties the tests set directly.
class PolicyWorld {
 public:
  PolicyWorld() {
    IRC_CHECK(RebuildIndexes(state), "an empty state contradicts nothing");
    state.now = absl::FromUnixSeconds(1000000);
  }

  User& AddUser(absl::string_view nick) {
    Peer peer{.ip = "192.0.2.7",
              .host = absl::StrCat(nick, ".example"),
              .cloak = absl::StrCat(nick, ".cloak"),
              .local_port = 6667};
    Session& session = AddSession(state, SessionId{++last_session_}, std::move(peer));
    ReserveNick(state, session, nick);
    session.registration->username = "user";
    session.registration->realname = "Real Name";
    return RegisterUser(state, session);
  }
  Peer& PeerIn(const User& user) { return SessionOf(state, user.sessions.front()).peer; }
  void Ban(Channel& channel, ChannelMode list, absl::string_view mask) {
    AddListEntry(state, channel, list, mask, "x");
  }

  State state;

 private:
  uint64_t last_session_ = 0;
};

// "474 #c Cannot join channel (+b)" for a refusal, without source and client; "" for none.
inline std::string Text(const Refusal& refusal) {
  if (!refusal.has_value()) return "";
  std::string text(refusal->command());
  for (size_t i = 0; i < refusal->params(); ++i) absl::StrAppend(&text, " ", refusal->param(i));
  return text;
}

class PolicyTest : public testing::Test {
 protected:
  PolicyWorld world;
  State& state = world.state;
  User& alice = world.AddUser("alice");
  User& bob = world.AddUser("bob");
  Channel& channel = CreateChannel(state, "#c");
};

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_POLICY_WORLD_H_
