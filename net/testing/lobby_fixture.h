// A lobby on socket pairs, for its tests. A turn gives the lobby's outcomes as lines of text, such
// as "entered 192.0.2.1 directly" or "refused 192.0.2.1 full".
#ifndef IRCSERV_NET_TESTING_LOBBY_FIXTURE_H_
#define IRCSERV_NET_TESTING_LOBBY_FIXTURE_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "net/accept/lobby.h"
#include "net/io/clock.h"
#include "net/io/poller.h"
#include "net/testing/socket_pair.h"

namespace irc {

using Lines = std::vector<std::string>;

inline constexpr ListenerKind kProxyListener = {.proxy = true};
inline constexpr ListenerKind kTlsListener = {.tls = true};
inline constexpr char kHeader[] = "PROXY TCP4 192.0.2.7 127.0.0.1 65533 6667\r\n";

// A clock that also advances by `per_reading` at each reading.
class SlowClock : public ManualClock {
 public:
  using ManualClock::ManualClock;
  absl::Time Steady() const override { return ManualClock::Steady() + (ahead_ += per_reading); }

  absl::Duration per_reading;

 private:
  mutable absl::Duration ahead_;
};

// A poller that may have no room.
class BoundedPoller : public SelectPoller {
 public:
  bool Add(int fd, Interest interest, uint64_t token) override {
    return !full && SelectPoller::Add(fd, interest, token);
  }

  bool full = false;
};

class LobbyFixture : public ::testing::Test {
 protected:
  LobbyFixture() {
    rules_.limits = {.total = 100,
                     .per_address = 10,
                     .throttle_count = 100,
                     .throttle_window = absl::Seconds(60)};
    rules_.openings = 100;
    rules_.usual_proxies = {*ParseIpNetwork("127.0.0.0/8")};
    rules_.gateways = {{.name = "gate", .networks = {*ParseIpNetwork("198.51.100.0/24")}}};
    lobby_.SetRules(rules_);
  }

  absl::Time now() const { return clock_.ManualClock::Steady(); }

  // Admits a socket with this address.
  SocketPair& Admit(absl::string_view from, ListenerKind kind = {}, bool local = false) {
    static const auto* const credentials =
        new std::shared_ptr<const TlsCredentials>(TlsCredentials::SelfSigned("irc.example"));
    SocketPair& pair = pairs_.emplace_back();
    lobby_.Admit({.fd = std::move(pair.server),
                  .address = *ParseIpAddress(from),
                  .local = local,
                  .port = 6667,
                  .kind = kind},
                 kind.tls ? *credentials : nullptr, now());
    return pair;
  }

  // The outcomes since the last call. The sockets that have entered are moved to entered_.
  Lines Outcomes() {
    Lines lines;
    std::vector<Lobby::Outcome> outcomes;
    lobby_.TakeOutcomes(outcomes);
    for (Lobby::Outcome& outcome : outcomes) {
      if (auto* entered = std::get_if<Lobby::Entered>(&outcome)) {
        lines.push_back(absl::StrCat("entered ", AddressText(entered->ticket.address()),
                                     entered->direct ? " directly" : "",
                                     entered->tls != nullptr ? " with TLS" : "",
                                     entered->rest.empty() ? "" : " and said ", entered->rest));
        entered_.push_back(std::move(*entered));
      } else if (const auto* refused = std::get_if<Lobby::Refused>(&outcome)) {
        lines.push_back(absl::StrCat("refused ", AddressText(refused->address), " ",
                                     RowOf(refused->why).word, refused->detail.empty() ? "" : ": ",
                                     refused->detail));
      } else if (const auto* more = std::get_if<Lobby::RefusedMore>(&outcome)) {
        lines.push_back(absl::StrCat("refused ", more->count, " more"));
      } else if (const auto* question = std::get_if<Lobby::GatewayQuestion>(&outcome)) {
        lines.push_back(absl::StrCat("asks ", question->gateway, " ", question->password));
        asking_ = question->id;
      } else {
        lines.push_back("closed");
      }
    }
    return lines;
  }

  // Serves the sockets that the poller reports.
  void Poll() {
    std::vector<Ready> ready;
    poller_.Wait(absl::ZeroDuration(), ready);
    for (const Ready& one : ready) lobby_.OnReady(one, now());
  }

  // A turn of the loop.
  Lines Turn() {
    Poll();
    lobby_.RunDeadlines(now());
    lobby_.TakeHandshakes(now());
    return Outcomes();
  }

  Lines TurnAfter(absl::Duration time) {
    clock_.Advance(time);
    return Turn();
  }

  // The number of descriptors that the poller watches for input.
  size_t WatchedForInput() const {
    size_t count = 0;
    for (const Watched& watched : poller_.All()) count += watched.interest.read ? 1 : 0;
    return count;
  }

  // Nothing of a socket is left: no id, no deadline, nothing that the poller watches.
  void ExpectNothingLeft() {
    EXPECT_EQ(lobby_.size(), 0u);
    EXPECT_EQ(ids_.taken(), 0u);
    EXPECT_EQ(poller_.All().size(), 0u);
    lobby_.RunDeadlines(now() + RefusalTally::kPeriod);
    EXPECT_EQ(lobby_.NextDeadline(), absl::InfiniteFuture());
  }

  LobbyRules rules_;
  SlowClock clock_{absl::FromUnixSeconds(1'767'225'600)};
  SessionIds ids_;
  BoundedPoller poller_;
  Lobby lobby_{ids_, poller_, clock_};
  std::deque<SocketPair> pairs_;
  std::deque<Lobby::Entered> entered_;
  SessionId asking_;  // the last socket whose password is to be checked
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_LOBBY_FIXTURE_H_
