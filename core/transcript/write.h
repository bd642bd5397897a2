// The printer of transcripts.
//
// Law of this file: ParseTranscript(PrintTranscript(t)) == t, so printing a parsed transcript again
// gives the same text.
#ifndef IRCSERV_CORE_TRANSCRIPT_WRITE_H_
#define IRCSERV_CORE_TRANSCRIPT_WRITE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

// One input line, without its line ending.
std::string PrintStep(const StepKind& what);

// All lines of a block, each with its line ending, without the blank line that ends the block.
std::string PrintBlock(const Block& block);

// All blocks with a blank line between two of them.
std::string PrintTranscript(const Transcript& transcript);

// "2026-01-01T00:00:00.000Z". REQUIRES: IsClockTime(time).
std::string PrintTime(absl::Time time);

// "alice< LINE" or "alice: LINE"; `mark` is the '<' or ':'.
std::string PrintSpoken(absl::string_view name, char mark, absl::string_view bytes);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_WRITE_H_
