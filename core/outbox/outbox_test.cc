// A line that the outbox shares between recipients equals the line rendered for each of them alone.
#include "core/outbox/outbox.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/protocol/render.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// A channel with one user for each set of capabilities, session ids from 1.
void Fill(State& state, const std::vector<uint64_t>& capabilities) {
  Channel& channel = CreateChannel(state, "#c");
  for (size_t i = 0; i < capabilities.size(); ++i) {
    Session& session = AddSession(state, {i + 1}, {.ip = "192.0.2.1", .host = "host.example"});
    session.caps = CapSet::FromBits(capabilities[i] & ((uint64_t{1} << kCaps.size()) - 1));
    ReserveNick(state, session, absl::StrCat("user", i));
    session.registration->username = "user";
    JoinChannel(state, channel, RegisterUser(state, session), 0);
  }
}

Message SomeMessage(uint8_t form) {
  Message message("alice!a@host", form % 2 == 0 ? "PRIVMSG" : "JOIN");
  message.Param("#c");
  if ((form & 2) != 0) message.OnlyWith(Cap::kExtendedJoin).Param("*").Trailing("Alice L.");
  if ((form & 4) != 0) message.set_msgid(1);
  if ((form & 8) != 0) message.set_client_tags("+a=b");
  if ((form & 16) != 0) message.AddTag("bot", "");
  return message;
}

RC_GTEST_PROP(Outbox, SharedLinesAreThoseThatEachWouldGet,
              (const std::vector<uint64_t>& capabilities, uint8_t form)) {
  RC_PRE(!capabilities.empty());
  State state;
  state.now = absl::FromUnixMillis(1767225600123);
  state.seq = 7;
  Fill(state, capabilities);
  const Message message = SomeMessage(form);
  Output output;
  Outbox out(state);
  out.Begin(output, nullptr, "");
  out.ReplyToChannel(*FindChannel(state, "#c"), message);
  out.Finish();

  std::map<uint64_t, std::string> got;
  for (const Send& send : output.sends) {
    for (SessionId to : send.to) RC_ASSERT(got.emplace(to.value, send.line).second);
  }
  RC_ASSERT(got.size() == capabilities.size());
  state.sessions.ForEach([&](const Session& session) {
    std::string line;
    Render(message, session.caps,
           {.server_name = state.config.server_name,
            .time = state.now,
            .epoch = state.started,
            .seq = state.seq},
           &line);
    RC_ASSERT(got[session.id.value] == line);
  });
}

TEST(Outbox, RendersOnceForEachSetOfCapabilitiesThatMatters) {
  // Ten thousand members with eight different sets of capabilities. multi-prefix does not change
  // the rendering of a message, so there are four renderings.
  std::vector<uint64_t> capabilities;
  constexpr uint64_t kMatters[] = {
      CapSet(Cap::kServerTime).bits(),
      CapSet(Cap::kMessageTags).bits(),
      CapSet(Cap::kMultiPrefix).bits(),
  };
  for (int i = 0; i < 10000; ++i) {
    uint64_t set = 0;
    for (int bit = 0; bit < 3; ++bit) {
      if ((i >> bit & 1) != 0) set |= kMatters[bit];
    }
    capabilities.push_back(set);
  }
  State state;
  Fill(state, capabilities);
  Output output;
  Outbox out(state);
  out.Begin(output, nullptr, "");
  out.ReplyToChannel(*FindChannel(state, "#c"), SomeMessage(4));
  out.Finish();
  EXPECT_EQ(output.sends.size(), 4u);
}

// The log has why a session had to leave, but not what a user said when leaving.
TEST(Outbox, ACloseTellsWhoHadToLeaveWhy) {
  State state;
  Fill(state, {0});
  Output output;
  Outbox out(state);
  for (const auto& [cause, detail] :
       {std::pair(CloseCause::kRejected, "why"), std::pair(CloseCause::kRemoved, "why"),
        std::pair(CloseCause::kQuit, ""), std::pair(CloseCause::kDisconnected, "")}) {
    output.Clear();
    out.Begin(output, nullptr, "");
    out.Close(*FindSession(state, {1}), cause, "why");
    out.Finish();
    ASSERT_EQ(output.closes.size(), 1u);
    EXPECT_EQ(output.closes[0].cause, cause);
    EXPECT_EQ(output.closes[0].detail, detail);
  }
}

// Words of a user: those who see the user where the user may speak get them, and the others get the
// other form.
TEST(Outbox, WordsReachThoseWhoMayHearThem) {
  State state;
  Fill(state, {0, 0, 0, 0});
  User& speaker = *FindUser(state, "user0");
  Channel& muted = *FindChannel(state, "#c");
  Channel& open = CreateChannel(state, "#open");
  JoinChannel(state, open, speaker, 0);
  JoinChannel(state, open, *FindUser(state, "user1"), 0);
  Output output;
  Outbox out(state);
  const auto lines = [&](uint64_t id) {
    std::string lines;
    for (const Send& send : output.sends) {
      for (SessionId to : send.to) {
        if (to.value == id) absl::StrAppend(&lines, send.line);
      }
    }
    return lines;
  };
  const auto say = [&] {
    Message words = Message("user0!u@h", "QUIT").Trailing("words");
    Message otherwise = Message("user0!u@h", "QUIT").Trailing("otherwise");
    output.Clear();
    out.Begin(output, nullptr, "");
    out.ReplyToNeighbours(speaker, {words, "words", &otherwise});
    out.Finish();
  };
  say();
  EXPECT_EQ(lines(3), ":user0!u@h QUIT :words\r\n");
  EXPECT_EQ(output.sends.size(), 1u);
  muted.Set(ChannelMode::kModerated, true);
  say();
  EXPECT_EQ(lines(1), "") << "not to the user";
  EXPECT_EQ(lines(2), ":user0!u@h QUIT :words\r\n") << "through the other channel";
  EXPECT_EQ(lines(3), ":user0!u@h QUIT :otherwise\r\n");
  EXPECT_EQ(lines(4), ":user0!u@h QUIT :otherwise\r\n");
}

}  // namespace
}  // namespace irc
