#include "core/state/conversations.h"

#include <vector>

namespace irc {

Conversation* Conversations::Find(const Party& a, const Party& b) {
  const auto found = list_.find(Parties(a, b));
  return found == list_.end() ? nullptr : &found->second;
}

void Conversations::Add(const Party& author, absl::string_view nick, const Party& peer,
                        absl::string_view peer_nick, const HistoryItem& item, int64_t messages,
                        int64_t conversations) {
  if (conversations <= 0) return;
  const Parties parties(author, peer);
  const auto [it, is_new] = list_.try_emplace(parties);
  Conversation& conversation = it->second;
  conversation.heard = item.position;
  const size_t place = parties.first == author ? 0 : 1;
  conversation.nicks[1 - place].assign(peer_nick.data(), peer_nick.size());
  conversation.nicks[place].assign(nick.data(), nick.size());
  conversation.log.Add(item, messages);
  if (is_new) {
    conversation.parties = parties;
    conversation.indexed = conversation.heard;
    silence_.insert({conversation.indexed, parties});
    peers_.insert({author, peer});
    peers_.insert({peer, author});
  }
  while (static_cast<int64_t>(list_.size()) > conversations) EraseMostSilent();
}

void Conversations::EraseMostSilent() {
  while (true) {
    const auto least = silence_.begin();
    Conversation& conversation = list_.find(least->second)->second;
    if (conversation.heard == conversation.indexed) return Erase(Parties(least->second));
    silence_.erase(least);
    conversation.indexed = conversation.heard;
    silence_.insert({conversation.indexed, conversation.parties});
  }
}

void Conversations::ForEachOf(const Party& party, absl::FunctionRef<void(Conversation&)> visit) {
  const Party least{.account = {}, .guest = {0, 0}};
  for (auto it = peers_.lower_bound({party, least}); it != peers_.end() && it->first == party;
       ++it) {
    visit(list_.find(Parties(party, it->second))->second);
  }
}

void Conversations::ForEach(absl::FunctionRef<void(const Conversation&)> visit) const {
  for (const auto& [parties, conversation] : list_) visit(conversation);
}

void Conversations::Depart(SlotId<User> guest, absl::string_view nick,
                           absl::FunctionRef<bool(SlotId<User>)> is_here) {
  const Party self{.account = {}, .guest = guest};
  std::vector<Parties> orphans;
  ForEachOf(self, [&](Conversation& conversation) {
    const Party& peer = conversation.Peer(self);
    if (peer.is_guest() && !is_here(peer.guest)) {
      orphans.push_back(conversation.parties);
    } else {
      conversation.nicks[conversation.parties.first == self ? 0 : 1] = std::string(nick);
    }
  });
  for (const Parties& parties : orphans) Erase(parties);
}

bool Conversations::RebuildIndexes() {
  peers_.clear();
  silence_.clear();
  for (auto& [parties, conversation] : list_) {
    if (!(conversation.parties == parties) || parties.second < parties.first) return false;
    peers_.insert({parties.first, parties.second});
    peers_.insert({parties.second, parties.first});
    conversation.indexed = conversation.heard;
    silence_.insert({conversation.indexed, parties});
  }
  return true;
}

void Conversations::Erase(const Parties& parties) {
  const auto found = list_.find(parties);
  silence_.erase({found->second.indexed, parties});
  peers_.erase({parties.first, parties.second});
  peers_.erase({parties.second, parties.first});
  list_.erase(found);
}

}  // namespace irc
