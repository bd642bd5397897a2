// Compares the bounds of all histories with a plain list of messages that is searched for each
// rule.
#include "core/state/history_keeper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/state/snapshot.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr int kChannels = 3;

struct Kept {
  int channel;
  std::string payer;
  uint64_t event;
  int64_t cost;

  friend bool operator==(const Kept&, const Kept&) = default;
};

std::ostream& operator<<(std::ostream& out, const Kept& kept) {
  return out << kept.event << " in " << kept.channel << " of " << kept.payer << ": " << kept.cost;
}

// All messages that are kept, in their order.
struct Model {
  std::vector<Kept> list;

  template <typename Of>
  int64_t Bytes(Of&& of) const {
    int64_t bytes = 0;
    for (const Kept& kept : list) bytes += of(kept) ? kept.cost : 0;
    return bytes;
  }
  template <typename Of>
  void EraseOldest(Of&& of) {
    list.erase(std::find_if(list.begin(), list.end(), of));
  }
  void Hold(const Limits& limits) {
    for (int channel = 0; channel < kChannels; ++channel) {
      const auto of = [&](const Kept& kept) { return kept.channel == channel; };
      while (std::count_if(list.begin(), list.end(), of) > limits.history_messages ||
             Bytes(of) > limits.history_channel_bytes) {
        EraseOldest(of);
      }
    }
    std::map<std::string, int> payers;
    for (const Kept& kept : list) payers[kept.payer] = 0;
    for (const auto& [payer, unused] : payers) {
      const auto of = [&, name = payer](const Kept& kept) { return kept.payer == name; };
      while (Bytes(of) > limits.history_user_bytes) EraseOldest(of);
    }
    while (Bytes([](const Kept&) { return true; }) > limits.history_bytes) EraseOldestOfGreatest();
  }
  void EraseOldestOfGreatest() {
    int greatest = -1;
    std::string payer;
    for (const Kept& kept : list) {  // oldest first: the first of a rank stays
      const int64_t bytes = Bytes([&](const Kept& other) { return other.payer == kept.payer; });
      const int rank = static_cast<int>(std::bit_width(static_cast<uint64_t>(bytes) >> 10));
      if (rank <= greatest) continue;
      greatest = rank;
      payer = kept.payer;
    }
    EraseOldest([&](const Kept& kept) { return kept.payer == payer; });
  }
};

// A state with three channels, whose members come from three addresses, two of one network.
struct Stage {
  State state;
  std::vector<SlotId<User>> users;
  std::vector<SlotId<Channel>> channels;

