#include "core/conversations.h"

#include <vector>

namespace irc {

Conversation* Conversations::Find(const Party& a, const Party& b) {
  const auto found = list_.find(Parties(a, b));
  return found == list_.end() ? nullptr : &found->second;
}

void Conversations::Add(const Party& author, absl::string_view nick, const Party& peer,
                        absl::string_view peer_nick, HistoryItem item, int64_t messages,
                        int64_t conversations) {
  if (conversations <= 0) return;
  const Parties parties(author, peer);
  Conversation& conversation = list_[parties];
  conversation.parties = parties;
  silence_.erase({conversation.heard, parties});
  conversation.heard = item.position;
  silence_.insert({conversation.heard, parties});
  peers_.insert({author, peer});
  peers_.insert({peer, author});
  const bool in_order = parties.first == author;
  conversation.nicks = {std::string(in_order ? nick : peer_nick),
                        std::string(in_order ? peer_nick : nick)};
  conversation.log.Add(std::move(item), messages);
  while (static_cast<int64_t>(list_.size()) > conversations) {
    Erase(Parties(silence_.begin()->second));
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
  for (const auto& [parties, conversation] : list_) {
    if (!(conversation.parties == parties) || parties.second < parties.first) return false;
    peers_.insert({parties.first, parties.second});
    peers_.insert({parties.second, parties.first});
    silence_.insert({conversation.heard, parties});
  }
  return true;
}

void Conversations::Erase(const Parties& parties) {
  const auto found = list_.find(parties);
  silence_.erase({found->second.heard, parties});
  peers_.erase({parties.first, parties.second});
  peers_.erase({parties.second, parties.first});
  list_.erase(found);
}

}  // namespace irc
