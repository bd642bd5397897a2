#include "net/io/child.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace irc {
namespace {

// posix_spawn() does what fork(), dup2() and execve() do, but copies no page table meanwhile: a
// fork() of a server with much memory would halt its loop.
class SpawnPlan {
 public:
  explicit SpawnPlan(const ChildFds& fds) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, fds.in, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, fds.out, STDOUT_FILENO);
    if (fds.err != STDERR_FILENO) {
      ::posix_spawn_file_actions_adddup2(&actions_, fds.err, STDERR_FILENO);
    }
    // Not all are closed by themselves: those that systemd gave, and those that the server was
    // started with.
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  pid_t Spawn(const std::vector<char*>& argv, const std::vector<char*>& environment) const {
    pid_t child = 0;
    errno =
        ::posix_spawn(&child, argv[0], &actions_, &attributes_, argv.data(), environment.data());
    return errno == 0 ? child : 0;
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// As the system wants them: it does not change them. They live as long as `words`.
std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

std::optional<Pipe> MakePipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{.read = Fd(ends[0]), .write = Fd(ends[1])};
}

void SetNonBlocking(const Fd& fd) {
  ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

pid_t StartChild(const std::vector<std::string>& command,
                 const std::vector<std::string>& environment, const ChildFds& fds) {
  return SpawnPlan(fds).Spawn(Pointers(command), Pointers(environment));
}

void EndChild(pid_t child) {
  ::kill(-child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
}

}  // namespace irc
