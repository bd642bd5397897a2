// A channel: its members, modes, topic and history.
#ifndef IRCSERV_CORE_STATE_CHANNEL_H_
#define IRCSERV_CORE_STATE_CHANNEL_H_

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "core/check.h"
#include "core/ids.h"
#include "core/protocol/extban.h"
#include "core/protocol/modes.h"
#include "core/state/archive.h"
#include "core/state/history/history.h"
#include "core/state/lazy.h"
#include "core/state/metadata.h"
#include "core/state/slot_map.h"
#include "core/state/user.h"

namespace irc {

// One member; small, because a message to the channel walks the whole list.
struct Member {
  SlotId<User> user;
  Prefixes prefixes = 0;
  bool hidden = false;  // joined under +D and not shown yet; never with a prefix
};

struct ListEntry {
  std::string mask;
  std::string setter;
  absl::Time set_at;
  BanEntry parsed;
};

struct Topic {
  std::string text;  // empty: none
  std::string setter;
  absl::Time set_at;
};

// +j joins:seconds, and the number seen in the running window.
struct JoinThrottle {
  uint32_t joins = 0;  // 0: no throttle
  uint32_t seconds = 0;
  uint32_t seen = 0;
  absl::Time window_began;

  friend bool operator==(const JoinThrottle&, const JoinThrottle&) = default;
};

struct Knock {
  SlotId<User> user;
  absl::Time at;

  friend bool operator==(const Knock&, const Knock&) = default;
};

// The parts of a channel that most do not have.
struct ChannelExtras {
  absl::Time renamed_at;  // by RENAME; the epoch: never
  JoinThrottle throttle;  // +j
  std::string forward;    // +f; empty: none
  std::vector<Knock> knocks;

  friend bool operator==(const ChannelExtras&, const ChannelExtras&) = default;
};

struct Channel {
  SlotId<Channel> id;
  std::string name;  // as its first member spelled it
  absl::Time created_at;
  Topic topic;
  uint32_t flags = 0;  // bits of the flags among ChannelMode
  std::string key;     // +k; empty: none
  uint32_t limit = 0;  // +l; 0: none
  Lazy<ChannelExtras> extras;
  std::array<std::vector<ListEntry>, kListModes> lists;
  uint32_t lists_version = 0;  // changes with them; see list_verdicts.h
  std::vector<Member> members;
  HistoryLog history;  // ends with the channel, so that a new one of that name starts empty
  Metadata metadata;
  ChannelId registered;  // its entry in State::registered_channels; 0: it is not registered

  bool Has(ChannelMode flag) const { return (flags & Bit(flag)) != 0; }
  void Set(ChannelMode flag, bool on) { flags = on ? flags | Bit(flag) : flags & ~Bit(flag); }
  std::vector<ListEntry>& list(ChannelMode mode) { return lists[ListIndex(mode)]; }
  const std::vector<ListEntry>& list(ChannelMode mode) const { return lists[ListIndex(mode)]; }
  // The index in `lists`. REQUIRES: `mode` is a row of kind kList.
  static size_t ListIndex(ChannelMode mode) {
    IRC_CHECK(mode >= ChannelMode::kBan && mode <= ChannelMode::kQuiet,
              "only rows of kind kList lead here");
    return static_cast<size_t>(mode) - static_cast<size_t>(ChannelMode::kBan);
  }

 private:
  static constexpr uint32_t Bit(ChannelMode flag) { return uint32_t{1} << static_cast<int>(flag); }
};

template <typename Archive>
void Fields(Archive& archive, Member& member) {
  auto& [user, prefixes, hidden] = member;
  Letters<Prefixes> rank{prefixes, PrefixTable()};
  IRC_FIELDS(archive, user, rank, hidden);
}

template <typename Archive>
void Fields(Archive& archive, ListEntry& entry) {
  auto& [mask, setter, set_at, parsed] = entry;
  IRC_FIELDS(archive, mask, setter, set_at);
  static_cast<void>(parsed);  // RebuildIndexes parses it.
}

template <typename Archive>
void Fields(Archive& archive, Topic& topic) {
  auto& [text, setter, set_at] = topic;
  IRC_FIELDS(archive, text, setter, set_at);
}

template <typename Archive>
void Fields(Archive& archive, JoinThrottle& throttle) {
  auto& [joins, seconds, seen, window_began] = throttle;
  IRC_FIELDS(archive, joins, seconds, seen, window_began);
}

template <typename Archive>
void Fields(Archive& archive, Knock& knock) {
  auto& [user, at] = knock;
  IRC_FIELDS(archive, user, at);
}

// Channel::lists, each under the letter of its mode.
struct ListsByLetter {
  std::array<std::vector<ListEntry>, kListModes>& lists;
};

template <typename Archive>
void Fields(Archive& archive, ListsByLetter& by_letter) {
  absl::btree_map<std::string, std::vector<ListEntry>> saved;
  const auto list_of = [&](const ChannelModeRow& row) -> std::vector<ListEntry>& {
    return by_letter.lists[Channel::ListIndex(row.mode)];
  };
  if constexpr (!Archive::kLoading) {
    for (const ChannelModeRow& row : kChannelModes) {
      if (row.kind == ModeKind::kList) saved[std::string(1, row.letter)] = list_of(row);
    }
  }
  archive(saved);
  if constexpr (Archive::kLoading) {
    for (auto& [letter, entries] : saved) {
      const ChannelModeRow* row = letter.size() == 1 ? FindChannelMode(letter[0]) : nullptr;
      if (row == nullptr || row->kind != ModeKind::kList) {
        archive.Fail("it has modes that this server does not know");
        return;
      }
      list_of(*row) = std::move(entries);
    }
  }
}

template <typename Archive>
void Fields(Archive& archive, Channel& channel) {
  auto& [id, name, created_at, topic, flags, key, limit, extras, lists, lists_version, members,
         history, metadata, registered] = channel;
  ChannelExtras own = *extras;
  auto& [renamed_at, throttle, forward, knocks] = own;
  Letters<uint32_t> modes{flags, ChannelFlagTable()};
  ListsByLetter masks{lists};
  IRC_FIELDS(archive, id, name, created_at, renamed_at, topic, modes, key, limit, throttle, forward,
             masks, members, knocks, history, metadata);
  IRC_FIELDS_SINCE(10, archive, registered.value);
  if constexpr (Archive::kLoading) extras.Set(std::move(own));
  static_cast<void>(lists_version);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_CHANNEL_H_
