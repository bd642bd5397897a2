// The private messages between two users. A conversation is kept as long as one of the two is an
// account or is connected; over the limit, the least recently used one is forgotten.
#ifndef IRCSERV_CORE_STATE_CONVERSATIONS_H_
#define IRCSERV_CORE_STATE_CONVERSATIONS_H_

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "core/state/archive.h"
#include "core/state/history.h"

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
};

struct Conversation {
  Participants participants;
  std::array<std::string, 2> nicks;  // the last nicks of the participants
  HistoryPosition heard;             // of the last message
  HistoryPosition indexed;  // its key in Conversations::silence_; `heard` or an earlier one
  HistoryLog log;

  // The nick of the participant that `self` talks with.
  const std::string& NickOfPeer(const Participant& self) const {
    return nicks[participants.first == self ? 1 : 0];
  }
  const Participant& Peer(const Participant& self) const {
    return participants.first == self ? participants.second : participants.first;
  }
};

class Conversations {
 public:
  // Null when there is none.
  Conversation* Find(const Participant& a, const Participant& b);
  // Records a message from `author`, known as `nick`, to `peer`. At most `conversations` are kept,
  // each with at most `messages`.
  void Add(const Participant& author, absl::string_view nick, const Participant& peer,
           absl::string_view peer_nick, const HistoryItem& item, int64_t messages,
           int64_t conversations);
  // All that `participant` takes part in, in an order that depends on the events alone.
  void ForEachOf(const Participant& participant, absl::FunctionRef<void(Conversation&)> visit);
  void ForEach(absl::FunctionRef<void(const Conversation&)> visit) const;
  // Removes a guest who leaves. Conversations that nobody can read any more are forgotten;
  // `is_here` is true for a guest who is connected.
  void Depart(SlotId<User> guest, absl::string_view nick,
              absl::FunctionRef<bool(SlotId<User>)> is_here);
  // See HistoryLog.
  void DateNotAfter(absl::Time now);
  bool RebuildIndexes();

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, Conversations& conversations) {
    archive(conversations.list_);  // The indexes: RebuildIndexes makes them.
  }
  void EraseMostSilent();
  void Erase(const Participants& participants);

  absl::btree_map<Participants, Conversation> list_;
  // Indexes: they follow from the list.
  absl::btree_set<std::pair<Participant, Participant>> peers_;  // in both directions
  // Least recently used first. The index is updated lazily: a message does not move its
  // conversation, which costs it no more than a look-up; EraseMostSilent puts the order right.
  absl::btree_set<std::pair<HistoryPosition, Participants>> silence_;
};

template <typename Archive>
void Fields(Archive& archive, Participants& participants) {
  auto& [first, second] = participants;
  IRC_FIELDS(archive, first, second);
}

template <typename Archive>
void Fields(Archive& archive, Conversation& conversation) {
  auto& [participants, nicks, heard, indexed, log] = conversation;
  static_cast<void>(indexed);  // of an index
  IRC_FIELDS(archive, participants, nicks, heard, log);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_CONVERSATIONS_H_
