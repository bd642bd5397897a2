// The law of channel mode +s: to users outside of it, a secret channel answers every command as a
// channel that does not exist. Two servers differ only in the name of a secret channel, and an
// outsider, who asks for it on both, gets the same bytes.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/commands/command_facts.h"
#include "core/testing/acts.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr SessionId kOwner{1}, kOutsider{2}, kFriend{3};

// What the parameters of the lines are taken from. #secret exists on the first server alone.
const std::vector<std::string>& Words() {
  static const auto& words = *new std::vector<std::string>{"#secret",
                                                           "#secret",
                                                           "#SECRET",
                                                           "@#secret",
                                                           "#secret,#mine",
                                                           "#mine,#secret",
                                                           "#mine",
                                                           "owner",
                                                           "friend",
                                                           "outsider",
                                                           "*",
                                                           "#s*",
                                                           "+b",
                                                           "b",
                                                           "+f",
                                                           "+I",
                                                           "-s",
                                                           "+x",
                                                           "o",
                                                           "%tcn",
                                                           "LATEST",
                                                           "TARGETS",
                                                           "BETWEEN",
                                                           "GET",
                                                           "SET",
                                                           "LIST",
                                                           "SYNC",
                                                           "SUB",
                                                           "CLEAR",
                                                           "avatar",
                                                           "10",
                                                           "timestamp=2026-01-01T00:00:00.000Z",
                                                           "+r",
                                                           "-r",
                                                           "draft/multiline",
                                                           "*playback",
                                                           "a/b",
                                                           "PLAY",
                                                           "S",
                                                           "text"};
  return words;
}

// A line of any command. JOIN, and the new name of RENAME, take a name: that one is taken already
// cannot be hidden.
std::string GenLine() {
  // Questions that random parameters seldom make.
  static const auto& known = *new std::vector<std::string>{"MODE #mine +f #secret",
                                                           "MODE #mine",
                                                           "INVITE friend #secret",
                                                           "UNINVITE friend #secret",
                                                           "KICK #secret owner :x",
                                                           "MODE #secret +f #mine",
                                                           "TOPIC #secret :x",
                                                           "CHATHISTORY LATEST #secret * 10",
                                                           "METADATA #secret SYNC",
                                                           "METADATA #secret SET avatar :x",
                                                           "BATCH +r draft/multiline #secret",
                                                           "@batch=r PRIVMSG #secret :x",
                                                           "BATCH -r",
                                                           "RELAYMSG #secret a/b :x",
                                                           "WHO #secret %tcn",
                                                           "WHOIS owner",
                                                           "PRIVMSG *playback :LIST",
                                                           "REDACT #secret 19b76daa800-7-1",
                                                           "MARKREAD #secret"};
  if (*rc::gen::inRange(0, 3) == 0) return *rc::gen::elementOf(known);
  const auto row = *rc::gen::inRange<size_t>(0, Commands().size());
  const std::string command(Commands()[row].name);
  std::vector<std::string> words = {command};
  const auto params = *rc::gen::inRange(0, 5);
  for (int i = 0; i < params; ++i) words.push_back(*rc::gen::elementOf(Words()));
  if (command == "JOIN") return "PING x";
  if (command == "RENAME" && words.size() > 2) words[2] = "#other";
  const bool tagged = *rc::gen::inRange(0, 4) == 0;
  return absl::StrCat(tagged ? "@+typing=active;batch=r;label=l " : "", absl::StrJoin(words, " "));
}

// +n, because a channel without it invites messages from outside.
World MakeWorld(const std::string& name, const std::string& modes, uint64_t capabilities) {
  World world(SessionConfig());
  Register(world, kOwner.value, "owner", 0);
  Register(world, kOutsider.value, "outsider", capabilities);
  Register(world, kFriend.value, "friend", 0);
  world.Say(kOwner, absl::StrCat("JOIN ", name));
  world.Say(kOwner, absl::StrCat("TOPIC ", name, " :about it"));
  world.Say(kOwner, absl::StrCat("PRIVMSG ", name, " :hello"));
  world.Say(kOwner, absl::StrCat("MODE ", name, " +ns", modes));
  world.Say(kOutsider, "JOIN #mine");
  world.Say(kFriend, "JOIN #mine");
  return world;
}

RC_GTEST_PROP(SecretChannel, AnswersOutsidersAsIfItDidNotExist, (uint64_t capabilities)) {
  const auto modes = *rc::gen::elementOf(std::vector<std::string>{
      "", "i", "ik key", "m", "EM", "lb 1 *!*@*", "by out*!*@* *!*@*", "uD"});
  World with = MakeWorld("#secret", modes, capabilities);
  World without = MakeWorld("#another", modes, capabilities);
  const auto lines = *rc::gen::container<std::vector<std::string>>(rc::gen::exec(&GenLine));
  for (const std::string& line : lines) {
    RC_ASSERT(with.Say(kOutsider, line) == without.Say(kOutsider, line));
    RC_LOG() << line << "\n";
    RC_ASSERT(with.SeenBy(kOutsider) == without.SeenBy(kOutsider));
    RC_ASSERT(with.SeenBy(kFriend) == without.SeenBy(kFriend));
    RC_ASSERT(with.SeenBy(kOwner).size() == without.SeenBy(kOwner).size());
    with.CompleteOldest(false);
    without.CompleteOldest(false);
  }
}

}  // namespace
}  // namespace irc
