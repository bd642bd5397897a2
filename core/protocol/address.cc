#include "core/protocol/address.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/check.h"

namespace irc {
namespace {

constexpr size_t kMappedBytes = 12;
constexpr int kMappedBits = 96;

// At most three digits: 0 to 999.
std::optional<int> ParseDecimal(absl::string_view text) {
  if (text.empty() || text.size() > 3) return std::nullopt;
  int value = 0;
  for (char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return std::nullopt;
    value = 10 * value + (c - '0');
  }
  return value;
}

std::optional<IpAddress> ParseQuad(absl::string_view text) {
  IpAddress address;
  for (size_t i = 0; i < 4; ++i) {
    const size_t end = i < 3 ? text.find('.') : text.size();
    if (end == absl::string_view::npos) return std::nullopt;
    const absl::string_view part = text.substr(0, end);
    const std::optional<int> value = ParseDecimal(part);
    if (!value.has_value() || *value > 255) return std::nullopt;
    // Some programs read "010" as eight, so such an address has no one meaning.
    if (part.size() > 1 && part[0] == '0') return std::nullopt;
    address.bytes[kMappedBytes + i] = static_cast<uint8_t>(*value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return address;
}

// The bytes of one side of "::".
struct Side {
  std::array<uint8_t, 16> bytes;
  size_t size = 0;

  // A group of 16 bits in hexadecimal; false when it is none or there is no room.
  bool AddGroup(absl::string_view text) {
    if (text.empty() || text.size() > 4) return false;
    int value = 0;
    for (char c : text) {
      if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return false;
      const char lower = absl::ascii_tolower(static_cast<unsigned char>(c));
      value = 16 * value + (lower <= '9' ? lower - '0' : lower - 'a' + 10);
    }
    const uint8_t group[] = {static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value)};
    return Add(group);
  }

  bool AddQuad(absl::string_view text) {
    const std::optional<IpAddress> quad = ParseQuad(text);
    return quad.has_value() && Add(quad->octets());
  }

  bool Add(absl::Span<const uint8_t> more) {
    if (more.size() > bytes.size() - size) return false;
    std::copy(more.begin(), more.end(), bytes.begin() + size);
    size += more.size();
    return true;
  }
};

// The groups of one side of "::"; false when they are none. `last`: the side that ends the address,
// where a dotted quad may stand for its last two groups.
bool ParseSide(absl::string_view text, bool last, Side& side) {
  if (text.empty()) return true;
  size_t colon;
  while ((colon = text.find(':')) != absl::string_view::npos) {
    if (!side.AddGroup(text.substr(0, colon))) return false;
    text.remove_prefix(colon + 1);
  }
  return last && absl::StrContains(text, '.') ? side.AddQuad(text) : side.AddGroup(text);
}

std::optional<IpAddress> ParseColons(absl::string_view text) {
  const size_t gap = text.find("::");
  const bool has_gap = gap != absl::string_view::npos;
  Side head, tail;
  if (!ParseSide(text.substr(0, gap), !has_gap, head)) return std::nullopt;
  if (has_gap && !ParseSide(text.substr(gap + 2), true, tail)) return std::nullopt;
  // "::" stands for one group at least; the '0' of AddressParam() before it is no group.
  const bool zero_before_gap = text.substr(0, gap) == "0";
  const size_t size = head.size + tail.size;
  if (has_gap ? size > (zero_before_gap ? 16 : 14) : size != 16) return std::nullopt;
  IpAddress address{.bytes = {}};
  std::copy_n(head.bytes.begin(), head.size, address.bytes.begin());
  std::copy_n(tail.bytes.begin(), tail.size, address.bytes.end() - tail.size);
  return address;
}

struct Run {
  size_t begin = 0, size = 0;
};

// The longest run of zeros, the first of several; none when it has one group only.
Run ZerosOf(const std::array<uint16_t, 8>& groups) {
  Run best, now;
  for (size_t i = 0; i < groups.size(); ++i) {
    now = groups[i] != 0 ? Run() : now.size == 0 ? Run{i, 1} : Run{now.begin, now.size + 1};
    if (now.size > best.size) best = now;
  }
  return best.size > 1 ? best : Run{.begin = groups.size(), .size = 0};
}

std::string QuadText(const uint8_t* bytes) {
  return absl::StrCat(bytes[0], ".", bytes[1], ".", bytes[2], ".", bytes[3]);
}

}  // namespace

IpAddress IpAddress::FromOctets(absl::Span<const uint8_t> octets) {
  IpAddress address;
  IRC_CHECK(octets.size() == 4 || octets.size() == 16, "addresses have 4 bytes or 16");
  std::copy(octets.begin(), octets.end(), address.bytes.end() - octets.size());
  return address;
}

bool IpAddress::is_v4() const {
  return std::equal(bytes.begin(), bytes.begin() + kMappedBytes, IpAddress().bytes.begin());
}

absl::Span<const uint8_t> IpAddress::octets() const {
  return absl::MakeConstSpan(bytes).subspan(is_v4() ? kMappedBytes : 0);
}

std::optional<IpAddress> ParseIpAddress(absl::string_view text) {
  return absl::StrContains(text, ':') ? ParseColons(text) : ParseQuad(text);
}

std::string AddressText(const IpAddress& address) {
  if (address.is_v4()) return QuadText(address.octets().data());
  std::array<uint16_t, 8> groups;
  for (size_t i = 0; i < groups.size(); ++i) {
    groups[i] = static_cast<uint16_t>(address.bytes[2 * i] << 8 | address.bytes[2 * i + 1]);
  }
  const Run zeros = ZerosOf(groups);
  std::string text;
  for (size_t i = 0; i < groups.size(); ++i) {
    if (i == zeros.begin) {
      absl::StrAppend(&text, "::");
      i += zeros.size - 1;
    } else if (i == 6 && zeros.begin == 0 && zeros.size == 6) {
      // "::192.0.2.1" (RFC 5952 section 5, RFC 4291 section 2.5.5.1).
      return absl::StrCat(text, QuadText(address.bytes.data() + kMappedBytes));
    } else {
      const bool first = text.empty() || text.back() == ':';
      absl::StrAppend(&text, first ? "" : ":", absl::Hex(groups[i]));
    }
  }
  return text;
}

std::string AddressParam(const IpAddress& address) {
  std::string text = AddressText(address);
  return text.front() == ':' ? absl::StrCat("0", text) : text;
}

bool IsLoopback(const IpAddress& address) {
  constexpr IpAddress kV6 = {.bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
  return address.is_v4() ? address.bytes[kMappedBytes] == 127 : address == kV6;
}

IpAddress LimitedUnit(const IpAddress& address) {
  IpAddress unit = address;
  if (!unit.is_v4()) std::fill(unit.bytes.begin() + 8, unit.bytes.end(), 0);
  return unit;
}

std::string AddressUnit(absl::string_view text) {
  const std::optional<IpAddress> address = ParseIpAddress(text);
  return address.has_value() ? AddressText(LimitedUnit(*address)) : std::string(text);
}

bool IpNetwork::Contains(const IpAddress& other) const {
  int left = bits;
  for (size_t i = 0; i < other.bytes.size() && left > 0; ++i, left -= 8) {
    const auto mask = static_cast<uint8_t>(left >= 8 ? 0xff : 0xff << (8 - left));
    if ((address.bytes[i] & mask) != (other.bytes[i] & mask)) return false;
  }
  return true;
}

std::optional<IpNetwork> ParseIpNetwork(absl::string_view text) {
  const size_t slash = text.find('/');
  const std::optional<IpAddress> address = ParseIpAddress(text.substr(0, slash));
  if (!address.has_value()) return std::nullopt;
  if (slash == absl::string_view::npos) return IpNetwork{.address = *address};
  const std::optional<int> bits = ParseDecimal(text.substr(slash + 1));
  const int skipped_bits = absl::StrContains(text, ':') ? 0 : kMappedBits;
  if (!bits.has_value() || *bits > 128 - skipped_bits) return std::nullopt;
  const IpNetwork network{.address = *address, .bits = *bits + skipped_bits};
  if (address->is_v4() && network.bits < kMappedBits) return std::nullopt;
  return network;
}

}  // namespace irc