  Stage() {
    state.now = absl::FromUnixSeconds(1'767'225'600);
    RebuildIndexes(state);
    for (const char* ip : {"192.0.2.1", "2001:db8::1", "2001:db8::2"}) {
      const uint64_t number = users.size() + 1;
      Session& session = AddSession(state, {number}, {.ip = ip, .host = ip});
      ReserveNick(state, session, absl::StrCat("nick", number));
      session.registration->username = session.registration->realname = "user";
      users.push_back(RegisterUser(state, session).id);
    }
    for (int i = 0; i < kChannels; ++i) {
      Channel& channel = CreateChannel(state, absl::StrCat("#", i));
      for (SlotId<User> user : users) JoinChannel(state, channel, UserOf(state, user), 0);
      channels.push_back(channel.id);
    }
  }

  HistoryItem Item(size_t user, const std::string& text) {
    return {.time = state.now,
            .position = {++state.seq, 1},
            .author = ParticipantOf(state, UserOf(state, users[user])),
            .origin = "",
            .source = "nick!user@host",
            .client_tags = "",
            .params = {"#channel", text},
            .tags = {},
            .lines = {}};
  }
  std::vector<Kept> All() const {
    std::vector<Kept> all;
    for (size_t i = 0; i < channels.size(); ++i) {
      ChannelOf(state, channels[i]).history.ForEachRecord([&](const HistoryRecord& record) {
        all.push_back(
            {static_cast<int>(i), record.payer->name, record.position.event, record.cost});
      });
    }
    std::sort(all.begin(), all.end(),
              [](const Kept& a, const Kept& b) { return a.event < b.event; });
    return all;
  }
};

void RandomLimits(Limits& limits) {
  limits.history_messages = *rc::gen::inRange<int64_t>(0, 12);
  limits.history_channel_bytes = *rc::gen::inRange<int64_t>(0, 8000);
  limits.history_user_bytes = *rc::gen::inRange<int64_t>(0, 12000);
  limits.history_bytes = *rc::gen::inRange<int64_t>(0, 16000);
}

RC_GTEST_PROP(HistoryBounds, AreThoseOfAPlainList, ()) {
  Stage stage;
  State& state = stage.state;
  Model model;
  const int steps = *rc::gen::inRange(0, 80);
  RandomLimits(state.config.limits);
  for (int step = 0; step < steps; ++step) {
    const int deed = *rc::gen::inRange(0, 12);
    if (deed == 0) {
      RandomLimits(state.config.limits);
      HoldHistoryBounds(state);
    } else if (deed == 1 && !model.list.empty()) {
      const Kept gone = *rc::gen::elementOf(model.list);
      ForgetMessage(state, ChannelOf(state, stage.channels[gone.channel]).history, {gone.event, 1});
      std::erase(model.list, gone);
    } else {
      const auto user = *rc::gen::inRange<size_t>(0, stage.users.size());
      const int channel = *rc::gen::inRange(0, kChannels);
      const std::string text(*rc::gen::inRange<size_t>(0, 1500), 'x');
      const HistoryItem item = stage.Item(user, text);
      KeepInChannel(state, UserOf(state, stage.users[user]),
                    ChannelOf(state, stage.channels[channel]), item);
      HistoryItem paid = item;
      paid.origin = user == 0 ? "192.0.2.1" : "2001:db8::";
      std::string packed;
      PackHistoryItem(paid, packed);
      model.list.push_back({channel, std::string(paid.origin), item.position.event,
                            HistoryRecord::CostOf(packed.size())});
      // What is beyond a bound alone drives nothing out.
      const Limits& limits = state.config.limits;
      if (limits.history_messages == 0 ||
          model.list.back().cost > std::min({limits.history_channel_bytes,
                                             limits.history_user_bytes, limits.history_bytes})) {
        model.list.pop_back();
        RC_ASSERT(stage.All() == model.list);
        continue;
      }
    }
    model.Hold(state.config.limits);
    RC_ASSERT(stage.All() == model.list);
    RC_ASSERT(CheckLedger(state) == "");
    RC_ASSERT(FindViolatedInvariant(state) == "");
  }
  // What is loaded goes on in the same way.
  State loaded;
  RC_ASSERT(LoadSnapshot(SaveSnapshot(state), loaded).ok());
  state.config.limits.history_bytes = loaded.config.limits.history_bytes = 1000;
  HoldHistoryBounds(state);
  HoldHistoryBounds(loaded);
  RC_ASSERT(SaveSnapshot(state) == SaveSnapshot(loaded));
}

TEST(HistoryBounds, WhatFillsABoundStays) {
  for (const auto bound :
       {&Limits::history_channel_bytes, &Limits::history_user_bytes, &Limits::history_bytes}) {
    Stage stage;
    State& state = stage.state;
    for (int i = 0; i < 2; ++i) {
      KeepInChannel(state, UserOf(state, stage.users[0]), ChannelOf(state, stage.channels[0]),
                    stage.Item(0, "text"));
    }
    const std::vector<Kept> both = stage.All();
    ASSERT_EQ(both.size(), 2u);
    state.config.limits.*bound = both[0].cost + both[1].cost;
    HoldHistoryBounds(state);
    EXPECT_EQ(stage.All(), both);
    --(state.config.limits.*bound);
    HoldHistoryBounds(state);
    EXPECT_EQ(stage.All(), std::vector<Kept>{both[1]});
  }
}

TEST(HistoryBounds, AConversationIsPaidForByWhoBeganIt) {
  Stage stage;
  State& state = stage.state;
  state.config.limits.history_conversations = 1;
  const auto say = [&](size_t from, size_t to) {
    KeepInConversation(state, UserOf(state, stage.users[from]), UserOf(state, stage.users[to]),
                       stage.Item(from, "text"));
    EXPECT_EQ(FindViolatedInvariant(state), "");
  };
  const auto kept = [&](size_t a, size_t b) {
    return state.conversations.Find(ParticipantOf(state, UserOf(state, stage.users[a])),
                                    ParticipantOf(state, UserOf(state, stage.users[b]))) != nullptr;
  };
  say(0, 1);
  say(1, 2);
  EXPECT_TRUE(kept(0, 1));
  say(1, 0);  // the same conversation: the other one began it
  EXPECT_TRUE(kept(0, 1) && kept(1, 2));
  say(2, 2);  // of the same network as 1: drives out the one with 2
  EXPECT_TRUE(kept(0, 1) && kept(2, 2));
  EXPECT_FALSE(kept(1, 2));
  say(0, 0);
  EXPECT_FALSE(kept(0, 1));
}

TEST(HistoryBounds, AnEmptyConversationIsForgotten) {
  Stage stage;
  State& state = stage.state;
  KeepInConversation(state, UserOf(state, stage.users[0]), UserOf(state, stage.users[1]),
                     stage.Item(0, "text"));
  const uint64_t with_overhead = state.ledger.bytes();
  EXPECT_GT(with_overhead, 768u) << "a conversation costs more than its messages";
  KeepInConversation(state, UserOf(state, stage.users[1]), UserOf(state, stage.users[0]),
                     stage.Item(1, "text"));
  state.config.limits.history_messages = 1;
  HoldHistoryBounds(state);
  EXPECT_EQ(FindViolatedInvariant(state), "");
  EXPECT_GT(state.ledger.bytes(), 768u) << "it does so as long as it is there";
  state.config.limits.history_bytes = 0;
  HoldHistoryBounds(state);
  EXPECT_EQ(state.ledger.bytes(), 0u);
  EXPECT_EQ(FindViolatedInvariant(state), "");
}

}  // namespace
}  // namespace irc
