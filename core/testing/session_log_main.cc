// Prints the output of a fixed set of generated sessions, for same_bytes_test.sh: two processes,
// with different addresses and hash seeds, must print the same bytes.
#include <cstdio>
#include <cstdlib>

#include "core/testing/acts.h"
#include "core/testing/world.h"

int main(int argc, char** argv) {
  const int sessions = argc > 1 ? std::atoi(argv[1]) : 200;
  constexpr int kSize = 150;
  const rc::Gen<irc::GeneratedSession> generator = irc::GenSession();
  for (int i = 0; i < sessions; ++i) {
    const irc::GeneratedSession session =
        generator(rc::Random(static_cast<uint64_t>(i)), kSize).value();
    irc::World world(irc::SessionConfig());
    irc::Begin(world, session);
    for (const irc::Act& act : session.acts) irc::Do(world, act);
    std::fputs(world.log().c_str(), stdout);
  }
  return 0;
}
