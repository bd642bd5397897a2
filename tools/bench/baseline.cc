// The baseline of the benchmark: an epoll loop that forwards lines and implements no more of IRC
// than the load generator needs. It has no limits, checks, modes or errors; USER completes a
// registration. The lines that one turn of the loop produces for a client are sent with one send().
//
//   baseline PORT
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/strings/string_view.h"

namespace {

struct Channel;

struct Client {
  int fd = -1;
  bool dirty = false;
  bool blocked = false;
  bool gone = false;
  std::string nick;
  std::string in;
  std::string out;
  std::vector<Channel*> channels;
};

struct Channel {
  std::string name;
  std::vector<Client*> members;
};

class Baseline {
 public:
  explicit Baseline(int port) : epoll_(epoll_create1(0)), listener_(Listen(port)) {
    Watch(listener_, EPOLLIN, EPOLL_CTL_ADD);
  }

  [[noreturn]] void Run() {
    std::array<epoll_event, 512> events;
    while (true) {
      const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
      for (int i = 0; i < count; ++i) {
        const int fd = events[static_cast<size_t>(i)].data.fd;
        if (fd == listener_) {
          Accept();
          continue;
        }
        Client* client = clients_[static_cast<size_t>(fd)].get();
        if (client == nullptr) continue;
        if ((events[static_cast<size_t>(i)].events & EPOLLOUT) != 0) Dirty(*client);
        if ((events[static_cast<size_t>(i)].events & ~EPOLLOUT) != 0) Read(*client);
      }
      for (size_t i = 0; i < dirty_.size(); ++i) Write(*dirty_[i]);
      dirty_.clear();
      for (int fd : gone_) {
        clients_[static_cast<size_t>(fd)] = nullptr;
        close(fd);
      }
      gone_.clear();
    }
  }

 private:
  static int Listen(int port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<uint16_t>(port));
    if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0 ||
        listen(fd, 4096) != 0) {
      std::perror("baseline");
      std::exit(1);
    }
    return fd;
  }

  void Watch(int fd, uint32_t events, int how) {
    epoll_event event = {.events = events, .data = {.fd = fd}};
    epoll_ctl(epoll_, how, fd, &event);
  }

  void Accept() {
    for (int i = 0; i < 64; ++i) {
      const int fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
      if (fd < 0) return;
      const int on = 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
      if (clients_.size() <= static_cast<size_t>(fd)) clients_.resize(static_cast<size_t>(fd) + 1);
      clients_[static_cast<size_t>(fd)] = std::make_unique<Client>();
      clients_[static_cast<size_t>(fd)]->fd = fd;
      Watch(fd, EPOLLIN, EPOLL_CTL_ADD);
    }
  }

  void Read(Client& client) {
    const ssize_t count = recv(client.fd, buffer_.data(), buffer_.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) return Leave(client, "gone");
    absl::string_view text(buffer_.data(), static_cast<size_t>(count));
    if (!client.in.empty()) {
      client.in.append(text.data(), text.size());
      text = client.in;
    }
    size_t start = 0;
    for (size_t end; (end = text.find('\n', start)) != absl::string_view::npos; start = end + 1) {
      absl::string_view line = text.substr(start, end - start);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      Take(client, line);
    }
    std::string rest(text.substr(start));
    client.in.swap(rest);
  }

  void Take(Client& client, absl::string_view line) {
    const size_t space = line.find(' ');
    const absl::string_view command = line.substr(0, space);
    const absl::string_view rest =
        space == absl::string_view::npos ? absl::string_view() : line.substr(space + 1);
    if (command == "PRIVMSG") {
      Message(client, line, rest.substr(0, rest.find(' ')));
    } else if (command == "NICK") {
      client.nick = std::string(rest);
      by_nick_[client.nick] = &client;
    } else if (command == "USER") {
      Say(client, ":baseline 001 " + client.nick + " :Welcome\r\n:baseline 376 " + client.nick +
                      " :End\r\n");
    } else if (command == "JOIN") {
      Join(client, std::string(rest));
    } else if (command == "QUIT") {
      Leave(client, rest);
    }
  }

  void Message(Client& client, absl::string_view line, absl::string_view target) {
    line_.assign(":").append(client.nick).append("!user@host ");
    line_.append(line.data(), line.size()).append("\r\n");
    if (!target.empty() && target[0] == '#') {
      key_.assign(target.data(), target.size());
      const auto channel = channels_.find(key_);
      if (channel == channels_.end()) return;
      for (Client* member : channel->second.members) {
        if (member != &client) Say(*member, line_);
      }
      return;
    }
    key_.assign(target.data(), target.size());
    const auto to = by_nick_.find(key_);
    if (to != by_nick_.end()) Say(*to->second, line_);
  }

  void Join(Client& client, const std::string& name) {
    Channel& channel = channels_[name];
    channel.name = name;
    channel.members.push_back(&client);
    client.channels.push_back(&channel);
    const std::string line = ":" + client.nick + "!user@host JOIN " + name + "\r\n";
    for (Client* member : channel.members) Say(*member, line);
    const std::string head = ":baseline 353 " + client.nick + " = " + name + " :";
    std::string names = head;
    for (const Client* member : channel.members) {
      if (names.size() + member->nick.size() > 500) {
        Say(client, names + "\r\n");
        names = head;
      }
      names.append(member->nick).append(" ");
    }
    Say(client, names + "\r\n:baseline 366 " + client.nick + " " + name + " :End\r\n");
  }

  void Leave(Client& client, absl::string_view reason) {
    if (client.gone) return;
    client.gone = true;
    gone_.push_back(client.fd);
    by_nick_.erase(client.nick);
    const std::string line = ":" + client.nick + "!user@host QUIT " + std::string(reason) + "\r\n";
    for (Channel* channel : client.channels) {
      channel->members.erase(std::find(channel->members.begin(), channel->members.end(), &client));
      for (Client* member : channel->members) Say(*member, line);
    }
  }

  void Say(Client& client, absl::string_view line) {
    client.out.append(line.data(), line.size());
    if (!client.dirty) Dirty(client);
  }

  void Dirty(Client& client) {
    client.dirty = true;
    dirty_.push_back(&client);
  }

  void Write(Client& client) {
    client.dirty = false;
    if (client.gone || client.out.empty()) return;
    const ssize_t count =
        send(client.fd, client.out.data(), client.out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0) client.out.erase(0, static_cast<size_t>(count));
    if (client.blocked != !client.out.empty()) {
      client.blocked = !client.out.empty();
      Watch(client.fd, client.blocked ? EPOLLIN | EPOLLOUT : EPOLLIN, EPOLL_CTL_MOD);
    }
    if (client.out.empty() && client.out.capacity() > 65536) std::string().swap(client.out);
  }

  const int epoll_;
  const int listener_;
  std::vector<std::unique_ptr<Client>> clients_;  // by descriptor
  std::vector<Client*> dirty_;
  std::vector<int> gone_;
  std::unordered_map<std::string, Client*> by_nick_;
  std::unordered_map<std::string, Channel> channels_;
  std::array<char, 65536> buffer_;
  std::string line_;
  std::string key_;
};

}  // namespace

int main(int argc, char** argv) {
  rlimit limit = {};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  Baseline(argc > 1 ? std::atoi(argv[1]) : 6667).Run();
}
