#include "core/protocol/address.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace irc {
namespace {

bool AllDigits(absl::string_view text) {
  for (char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
  }
  return !text.empty();
}

std::optional<std::array<uint8_t, 4>> ParseQuad(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '.');
  if (parts.size() != 4) return std::nullopt;
  std::array<uint8_t, 4> quad{};
  for (size_t i = 0; i < 4; ++i) {
    int value = 0;
    if (parts[i].size() > 3 || !AllDigits(parts[i]) || !absl::SimpleAtoi(parts[i], &value) ||
        value > 255) {
      return std::nullopt;
    }
    // Some read "010" as eight, so that nobody can say which address is meant.
    if (parts[i].size() > 1 && parts[i][0] == '0') return std::nullopt;
    quad[i] = static_cast<uint8_t>(value);
  }
  return quad;
}

bool IsGroup(absl::string_view text) {
  return !text.empty() && text.size() <= 4 && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isxdigit(static_cast<unsigned char>(c));
  });
}

// The 16-bit groups of one side of "::"; false when they are none. `last`: the side that ends the
// address, where a dotted quad may stand for its last two groups.
bool ParseGroups(absl::string_view text, bool last, std::vector<uint16_t>& groups) {
  if (text.empty()) return true;
  for (absl::string_view part : absl::StrSplit(text, ':')) {
    if (part.find('.') != absl::string_view::npos) {
      const auto quad = ParseQuad(part);
      if (!quad.has_value() || !last || part.end() != text.end()) return false;
      groups.push_back(static_cast<uint16_t>((*quad)[0] << 8 | (*quad)[1]));
      groups.push_back(static_cast<uint16_t>((*quad)[2] << 8 | (*quad)[3]));
      continue;
    }
    uint32_t value = 0;
    if (!IsGroup(part) || !absl::SimpleHexAtoi(part, &value)) return false;
    groups.push_back(static_cast<uint16_t>(value));
  }
  return true;
}

}  // namespace

std::optional<Address> ParseAddress(absl::string_view text) {
  Address address;
  if (const auto quad = ParseQuad(text)) {
    address.v4 = true;
    address.bytes[10] = address.bytes[11] = 0xff;
    for (size_t i = 0; i < 4; ++i) address.bytes[12 + i] = (*quad)[i];
    return address;
  }
  const size_t gap = text.find("::");
  const bool has_gap = gap != absl::string_view::npos;
  std::vector<uint16_t> head, tail;
  if (!ParseGroups(text.substr(0, gap), !has_gap, head)) return std::nullopt;
  if (has_gap && !ParseGroups(text.substr(gap + 2), true, tail)) return std::nullopt;
  // "::" stands for one group at least; the '0' that we write before it is none.
  const bool zero_before_gap = text.substr(0, gap) == "0";
  const size_t count = head.size() + tail.size();
  if (has_gap ? count > (zero_before_gap ? 8 : 7) : count != 8) return std::nullopt;
  for (size_t i = 0; i < head.size(); ++i) {
    address.bytes[2 * i] = static_cast<uint8_t>(head[i] >> 8);
    address.bytes[2 * i + 1] = static_cast<uint8_t>(head[i]);
  }
  for (size_t i = 0; i < tail.size(); ++i) {
    const size_t at = 2 * (8 - tail.size() + i);
    address.bytes[at] = static_cast<uint8_t>(tail[i] >> 8);
    address.bytes[at + 1] = static_cast<uint8_t>(tail[i]);
  }
  return address;
}

std::optional<Network> ParseNetwork(absl::string_view text) {
  const size_t slash = text.find('/');
  const auto address = ParseAddress(text.substr(0, slash));
  if (!address.has_value()) return std::nullopt;
  Network network{.address = *address, .bits = 128};
  if (slash == absl::string_view::npos) return network;
  const absl::string_view bits = text.substr(slash + 1);
  const int bits_max = address->v4 ? 32 : 128;
  if (bits.size() > 3 || !AllDigits(bits) || !absl::SimpleAtoi(bits, &network.bits) ||
      network.bits > bits_max) {
    return std::nullopt;
  }
  network.bits += 128 - bits_max;
  return network;
}

bool Contains(const Network& network, const Address& address) {
  int bits = network.bits;
  for (size_t i = 0; i < address.bytes.size() && bits > 0; ++i, bits -= 8) {
    const auto mask = static_cast<uint8_t>(bits >= 8 ? 0xff : 0xff << (8 - bits));
    if ((network.address.bytes[i] & mask) != (address.bytes[i] & mask)) return false;
  }
  return true;
}

}  // namespace irc
