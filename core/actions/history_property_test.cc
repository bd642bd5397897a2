// Laws of a channel's history: a replay has the same bytes as the messages had when they were sent,
// and paging through it in any way gives each message exactly once.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/config.h"
#include "core/protocol/parse.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr SessionId kReader{1}, kOther{2}, kThird{3};
constexpr absl::string_view kCaps =
    "batch server-time message-tags echo-message extended-join draft/chathistory "
    "draft/event-playback draft/multiline";

// Lines of the clients. The reader never leaves the channel.
const std::vector<std::string>& Deeds() {
  static const auto* deeds =
      new std::vector<std::string>{"PRIVMSG #c :hello",
                                   "NOTICE #C :what",
                                   "@+a=b;+c TAGMSG #c",
                                   "@+x PRIVMSG #c :\x01"
                                   "ACTION\x01",
                                   "JOIN #c",
                                   "JOIN #c",
                                   "PART #c",
                                   "PART #c :bye",
                                   "TOPIC #c :new",
                                   "NICK x",
                                   "NICK y",
                                   "NICK z",
                                   "MODE #c +l 5",
                                   "MODE #c -l",
                                   "AWAY :gone",
                                   "PRIVMSG reader :psst",
                                   "PRIVMSG #d :elsewhere",
                                   "BATCH +r draft/multiline #c",
                                   "@batch=r PRIVMSG #c :line",
                                   "@batch=r PRIVMSG #c :",
                                   "@batch=r;draft/multiline-concat PRIVMSG #c :more",
                                   "BATCH -r",
                                   "CYCLE #c :round"};
  return *deeds;
}

void Connect(World& world, SessionId id, absl::string_view nick) {
  world.Apply(Connected{id, {.ip = "127.0.0.1", .host = "localhost", .cloak = "cloak"}});
  world.Say(id, absl::StrCat("CAP REQ :", kCaps));
  world.Say(id, absl::StrCat("NICK ", nick));
  world.Say(id, absl::StrCat("USER ", nick, " 0 * :", nick));
  world.Say(id, "CAP END");
}

std::string MsgidOf(const std::string& line) {
  ParsedLine parsed;
  RC_ASSERT(!ParseLine(absl::string_view(line).substr(0, line.size() - 2), parsed).has_value());
  return std::string(FindTag(parsed.tags, "msgid").value_or(""));
}

// The line without batch tags and references, which differ between the original and the replay.
std::string WithoutBatch(const std::string& line) {
  std::vector<std::string> kept;
  for (absl::string_view word : absl::StrSplit(line, ' ')) {
    if (!kept.empty() && kept.back() == "BATCH") word = "+";
    kept.push_back(std::string(word));
  }
  std::vector<std::string> tags;
  for (absl::string_view tag : absl::StrSplit(absl::string_view(kept[0]).substr(1), ';')) {
    if (!absl::StartsWith(tag, "batch=")) tags.push_back(std::string(tag));
  }
  kept[0] = absl::StrCat("@", absl::StrJoin(tags, ";"));
  return absl::StrJoin(kept, " ");
}

// Appends the messages of #c that the last event sent to the reader.
void Collect(World& world, std::vector<std::string>& lines) {
  for (const std::string& line : world.SeenBy(kReader)) {
    if (MsgidOf(line).empty() || absl::StrContains(line, " reader :psst")) continue;
    lines.push_back(WithoutBatch(line));
  }
}

struct Told {
  std::vector<std::string> lines;
  std::vector<std::string> msgids;
};

Told Ask(World& world, const std::string& line) {
  Told told;
  RC_ASSERT(world.Say(kReader, line));
  for (const std::string& got : world.SeenBy(kReader)) {
    const std::string msgid = MsgidOf(got);
    if (msgid.empty()) continue;
    told.msgids.push_back(msgid);
    told.lines.push_back(WithoutBatch(got));
  }
  return told;
}

// A world after random lines, and the messages that the reader received.
World Play(std::vector<std::string>& seen) {
  Config config;
  config.limits.history_messages = 100000;
  config.limits.chathistory_messages = 1000;
  World world(config);
  Connect(world, kReader, "reader");
  Connect(world, kOther, "other");
  Connect(world, kThird, "third");
  world.Say(kReader, "JOIN #c");
  Collect(world, seen);
  const auto deeds =
      *rc::gen::container<std::vector<size_t>>(rc::gen::inRange<size_t>(0, Deeds().size() * 4));
  for (size_t deed : deeds) {
    const size_t who = deed / Deeds().size();
    std::string line = Deeds()[deed % Deeds().size()];
    // The reader stays in the channel and keeps its nick.
    if (who == 0 && (absl::StartsWith(line, "PART") || absl::StartsWith(line, "CYCLE"))) continue;
    if (who == 0 && absl::StartsWith(line, "NICK")) continue;
    if (who == 3) world.PassTime(absl::Milliseconds(deed));
    world.Say(who == 0 ? kReader : who == 1 ? kOther : kThird, line);
    Collect(world, seen);
  }
  return world;
}

RC_GTEST_PROP(History, IsWhatWasDelivered, ()) {
  std::vector<std::string> seen;
  World world = Play(seen);
  RC_ASSERT(Ask(world, "CHATHISTORY LATEST #c * 1000").lines == seen);
}

RC_GTEST_PROP(History, IsPagedThroughWithEachMessageOnce, ()) {
  std::vector<std::string> seen;
  World world = Play(seen);
  const std::vector<std::string> all = Ask(world, "CHATHISTORY LATEST #c * 1000").msgids;
  const int step = *rc::gen::inRange(1, 6);
  std::vector<std::string> back, forth;
  for (Told page = Ask(world, absl::StrCat("CHATHISTORY LATEST #c * ", step)); !page.msgids.empty();
       page = Ask(world, absl::StrCat("CHATHISTORY BEFORE #c msgid=", back.front(), " ", step))) {
    RC_ASSERT(page.msgids.size() <= static_cast<size_t>(step));
    back.insert(back.begin(), page.msgids.begin(), page.msgids.end());
  }
  RC_ASSERT(back == all);
  for (Told page = Ask(
           world, absl::StrCat("CHATHISTORY AFTER #c timestamp=2000-01-01T00:00:00.000Z ", step));
       !page.msgids.empty();
       page = Ask(world, absl::StrCat("CHATHISTORY AFTER #c msgid=", forth.back(), " ", step))) {
    RC_ASSERT(page.msgids.size() <= static_cast<size_t>(step));
    forth.insert(forth.end(), page.msgids.begin(), page.msgids.end());
  }
  RC_ASSERT(forth == all);
}

}  // namespace
}  // namespace irc
