// Long answers are the same in pieces of any size, also when the server is saved and loaded between
// two of them, and stay well-formed when the server changes meanwhile.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/protocol/parse.h"
#include "core/testing/acts.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr uint64_t kHighestSession = 5;

using Lines = std::map<uint64_t, std::vector<std::string>>;  // by session

// The lines that were added to the log of `world` since it had `begin` bytes.
Lines LinesSince(const World& world, size_t begin) {
  Lines lines;
  const absl::string_view added = absl::string_view(world.log()).substr(begin);
  for (absl::string_view line : absl::StrSplit(added, '\n', absl::SkipEmpty())) {
    line = absl::StripSuffix(line, "\r");
    const size_t space = line.find(' ');
    uint64_t session = 0;
    if (!absl::SimpleAtoi(line.substr(0, space), &session)) continue;  // a close or a request
    lines[session].emplace_back(line.substr(space + 1));
  }
  return lines;
}

// Without tags and batches, which depend on the pieces.
std::vector<std::string> WithoutBatches(const std::vector<std::string>& lines) {
  std::vector<std::string> kept;
  for (const std::string& line : lines) {
    ParsedLine parsed;
    RC_ASSERT(!ParseLine(line, parsed).has_value());
    if (parsed.command != "BATCH") kept.push_back(line.substr(TagsSectionBytes(line)));
  }
  return kept;
}

// Returns the number of pieces.
int FinishAll(World& world, bool reloads) {
  int pieces = 0;
  for (uint64_t id = 1; id <= kHighestSession; ++id) {
    while (world.IsUnfinished({id})) {
      if (reloads) world.Reload();
      RC_ASSERT(world.Apply(Drained{{id}}));
      ++pieces;
    }
  }
  return pieces;
}

// A command that changes the server goes on while the lists in its answer wait.
bool AnswersInOrder(const std::string& line) {
  for (absl::string_view word : {"JOIN", "CYCLE", "RENAME", "MODE", "MONITOR"}) {
    if (absl::StrContains(line, word)) return false;
  }
  return true;
}

// Each line with a batch tag comes between the beginning and the end of its batch, and each batch
// ends.
void CheckBatches(const std::vector<std::string>& lines) {
  std::set<std::string> open;
  int labels = 0;
  for (const std::string& line : lines) {
    ParsedLine parsed;
    RC_ASSERT(!ParseLine(line, parsed).has_value());
    if (FindTag(parsed.tags, "label").has_value()) ++labels;
    if (const auto batch = FindTag(parsed.tags, "batch")) {
      RC_ASSERT(open.count(std::string(*batch)) == 1u);
    }
    if (parsed.command != "BATCH") continue;
    const std::string reference(parsed.params[0].substr(1));
    if (parsed.params[0][0] == '+') {
      RC_ASSERT(open.insert(reference).second);
    } else {
      RC_ASSERT(open.erase(reference) == 1u);
    }
  }
  RC_ASSERT(open.empty());
  RC_ASSERT(labels <= 1);
}

Config InPieces(int64_t bytes) {
  Config config = SessionConfig();
  config.limits.answer_bytes = bytes;
  return config;
}

RC_GTEST_PROP(LongAnswers, AreTheSameInPieces, ()) {
  const GeneratedSession session = *GenSession();
  const bool reloads = *rc::gen::arbitrary<bool>();
  World whole(SessionConfig()), pieces(InPieces(*rc::gen::inRange<int64_t>(1, 400)));
  Begin(whole, session);
  Begin(pieces, session);
  FinishAll(pieces, reloads);
  int drained = 0;
  for (const Act& act : session.acts) {
    const size_t whole_begin = whole.log().size(), pieces_begin = pieces.log().size();
    Do(whole, act);
    Do(pieces, act);
    drained += FinishAll(pieces, reloads);
    Lines expected = LinesSince(whole, whole_begin), actual = LinesSince(pieces, pieces_begin);
    for (uint64_t id = 1; id <= kHighestSession; ++id) {
      CheckBatches(actual[id]);
      std::vector<std::string> a = WithoutBatches(expected[id]), b = WithoutBatches(actual[id]);
      if (!AnswersInOrder(act.Line())) {
        std::sort(a.begin(), a.end());
        std::sort(b.begin(), b.end());
      }
      RC_ASSERT(a == b);
    }
  }
  RC_CLASSIFY(drained > 0, "in pieces");
}

// Of the lines `numeric`, the parameter `index`.
std::multiset<std::string> Listed(const std::vector<std::string>& lines, absl::string_view numeric,
                                  size_t index) {
  std::multiset<std::string> listed;
  for (const std::string& line : lines) {
    ParsedLine parsed;
    RC_ASSERT(!ParseLine(line, parsed).has_value());
    if (parsed.command != numeric) continue;
    for (absl::string_view word : absl::StrSplit(parsed.params[index], ' ', absl::SkipEmpty())) {
      listed.emplace(absl::StripPrefix(word, "@"));
    }
  }
  return listed;
}

