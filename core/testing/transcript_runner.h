// Checks one transcript. transcript_runner_main.cc uses it for whole folders of transcripts.
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
  kReloads,     // also saves the server and loads it into a new one after each event
};

// The output of each block. The message of an error names the line or the event.
absl::StatusOr<std::vector<std::vector<std::string>>> PlayTranscript(
    const transcript::Transcript& transcript, Care care);

// A fault of a transcript, with its line number, or 0 when it belongs to no line.
struct Finding {
  int line = 0;
  std::string text;  // when the output is wrong: a diff of the block
};

// Checks that parsing and printing are inverse for `source`, and plays it once for each value of
// Care. Empty when there is no fault.
std::vector<Finding> CheckTranscript(absl::string_view source);

// `source` with its expected lines replaced by the actual output.
absl::StatusOr<std::string> RefreshTranscript(absl::string_view source);

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_TRANSCRIPT_RUNNER_H_
