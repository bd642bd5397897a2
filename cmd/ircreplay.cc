// ircreplay: plays a recording (or any transcript) to a new server, without a network, and says
// whether the output is the same.
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/transcript/line_diff.h"
#include "core/transcript/player.h"
#include "core/transcript/read.h"
#include "core/transcript/replay.h"
#include "core/transcript/rewrite.h"
#include "core/transcript/summary.h"
#include "core/transcript/transcript.h"
#include "core/transcript/write.h"

ABSL_FLAG(bool, step, false, "Show one block after the other; Enter goes on.");
ABSL_FLAG(int64_t, at, -1, "Show the state of the server after this many events, from 1.");

namespace irc {
namespace {

using transcript::Block;
using transcript::Player;
using transcript::Transcript;

enum ExitCode { kSame = 0, kDiffers = 1, kTrouble = 2 };

void Print(absl::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

ExitCode Complain(absl::string_view why) {
  std::fprintf(stderr, "ircreplay: %s\n", std::string(why).c_str());
  return kTrouble;
}

// `bazel run` starts programs in another folder; the variable has the folder of the user.
std::string FullPath(const std::string& path) {
  const char* const directory = std::getenv("BUILD_WORKING_DIRECTORY");
  return directory == nullptr || absl::StartsWith(path, "/") ? path
                                                             : absl::StrCat(directory, "/", path);
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::FILE* const file = std::fopen(FullPath(path).c_str(), "rb");
  if (file == nullptr) return absl::NotFoundError(std::strerror(errno));
  std::string text;
  char buffer[65536];
  size_t bytes;
  while ((bytes = std::fread(buffer, 1, sizeof(buffer), file)) > 0) text.append(buffer, bytes);
  const int error = std::ferror(file) != 0 ? errno : 0;
  std::fclose(file);
  if (error != 0) return absl::UnknownError(std::strerror(error));
  return text;
}

ExitCode ShowReplay(const std::string& path, const Transcript& recording) {
  const absl::StatusOr<transcript::Replayed> replayed = transcript::Replay(recording);
  if (!replayed.ok()) return Complain(absl::StrCat(path, ": ", replayed.status().message()));
  if (!replayed->difference.has_value()) {
    Print(absl::StrCat(path, ": ", replayed->events, " events gave the same output\n"));
    return kSame;
  }
  const transcript::Difference& difference = *replayed->difference;
  const auto or_nothing = [](const std::string& line) { return line.empty() ? "(nothing)" : line; };
  Print(absl::StrCat(path, ":", difference.line, ": block ", difference.block, " (event ",
                     replayed->events,
                     ") is the first that differs\n  expected: ", or_nothing(difference.expected),
                     "\n  actual:   ", or_nothing(difference.actual), "\n"));
  return kDiffers;
}

ExitCode ShowState(const std::string& path, const Transcript& recording, uint64_t events) {
  const absl::StatusOr<std::string> state = transcript::StateAfter(recording, events);
  if (!state.ok()) return Complain(absl::StrCat(path, ": ", state.status().message()));
  Print(*state);
  return kSame;
}

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
  Print("Enter shows the next block, s the state of the server, q quits.\n");
  return AskForWish();
}

// Prints the inputs before they are played, so that inputs that crash the server are visible.
void ShowInputs(const Block& block, size_t number, size_t count) {
  Print(absl::StrCat("block ", number, " of ", count, ", line ", block.steps[0].line, "\n"));
  for (const transcript::Step& step : block.steps) {
    Print(absl::StrCat("  ", transcript::PrintStep(step.what), "\n"));
  }
  std::fflush(stdout);
}

ExitCode Step(const std::string& path, const Transcript& recording) {
  Print("Enter shows the next block, s the state of the server, q quits.\n");
  Player player;
  ExitCode code = kSame;
  for (size_t i = 0; i < recording.blocks.size(); ++i) {
    const Block& block = recording.blocks[i];
    Wish wish;
    while ((wish = AskForWish()) == Wish::kState) {
      Print(player.server() == nullptr ? "The server has not started yet.\n"
                                       : Summarize(player.server()->state(), player.ledger()));
    }
    if (wish == Wish::kQuit) return code;
    ShowInputs(block, i + 1, recording.blocks.size());
    const absl::StatusOr<std::vector<std::string>> actual = player.Play(block);
    if (!actual.ok()) return Complain(absl::StrCat(path, ": ", actual.status().message()));
    for (const std::string& line : *actual) Print(absl::StrCat("    ", line, "\n"));
    if (!FindDifference(block, i + 1, *actual).has_value()) continue;
    code = kDiffers;
    Print(absl::StrCat("This is not what was recorded (-recorded +now):\n",
                       FormatDiff(transcript::DiffLines(ExpectedOf(block), *actual), 3)));
  }
  Print(absl::StrCat("That was all: ", player.events(), " events.\n"));
  return code;
}

ExitCode Main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "plays a recording of ircserv again.\n"
      "  ircreplay FILE          says where the output first differs, or that it is the same\n"
      "  ircreplay --step FILE   shows one block after the other\n"
      "  ircreplay --at=N FILE   shows the state of the server after N events");
  const std::vector<char*> arguments = absl::ParseCommandLine(argc, argv);
  if (arguments.size() != 2) return Complain("give the name of one recording (see --help)");
  const std::string path = arguments[1];
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) {
    return Complain(absl::StrCat("cannot read ", path, ": ", text.status().message()));
  }
  const absl::StatusOr<Transcript> recording = transcript::ParseTranscript(*text);
  if (!recording.ok()) return Complain(absl::StrCat(path, ": ", recording.status().message()));

  const int64_t at = absl::GetFlag(FLAGS_at);
  if (at == 0 || at < -1) return Complain("--at counts events from 1");
  if (at > 0) return ShowState(path, *recording, static_cast<uint64_t>(at));
  return absl::GetFlag(FLAGS_step) ? Step(path, *recording) : ShowReplay(path, *recording);
}

}  // namespace
}  // namespace irc

int main(int argc, char** argv) { return irc::Main(argc, argv); }
