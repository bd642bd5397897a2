#include "cmd/status/status_client.h"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "net/config/state_folder.h"
#include "net/io/fd.h"
#include "net/io/listener.h"
#include "net/io/unix_socket.h"
#include "net/telemetry/log.h"
#include "nlohmann/json.hpp"

namespace irc {
namespace {

using Json = nlohmann::json;

constexpr int kPatienceSeconds = 5;
constexpr size_t kAnswerBytesMax = 1 << 20;
constexpr char kRequest[] = "GET /status HTTP/1.1\r\nHost: ircserv\r\nConnection: close\r\n\r\n";

Fd ConnectToMetrics(const std::string& place) {
  std::string host;
  uint16_t port = 0;
  ListenerKind kind;
  if (!ParseListenAddress(place, host, port, kind)) {
    errno = EINVAL;
    return Fd();
  }
  if (host == "*" || host == "0.0.0.0") host = "127.0.0.1";
  if (host == "::") host = "::1";
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), absl::StrCat(port).c_str(), &hints, &found) != 0) {
    errno = EADDRNOTAVAIL;
    return Fd();
  }
  Fd fd(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int error = ::connect(fd.get(), found->ai_addr, found->ai_addrlen) == 0 ? 0 : errno;
  ::freeaddrinfo(found);
  if (error == 0) return fd;
  fd = Fd();
  errno = error;
  return fd;
}

