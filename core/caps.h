// IRCv3 capabilities: one row each, from which CAP LS, REQ and the variants of rendered lines
// follow. A capability is a bit, so that "what changes this line's bytes" is one mask.
#ifndef IRCSERV_CORE_CAPS_H_
#define IRCSERV_CORE_CAPS_H_

#include <array>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace irc {

enum class Cap : uint8_t {
  kAwayNotify,
  kBatch,
  kCapNotify,
  kChghost,
  kEchoMessage,
  kExtendedJoin,
  kInviteNotify,
  kLabeledResponse,
  kMessageTags,
  kMultiPrefix,
  kServerTime,
  kSetname,
  kStandardReplies,
  kUserhostInNames,
};

struct CapRow {
  Cap cap;
  absl::string_view name;
  absl::string_view specification;  // file in the IRCv3 specifications, without folder and ".md"
};

inline constexpr std::array kCaps = {
    CapRow{Cap::kAwayNotify, "away-notify", "away-notify"},
    CapRow{Cap::kBatch, "batch", "batch"},
    CapRow{Cap::kCapNotify, "cap-notify", "capability-negotiation"},
    CapRow{Cap::kChghost, "chghost", "chghost"},
    CapRow{Cap::kEchoMessage, "echo-message", "echo-message"},
    CapRow{Cap::kExtendedJoin, "extended-join", "extended-join"},
    CapRow{Cap::kInviteNotify, "invite-notify", "invite-notify"},
    CapRow{Cap::kLabeledResponse, "labeled-response", "labeled-response"},
    CapRow{Cap::kMessageTags, "message-tags", "message-tags"},
    CapRow{Cap::kMultiPrefix, "multi-prefix", "multi-prefix"},
    CapRow{Cap::kServerTime, "server-time", "server-time"},
    CapRow{Cap::kSetname, "setname", "setname"},
    CapRow{Cap::kStandardReplies, "standard-replies", "standard-replies"},
    CapRow{Cap::kUserhostInNames, "userhost-in-names", "userhost-in-names"},
};

std::optional<Cap> FindCap(absl::string_view name);

// A set of capabilities.
class CapSet {
 public:
  constexpr CapSet() = default;
  constexpr CapSet(Cap cap) : bits_(uint64_t{1} << static_cast<int>(cap)) {}  // NOLINT: a cap is a set
  constexpr bool Has(Cap cap) const { return (bits_ & CapSet(cap).bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  void Add(CapSet caps) { bits_ |= caps.bits_; }
  void Remove(CapSet caps) { bits_ &= ~caps.bits_; }
  constexpr uint64_t bits() const { return bits_; }
  static constexpr CapSet FromBits(uint64_t bits) {
    CapSet set;
    set.bits_ = bits;
    return set;
  }
  friend constexpr CapSet operator|(CapSet a, CapSet b) { return FromBits(a.bits_ | b.bits_); }
  friend constexpr CapSet operator&(CapSet a, CapSet b) { return FromBits(a.bits_ & b.bits_); }
  friend constexpr bool operator==(CapSet a, CapSet b) { return a.bits_ == b.bits_; }

 private:
  uint64_t bits_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_CAPS_H_
