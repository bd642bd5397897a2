// IRCv3 capabilities: one row each, from which CAP LS, REQ and the variants of rendered lines
// follow. A capability is a bit, so that "what changes this line's bytes" is one mask.
#ifndef IRCSERV_CORE_PROTOCOL_CAPS_H_
#define IRCSERV_CORE_PROTOCOL_CAPS_H_

#include <array>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace irc {

enum class Cap : uint8_t {
  kAccount2fa,
  kAccountNotify,
  kAccountRegistration,
  kAccountTag,
  kAwayNotify,
  kBatch,
  kCapNotify,
  kChannelRename,
  kChathistory,
  kChghost,
  kClientCert,
  kEchoMessage,
  kEventPlayback,
  kExtendedIsupport,
  kExtendedJoin,
  kExtendedMonitor,
  kInviteNotify,
  kLabeledResponse,
  kMessageRedaction,
  kMessageTags,
  kMetadata2,
  kMetadata3,
  kMultiPrefix,
  kMultiline,
  kNoImplicitNames,
  kOperTag,
  kPreAway,
  kReadMarker,
  kRelaymsg,
  kSelfMessage,
  kSasl,
  kServerTime,
  kSetname,
  kStandardReplies,
  kUserhostInNames,
  kZncPlayback,
};

struct CapRow {
  Cap cap;
  absl::string_view name;
  // File in the IRCv3 specifications, without folder and ".md", or where else it comes from.
  absl::string_view specification;
  // The message tag that the server itself adds for sessions with the capability; empty: none.
  absl::string_view tag = {};
};

inline constexpr std::array kCaps = {
    CapRow{Cap::kAccountNotify, "account-notify", "account-notify"},
    CapRow{Cap::kAccountTag, "account-tag", "account-tag", "account"},
    CapRow{Cap::kAwayNotify, "away-notify", "away-notify"},
    CapRow{Cap::kBatch, "batch", "batch"},
    CapRow{Cap::kCapNotify, "cap-notify", "capability-negotiation"},
    CapRow{Cap::kChghost, "chghost", "chghost"},
    CapRow{Cap::kAccount2fa, "draft/account-2fa", "(pull request 610)"},
    CapRow{Cap::kAccountRegistration, "draft/account-registration", "account-registration"},
    CapRow{Cap::kChannelRename, "draft/channel-rename", "channel-rename"},
    CapRow{Cap::kChathistory, "draft/chathistory", "chathistory", "draft/chathistory-end"},
    CapRow{Cap::kClientCert, "draft/client-cert", "(pull request 584)"},
    CapRow{Cap::kEventPlayback, "draft/event-playback", "chathistory"},
    CapRow{Cap::kExtendedIsupport, "draft/extended-isupport", "extended-isupport"},
    CapRow{Cap::kMessageRedaction, "draft/message-redaction", "message-redaction"},
    CapRow{Cap::kMetadata2, "draft/metadata-2", "metadata"},
    CapRow{Cap::kMetadata3, "draft/metadata-3", "metadata"},
    CapRow{Cap::kMultiline, "draft/multiline", "multiline", "draft/multiline-concat"},
    CapRow{Cap::kOperTag, "draft/oper-tag", "oper-tag", "draft/oper"},
    CapRow{Cap::kPreAway, "draft/pre-away", "pre-away"},
    CapRow{Cap::kReadMarker, "draft/read-marker", "read-marker"},
    CapRow{Cap::kRelaymsg, "draft/relaymsg", "(a proposal)", "draft/relaymsg"},
    CapRow{Cap::kEchoMessage, "echo-message", "echo-message"},
    CapRow{Cap::kExtendedJoin, "extended-join", "extended-join"},
    CapRow{Cap::kExtendedMonitor, "extended-monitor", "extended-monitor"},
    CapRow{Cap::kInviteNotify, "invite-notify", "invite-notify"},
    CapRow{Cap::kLabeledResponse, "labeled-response", "labeled-response"},
    CapRow{Cap::kMessageTags, "message-tags", "message-tags", "bot"},
    CapRow{Cap::kMultiPrefix, "multi-prefix", "multi-prefix"},
    CapRow{Cap::kNoImplicitNames, "no-implicit-names", "no-implicit-names"},
    CapRow{Cap::kSasl, "sasl", "sasl-3.1"},
    CapRow{Cap::kServerTime, "server-time", "server-time"},
    CapRow{Cap::kSetname, "setname", "setname"},
    CapRow{Cap::kStandardReplies, "standard-replies", "standard-replies"},
    CapRow{Cap::kUserhostInNames, "userhost-in-names", "userhost-in-names"},
    CapRow{Cap::kZncPlayback, "znc.in/playback", "(ZNC)"},
    CapRow{Cap::kSelfMessage, "znc.in/self-message", "(ZNC)"},
};

std::optional<Cap> FindCap(absl::string_view name);

// A set of capabilities.
class CapSet {
 public:
  constexpr CapSet() = default;
  constexpr CapSet(Cap cap)
      : bits_(uint64_t{1} << static_cast<int>(cap)) {}  // NOLINT: a cap is a set
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

#endif  // IRCSERV_CORE_PROTOCOL_CAPS_H_
