#include "net/accept/proxy_header.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace irc {
namespace {

using State = ProxyHeader::State;

constexpr absl::string_view kBegin1 = "PROXY ";
constexpr size_t kBytesMax1 = 107;

constexpr absl::string_view kBegin2("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr size_t kFixedBytes2 = 16;
constexpr size_t kBytesMax2 = 536;

ProxyHeader Wrong() { return {.state = State::kWrong}; }

bool IsPort(absl::string_view text) {
  int port = 0;
  return absl::SimpleAtoi(text, &port) && port >= 0 && port <= 65535;
}

// PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n
ProxyHeader Read1(absl::string_view bytes) {
  const size_t end = bytes.substr(0, kBytesMax1).find("\r\n");
  if (end == absl::string_view::npos) {
    return bytes.size() < kBytesMax1 ? ProxyHeader() : Wrong();
  }
  ProxyHeader header{.state = State::kWhole, .bytes = end + 2};
  const std::vector<absl::string_view> words = absl::StrSplit(bytes.substr(0, end), ' ');
  if (words[1] == "UNKNOWN") return header;
  if (words.size() != 6 || (words[1] != "TCP4" && words[1] != "TCP6")) return Wrong();
  header.source = ParseIpAddress(words[2]);
  const bool v6 = absl::StrContains(words[2], ':');
  if (!header.source.has_value() || v6 != (words[1] == "TCP6") || !IsPort(words[4]) ||
      !IsPort(words[5])) {
    return Wrong();
  }
  return header;
}

size_t Number(absl::string_view bytes) {
  return static_cast<size_t>(static_cast<uint8_t>(bytes[0])) << 8 | static_cast<uint8_t>(bytes[1]);
}

// Takes from the type-length-value fields whether the client uses TLS, and under which host name it
// has come.
void ReadFields(absl::string_view fields, ProxyHeader& header) {
  constexpr uint8_t kAuthority = 0x02;  // PP2_TYPE_AUTHORITY
  constexpr uint8_t kTls = 0x20;        // PP2_TYPE_SSL
  constexpr uint8_t kClientTls = 1;     // PP2_CLIENT_SSL
  while (fields.size() >= 3) {
    const size_t size = Number(fields.substr(1));
    const absl::string_view value = fields.substr(3).substr(0, size);
    const auto type = static_cast<uint8_t>(fields[0]);
    if (type == kTls && !value.empty()) {
      header.tls = (static_cast<uint8_t>(value[0]) & kClientTls) != 0;
    }
    if (type == kAuthority) header.authority = std::string(value);
    fields.remove_prefix(std::min(fields.size(), 3 + size));
  }
}

ProxyHeader Read2(absl::string_view bytes) {
  if (bytes.size() < kFixedBytes2) return {};
  const uint8_t version_command = static_cast<uint8_t>(bytes[12]);
  const uint8_t family = static_cast<uint8_t>(bytes[13]);
  const size_t size = Number(bytes.substr(14));
  if (version_command >> 4 != 2 || kFixedBytes2 + size > kBytesMax2) return Wrong();
  if (bytes.size() < kFixedBytes2 + size) return {};
  ProxyHeader header{.state = State::kWhole, .bytes = kFixedBytes2 + size};
  const absl::string_view rest = bytes.substr(kFixedBytes2, size);
  constexpr uint8_t kLocal = 0, kProxy = 1;
  switch (version_command & 0xf) {
    case kLocal:
      return header;
    case kProxy:
      break;
    default:
      return Wrong();
  }
  constexpr uint8_t kTcp4 = 0x11, kTcp6 = 0x21;
  if (family != kTcp4 && family != kTcp6) return header;
  const size_t address = family == kTcp6 ? 16 : 4;
  const size_t addresses = 2 * (address + 2);  // with their ports
  if (rest.size() < addresses) return Wrong();
  header.source = IpAddress::FromOctets({reinterpret_cast<const uint8_t*>(rest.data()), address});
  ReadFields(rest.substr(addresses), header);
  return header;
}

// True if `bytes` begin with `begin`, or may do so when more of them have arrived.
bool MayBegin(absl::string_view bytes, absl::string_view begin) {
  const size_t known = std::min(bytes.size(), begin.size());
  return bytes.substr(0, known) == begin.substr(0, known);
}

}  // namespace

ProxyHeader ReadProxyHeader(absl::string_view bytes) {
  if (MayBegin(bytes, kBegin1)) return bytes.size() < kBegin1.size() ? ProxyHeader() : Read1(bytes);
  if (MayBegin(bytes, kBegin2)) return bytes.size() < kBegin2.size() ? ProxyHeader() : Read2(bytes);
  return {.state = State::kNone};
}

}  // namespace irc
