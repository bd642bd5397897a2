#include "core/transcript/transcript.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace irc {
namespace transcript {
namespace {

constexpr std::array<absl::string_view, 14> kWords = {
    "config", "oper",      "start",    "time", "connect", "session", "complete",
    "tick",   "configure", "stopping", "gone", "request", "stop",    "closed"};

}  // namespace

absl::Time DefaultStart() { return absl::FromUnixSeconds(1767225600); }  // 2026-01-01

Peer DefaultPeer(absl::string_view name) {
  Peer peer;
  peer.ip = "127.0.0.1";
  peer.host = "localhost";
  peer.cloak = absl::StrCat("cloak-", name);
  peer.local_port = 6667;
  return peer;
}

bool IsSessionName(absl::string_view name) {
  const auto is_name_byte = [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_' || c == '-';
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), is_name_byte) &&
         std::find(kWords.begin(), kWords.end(), name) == kWords.end() && name != kDivider;
}

bool IsClockTime(absl::Time time) {
  constexpr int64_t kYear10000 = 253402300800;  // seconds
  return time >= absl::UnixEpoch() && time < absl::FromUnixSeconds(kYear10000) &&
         absl::FromUnixMillis(absl::ToUnixMillis(time)) == time;
}

}  // namespace transcript
}  // namespace irc
