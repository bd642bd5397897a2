#include "core/transcript/ledger.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"

namespace irc {
namespace transcript {
namespace {

constexpr SessionId kAlice{7}, kBob{3}, kNobody{9};
const size_t kPassword = EffectResult(PasswordChecked()).index();
const size_t kRehash = EffectResult(RehashDone()).index();

Ledger AliceAndBob() {
  Ledger ledger;
  ledger.Open("alice", kAlice);
  ledger.Open("bob", kBob);
  return ledger;
}

absl::Status Follow(Ledger& ledger, const Event& event, const Output& output) {
  ledger.Begin(event);
  return ledger.End(output);
}

Output Sends(const std::string& line, SessionId to) {
  Output output;
  output.sends.Add() = {.line = line, .to = {to}};
  return output;
}

Output Asks(uint64_t id, SessionId session) {
  Output output;
  output.requests.push_back(Request{{id}, session, CheckPassword{"server", "*1"}});
  return output;
}

TEST(Ledger, FindsByNameAndById) {
  const Ledger ledger = AliceAndBob();
  EXPECT_EQ(ledger.Find("alice"), kAlice);
  EXPECT_EQ(ledger.Find(kBob)->name, "bob");
  EXPECT_EQ(ledger.Find(kBob)->order, 2u);
  EXPECT_FALSE(ledger.Find("eve").has_value());
  EXPECT_EQ(ledger.Find(kNobody), nullptr);
}

TEST(Ledger, ForgetsWhoIsClosedAfterTheEvent) {
  Ledger ledger = AliceAndBob();
  Output goodbye = Sends("ERROR :bye\r\n", kAlice);
  goodbye.closes.push_back({kAlice});
  EXPECT_TRUE(Follow(ledger, Received{kAlice, "QUIT"}, goodbye).ok());
  EXPECT_FALSE(ledger.Find("alice").has_value());
  EXPECT_EQ(ledger.opened(), 2u);
}

TEST(Ledger, ForgetsWhoLeftAfterTheEvent) {
  Ledger ledger = AliceAndBob();
  EXPECT_TRUE(Follow(ledger, Disconnected{kAlice, ""}, Sends("ERROR :bye\r\n", kAlice)).ok());
  EXPECT_EQ(ledger.Find(kAlice), nullptr);
  EXPECT_TRUE(Follow(ledger, Ticked{}, Output()).ok());
  EXPECT_NE(ledger.Find(kBob), nullptr);
}

TEST(Ledger, KnowsWhatWaits) {
  Ledger ledger = AliceAndBob();
  EXPECT_TRUE(Follow(ledger, Ticked{}, Asks(1, kBob)).ok());
  EXPECT_TRUE(Follow(ledger, Ticked{}, Asks(2, kAlice)).ok());
  EXPECT_TRUE(ledger.Waits(kAlice));
  EXPECT_EQ(ledger.Oldest(kPassword)->value, 1u);
  EXPECT_FALSE(ledger.Oldest(kRehash).has_value());
  EXPECT_EQ(ledger.KindOf({2}), kPassword);

  EXPECT_TRUE(Follow(ledger, Completed{{1}, PasswordChecked{true}}, Output()).ok());
  EXPECT_FALSE(ledger.Waits(kBob));
  EXPECT_TRUE(ledger.Waits(kAlice));
  EXPECT_EQ(ledger.Oldest(kPassword)->value, 2u);
  EXPECT_FALSE(ledger.KindOf({1}).has_value());
}

TEST(Ledger, KeepsRequestsOfThoseWhoLeft) {
  Ledger ledger = AliceAndBob();
  EXPECT_TRUE(Follow(ledger, Ticked{}, Asks(1, kBob)).ok());
  EXPECT_TRUE(Follow(ledger, Disconnected{kBob, ""}, Output()).ok());
  EXPECT_EQ(ledger.Oldest(kPassword)->value, 1u);
}

TEST(Ledger, KnowsWhoseAnswerIsUnfinished) {
  Ledger ledger = AliceAndBob();
  Output piece;
  piece.unfinished = {kAlice};
  EXPECT_TRUE(Follow(ledger, Received{kAlice, "LIST"}, piece).ok());
  EXPECT_TRUE(ledger.IsUnfinished(kAlice));
  EXPECT_TRUE(ledger.Waits(kAlice));
  EXPECT_FALSE(ledger.Waits(kBob));
  EXPECT_TRUE(Follow(ledger, Drained{kAlice}, piece).ok());
  EXPECT_TRUE(ledger.Waits(kAlice));
  EXPECT_EQ(Follow(ledger, Ticked{}, piece).message(),
            "the answer to session 7 is unfinished twice, or nobody's");
  EXPECT_TRUE(Follow(ledger, Drained{kAlice}, Output()).ok());
  EXPECT_FALSE(ledger.Waits(kAlice));

  EXPECT_TRUE(Follow(ledger, Received{kAlice, "LIST"}, piece).ok());
  EXPECT_TRUE(Follow(ledger, Disconnected{kAlice, ""}, Output()).ok());
  EXPECT_FALSE(ledger.IsUnfinished(kAlice));
}

TEST(Ledger, NoticesLinesThatAreNone) {
  for (const char* line : {"PING", "PING\n", "PING\r\nPONG\r\n", "PI\rNG\r\n", "\r\n\r\n", ""}) {
    Ledger ledger = AliceAndBob();
    EXPECT_EQ(Follow(ledger, Ticked{}, Sends(line, kAlice)).message(),
              "the server sends something that is not one line with CRLF");
  }
}

TEST(Ledger, NoticesOutputForThoseWhoAreGone) {
  Ledger ledger = AliceAndBob();
  EXPECT_EQ(Follow(ledger, Ticked{}, Sends("PING\r\n", kNobody)).message(),
            "the server sends to session 9, which is not connected");
  EXPECT_EQ(Follow(ledger, Ticked{}, Asks(1, kNobody)).message(),
            "request 1 is for session 9, which is not connected");
  Output twice;
  twice.closes = {{kAlice}, {kAlice}};
  EXPECT_EQ(Follow(ledger, Ticked{}, twice).message(),
            "the server closes session 7, which is not connected");
}

TEST(Ledger, NoticesRequestsOutOfOrder) {
  Ledger ledger = AliceAndBob();
  EXPECT_EQ(Follow(ledger, Ticked{}, Asks(2, kAlice)).message(),
            "the server counts request 2 after 0");
}

}  // namespace
}  // namespace transcript
}  // namespace irc
