// The law of core/policy/heard.h: whatever a member sends who may not speak in a channel, the other
// members see none of their words.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/commands/command_facts.h"
#include "core/protocol/parse.h"
#include "core/testing/acts.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr SessionId kOperator{1}, kMuted{2}, kMember{3};

// Neither a nick nor a channel can contain the words.
constexpr absl::string_view kWords = "w:ords";

const std::vector<std::string>& Params() {
  static const auto& params = *new std::vector<std::string>{"#c",
                                                            "#c",
                                                            "#c,#d",
                                                            "@#c",
                                                            "#d",
                                                            "muted",
                                                            "*",
                                                            "SET",
                                                            "CLEAR",
                                                            "avatar",
                                                            "+x",
                                                            "-x",
                                                            "+o",
                                                            "+b",
                                                            "19b76daa800-5-1",
                                                            "draft/multiline",
                                                            "+r",
                                                            "-r",
                                                            "a/b",
                                                            std::string(kWords),
                                                            absl::StrCat(":", kWords),
                                                            absl::StrCat(":", kWords)};
  return params;
}

// The ways to speak that random parameters seldom make.
const std::vector<std::string>& Known() {
  static const auto& known = *new std::vector<std::string>{"METADATA * SET avatar :w:ords",
                                                           "METADATA * SET avatar",
                                                           "TOPIC #c :w:ords",
                                                           "PART #c :w:ords",
                                                           "CYCLE #c :w:ords",
                                                           "JOIN #c",
                                                           "AWAY :w:ords",
                                                           "AWAY",
                                                           "SETNAME :w:ords",
                                                           "KNOCK #c :w:ords",
                                                           "INVITE oper #c",
                                                           "PRIVMSG #c :w:ords",
                                                           "BATCH +r draft/multiline #c",
                                                           "@batch=r PRIVMSG #c :w:ords",
                                                           "BATCH -r",
                                                           "@+w=w:ords TAGMSG #c",
                                                           "MODE #c +k w:ords",
                                                           "KICK #c member :w:ords",
                                                           "RENAME #c #e :w:ords",
                                                           "MODE muted +x",
                                                           "MODE muted -x",
                                                           "QUIT :w:ords"};
  return known;
}

std::string GenLine() {
  if (*rc::gen::inRange(0, 2) == 0) return *rc::gen::elementOf(Known());
  const auto row = *rc::gen::inRange<size_t>(0, Commands().size());
  std::vector<std::string> words = {std::string(Commands()[row].name)};
  const auto params = *rc::gen::inRange(0, 5);
  for (int i = 0; i < params; ++i) words.push_back(*rc::gen::elementOf(Params()));
  const auto tags = *rc::gen::inRange(0, 4);
  return absl::StrCat(tags == 0   ? "@+w=w:ords "
                      : tags == 1 ? "@batch=r "
                                  : "",
                      absl::StrJoin(words, " "));
}

// The lines of who joins show who that is, and so the real name.
bool IsJoin(const std::string& line) {
  ParsedLine parsed;
  return !ParseLine(line, parsed).has_value() && parsed.command == "JOIN";
}

void CheckUnheard(const World& world, SessionId session) {
  for (const std::string& line : world.SeenBy(session)) {
    RC_LOG() << line;
    RC_ASSERT(IsJoin(line) || !absl::StrContains(line, kWords));
  }
}

RC_GTEST_PROP(Heard, NoWordsOfTheMutedAreSeen, (uint64_t capabilities)) {
  const auto mode = *rc::gen::elementOf(std::vector<std::string>{
      "+m", "+M", "+U", "+y muted!*@*", "+b muted!*@*", "+b m:*!*@*", "+mU"});
  World world(SessionConfig());
  Register(world, kOperator.value, "oper", capabilities);
  Register(world, kMuted.value, "muted", ~uint64_t{0});
  Register(world, kMember.value, "member", ~uint64_t{0});
  // The muted user has an operator's rank elsewhere, where nobody else is.
  world.Say(kMuted, "JOIN #d");
  for (SessionId session : {kOperator, kMuted, kMember}) {
    world.Say(session, "JOIN #c");
    world.Say(session, "METADATA * SUB avatar");
  }
  world.Say(kOperator, absl::StrCat("MODE #c -t", mode));
  const auto lines = *rc::gen::container<std::vector<std::string>>(rc::gen::exec(&GenLine));
  for (const std::string& line : lines) {
    RC_LOG() << "muted: " << line << "\n";
    if (!world.Say(kMuted, line)) continue;
    CheckUnheard(world, kMember);
    // Under +U the operators hear what is said.
    if (!absl::StrContains(mode, "U")) CheckUnheard(world, kOperator);
    world.CompleteOldest(false);
  }
  world.PassTime(absl::Minutes(5));
  world.Apply(Ticked{});
  CheckUnheard(world, kMember);
}

}  // namespace
}  // namespace irc
