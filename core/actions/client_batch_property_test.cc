// Each label of a client gets exactly one labelled response, for any sequence of lines inside and
// outside of client batches.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/protocol/caps.h"
#include "core/protocol/parse.h"
#include "core/testing/acts.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// Templates of lines. $l is a label that no other line has.
constexpr std::array<absl::string_view, 16> kLines = {
    "@label=$l BATCH +r draft/multiline #a",
    "BATCH +r draft/multiline #a",
    "@label=$l BATCH +s draft/multiline #a",
    "@batch=r PRIVMSG #a :text",
    "@batch=r PRIVMSG #a :",
    "@batch=r;label=$l PRIVMSG #a :text",
    "@batch=s PRIVMSG #a :text",
    "@batch=r NOTICE #a :text",
    "@label=$l BATCH -r",
    "BATCH -r",
    "BATCH -s",
    "@label=$l PING x",
    "@label=$l PRIVMSG #a :alone",
    "@label=$l OPER root *1",
    "@batch=r FLY",
    "@label=$l BATCH +r netsplit",
};
constexpr uint8_t kHour = kLines.size();
constexpr uint8_t kCloseAll = kLines.size() + 1;

const SessionId kSpeaker{1}, kListener{2};

std::string LabelOn(const std::string& line) {
  ParsedLine parsed;
  RC_ASSERT(!ParseLine(absl::string_view(line).substr(0, line.size() - 2), parsed).has_value());
  return std::string(FindTag(parsed.tags, "label").value_or(""));
}

CapSet Speaks(bool echo) {
  CapSet caps = CapSet(Cap::kBatch) | CapSet(Cap::kLabeledResponse) | CapSet(Cap::kMultiline);
  if (echo) caps.Add(Cap::kEchoMessage);
  return caps;
}

RC_GTEST_PROP(ClientBatchLaws, EachLabelIsAnsweredOnce, (std::vector<uint8_t> acts, bool echo)) {
  World world(SessionConfig());
  Register(world, kSpeaker.value, "n1", Speaks(echo).bits());
  Register(world, kListener.value, "n2", 0);
  for (SessionId id : {kListener, kSpeaker}) world.Say(id, "JOIN #a");
  acts.push_back(kCloseAll);
  std::map<std::string, int> answers;
  const auto count = [&] {
    for (const std::string& line : world.SeenBy(kSpeaker)) {
      if (const std::string label = LabelOn(line); !label.empty()) ++answers[label];
    }
  };
  int asked = 0;
  for (uint8_t act : acts) {
    act %= kCloseAll + 1;
    if (act >= kHour) {
      world.PassTime(absl::Hours(1));
      world.Apply(Ticked{});
      count();
      continue;
    }
    const bool labelled = absl::StrContains(kLines[act], "$l");
    const std::string label = absl::StrCat(labelled ? ++asked : 0);
    RC_ASSERT(world.Say(kSpeaker, absl::StrReplaceAll(kLines[act], {{"$l", label}})));
    count();
    while (world.IsWaiting(kSpeaker)) {
      world.CompleteOldest(true);
      count();
    }
  }
  RC_ASSERT(static_cast<int>(answers.size()) == asked);
  for (const auto& [label, times] : answers) RC_ASSERT(times == 1);
}

}  // namespace
}  // namespace irc
