#include "cmd/ircreplay_modes.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <variant>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/transcript/line_diff.h"
#include "core/transcript/line_list.h"
#include "core/transcript/player.h"
#include "core/transcript/summary.h"
#include "core/transcript/write.h"

namespace irc {
namespace {

using transcript::ExpectedLine;
using transcript::LineList;
using transcript::LineViews;
using transcript::Player;

constexpr size_t kContext = 3;  // unchanged lines around a change

void Print(absl::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

// Plays the input lines of the block, as long as `before`, which is called before each of them,
// returns true.
absl::Status PlayInputs(Player& player, TranscriptFile& file,
                        absl::FunctionRef<bool(const transcript::Step&)> before) {
  absl::StatusOr<const transcript::Step*> step;
  while ((step = file.NextStep()).ok() && *step != nullptr && before(**step)) {
    const absl::Status status = player.PlayStep(**step);
    if (!status.ok()) return file.Wrong(status.message());
  }
  return step.status();
}

absl::Status CheckEnd(const Player& player, const TranscriptFile& file) {
  return player.events() > 0 ? absl::OkStatus() : file.Wrong("there is no event in it");
}

void TellCutOff(const TranscriptFile& file) {
  if (!file.cut_off()) return;
  Print(absl::StrCat(file.name(), ": the recording was cut off after block ", file.number(), "\n"));
}

// Says so when the input line sets the clock back. `now` is the time before it.
void TellClockStep(const TranscriptFile& file, const transcript::Step& step, absl::Time now) {
  const auto* move = std::get_if<transcript::MoveClock>(&step.what);
  if (move == nullptr) return;
  const auto* by = std::get_if<absl::Duration>(&move->to);
  const absl::Time then = by != nullptr ? now + *by : std::get<absl::Time>(move->to);
  if (then >= now) return;
  Print(absl::StrCat(file.name(), ":", step.line, ": the clock goes back by ",
                     absl::FormatDuration(now - then), "\n"));
}

struct Difference {
  int line = 0;  // number of the expected line, or of the place where it is missing
  std::string diff;
};

// The diff of a block, from a difference on. `same` has the lines before it, and the file has just
// returned `expected`, which is not what comes next in the output; null: nothing more is expected.
absl::StatusOr<std::string> Diff(TranscriptFile& file, absl::StatusOr<const ExpectedLine*> expected,
                                 const LineViews& same, LineList::const_iterator next,
                                 LineList::const_iterator end) {
  LineList rest;
  for (; expected.ok() && *expected != nullptr; expected = file.NextExpected()) {
    if (!(*expected)->is_comment()) rest.Add((*expected)->text);
  }
  if (!expected.ok()) return expected.status();
  LineViews before = same, after = same;
  before.insert(before.end(), rest.begin(), rest.end());
  after.insert(after.end(), next, end);
  if (file.cut_off()) after.resize(std::min(before.size(), after.size()));
  return FormatDiff(transcript::DiffLines(before, after), kContext);
}

// Compares the output of the block with its expected lines, one by one, and reads these.
absl::StatusOr<std::optional<Difference>> FindDifference(TranscriptFile& file,
                                                         const LineList& actual) {
  LineList::const_iterator next = actual.begin();
  LineViews same;  // the last ones, of which one more than the context tells that there were others
  int line = file.lines() + 1;
  absl::StatusOr<const ExpectedLine*> expected;
  while ((expected = file.NextExpected()).ok() && *expected != nullptr) {
    line = (*expected)->line;
    if ((*expected)->is_comment()) continue;
    if (next == actual.end() || *next != (*expected)->text) break;
    if (same.size() > kContext) same.erase(same.begin());
    same.push_back(*next);
    ++next;
    ++line;
  }
  if (!expected.ok()) return expected.status();
  if (!file.checked() || (*expected == nullptr && (next == actual.end() || file.cut_off()))) {
    return std::nullopt;
  }
  absl::StatusOr<std::string> diff = Diff(file, expected, same, next, actual.end());
  if (!diff.ok()) return diff.status();
  return Difference{line, absl::StrCat("-expected\n+actual\n", *diff)};
}

}  // namespace

absl::StatusOr<bool> Compare(TranscriptFile& file, absl::string_view accept) {
  Player player;
  absl::StatusOr<bool> next;
  while ((next = file.Next()).ok() && *next) {
    LineList inputs;
    const absl::Status played = PlayInputs(player, file, [&](const transcript::Step& step) {
      TellClockStep(file, step, player.now());
      inputs.Add(transcript::PrintStep(step.what));
      return true;
    });
    if (!played.ok()) return played;
    const LineList actual = player.TakeOutput();
    const auto difference = FindDifference(file, actual);
    if (!difference.ok()) return difference.status();
    if (!difference->has_value()) continue;
    Print(absl::StrCat(file.name(), ":", (*difference)->line, ": block ", file.number(), " (event ",
                       player.events(), ") is the first that differs\n"));
    for (const absl::string_view input : inputs) Print(absl::StrCat("  ", input, "\n"));
    Print((*difference)->diff);
    Print(absl::StrCat("This accepts the new output: ", accept, "\n"));
    return false;
  }
  if (!next.ok()) return next.status();
  if (const absl::Status end = CheckEnd(player, file); !end.ok()) return end;
  Print(absl::StrCat(file.name(), ": ", player.events(), " events gave the same output\n"));
  TellCutOff(file);
  return true;
}

absl::StatusOr<bool> ShowStateAtEvent(TranscriptFile& file, uint64_t event) {
  std::string summary;
  const Player* playing = nullptr;
  Player player([&](std::unique_ptr<Server>& server) {
    if (playing->events() == event) summary = Summarize(server->state(), playing->ledger());
  });
  playing = &player;
  absl::StatusOr<bool> next;
  while ((next = file.Next()).ok() && *next) {
    const absl::Status played =
        PlayInputs(player, file, [&](const transcript::Step&) { return summary.empty(); });
    player.TakeOutput();
    Print(summary);
    if (!summary.empty()) return true;
    if (!played.ok()) return played;
  }
  if (!next.ok()) return next.status();
  return file.Wrong(absl::StrCat("there are only ", player.events(), " events, not ", event));
}

absl::StatusOr<bool> ShowStateAtLine(TranscriptFile& file, int line) {
  Player player;
  absl::StatusOr<bool> next;
  while (file.lines() < line && (next = file.Next()).ok() && *next) {
    const absl::Status played =
        PlayInputs(player, file, [&](const transcript::Step& step) { return step.line <= line; });
    if (!played.ok()) return played;
    player.TakeOutput();
  }
  if (!next.ok()) return next.status();
  if (file.lines() < line) {
    return file.Wrong(absl::StrCat("there are only ", file.lines(), " lines, not ", line));
  }
  if (player.server() == nullptr) return file.Wrong("the server has not started at this line");
  Print(Summarize(player.server()->state(), player.ledger()));
  return true;
}

absl::StatusOr<bool> PrintOutput(TranscriptFile& file) {
  Player player;
  absl::StatusOr<bool> next;
  while ((next = file.Next()).ok() && *next) {
    const uint64_t before = player.events();
    if (file.number() > 1) Print("\n");
    const absl::Status played = PlayInputs(player, file, [](const transcript::Step& step) {
      Print(absl::StrCat(transcript::PrintStep(step.what), "\n"));
      return true;
    });
    if (!played.ok()) return played;
    if (player.events() == before) continue;
    Print(absl::StrCat(transcript::kDivider, "\n"));
    for (const absl::string_view line : player.TakeOutput()) Print(absl::StrCat(line, "\n"));
  }
  if (!next.ok()) return next.status();
  if (const absl::Status end = CheckEnd(player, file); !end.ok()) return end;
  return true;
}

namespace {

constexpr char kStepHelp[] = "Enter shows the next block, s the state of the server, q quits.\n";

// The answer of the user between two blocks.
enum class Wish { kNext, kState, kQuit };

Wish AskForWish() {
  Print("> ");
  std::fflush(stdout);
  std::string answer;
  int byte;
  while ((byte = std::getchar()) != '\n' && byte != EOF) answer += static_cast<char>(byte);
  if (byte == EOF) return Wish::kQuit;
  if (answer.empty()) return Wish::kNext;
  if (answer == "s") return Wish::kState;
  if (answer == "q") return Wish::kQuit;
  Print(kStepHelp);
  return AskForWish();
}

}  // namespace

absl::StatusOr<bool> Step(TranscriptFile& file) {
  Print(kStepHelp);
  Player player;
  bool same = true;
  absl::StatusOr<bool> next;
  while ((next = file.Next()).ok() && *next) {
    Wish wish;
    while ((wish = AskForWish()) == Wish::kState) {
      Print(player.server() == nullptr ? "The server has not started yet.\n"
                                       : Summarize(player.server()->state(), player.ledger()));
    }
    if (wish == Wish::kQuit) return same;
    Print(absl::StrCat("block ", file.number(), ", line ", file.lines(), "\n"));
    const absl::Status played = PlayInputs(player, file, [&](const transcript::Step& step) {
      // Before it is played, so that an input that crashes the server is visible.
      Print(absl::StrCat("  ", transcript::PrintStep(step.what), "\n"));
      TellClockStep(file, step, player.now());
      std::fflush(stdout);
      return true;
    });
    if (!played.ok()) return played;
    const LineList actual = player.TakeOutput();
    for (const absl::string_view line : actual) Print(absl::StrCat("    ", line, "\n"));
    const auto difference = FindDifference(file, actual);
    if (!difference.ok()) return difference.status();
    if (!difference->has_value()) continue;
    same = false;
    Print(absl::StrCat("This is not what was expected:\n", (*difference)->diff));
  }
  if (!next.ok()) return next.status();
  Print(absl::StrCat("That was all: ", player.events(), " events.\n"));
  TellCutOff(file);
  return same;
}

}  // namespace irc
