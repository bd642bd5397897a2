#include "net/io/poller.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "gtest/gtest.h"
#include "net/io/fd.h"

namespace irc {
namespace {

struct Pair {
  Fd ours;
  Fd theirs;
};

Pair MakePair() {
  std::array<int, 2> fds = {-1, -1};
  ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds.data());
  return {Fd(fds[0]), Fd(fds[1])};
}

class PollerTest : public ::testing::TestWithParam<PollerKind> {
 protected:
  std::vector<Ready> Wait() {
    std::vector<Ready> ready;
    poller_->Wait(absl::ZeroDuration(), ready);
    std::sort(ready.begin(), ready.end(),
              [](const Ready& a, const Ready& b) { return a.token < b.token; });
    return ready;
  }

  // Checks that a new descriptor with the reused number `fd` is reported with its own token.
  void ExpectAnother(int fd) {
    const Pair pair = MakePair();
    ASSERT_EQ(pair.ours.get(), fd) << "the system gives the lowest free number";
    ASSERT_TRUE(poller_->Add(fd, {.read = true}, 2));
    ASSERT_EQ(::send(pair.theirs.get(), "x", 1, 0), 1);
    const std::vector<Ready> ready = Wait();
    ASSERT_EQ(ready.size(), 1u);
    EXPECT_EQ(ready[0].token, 2u);
    poller_->Remove(fd);
  }

