// The private messages between two users. A conversation is kept as long as one of the two is an
// account or is connected, and as long as one of its messages is kept.
//
// A conversation counts for the payer (HistoryLedger) who began it, so that no user can drive out
// the conversations of others: over the limit of one payer, the one that has been silent for the
// longest time among those of this payer is forgotten.
#ifndef IRCSERV_CORE_STATE_HISTORY_CONVERSATIONS_H_
#define IRCSERV_CORE_STATE_HISTORY_CONVERSATIONS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "core/state/archive.h"
#include "core/state/history/history.h"
#include "core/state/owned.h"

namespace irc {

// The lesser one first; both are the same when a user writes to itself.
struct Participants {
  Participant first;
  Participant second;

  Participants() = default;
  Participants(const Participant& a, const Participant& b)
      : first(b < a ? b : a), second(b < a ? a : b) {}
  friend bool operator==(const Participants&, const Participants&) = default;
  friend bool operator<(const Participants& a, const Participants& b) {
    return a.first == b.first ? a.second < b.second : a.first < b.first;
  }
  template <typename H>
  friend H AbslHashValue(H h, const Participants& participants) {
    return H::combine(std::move(h), participants.first, participants.second);
  }
};

struct Conversation {
  Participants participants;
  std::array<std::string, 2> nicks;  // the last nicks of the participants
  HistoryPosition heard;             // of the last message
  HistoryPosition indexed;  // its key in Conversations::silence_; `heard` or an earlier one
  std::string opener;       // the payer who began it
  HistoryLog log;

  // The nick of the participant that `self` talks with.
  const std::string& NickOfPeer(const Participant& self) const {
    return nicks[participants.first == self ? 1 : 0];
  }
  const Participant& Peer(const Participant& self) const {
    return participants.first == self ? participants.second : participants.first;
  }
};

// A conversation at an address that stays the same.
struct ConversationPlace {
  Owned<Conversation> conversation = std::make_unique<Conversation>();
};

class Conversations {
 public:
  // Null when there is none.
  Conversation* Find(const Participant& a, const Participant& b);
  // Takes note of a message at `position` from `author`, known as `nick`, to `peer`. The first one
  // begins the conversation, which counts for `payer`. Its history is still to get the message.
  Conversation& Hear(const Participant& author, absl::string_view nick, const Participant& peer,
                     absl::string_view peer_nick, HistoryPosition position,
                     absl::string_view payer);
  // Forgets the conversations of one payer, or of all, beyond `limit`.
  void Limit(HistoryLedger& ledger, const std::string& payer, int64_t limit);
  void LimitAll(HistoryLedger& ledger, int64_t limit);
  // All that `participant` takes part in, in an order that depends on the events alone.
  void ForEachOf(const Participant& participant, absl::FunctionRef<void(Conversation&)> visit);
  // `visit` may not begin or erase any. A const object gives const ones.
  template <typename Visit>
  void ForEach(Visit&& visit) {
    for (auto& [participants, place] : list_) visit(*place.conversation);
  }
  template <typename Visit>
  void ForEach(Visit&& visit) const {
    for (const auto& [participants, place] : list_) visit(*place.conversation);
  }
  // Removes a guest who leaves. Conversations that nobody can read any more are forgotten;
  // `is_here` is true for a guest who is connected.
  void Depart(HistoryLedger& ledger, SlotId<User> guest, absl::string_view nick,
              absl::FunctionRef<bool(SlotId<User>)> is_here);
  void Erase(HistoryLedger& ledger, const Participants& participants);
  // An account has another name; its conversations go on. REQUIRES: `to` takes part in none.
  void Rename(const Folded& from, const Folded& to);
  // See HistoryLog.
  void DateNotAfter(absl::Time now);
  bool RebuildIndexes();

 private:
  using Silence = absl::btree_set<std::pair<HistoryPosition, Participants>>;

  template <typename Archive>
  friend void Fields(Archive& archive, Conversations& conversations) {
    archive(conversations.list_);  // The indexes: RebuildIndexes makes them.
  }
  void Index(Conversation& conversation);
  void RemoveFromIndexes(const Conversation& conversation);
  void EraseMostSilent(HistoryLedger& ledger, Silence& silence);

  absl::btree_map<Participants, ConversationPlace> list_;
  // Indexes: they follow from the list.
  absl::flat_hash_map<Participants, Conversation*> places_;
  absl::btree_set<std::pair<Participant, Participant>> peers_;  // in both directions
  // By payer, least recently used first. The index is updated lazily: a message does not move its
  // conversation, which costs it no more than a look-up; EraseMostSilent puts the order right.
  absl::btree_map<std::string, Silence> silence_;
};

template <typename Archive>
void Fields(Archive& archive, Participants& participants) {
  auto& [first, second] = participants;
  IRC_FIELDS(archive, first, second);
}

template <typename Archive>
void Fields(Archive& archive, Conversation& conversation) {
  auto& [participants, nicks, heard, indexed, opener, log] = conversation;
  static_cast<void>(indexed);  // of an index
  IRC_FIELDS(archive, participants, nicks, heard, log);
  IRC_FIELDS_SINCE(10, archive, opener);
}

template <typename Archive>
void Fields(Archive& archive, ConversationPlace& place) {
  auto& [conversation] = place;
  archive(*conversation);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_HISTORY_CONVERSATIONS_H_
