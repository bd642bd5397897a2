#include "core/state/conversations.h"

#include <vector>

namespace irc {

Conversation* Conversations::Find(const Participant& a, const Participant& b) {
  const auto found = list_.find(Participants(a, b));
  return found == list_.end() ? nullptr : &found->second;
}

void Conversations::Add(const Participant& author, absl::string_view nick, const Participant& peer,
                        absl::string_view peer_nick, const HistoryItem& item, int64_t messages,
                        int64_t conversations) {
  if (conversations <= 0) return;
  const Participants participants(author, peer);
  const auto [it, is_new] = list_.try_emplace(participants);
  Conversation& conversation = it->second;
  conversation.heard = item.position;
  const size_t place = participants.first == author ? 0 : 1;
  conversation.nicks[1 - place].assign(peer_nick.data(), peer_nick.size());
  conversation.nicks[place].assign(nick.data(), nick.size());
  conversation.log.Add(item, messages);
  if (is_new) {
    conversation.participants = participants;
    conversation.indexed = conversation.heard;
    silence_.insert({conversation.indexed, participants});
    peers_.insert({author, peer});
    peers_.insert({peer, author});
  }
  while (static_cast<int64_t>(list_.size()) > conversations) EraseMostSilent();
}

void Conversations::EraseMostSilent() {
  while (true) {
    const auto least = silence_.begin();
    Conversation& conversation = list_.find(least->second)->second;
    if (conversation.heard == conversation.indexed) return Erase(Participants(least->second));
    silence_.erase(least);
    conversation.indexed = conversation.heard;
    silence_.insert({conversation.indexed, conversation.participants});
  }
}

void Conversations::ForEachOf(const Participant& participant,
                              absl::FunctionRef<void(Conversation&)> visit) {
  const Participant least{.account = {}, .guest = {0, 0}};
  for (auto it = peers_.lower_bound({participant, least});
       it != peers_.end() && it->first == participant; ++it) {
    visit(list_.find(Participants(participant, it->second))->second);
  }
}

void Conversations::ForEach(absl::FunctionRef<void(const Conversation&)> visit) const {
  for (const auto& [participants, conversation] : list_) visit(conversation);
}

void Conversations::DateNotAfter(absl::Time now) {
  for (auto& [participants, conversation] : list_) conversation.log.DateNotAfter(now);
}

void Conversations::Depart(SlotId<User> guest, absl::string_view nick,
                           absl::FunctionRef<bool(SlotId<User>)> is_here) {
  const Participant self{.account = {}, .guest = guest};
  std::vector<Participants> orphans;
  ForEachOf(self, [&](Conversation& conversation) {
    const Participant& peer = conversation.Peer(self);
    if (peer.is_guest() && !is_here(peer.guest)) {
      orphans.push_back(conversation.participants);
    } else {
      conversation.nicks[conversation.participants.first == self ? 0 : 1] = std::string(nick);
    }
  });
  for (const Participants& participants : orphans) Erase(participants);
}

bool Conversations::RebuildIndexes() {
  peers_.clear();
  silence_.clear();
  for (auto& [participants, conversation] : list_) {
    if (!(conversation.participants == participants) || participants.second < participants.first)
      return false;
    peers_.insert({participants.first, participants.second});
    peers_.insert({participants.second, participants.first});
    conversation.indexed = conversation.heard;
    silence_.insert({conversation.indexed, participants});
  }
  return true;
}

void Conversations::Erase(const Participants& participants) {
  const auto found = list_.find(participants);
  silence_.erase({found->second.indexed, participants});
  peers_.erase({participants.first, participants.second});
  peers_.erase({participants.second, participants.first});
  list_.erase(found);
}

}  // namespace irc