// The body of the answer; an error for anything but 200.
absl::StatusOr<std::string> Ask(const Fd& fd) {
  const timeval patience = {.tv_sec = kPatienceSeconds, .tv_usec = 0};
  ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  ::setsockopt(fd.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  ssize_t count = ::send(fd.get(), kRequest, sizeof(kRequest) - 1, MSG_NOSIGNAL);
  std::string answer;
  char buffer[16384];
  while (count > 0 && answer.size() < kAnswerBytesMax) {
    count = ::recv(fd.get(), buffer, sizeof(buffer), 0);
    if (count > 0) answer.append(buffer, static_cast<size_t>(count));
  }
  const size_t head = answer.find("\r\n\r\n");
  if (count != 0 || head == answer.npos) {
    return absl::UnavailableError("the server does not answer; its log may say why");
  }
  const std::string body = answer.substr(head + 4);
  if (absl::StartsWith(answer, "HTTP/1.1 200 ")) return body;
  return absl::UnavailableError(
      absl::StrCat("the server is not healthy: ", absl::StripTrailingAsciiWhitespace(body)));
}

std::string Duration(int64_t seconds) {
  const int64_t days = seconds / 86400;
  return absl::StrFormat("%s%d:%02d:%02d",
                         days == 0   ? ""
                         : days == 1 ? "1 day "
                                     : absl::StrCat(days, " days "),
                         seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
}

std::string Bytes(uint64_t bytes) {
  if (bytes < 10 << 10) return absl::StrCat(bytes, " bytes");
  if (bytes < 10 << 20) return absl::StrCat(bytes >> 10, " KiB");
  return absl::StrCat(bytes >> 20, " MiB");
}

// What comes from a log may have control characters, although the log writes none.
std::string Clean(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return text;
}

// A missing key, of another version, is a zero or an empty text.
uint64_t NumberOf(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number() ? found->get<uint64_t>() : 0;
}

std::string TextOf(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? Clean(found->get<std::string>()) : "";
}

Json PartOf(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() ? Json() : *found;
}

void AddRow(std::string& screen, absl::string_view name, absl::string_view text) {
  absl::StrAppendFormat(&screen, "%-14s%s\n", name, text);
}

void AddList(std::string& screen, absl::string_view name, const Json& list) {
  for (const Json& item : list) {
    if (item.is_string()) AddRow(screen, name, Clean(item.get<std::string>()));
    name = "";
  }
}

void AddCertificates(std::string& screen, const Json& certificates) {
  absl::string_view name = "certificates";
  for (const Json& one : certificates) {
    const std::string file = TextOf(one, "file");
    const auto days = one.find("days");
    const int64_t left = days != one.end() && days->is_number() ? days->get<int64_t>() : 0;
    AddRow(screen, name,
           absl::StrCat(file.empty() ? "(in memory)" : file, ": ", left, " days, until ",
                        TextOf(one, "until")));
    name = "";
  }
}

Json Parse(absl::string_view text) {
  return Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
}

}  // namespace

std::string StatusSocket(const std::string& data_folder) {
  if (data_folder.empty() || data_folder == kNoDataFolder) return "";
  return absl::StrCat(data_folder, "/status.sock");
}

absl::StatusOr<std::string> AskForStatus(const StatusPlaces& places) {
  std::string tried;
  if (!places.socket.empty()) {
    const Fd fd = ConnectToPath(places.socket);
    if (fd.valid()) return Ask(fd);
    absl::StrAppend(&tried, "'", places.socket, "': ", strerror(errno));
  }
  if (!places.metrics.empty()) {
    const Fd fd = ConnectToMetrics(places.metrics);
    if (fd.valid()) return Ask(fd);
    absl::StrAppend(&tried, tried.empty() ? "" : ", ", places.metrics, ": ", strerror(errno));
  }
  if (tried.empty()) {
    return absl::NotFoundError(
        "no place is known where a server can be asked: give --data=DIR or --config=FILE, or, for "
        "one that keeps nothing, --metrics=ADDRESS:PORT, with which it has to be started");
  }
  return absl::NotFoundError(
      absl::StrCat("no server answers (", tried,
                   "); --config=FILE or --data=DIR says which one is meant, and its user or root "
                   "may ask"));
}

absl::StatusOr<std::string> StatusScreen(absl::string_view text) {
  const Json json = Parse(text);
  if (!json.is_object()) return absl::InvalidArgumentError("the answer is no status of ircserv");
  const Json open = PartOf(json, "connections");
  const Json queues = PartOf(json, "send_queues");
  const Json store = PartOf(json, "store");
  const Json mails = PartOf(json, "mails");
  std::string screen =
      absl::StrCat(TextOf(json, "server"), " (", TextOf(json, "network"), "), ",
                   TextOf(json, "version"), ", process ", NumberOf(json, "pid"), "\n\n");
  AddList(screen, "NOT READY", PartOf(json, "missing"));
  AddList(screen, "attention", PartOf(json, "attention"));
  AddRow(screen, "up", Duration(static_cast<int64_t>(NumberOf(json, "uptime_seconds"))));
  AddRow(screen, "users",
         absl::StrCat(NumberOf(json, "users"), ", of these ", NumberOf(json, "operators"),
                      " operators; ", NumberOf(json, "channels"), " channels, ",
                      NumberOf(json, "accounts"), " accounts"));
  AddRow(screen, "connections",
         absl::StrCat(NumberOf(open, "open"), " of ", NumberOf(open, "max"), ": ",
                      NumberOf(open, "tls"), " TLS, ", NumberOf(open, "plain"), " plain, ",
                      NumberOf(open, "websocket"), " WebSocket; ", NumberOf(open, "opening"),
                      " opening, ", NumberOf(open, "unregistered"), " unregistered"));
  AddRow(
      screen, "send queues",
      absl::StrCat(Bytes(NumberOf(queues, "bytes")), " of ", Bytes(NumberOf(queues, "bytes_max")),
                   ", the longest ", Bytes(NumberOf(queues, "longest"))));
  const std::string last_sync = TextOf(store, "last_sync");
  AddRow(
      screen, "store",
      absl::StrCat(TextOf(store, "state"), "; waiting: ", Bytes(NumberOf(store, "waiting_bytes")),
                   " for the disk, ", NumberOf(store, "turns_behind"),
                   " turns for the database; last sync: ", last_sync.empty() ? "none" : last_sync));
  AddRow(screen, "mails",
         absl::StrCat(NumberOf(mails, "waiting"), " waiting, ", NumberOf(mails, "sent"), " sent, ",
                      NumberOf(mails, "failed"), " failed"));
  AddCertificates(screen, PartOf(json, "certificates"));
  if (const auto log = json.find("log"); log == json.end()) {
    AddRow(screen, "warnings", "(shown to the server's user and root, through its data folder)");
  } else if (log->empty()) {
    AddRow(screen, "warnings", "none");
  } else {
    absl::StrAppend(&screen, "\nThe last warnings and errors of the log:\n");
    for (const Json& line : *log) {
      if (line.is_string()) absl::StrAppend(&screen, "  ", Clean(line.get<std::string>()), "\n");
    }
  }
  return screen;
}

int StatusOfServer(absl::string_view text) {
  const Json json = Parse(text);
  const auto ready = json.find("ready");
  if (ready == json.end() || !ready->is_boolean() || !ready->get<bool>()) return 2;
  return PartOf(json, "attention").empty() ? 0 : 1;
}

absl::Status WhetherServing(absl::string_view text) {
  if (StatusOfServer(text) != 2) return absl::OkStatus();
  std::string why;
  for (const Json& sentence : PartOf(Parse(text), "missing")) {
    if (!sentence.is_string()) continue;
    absl::StrAppend(&why, why.empty() ? "" : " ", Clean(sentence.get<std::string>()));
  }
  return absl::UnavailableError(
      absl::StrCat("the server does not serve: ", why.empty() ? "it does not say why" : why));
}

int ShowAlive(const StatusPlaces& places) {
  const absl::StatusOr<std::string> text = AskForStatus(places);
  const absl::Status serving = text.ok() ? WhetherServing(*text) : text.status();
  if (serving.ok()) return 0;
  WriteToStderr(absl::StrCat("ircserv: ", serving.message(), "\n"));
  return 2;
}

int ShowStatus(const StatusPlaces& places, bool json) {
  absl::StatusOr<std::string> text = AskForStatus(places);
  const int status = text.ok() ? StatusOfServer(*text) : 2;
  if (text.ok() && !json) text = StatusScreen(*text);
  if (!text.ok()) {
    WriteToStderr(absl::StrCat("ircserv: ", text.status().message(), "\n"));
    return 2;
  }
  std::fputs(text->c_str(), stdout);
  return status;
}

}  // namespace irc
