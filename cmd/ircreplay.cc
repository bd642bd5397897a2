// ircreplay: plays recordings (or any transcripts) to a new server, without a network, and says
// whether the output is the same.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "cmd/ircreplay_modes.h"
#include "cmd/transcript_file.h"
#include "core/version.h"

namespace irc {
namespace {

constexpr absl::string_view kManual = R"(NAME
    ircreplay - plays recordings of ircserv again

SYNOPSIS
    ircreplay [--step | --at=N | --at=line:N | --print | --rewrite] FILE...

DESCRIPTION
    Plays each FILE, a recording that ircserv --record has written or another transcript, to a new
    server without a network. Without a flag it says where the output first differs from the one
    in FILE, or that it is the same.

    It also names each place where the clock goes back, and says when a recording was cut off,
    because the server crashed or was killed: such a recording is played up to its end, and is not
    wrong for that.

FLAGS
    --step  Shows one block after the other: its inputs, the output, and what is different.
    --at=N  Shows the state of the server after N events.
    --at=line:N
            Shows the state of the server after the inputs up to line N of FILE.
    --print
            Prints the inputs, and for each block the output as it is now.
    --rewrite
            Accepts the new output: writes it into FILE. The rest of FILE stays.
    --version
            Prints the version.
    --help  Prints this text.

EXIT STATUS
    0       The output is the same, or the flag does not compare it.
    1       The output differs.
    2       Trouble: a file that cannot be read or written, that is no transcript or has no event,
            or a wrong argument.
)";

enum ExitCode { kSame = 0, kDiffers = 1, kTrouble = 2 };

enum class Mode { kCompare, kStep, kAtEvent, kAtLine, kPrint, kRewrite };

struct Arguments {
  Mode mode = Mode::kCompare;
  uint64_t at = 0;  // an event or a line
  std::vector<std::string> files;
};

ExitCode Complain(absl::string_view why) {
  std::fflush(stdout);
  std::fprintf(stderr, "ircreplay: %s\n", std::string(why).c_str());
  return kTrouble;
}

// `bazel run` starts programs in another folder; the variable has the folder of the user.
const char* FolderOfUser() { return std::getenv("BUILD_WORKING_DIRECTORY"); }

std::string FullPath(const std::string& path) {
  return FolderOfUser() == nullptr || absl::StartsWith(path, "/")
             ? path
             : absl::StrCat(FolderOfUser(), "/", path);
}

std::string CommandToAccept(const std::string& file) {
  return absl::StrCat(FolderOfUser() == nullptr ? "ircreplay" : "bazel run //cmd:ircreplay --",
                      " --rewrite ", file);
}

absl::StatusOr<Arguments> ParseArguments(const std::vector<std::string>& words) {
  Arguments arguments;
  const auto wrong = [](auto... what) {
    return absl::InvalidArgumentError(absl::StrCat(what..., " (see --help)"));
  };
  for (size_t i = 0; i < words.size(); ++i) {
    absl::string_view word = words[i];
    if (word == "-" || !absl::StartsWith(word, "-")) {
      arguments.files.push_back(words[i]);
      continue;
    }
    if (arguments.mode != Mode::kCompare) return wrong("there is a flag before ", word);
    if (word == "--step") {
      arguments.mode = Mode::kStep;
    } else if (word == "--print") {
      arguments.mode = Mode::kPrint;
    } else if (word == "--rewrite") {
      arguments.mode = Mode::kRewrite;
    } else if (absl::ConsumePrefix(&word, "--at") && (word.empty() || word[0] == '=')) {
      const bool separate = word.empty() && i + 1 < words.size();
      absl::string_view value = separate ? absl::string_view(words[++i]) : word;
      absl::ConsumePrefix(&value, "=");
      arguments.mode = absl::ConsumePrefix(&value, "line:") ? Mode::kAtLine : Mode::kAtEvent;
      if (!absl::SimpleAtoi(value, &arguments.at) || arguments.at == 0 ||
          arguments.at > std::numeric_limits<int>::max()) {
        return wrong("--at needs a number of events or line:N, from 1");
      }
    } else {
      return wrong("there is no flag ", words[i]);
    }
  }
  if (arguments.files.empty()) return wrong("give the name of a recording");
  return arguments;
}

absl::StatusOr<bool> Run(const Arguments& arguments, const std::string& name) {
  const std::string path = FullPath(name);
  const auto file = TranscriptFile::Open(name, path);
  if (!file.ok()) return file.status();
  switch (arguments.mode) {
    case Mode::kStep:
      return Step(**file);
    case Mode::kAtEvent:
      return ShowStateAtEvent(**file, arguments.at);
    case Mode::kAtLine:
      return ShowStateAtLine(**file, static_cast<int>(arguments.at));
    case Mode::kPrint:
      return PrintOutput(**file);
    case Mode::kRewrite:
      return RewriteFile(**file, path);
    case Mode::kCompare:
      break;
  }
  return Compare(**file, CommandToAccept(name));
}

int Main(const std::vector<std::string>& words) {
  if (std::find(words.begin(), words.end(), "--help") != words.end()) {
    std::fwrite(kManual.data(), 1, kManual.size(), stdout);
    return kSame;
  }
  if (words == std::vector<std::string>{"--version"}) {
    std::puts(std::string(kVersion).c_str());
    return kSame;
  }
  const absl::StatusOr<Arguments> arguments = ParseArguments(words);
  if (!arguments.ok()) return Complain(arguments.status().message());
  ExitCode code = kSame;
  for (const std::string& name : arguments->files) {
    const absl::StatusOr<bool> same = Run(*arguments, name);
    if (!same.ok()) {
      code = Complain(same.status().message());
    } else if (!*same) {
      code = std::max(code, kDiffers);
    }
  }
  return code;
}

}  // namespace
}  // namespace irc

int main(int argc, char** argv) { return irc::Main({argv + 1, argv + argc}); }
