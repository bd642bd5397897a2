// A channel full of users, for benchmarks.
#ifndef IRCSERV_CORE_TESTING_ROOM_H_
#define IRCSERV_CORE_TESTING_ROOM_H_

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/server.h"

namespace irc {

// A server with `members` registered users in one channel, session ids from 1.
class Room {
 public:
  // `variants` (1, 2, 4 or 8) is the number of different renderings of a message from the first
  // member: the members have all combinations of the first 0 to 3 of kCapabilities. With 8 variants
  // the first member becomes an operator, because draft/oper-tag marks only messages of operators.
  explicit Room(int members, int variants = 1) : server_(OneOper(), absl::UnixEpoch()) {
    constexpr absl::string_view kCapabilities[] = {"server-time", "message-tags", "draft/oper-tag"};
    for (int i = 1; i <= members; ++i) {
      const SessionId id{static_cast<uint64_t>(i)};
      Apply(Connected{id, {.ip = "127.0.0.1", .host = "localhost", .cloak = "cloak"}});
      for (int bit = 0; bit < 3; ++bit) {
        if (((i % variants) >> bit & 1) != 0)
          Say(id, absl::StrCat("CAP REQ :", kCapabilities[bit]));
      }
      Say(id, "CAP END");
      Say(id, absl::StrCat("NICK user", i));
      Say(id, "USER user 0 * :Some User");
      Say(id, "JOIN #channel");
    }
    if (variants < 8) return;
    Say({1}, "OPER root *1");
    Apply(Completed{output_.requests[0].id, PasswordChecked{true}});
  }

  void Say(SessionId id, std::string line) { Apply(Received{id, std::move(line)}); }
  void Apply(const Event& event) {
    server_.Apply({++seq_, absl::UnixEpoch()}, event, output_);
    // The rest of a long answer is not what is measured.
    while (!output_.unfinished.empty()) {
      const SessionId id = output_.unfinished.front();
      server_.Apply({++seq_, absl::UnixEpoch()}, Drained{id}, output_);
    }
  }
  const Output& output() const { return output_; }

 private:
  static Config OneOper() {
    Config config;
    config.opers = {{.name = "root", .hosts = {"*@*"}}};
    return config;
  }

  Server server_;
  Output output_;
  uint64_t seq_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_ROOM_H_
