#include "core/state/history/conversations.h"

#include <utility>

namespace irc {
namespace {

// What a conversation and its places in the indexes take, besides its messages.
constexpr uint32_t kConversationBytes = 768;

}  // namespace

Conversation* Conversations::Find(const Participant& a, const Participant& b) {
  const auto found = places_.find(Participants(a, b));
  return found == places_.end() ? nullptr : found->second;
}

Conversation& Conversations::Hear(const Participant& author, absl::string_view nick,
                                  const Participant& peer, absl::string_view peer_nick,
                                  HistoryPosition position, absl::string_view payer) {
  const Participants participants(author, peer);
  const auto found = places_.find(participants);
  const bool is_new = found == places_.end();
  Conversation& conversation = is_new ? *list_[participants].conversation : *found->second;
  conversation.heard = position;
  const size_t place = participants.first == author ? 0 : 1;
  conversation.nicks[1 - place].assign(peer_nick.data(), peer_nick.size());
  conversation.nicks[place].assign(nick.data(), nick.size());
  if (is_new) {
    conversation.participants = participants;
    conversation.opener = std::string(payer);
    Index(conversation);
  }
  return conversation;
}

void Conversations::Index(Conversation& conversation) {
  const Participants& participants = conversation.participants;
  conversation.log.BelongTo(conversation, kConversationBytes);
  conversation.indexed = conversation.heard;
  places_[participants] = &conversation;
  silence_[conversation.opener].insert({conversation.indexed, participants});
  peers_.insert({participants.first, participants.second});
  peers_.insert({participants.second, participants.first});
}

void Conversations::Limit(HistoryLedger& ledger, const std::string& payer, int64_t limit) {
  // The list of the payer goes with its last conversation, so it is looked up each time.
  while (true) {
    const auto found = silence_.find(payer);
    if (found == silence_.end() || static_cast<int64_t>(found->second.size()) <= limit) return;
    EraseMostSilent(ledger, found->second);
  }
}

void Conversations::LimitAll(HistoryLedger& ledger, int64_t limit) {
  std::vector<std::string> payers;
  for (const auto& [payer, silence] : silence_) payers.push_back(payer);
  for (const std::string& payer : payers) Limit(ledger, payer, limit);
}

void Conversations::EraseMostSilent(HistoryLedger& ledger, Silence& silence) {
  while (true) {
    const auto least = silence.begin();
    Conversation& conversation = *places_.find(least->second)->second;
    if (conversation.heard == conversation.indexed) {
      return Erase(ledger, Participants(least->second));
    }
    silence.erase(least);
    conversation.indexed = conversation.heard;
    silence.insert({conversation.indexed, conversation.participants});
  }
}

void Conversations::ForEachOf(const Participant& participant,
                              absl::FunctionRef<void(Conversation&)> visit) {
  const Participant least{.account = {}, .guest = {0, 0}};
  for (auto it = peers_.lower_bound({participant, least});
       it != peers_.end() && it->first == participant; ++it) {
    visit(*places_.find(Participants(participant, it->second))->second);
  }
}

void Conversations::DateNotAfter(absl::Time now) {
  for (auto& [participants, place] : list_) place.conversation->log.DateNotAfter(now);
}

void Conversations::Depart(HistoryLedger& ledger, SlotId<User> guest, absl::string_view nick,
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
  for (const Participants& participants : orphans) Erase(ledger, participants);
}

bool Conversations::RebuildIndexes() {
  places_.clear();
  peers_.clear();
  silence_.clear();
  for (auto it = list_.begin(); it != list_.end();) {
    const Participants& participants = it->first;
    Conversation& conversation = *it->second.conversation;
    if (!(conversation.participants == participants) || participants.second < participants.first) {
      return false;
    }
    // Snapshots of version 9 have conversations without a message.
    if (conversation.log.empty()) {
      it = list_.erase(it);
      continue;
    }
    Index(conversation);
    ++it;
  }
  return true;
}

void Conversations::Erase(HistoryLedger& ledger, const Participants& participants) {
  const auto found = list_.find(participants);
  Conversation& conversation = *found->second.conversation;
  conversation.log.Clear(ledger);
  RemoveFromIndexes(conversation);
  list_.erase(found);
}

void Conversations::RemoveFromIndexes(const Conversation& conversation) {
  const Participants& participants = conversation.participants;
  const auto silence = silence_.find(conversation.opener);
  silence->second.erase({conversation.indexed, participants});
  if (silence->second.empty()) silence_.erase(silence);
  peers_.erase({participants.first, participants.second});
  peers_.erase({participants.second, participants.first});
  places_.erase(participants);
}

void Conversations::Rename(const Folded& from, const Folded& to) {
  const Participant before{.account = from, .guest = {}}, after{.account = to, .guest = {}};
  const auto renamed = [&](const Participant& each) { return each == before ? after : each; };
  std::vector<Participants> of_account;
  ForEachOf(before, [&](Conversation& each) { of_account.push_back(each.participants); });
  for (const Participants& participants : of_account) {
    const auto found = list_.find(participants);
    ConversationPlace place = std::move(found->second);
    list_.erase(found);
    Conversation& conversation = *place.conversation;
    RemoveFromIndexes(conversation);
    const Participant first = renamed(participants.first);
    conversation.participants = Participants(first, renamed(participants.second));
    const bool swapped = !(conversation.participants.first == first);
    if (swapped) std::swap(conversation.nicks[0], conversation.nicks[1]);
    list_[conversation.participants] = std::move(place);
    Index(conversation);
  }
}

}  // namespace irc
