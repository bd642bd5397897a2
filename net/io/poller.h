// Waits for many descriptors at once. Two implementations, one file each: select(), which every
// Unix has and which is as quick as any for a few descriptors, and epoll, whose cost does not grow
// with the descriptors that stay silent. Both are level-triggered: what was not read or written in
// one turn is reported again in the next, but for descriptors of which only the news are wanted.
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

// `news`: what has been said and is still so need not be said again, as the caller remembers what
// it has not read. Only with `read` alone. select() does say it again; epoll need not look at the
// descriptor after each time that it was read.
struct Interest {
  bool read : 1 = false;
  bool write : 1 = false;
  bool news : 1 = false;

  friend bool operator==(const Interest&, const Interest&) = default;
};

// One descriptor for which something can be done. `broken`: an error or a hang-up of both sides is
// pending; epoll says so also to those who asked for nothing, select() never does. `ended`: of one
// with `news`, the other side says no more than what can be read now.
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

  // Starts to watch `fd`. `token` comes back in Ready. False when this poller has no room for it:
  // select() holds no descriptor from FD_SETSIZE on, epoll none that the system refuses.
  virtual bool Add(int fd, Interest interest, uint64_t token) = 0;

  // REQUIRES: `fd` was added.
  virtual void Set(int fd, Interest interest) = 0;
  virtual void Remove(int fd) = 0;
  // The same of one that is closed before the next call, and that nobody else has open.
  virtual void RemoveClosing(int fd) { Remove(fd); }

  // Waits until something is ready, at most `timeout` (rounded up to milliseconds, so that a
  // deadline has passed when its wait ends), and fills `ready` (cleared first). A signal ends the
  // wait early with nothing ready.
  virtual void Wait(absl::Duration timeout, std::vector<Ready>& ready) = 0;

  // Whether Interest::news is heeded.
  virtual bool tells_news() const = 0;

  // "select" or "epoll": what is at work now.
  virtual absl::string_view name() const = 0;
};

// One watched descriptor, as a poller remembers it.
struct Watched {
  int fd = -1;
  Interest interest;
  uint64_t token = 0;
};

// With its list of everything that it watches, so that kAuto can move it all.
class SelectPoller : public Poller {
 public:
  SelectPoller();
  ~SelectPoller() override;
  bool Add(int fd, Interest interest, uint64_t token) override;
  void Set(int fd, Interest interest) override;
  void Remove(int fd) override;
  void Wait(absl::Duration timeout, std::vector<Ready>& ready) override;
  bool tells_news() const override { return false; }
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
  ~EpollPoller() override;
  bool Add(int fd, Interest interest, uint64_t token) override;
  void Set(int fd, Interest interest) override;
  void Remove(int fd) override;
  void RemoveClosing(int) override {}  // the kernel does it, without a call of its own
  void Wait(absl::Duration timeout, std::vector<Ready>& ready) override;
  bool tells_news() const override { return true; }
  absl::string_view name() const override { return "epoll"; }

 private:
  int epoll_fd_;
  std::vector<uint64_t> token_of_fd_;  // epoll_ctl(MOD) wants the token again
};

// kAuto: select() until more than `select_max` descriptors are watched or one does not fit into it,
// from then on epoll. Never moves back, so that a server at the border does not go to and fro.
class AutoPoller : public Poller {
 public:
  explicit AutoPoller(size_t select_max);
  bool Add(int fd, Interest interest, uint64_t token) override;
  void Set(int fd, Interest interest) override;
  void Remove(int fd) override;
  void RemoveClosing(int fd) override;
  void Wait(absl::Duration timeout, std::vector<Ready>& ready) override;
  bool tells_news() const override { return select_ == nullptr; }
  absl::string_view name() const override;

 private:
  bool MoveToEpoll();

  const size_t select_max_;
  size_t watched_ = 0;
  std::unique_ptr<SelectPoller> select_;  // null after the move
  std::unique_ptr<EpollPoller> epoll_;    // null before it
};

// From here on kAuto uses epoll. With one of N clients speaking, a turn of select() took 1.8 us for
// N = 4, 3.9 us for 32, 9.5 us for 128 and 32 us for 500, one of epoll 1.4 us for every N
// (net/io/poller_bench.cc).
inline constexpr size_t kAutoSelectMax = 32;

std::unique_ptr<Poller> MakePoller(PollerKind kind);

// What poll-like calls take: milliseconds rounded up, -1 for no limit.
int TimeoutMilliseconds(absl::Duration timeout);

}  // namespace irc

#endif  // IRCSERV_NET_IO_POLLER_H_
