// The core as a library: a program that feeds events to the server and prints what it sends. Two
// clients meet in a channel, and one of them lets a timer of the server run out.
#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/event.h"
#include "core/output.h"
#include "core/server.h"
#include "core/state/state.h"

int main() {
  using irc::Connected, irc::Received, irc::Ticked;
  irc::Stamp stamp = {.now = absl::FromUnixSeconds(1767225600)};  // any clock
  irc::Server server(irc::Config(), stamp.now);
  irc::Output output;  // used again by each event

  const auto apply = [&](const irc::Event& event) {
    ++stamp.seq;
    server.Apply(stamp, event, output);
    for (const irc::Send& send : output.sends) {
      for (const irc::SessionId id : send.to) {
        std::printf("%llu< %s", static_cast<unsigned long long>(id.value), send.line.c_str());
      }
    }
    for (const irc::Close& close : output.closes) {
      std::printf("%llu closed\n", static_cast<unsigned long long>(close.session.value));
    }
    // A shell also carries out output.requests, and sends Drained for output.unfinished.
  };

  for (const irc::SessionId id : {irc::SessionId{1}, irc::SessionId{2}, irc::SessionId{3}}) {
    apply(Connected{id, {.ip = "192.0.2.1", .host = "host.example"}});
    if (id.value == 3) continue;  // says nothing
    apply(Received{id, absl::StrCat("NICK user", id.value)});
    apply(Received{id, "USER user 0 * :A user"});
    apply(Received{id, "JOIN #channel"});
  }
  apply(Received{{1}, "PRIVMSG #channel :hello"});

  stamp.now = server.NextDeadline();
  apply(Ticked{});

  const irc::Channel* const channel = irc::FindChannel(server.state(), "#channel");
  std::printf("members: %zu\n", channel->members.size());
}
