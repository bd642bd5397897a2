// Waits for many descriptors at once. Two implementations, one file each: select(), which every
// Unix has and which is fast for few descriptors, and epoll, whose cost does not grow with the
// number of idle descriptors. Both are level-triggered: a descriptor that still has unread input or
// room for output is reported again in the next turn. Interest::edge makes epoll edge-triggered.
#ifndef IRCSERV_NET_IO_POLLER_H_
#define IRCSERV_NET_IO_POLLER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace irc {

enum class PollerKind { kAuto, kSelect, kEpoll };

// "auto", "select" or "epoll"; false for anything else.
bool ParsePollerKind(absl::string_view text, PollerKind& kind);
absl::string_view PollerKindName(PollerKind kind);

// `edge`: edge-triggered. New input is reported once; the caller remembers that a descriptor has
// unread input. Only together with `read` and without `write`. It saves epoll a check of the
// descriptor after each read; select() ignores it and stays level-triggered.
struct Interest {
  bool read : 1 = false;
  bool write : 1 = false;
  bool edge : 1 = false;

  friend bool operator==(const Interest&, const Interest&) = default;
};

// A descriptor that is ready. `broken`: an error or a hang-up of both sides is pending; epoll
// reports it even without any interest, select() never does. `ended`: only with `edge`, the peer
// has closed its side, but unread input may remain.
struct Ready {
  uint64_t token = 0;
  bool read = false;
  bool write = false;
  bool broken = false;
  bool ended = false;
};

class Poller {
 public:
  virtual ~Poller() = default;

  // Starts to watch `fd`; Ready has its `token`. False when this poller has no room for it: for
  // select() when fd >= FD_SETSIZE, for epoll when the system refuses it.
  virtual bool Add(int fd, Interest interest, uint64_t token) = 0;

  // REQUIRES: `fd` was added.
  virtual void Set(int fd, Interest interest) = 0;
  virtual void Remove(int fd) = 0;
  // The same for a descriptor that is closed before the next call and has no duplicate.
  virtual void RemoveClosing(int fd) { Remove(fd); }

  // Waits until a descriptor is ready, at most `timeout`, and fills `ready` (cleared first). The
  // timeout is rounded up to milliseconds, so that a deadline has passed when its wait ends. A
  // signal ends the wait early with `ready` empty.
  virtual void Wait(absl::Duration timeout, std::vector<Ready>& ready) = 0;

  // Whether Interest::edge has an effect: whether this poller can be edge-triggered.
  virtual bool edge_triggered() const = 0;

  // "select" or "epoll": the mechanism in use now.
  virtual absl::string_view name() const = 0;
};

// A watched descriptor.
struct Watched {
  int fd = -1;
  Interest interest;
  uint64_t token = 0;
};

// Lists its descriptors, so that AutoPoller can move them to epoll.
class SelectPoller : public Poller {
 public:
  SelectPoller();
  ~SelectPoller() override;
  bool Add(int fd, Interest interest, uint64_t token) override;
  void Set(int fd, Interest interest) override;
  void Remove(int fd) override;
  void Wait(absl::Duration timeout, std::vector<Ready>& ready) override;
  bool edge_triggered() const override { return false; }
  absl::string_view name() const override { return "select"; }

  // In the order of the descriptors.
  std::vector<Watched> All() const;

 private:
  struct Sets;
  std::unique_ptr<Sets> sets_;
  std::vector<Watched> by_fd_;  // index: the descriptor; fd -1 when not watched
};

class EpollPoller : public Poller {
 public:
  EpollPoller();

  // Whether the system allows all calls of epoll; a seccomp filter may refuse any of them.
  static bool Works();

  ~EpollPoller() override;
  bool Add(int fd, Interest interest, uint64_t token) override;
  void Set(int fd, Interest interest) override;
  void Remove(int fd) override;
  void RemoveClosing(int) override {}  // close() removes it, without another system call
  void Wait(absl::Duration timeout, std::vector<Ready>& ready) override;
  bool edge_triggered() const override { return true; }
  absl::string_view name() const override { return "epoll"; }

 private:
  int epoll_fd_;
  std::vector<uint64_t> token_of_fd_;  // epoll_ctl(MOD) wants the token again
};

// kAuto: select() until more than `select_max` descriptors are watched or one does not fit, from
// then on epoll. It never moves back, so a server near the limit does not alternate. Where the
// system refuses epoll, it stays with select() as long as the descriptors fit.
class AutoPoller : public Poller {
 public:
  explicit AutoPoller(size_t select_max);
  bool Add(int fd, Interest interest, uint64_t token) override;
  void Set(int fd, Interest interest) override;
  void Remove(int fd) override;
  void RemoveClosing(int fd) override;
  void Wait(absl::Duration timeout, std::vector<Ready>& ready) override;
  bool edge_triggered() const override { return select_ == nullptr; }
  absl::string_view name() const override;

 private:
  bool MoveToEpoll();

  const size_t select_max_;
  size_t watched_ = 0;
  std::unique_ptr<SelectPoller> select_;  // null after the move
  std::unique_ptr<EpollPoller> epoll_;    // null before it
};

// Above this number of descriptors kAuto uses epoll. With one active client of N, a turn of
// select() took 1.8 us for N = 4, 3.9 us for 32, 9.5 us for 128 and 32 us for 500, a turn of
// epoll 1.4 us for every N (net/io/poller_bench.cc).
inline constexpr size_t kAutoSelectMax = 32;

// kEpoll on a system that refuses it: select().
std::unique_ptr<Poller> MakePoller(PollerKind kind);

// The timeout argument of poll() and epoll_wait(): milliseconds rounded up, -1 for no limit.
int TimeoutMilliseconds(absl::Duration timeout);

}  // namespace irc

#endif  // IRCSERV_NET_IO_POLLER_H_
