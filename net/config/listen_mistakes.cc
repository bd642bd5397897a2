#include "net/config/listen_mistakes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/protocol/address.h"
#include "net/io/listener.h"
#include "net/io/unix_socket.h"

namespace irc {
namespace {

// What one text asks for.
struct Entry {
  absl::string_view key;
  std::string text;
  std::string host;
  uint16_t port = 0;
  std::optional<IpAddress> address;  // none: a host name, "*" or a path
};

bool IsAny(const IpAddress& address) {
  const std::string text = AddressText(address);
  return text == "0.0.0.0" || text == "::";
}

bool SameHost(const Entry& a, const Entry& b) {
  if (a.host == "*" || b.host == "*") return true;
  if (!a.address.has_value() || !b.address.has_value()) {
    return absl::EqualsIgnoreCase(a.host, b.host);
  }
  // A socket for all addresses of IPv6 does not take those of IPv4.
  return *a.address == *b.address ||
         (a.address->is_v4() == b.address->is_v4() && (IsAny(*a.address) || IsAny(*b.address)));
}

bool Exclude(const Entry& a, const Entry& b) {
  if (IsUnixAddress(a.host) || IsUnixAddress(b.host)) return a.host == b.host;
  return a.port == b.port && a.port != 0 && SameHost(a, b);
}

std::string Sentence(const Entry& first, const Entry& second) {
  const bool same_key = first.key == second.key;
  if (same_key && first.text == second.text) {
    return absl::StrCat(second.key, ": '", second.text, "' stands there twice");
  }
  const std::string what =
      IsUnixAddress(second.host) ? "the path" : absl::StrCat("port ", second.port);
  return absl::StrCat(second.key, ": ", what, " of '", second.text, "' is that of '", first.text,
                      "'", same_key ? "" : absl::StrCat(" in ", first.key),
                      " already; only one of them can have it");
}

}  // namespace

std::vector<std::string> ListenMistakes(const ShellConfig& config) {
  std::vector<Entry> entries;
  const auto add = [&](absl::string_view key, const std::string& text) {
    Entry entry = {.key = key, .text = text, .host = "", .address = {}};
    entry.port = static_cast<uint16_t>(config.listen_port);
    ListenerKind kind;
    if (!ParseListenAddress(text, entry.host, entry.port, kind)) return;
    entry.address = ParseIpAddress(entry.host);
    entries.push_back(std::move(entry));
  };
  for (const std::string& text : config.listen_addresses) add("listen.addresses", text);
  if (!config.metrics_listen.empty()) add("metrics.listen", config.metrics_listen);
  std::vector<std::string> mistakes;
  for (auto second = entries.begin(); second != entries.end(); ++second) {
    const auto first = std::find_if(entries.begin(), second,
                                    [&](const Entry& one) { return Exclude(one, *second); });
    if (first != second) mistakes.push_back(Sentence(*first, *second));
  }
  return mistakes;
}

bool HaveOwnPorts(absl::Span<const std::string> addresses) {
  return std::all_of(addresses.begin(), addresses.end(), [](const std::string& text) {
    std::string host;
    uint16_t port = 0;
    uint16_t other_port = 1;
    ListenerKind kind;
    ParseListenAddress(text, host, port, kind);
    ParseListenAddress(text, host, other_port, kind);
    return IsUnixAddress(host) || port == other_port;
  });
}

}  // namespace irc
