// The fixture of the tests of attacks: a shell with a large flood limit, and what an attack costs
// it.
#ifndef IRCSERV_NET_TESTING_HOSTILE_FIXTURE_H_
#define IRCSERV_NET_TESTING_HOSTILE_FIXTURE_H_

#include <malloc.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "net/accept/refusal.h"
#include "net/telemetry/metrics.h"
#include "net/testing/shell_fixture.h"

namespace irc {

// The number of bytes that the process has allocated; 0 where malloc is not glibc's.
inline size_t Allocated() {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

class HostileFixture : public ShellFixture {
 protected:
  HostileFixture() { options_.config.shell.flood_burst = 1'000'000; }

  // The number of connections that ended, or were refused, for this reason.
  uint64_t ended(EndReason how) {
    return net().shell().metrics().ended[static_cast<size_t>(how)].Get();
  }
  uint64_t refused(RefusalReason why) {
    return net().shell().metrics().refused[static_cast<size_t>(why)].Get();
  }

  // Sends one byte of `bytes`, cyclically, every `pause` until the server closes. Returns the time
  // until then, at most about `most`.
  absl::Duration Dribble(Client& client, const std::string& bytes, absl::Duration pause,
                         absl::Duration most) {
    absl::Duration time;
    for (size_t i = 0; !client.at_end() && time < most; ++i, time += pause) {
      client.Send(bytes.substr(i % bytes.size(), 1));
      net().Advance(pause);
    }
    return time;
  }
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_HOSTILE_FIXTURE_H_