struct Question {
  const char* line;
  const char* numeric;
  size_t index;  // of the parameter with the names
  const char* end;
};
constexpr Question kQuestions[] = {
    {"LIST", "322", 1, "323"},
    {"NAMES #c0", "353", 3, "366"},
    {"WHO #c0", "352", 5, "315"},
    {"WHO *", "352", 5, "315"},
};

// While the first client gets its answer, others come to channels and leave them.
RC_GTEST_PROP(LongAnswers, StayWellFormedWhenTheServerChanges, ()) {
  constexpr uint64_t kClients = 30;
  const Question& question = kQuestions[*rc::gen::inRange<size_t>(0, std::size(kQuestions))];
  World world(InPieces(*rc::gen::inRange<int64_t>(1, 600)));
  const auto say = [&](uint64_t id, const std::string& line) {
    world.Say({id}, line);
    if (id != 1) world.Finish({id});
  };
  for (uint64_t id = 1; id <= kClients; ++id) {
    Register(world, id, absl::StrCat("a-longer-nick", id), 0);
    say(id, "JOIN #c0");
    world.Finish({id});
    say(id, absl::StrCat("JOIN #c", id));
    world.Finish({id});
  }
  const size_t begin = world.log().size();
  say(1, question.line);
  std::set<uint64_t> moved;
  for (int i = 0; world.IsUnfinished({1}); ++i) {
    world.PassTime(absl::Milliseconds(1));
    const uint64_t id = *rc::gen::inRange<uint64_t>(2, kClients + 1);
    const bool leaves = *rc::gen::arbitrary<bool>();
    moved.insert(id);
    for (const std::string& channel : {std::string("#c0"), absl::StrCat("#c", id)}) {
      if (leaves || id % 3 == 0) say(id, absl::StrCat("PART ", channel));
      if (!leaves || id % 2 == 0) say(id, absl::StrCat("JOIN ", channel));
    }
    if (*rc::gen::arbitrary<bool>()) world.Reload();
    RC_ASSERT(world.Apply(Drained{{1}}));
    RC_ASSERT(i < 1000);
  }
  Lines lines = LinesSince(world, begin);
  const auto listed = Listed(lines[1], question.numeric, question.index);
  for (const std::string& name : listed) RC_ASSERT(listed.count(name) == 1u);
  RC_ASSERT(Listed(lines[1], question.end, 0).size() == 1u);
  for (uint64_t id = 1; id <= kClients; ++id) {
    if (moved.count(id) != 0) continue;
    const std::string name = absl::StrCat(question.index == 1 ? "#c" : "a-longer-nick", id);
    RC_ASSERT(listed.count(name) == 1u);
  }
}

// A server without the checks of World, which take too long for so many users.
class Crowd {
 public:
  explicit Crowd(uint64_t members) : server_(Config(), absl::UnixEpoch()) {
    for (uint64_t id = 1; id <= members; ++id) {
      Apply(Connected{{id}, {.ip = "192.0.2.1", .host = "host.example", .cloak = "cloak"}});
      for (const std::string& line :
           {std::string("CAP REQ :no-implicit-names"), absl::StrCat("NICK nick", id),
            std::string("USER user 0 * :Some User"), std::string("CAP END"),
            std::string("JOIN #c")}) {
        Apply(Received{{id}, line});
      }
    }
  }
  void Apply(const Event& event) { server_.Apply({++seq_, absl::UnixEpoch()}, event, output_); }
  const Output& output() const { return output_; }
  const Server& server() const { return server_; }

 private:
  Server server_;
  Output output_;
  uint64_t seq_ = 0;
};

TEST(LongAnswers, OfNineThousandMembersAreCompleteAndEachPieceIsSmall) {
  constexpr uint64_t kMembers = 9000;
  Crowd crowd(kMembers);
  for (const auto& [line, numeric, lines] :
       std::vector<std::tuple<std::string, std::string, uint64_t>>{
           {"WHO #c", " 352 ", kMembers},
           {"NAMES #c", " 353 ", 0},
           {"WHO #c %n", " 354 ", kMembers}}) {
    uint64_t found = 0, names = 0;
    crowd.Apply(Received{{1}, line});
    for (int pieces = 0;; ++pieces) {
      size_t bytes = 0;
      for (const Send& send : crowd.output().sends) {
        bytes += send.line.size();
        if (!absl::StrContains(send.line, numeric)) continue;
        ++found;
        names += static_cast<uint64_t>(std::count(send.line.begin(), send.line.end(), ' ')) - 4;
      }
      EXPECT_LE(bytes, static_cast<size_t>(Limits().answer_bytes) + 512);
      if (crowd.output().unfinished.empty()) break;
      ASSERT_LT(pieces, 1000);
      crowd.Apply(Drained{{1}});
    }
    EXPECT_EQ(lines > 0 ? found : names, kMembers) << line;
  }
  crowd.server().CheckInvariants();
}

}  // namespace
}  // namespace irc
