#include "core/state/history_keeper.h"

#include <algorithm>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "core/check.h"

namespace irc {
namespace {

HistoryPayer& PayerOf(State& state, const User& author) {
  if (HistoryPayer* payer = state.ledger.RememberedOf(author.id)) return *payer;
  HistoryPayer& payer = state.ledger.PayerNamed(OriginOf(state, author));
  state.ledger.Remember(author.id, payer);
  return payer;
}

// True for an item that drives nothing out when it is kept.
bool Fits(const Limits& limits, const HistoryRecord& record) {
  return int64_t{record.cost} <=
         std::min({limits.history_bytes, limits.history_channel_bytes, limits.history_user_bytes});
}

void ForgetIfEmpty(State& state, const HistoryLog& log) {
  if (!log.empty() || log.conversation() == nullptr) return;
  state.conversations.Erase(state.ledger, Participants(log.conversation()->participants));
}

void Forget(State& state, HistoryRecord& record) {
  HistoryLog& log = *record.log;
  log.Erase(state.ledger, record);
  ForgetIfEmpty(state, log);
}

// Forgets the oldest of one history; an empty one may be left.
void HoldBoundsOf(State& state, HistoryLog& log) {
  const Limits& limits = state.config.limits;
  while (!log.empty() && (static_cast<int64_t>(log.size()) > limits.history_messages ||
                          static_cast<int64_t>(log.bytes()) > limits.history_channel_bytes)) {
    log.EraseOldest(state.ledger);
  }
}

void HoldBoundOf(State& state, SlotId<HistoryPayer> id) {
  const int64_t bytes_max = state.config.limits.history_user_bytes;
  for (HistoryPayer* payer = state.ledger.Find(id);
       payer != nullptr && static_cast<int64_t>(payer->bytes) > bytes_max;
       payer = state.ledger.Find(id)) {
    Forget(state, *payer->oldest);
  }
}

void HoldBoundOfServer(State& state) {
  while (static_cast<int64_t>(state.ledger.bytes()) > state.config.limits.history_bytes) {
    Forget(state, *state.ledger.OldestOfGreatest());
  }
}

// `log` may be gone afterwards, when it is that of a conversation.
void Keep(State& state, HistoryPayer& payer, HistoryLog& log, HistoryItem& item) {
  if (item.author.is_guest()) item.origin = payer.name;
  const SlotId<HistoryPayer> id = payer.id;
  HistoryRecord& record = log.Append(item);
  if (Fits(state.config.limits, record)) {
    log.Charge(state.ledger, payer, record);
    HoldBoundsOf(state, log);
  } else {
    log.TakeBack(record);
    state.ledger.ForgetIfIdle(payer);
  }
  ForgetIfEmpty(state, log);
  HoldBoundOf(state, id);
  HoldBoundOfServer(state);
}

// Calls visit(HistoryLog&) for each history, in an order that follows from the state.
template <typename AnyState, typename Visit>
void ForEachLog(AnyState& state, Visit&& visit) {
  state.channels.ForEach([&](auto& channel) { visit(channel.history); });
  state.conversations.ForEach([&](auto& conversation) { visit(conversation.log); });
}

}  // namespace

void KeepInChannel(State& state, const User& author, Channel& channel, HistoryItem item) {
  if (state.config.limits.history_messages == 0) return;
  Keep(state, PayerOf(state, author), channel.history, item);
}

void KeepInConversation(State& state, const User& author, const User& target, HistoryItem item) {
  const Limits& limits = state.config.limits;
  if (limits.history_conversations == 0 || limits.history_messages == 0) return;
  HistoryPayer& payer = PayerOf(state, author);
  Conversation& conversation =
      state.conversations.Hear(item.author, author.nick, ParticipantOf(state, target), target.nick,
                               item.position, payer.name);
  const bool is_new = conversation.log.empty();
  const std::string opener = is_new ? conversation.opener : std::string();
  Keep(state, payer, conversation.log, item);
  if (is_new) state.conversations.Limit(state.ledger, opener, limits.history_conversations);
}

void ForgetMessage(State& state, HistoryLog& log, HistoryPosition position) {
  HistoryRecord* record = log.RecordAt(position);
  IRC_CHECK(record != nullptr, "callers look before they forget");
  Forget(state, *record);
}

void HoldHistoryBounds(State& state) {
  std::vector<Participants> emptied;
  state.channels.ForEach([&](Channel& channel) { HoldBoundsOf(state, channel.history); });
  state.conversations.ForEach([&](Conversation& conversation) {
    HoldBoundsOf(state, conversation.log);
    if (conversation.log.empty()) emptied.push_back(conversation.participants);
  });
  for (const Participants& participants : emptied) {
    state.conversations.Erase(state.ledger, participants);
  }
  state.conversations.LimitAll(state.ledger, state.config.limits.history_conversations);
  std::vector<SlotId<HistoryPayer>> payers;
  state.ledger.ForEachPayer([&](const HistoryPayer& payer) { payers.push_back(payer.id); });
  for (SlotId<HistoryPayer> payer : payers) HoldBoundOf(state, payer);
  HoldBoundOfServer(state);
}

void RebuildLedger(State& state) {
  state.ledger = HistoryLedger();
  std::vector<HistoryRecord*> records;
  ForEachLog(state, [&](HistoryLog& log) {
    log.ForEachRecord([&](HistoryRecord& record) { records.push_back(&record); });
  });
  // Stable: an event is kept in several channels, in the order of their ids.
  std::stable_sort(
      records.begin(), records.end(),
      [](const HistoryRecord* a, const HistoryRecord* b) { return a->position < b->position; });
  for (HistoryRecord* record : records) {
    HistoryLog& log = *record->log;
    log.Charge(state.ledger, state.ledger.PayerNamed(log.PayerOf(*record)), *record);
  }
}

std::string CheckLedger(const State& state) {
  struct Sum {
    uint64_t bytes = 0;
    size_t records = 0;
  };
  absl::flat_hash_map<const HistoryPayer*, Sum> sums;
  uint64_t bytes = 0;
  std::string found;
  ForEachLog(state, [&](const HistoryLog& log) {
    uint64_t of_log = 0;
    log.ForEachRecord([&](const HistoryRecord& record) {
      Sum& sum = sums[record.payer];
      sum.bytes += record.cost;
      ++sum.records;
      of_log += record.cost;
      if (record.log != &log) found = "a message does not know its history";
      if (record.payer == nullptr) found = "nobody pays for a message";
    });
    if (log.bytes() != of_log) found = "the bytes of a history are wrong";
    bytes += of_log + (log.empty() ? 0 : log.own_bytes());
  });
  if (bytes != state.ledger.bytes()) found = "the bytes of all histories are wrong";
  state.ledger.ForEachPayer([&](const HistoryPayer& payer) {
    const Sum& sum = sums[&payer];
    size_t records = 0;
    for (const HistoryRecord* record = payer.oldest; record != nullptr; record = record->later) {
      ++records;
      if (record->payer != &payer) found = "a payer has the message of another";
      if (record->later != nullptr && record->later->position < record->position) {
        found = "the messages of a payer are out of order";
      }
    }
    if (sum.bytes != payer.bytes || sum.records != records) found = "a payer pays a wrong sum";
    if (!state.ledger.IsRanked(payer)) found = "a payer has a wrong rank";
  });
  if (sums.size() != state.ledger.payers() || state.ledger.ranked() != state.ledger.payers()) {
    found = "a payer is left over";
  }
  return found;
}

}  // namespace irc
