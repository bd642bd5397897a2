// The kinds of messages and events that a history keeps, one row each.
#ifndef IRCSERV_CORE_STATE_HISTORY_HISTORY_KIND_H_
#define IRCSERV_CORE_STATE_HISTORY_HISTORY_KIND_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "core/protocol/caps.h"

namespace irc {

enum class HistoryKind : uint8_t {
  kPrivmsg,
  kNotice,
  kTagmsg,
  kInvite,
  kJoin,
  kKick,
  kMode,
  kNick,
  kPart,
  kQuit,
  kRename,
  kTopic,
};

// Messages are in every history that is sent, the other groups only with draft/event-playback.
// Messages and TAGMSGs can be redacted, events cannot.
enum class HistoryGroup : uint8_t { kMessage, kTagmsg, kEvent };

struct HistoryKindRow {
  HistoryKind kind;
  absl::string_view command;  // also the kind's name in a snapshot
  HistoryGroup group;
  int channel_param = 0;  // the parameter that names the channel or the target; -1: none does
  CapSet needs = {};      // only sessions with these capabilities get it
};

// In the order of the enum.
inline constexpr std::array kHistoryKinds = {
    HistoryKindRow{HistoryKind::kPrivmsg, "PRIVMSG", HistoryGroup::kMessage},
    HistoryKindRow{HistoryKind::kNotice, "NOTICE", HistoryGroup::kMessage},
    HistoryKindRow{HistoryKind::kTagmsg, "TAGMSG", HistoryGroup::kTagmsg, 0, Cap::kMessageTags},
    HistoryKindRow{HistoryKind::kInvite, "INVITE", HistoryGroup::kEvent, 1, Cap::kInviteNotify},
    HistoryKindRow{HistoryKind::kJoin, "JOIN", HistoryGroup::kEvent},
    HistoryKindRow{HistoryKind::kKick, "KICK", HistoryGroup::kEvent},
    HistoryKindRow{HistoryKind::kMode, "MODE", HistoryGroup::kEvent},
    HistoryKindRow{HistoryKind::kNick, "NICK", HistoryGroup::kEvent, -1},
    HistoryKindRow{HistoryKind::kPart, "PART", HistoryGroup::kEvent},
    HistoryKindRow{HistoryKind::kQuit, "QUIT", HistoryGroup::kEvent, -1},
    // The event contains the old and the new name, and the client needs both.
    HistoryKindRow{HistoryKind::kRename, "RENAME", HistoryGroup::kEvent, -1, Cap::kChannelRename},
    HistoryKindRow{HistoryKind::kTopic, "TOPIC", HistoryGroup::kEvent},
};

constexpr bool HistoryKindsAreInOrder() {
  for (size_t i = 0; i < kHistoryKinds.size(); ++i) {
    if (kHistoryKinds[i].kind != static_cast<HistoryKind>(i)) return false;
  }
  return true;
}
static_assert(HistoryKindsAreInOrder());

constexpr const HistoryKindRow& RowOf(HistoryKind kind) {
  return kHistoryKinds[static_cast<size_t>(kind)];
}

// The kind of a message with this command; absent when histories do not keep it.
constexpr std::optional<HistoryKind> FindHistoryKind(absl::string_view command) {
  for (const HistoryKindRow& row : kHistoryKinds) {
    if (row.command == command) return row.kind;
  }
  return std::nullopt;
}

inline absl::string_view SavedName(HistoryKind kind) { return RowOf(kind).command; }
inline bool FindSavedName(absl::string_view name, HistoryKind& kind) {
  const std::optional<HistoryKind> found = FindHistoryKind(name);
  kind = found.value_or(kind);
  return found.has_value();
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_HISTORY_HISTORY_KIND_H_
