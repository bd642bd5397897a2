#include "cmd/ircreplay_modes.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/transcript/line_diff.h"
#include "core/transcript/player.h"
#include "core/transcript/replay.h"
#include "core/transcript/rewrite.h"
#include "core/transcript/summary.h"
#include "core/transcript/write.h"

namespace irc {
namespace {

using transcript::Block;
using transcript::Player;

using Lines = std::vector<std::string>;

constexpr size_t kContext = 3;  // unchanged lines around a change

void Print(absl::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

absl::StatusOr<Lines> Play(Player& player, TranscriptFile& file) {
  absl::StatusOr<Lines> actual = player.Play(file.block());
  if (!actual.ok()) return file.Wrong(actual.status().message());
  return actual;
}

absl::Status CheckEnd(const Player& player, const TranscriptFile& file) {
  return player.events() > 0 ? absl::OkStatus() : file.Wrong("there is no event in it");
}

void TellCutOff(const TranscriptFile& file) {
  if (!file.cut_off()) return;
  Print(absl::StrCat(file.name(), ": the recording was cut off after block ", file.number(), "\n"));
}

// Names each input of the block that sets the clock back. `now` is the time before the block.
void TellClockSteps(const TranscriptFile& file, const Block& block, absl::Time now) {
  for (const transcript::Step& step : block.steps) {
    if (const auto* start = std::get_if<transcript::Start>(&step.what)) now = start->at;
    const auto* move = std::get_if<transcript::MoveClock>(&step.what);
    if (move == nullptr) continue;
    const auto* by = std::get_if<absl::Duration>(&move->to);
    const absl::Time before = now;
    now = by != nullptr ? now + *by : std::get<absl::Time>(move->to);
    if (now >= before) continue;
    Print(absl::StrCat(file.name(), ":", step.line, ": the clock goes back by ",
                       absl::FormatDuration(before - now), "\n"));
  }
}

// The part of `actual` that a block which was cut off can have.
std::optional<transcript::Difference> FindDifference(TranscriptFile& file, Lines& actual) {
  if (file.cut_off()) {
    actual.resize(std::min(actual.size(), transcript::ExpectedOf(file.block()).size()));
  }
  return transcript::FindDifference(file.block(), file.number(), actual);
}

std::string Inputs(const Block& block) {
  std::string text;
  for (const transcript::Step& step : block.steps) {
    absl::StrAppend(&text, "  ", transcript::PrintStep(step.what), "\n");
  }
  return text;
}

std::string Diff(const Block& block, const Lines& actual) {
  return absl::StrCat(
      "-expected\n+actual\n",
      FormatDiff(transcript::DiffLines(transcript::ExpectedOf(block), actual), kContext));
}

}  // namespace

absl::StatusOr<bool> Compare(TranscriptFile& file, absl::string_view accept) {
  Player player;
  absl::StatusOr<bool> next;
  while ((next = file.Next()).ok() && *next) {
    TellClockSteps(file, file.block(), player.now());
    absl::StatusOr<Lines> actual = Play(player, file);
    if (!actual.ok()) return actual.status();
    const std::optional<transcript::Difference> difference = FindDifference(file, *actual);
    if (!difference.has_value()) continue;
    Print(absl::StrCat(file.name(), ":", difference->line, ": block ", file.number(), " (event ",
                       player.events(), ") is the first that differs\n", Inputs(file.block()),
                       Diff(file.block(), *actual), "This accepts the new output: ", accept, "\n"));
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
    const absl::StatusOr<Lines> actual = Play(player, file);
    Print(summary);
    if (!summary.empty()) return true;
    if (!actual.ok()) return actual.status();
  }
  if (!next.ok()) return next.status();
  return file.Wrong(absl::StrCat("there are only ", player.events(), " events, not ", event));
}

absl::StatusOr<bool> ShowStateAtLine(TranscriptFile& file, int line) {
  Player player;
  absl::StatusOr<bool> next;
  while (file.lines() < line && (next = file.Next()).ok() && *next) {
    std::erase_if(file.block().steps, [&](const auto& step) { return step.line > line; });
    const absl::StatusOr<Lines> actual = Play(player, file);
    if (!actual.ok()) return actual.status();
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
    const absl::StatusOr<Lines> actual = Play(player, file);
    if (!actual.ok()) return actual.status();
    Block shown{.steps = std::move(file.block().steps), .checked = player.events() > before};
    for (const std::string& line : *actual) shown.expected.push_back({.line = 0, .text = line});
    Print(absl::StrCat(file.number() > 1 ? "\n" : "", PrintBlock(shown)));
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
    // Before they are played, so that inputs that crash the server are visible.
    Print(absl::StrCat("block ", file.number(), ", line ", file.block().steps[0].line, "\n",
                       Inputs(file.block())));
    TellClockSteps(file, file.block(), player.now());
    std::fflush(stdout);
    absl::StatusOr<Lines> actual = Play(player, file);
    if (!actual.ok()) return actual.status();
    for (const std::string& line : *actual) Print(absl::StrCat("    ", line, "\n"));
    if (!FindDifference(file, *actual).has_value()) continue;
    same = false;
    Print(absl::StrCat("This is not what was expected:\n", Diff(file.block(), *actual)));
  }
  if (!next.ok()) return next.status();
  Print(absl::StrCat("That was all: ", player.events(), " events.\n"));
  TellCutOff(file);
  return same;
}

}  // namespace irc
