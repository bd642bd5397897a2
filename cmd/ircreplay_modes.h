// What ircreplay does with a transcript: one function for each of its flags.
#ifndef IRCSERV_CMD_IRCREPLAY_MODES_H_
#define IRCSERV_CMD_IRCREPLAY_MODES_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "cmd/transcript_file.h"

namespace irc {

// Each function plays the file and writes to the standard output. False when the output was not the
// expected one. The message of an error is a sentence for the user.

// Says where the output first differs, or that it is the same. `accept` is the command that accepts
// the new output.
absl::StatusOr<bool> Compare(TranscriptFile& file, absl::string_view accept);

// Shows one block after the other; the user says on the standard input when to go on.
absl::StatusOr<bool> Step(TranscriptFile& file);

// Shows the state after so many events, or after the inputs up to and including a line.
absl::StatusOr<bool> ShowStateAtEvent(TranscriptFile& file, uint64_t event);
absl::StatusOr<bool> ShowStateAtLine(TranscriptFile& file, int line);

// Prints the transcript with the output of each block as it is now.
absl::StatusOr<bool> PrintOutput(TranscriptFile& file);

// Replaces the expected output in the file, which is at `path`.
absl::StatusOr<bool> RewriteFile(TranscriptFile& file, const std::string& path);

}  // namespace irc

#endif  // IRCSERV_CMD_IRCREPLAY_MODES_H_