  std::unique_ptr<Poller> poller_ = MakePoller(GetParam());
};

TEST_P(PollerTest, SaysWhatCanBeDone) {
  Pair pair = MakePair();
  ASSERT_TRUE(poller_->Add(pair.ours.get(), {.read = true}, 7));
  EXPECT_TRUE(Wait().empty());
  ASSERT_EQ(::send(pair.theirs.get(), "x", 1, 0), 1);
  std::vector<Ready> ready = Wait();
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_EQ(ready[0].token, 7u);
  EXPECT_TRUE(ready[0].read);
  EXPECT_FALSE(ready[0].write);
  // Level-triggered: unread input is reported again.
  EXPECT_EQ(Wait().size(), 1u);

  poller_->Set(pair.ours.get(), {.read = true, .write = true});
  ready = Wait();
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_TRUE(ready[0].read);
  EXPECT_TRUE(ready[0].write);

  poller_->Set(pair.ours.get(), {});
  EXPECT_TRUE(Wait().empty());
  poller_->Remove(pair.ours.get());
}

// An edge-triggered interest (`edge`) reports each arrival once, and data that was there when it
// was added. A poller without edge triggering (select) reports unread data in every wait.
TEST_P(PollerTest, SaysNewsOnce) {
  Pair pair = MakePair();
  ASSERT_EQ(::send(pair.theirs.get(), "x", 1, 0), 1);
  ASSERT_TRUE(poller_->Add(pair.ours.get(), {.read = true, .edge = true}, 1));
  std::vector<Ready> ready = Wait();
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_TRUE(ready[0].read);
  EXPECT_FALSE(ready[0].ended);
  EXPECT_EQ(Wait().size(), poller_->edge_triggered() ? 0u : 1u);

  ASSERT_EQ(::send(pair.theirs.get(), "y", 1, 0), 1);
  EXPECT_EQ(Wait().size(), 1u);
  // The end of the stream (EPOLLRDHUP) is reported even when unread data precedes it.
  ::shutdown(pair.theirs.get(), SHUT_WR);
  ready = Wait();
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_TRUE(ready[0].read);
  EXPECT_EQ(ready[0].ended, poller_->edge_triggered());

  // A level-triggered interest reports the unread data again.
  poller_->Set(pair.ours.get(), {.read = true});
  EXPECT_EQ(Wait().size(), 1u);
  EXPECT_EQ(Wait().size(), 1u);
  poller_->Set(pair.ours.get(), {.read = true, .edge = true});
  EXPECT_EQ(Wait().size(), 1u);
  poller_->Remove(pair.ours.get());
}

TEST_P(PollerTest, TheEndIsReadable) {
  Pair pair = MakePair();
  ASSERT_TRUE(poller_->Add(pair.ours.get(), {.read = true}, 1));
  pair.theirs.Close();
  const std::vector<Ready> ready = Wait();
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_TRUE(ready[0].read || ready[0].broken);
  poller_->Remove(pair.ours.get());
}

TEST_P(PollerTest, ADescriptorComesBackAsAnother) {
  Pair first = MakePair();
  const int fd = first.ours.get();
  ASSERT_TRUE(poller_->Add(fd, {.read = true}, 1));
  poller_->Remove(fd);
  first.ours.Close();
  ExpectAnother(fd);
}

// After RemoveClosing, the close itself removes the descriptor, and its number can be reused.
TEST_P(PollerTest, ADescriptorThatIsClosedIsGone) {
  Pair first = MakePair();
  const int fd = first.ours.get();
  ASSERT_TRUE(poller_->Add(fd, {.read = true}, 1));
  ASSERT_EQ(::send(first.theirs.get(), "x", 1, 0), 1);
  ASSERT_EQ(Wait().size(), 1u);
  poller_->RemoveClosing(fd);
  first.ours.Close();
  EXPECT_TRUE(Wait().empty());
  ExpectAnother(fd);
}

TEST_P(PollerTest, ManyAtOnce) {
  std::vector<Pair> pairs;
  for (uint64_t i = 0; i < 300; ++i) {
    pairs.push_back(MakePair());
    ASSERT_TRUE(poller_->Add(pairs.back().ours.get(), {.read = true}, i));
  }
  for (size_t i = 0; i < pairs.size(); i += 7) {
    ASSERT_EQ(::send(pairs[i].theirs.get(), "x", 1, 0), 1);
  }
  const std::vector<Ready> ready = Wait();
  ASSERT_EQ(ready.size(), (pairs.size() + 6) / 7);
  for (size_t i = 0; i < ready.size(); ++i) EXPECT_EQ(ready[i].token, i * 7);
  for (Pair& pair : pairs) poller_->Remove(pair.ours.get());
}

INSTANTIATE_TEST_SUITE_P(All, PollerTest,
                         ::testing::Values(PollerKind::kAuto, PollerKind::kSelect,
                                           PollerKind::kEpoll),
                         [](const auto& info) { return std::string(PollerKindName(info.param)); });

TEST(SelectPoller, HasNoRoomBeyondItsSets) {
  rlimit limit = {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 4096);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
  Pair pair = MakePair();
  const int high = ::fcntl(pair.ours.get(), F_DUPFD_CLOEXEC, FD_SETSIZE);
  if (high < 0) GTEST_SKIP() << "this machine allows no descriptor of that size";
  const Fd owner(high);
  SelectPoller select;
  EXPECT_FALSE(select.Add(high, {.read = true}, 1));
  EXPECT_TRUE(select.Add(pair.ours.get(), {.read = true}, 2));

  // When a descriptor is too high for select(), AutoPoller moves all descriptors to epoll.
  AutoPoller poller(1000);
  ASSERT_TRUE(poller.Add(pair.ours.get(), {.read = true}, 1));
  EXPECT_EQ(poller.name(), "select");
  ASSERT_TRUE(poller.Add(high, {.write = true}, 2));
  EXPECT_EQ(poller.name(), "epoll");
  ASSERT_EQ(::send(pair.theirs.get(), "x", 1, 0), 1);
  std::vector<Ready> ready;
  poller.Wait(absl::ZeroDuration(), ready);
  EXPECT_EQ(ready.size(), 2u);
}

TEST(AutoPoller, MovesWhenItGrows) {
  AutoPoller poller(3);
  std::vector<Pair> pairs;
  for (uint64_t i = 0; i < 3; ++i) {
    pairs.push_back(MakePair());
    ASSERT_TRUE(poller.Add(pairs[i].ours.get(), {.read = i != 1}, i));
  }
  EXPECT_EQ(poller.name(), "select");
  for (Pair& pair : pairs) ASSERT_EQ(::send(pair.theirs.get(), "x", 1, 0), 1);
  pairs.push_back(MakePair());
  ASSERT_TRUE(poller.Add(pairs[3].ours.get(), {.write = true}, 3));
  EXPECT_EQ(poller.name(), "epoll");

  // Interests and tokens have been moved.
  std::vector<Ready> ready;
  poller.Wait(absl::ZeroDuration(), ready);
  std::vector<uint64_t> tokens;
  for (const Ready& r : ready) tokens.push_back(r.token);
  std::sort(tokens.begin(), tokens.end());
  EXPECT_EQ(tokens, (std::vector<uint64_t>{0, 2, 3}));
  for (Pair& pair : pairs) poller.Remove(pair.ours.get());
  EXPECT_EQ(poller.name(), "epoll") << "it does not go to and fro";
}

TEST(TimeoutMilliseconds, RoundsUp) {
  EXPECT_EQ(TimeoutMilliseconds(absl::ZeroDuration()), 0);
  EXPECT_EQ(TimeoutMilliseconds(absl::Seconds(-1)), 0);
  EXPECT_EQ(TimeoutMilliseconds(absl::Nanoseconds(1)), 1);
  EXPECT_EQ(TimeoutMilliseconds(absl::Milliseconds(1)), 1);
  EXPECT_EQ(TimeoutMilliseconds(absl::Microseconds(1001)), 2);
  EXPECT_EQ(TimeoutMilliseconds(absl::InfiniteDuration()), -1);
  EXPECT_EQ(TimeoutMilliseconds(absl::Hours(10'000'000)), 2147483647);
}

TEST(PollerKind, Names) {
  PollerKind kind = PollerKind::kAuto;
  EXPECT_TRUE(ParsePollerKind("epoll", kind));
  EXPECT_EQ(kind, PollerKind::kEpoll);
  EXPECT_TRUE(ParsePollerKind("select", kind));
  EXPECT_EQ(kind, PollerKind::kSelect);
  EXPECT_FALSE(ParsePollerKind("kqueue", kind));
}

}  // namespace
}  // namespace irc
