#include "net/external/resolve.h"

#include <netdb.h>

#include <cstring>
#include <memory>
#include <system_error>
#include <thread>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "net/external/stop_signal.h"

namespace irc {
namespace {

// What the caller and the thread share; the last of them deletes it.
struct Lookup {
  std::string host;
  std::string port;
  int error = 0;
  std::vector<SocketAddress> addresses;
  StopSignal done;  // raised when the two above are valid
};

void Run(Lookup& lookup) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  lookup.error = ::getaddrinfo(lookup.host.c_str(), lookup.port.c_str(), &hints, &found);
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    SocketAddress address = {.size = each->ai_addrlen};
    std::memcpy(&address.address, each->ai_addr, each->ai_addrlen);
    lookup.addresses.push_back(address);
  }
  if (found != nullptr) ::freeaddrinfo(found);
  lookup.done.Raise();
}

}  // namespace

absl::StatusOr<std::vector<SocketAddress>> Resolve(const std::string& host, const std::string& port,
                                                   const Wait& wait) {
  const auto lookup = std::make_shared<Lookup>();
  lookup->host = host;
  lookup->port = port;
  try {
    std::thread([lookup] { Run(*lookup); }).detach();
  } catch (const std::system_error& error) {
    return absl::UnavailableError(absl::StrCat("no thread: ", error.what()));
  }
  const absl::Status status = wait.For(lookup->done.fd(), POLLIN);
  if (!status.ok()) return status;
  if (lookup->error != 0 || lookup->addresses.empty()) {
    return absl::UnavailableError(
        absl::StrCat("no address of ", host, ": ", ::gai_strerror(lookup->error)));
  }
  return std::move(lookup->addresses);
}

}  // namespace irc
