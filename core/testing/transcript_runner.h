// Checks a transcript, for transcript_runner_main.cc, which runs whole folders of them.
#ifndef IRCSERV_CORE_TESTING_TRANSCRIPT_RUNNER_H_
#define IRCSERV_CORE_TESTING_TRANSCRIPT_RUNNER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/transcript/transcript.h"

namespace irc {

enum class Care {
  kInvariants,  // CheckInvariants after each event
  kReloads,     // and the server is saved and loaded into a new one after each event
};

// The output of each block. An error says which line or event it is about.
absl::StatusOr<std::vector<std::vector<std::string>>> PlayTranscript(
    const transcript::Transcript& transcript, Care care);

// One thing that is wrong with a transcript, and the line it is about.
struct Finding {
  int line = 0;
  std::string text;  // for a wrong output: a diff of the block
};

// Plays `source` with every care; empty when it is right.
std::vector<Finding> CheckTranscript(absl::string_view source);

// `source` with the outputs as they are now.
absl::StatusOr<std::string> RefreshTranscript(absl::string_view source);

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_TRANSCRIPT_RUNNER_H_
