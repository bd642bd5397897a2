// The parser of transcripts.
#ifndef IRCSERV_CORE_TRANSCRIPT_READ_H_
#define IRCSERV_CORE_TRANSCRIPT_READ_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

// INVALID_ARGUMENT "line 7: …" for the first line that is malformed or out of place, for example an
// unknown keyword, a session that was not declared, or a `config` after the first event. A line of
// a session that is not connected any more is an error only when the transcript is played.
absl::StatusOr<Transcript> ParseTranscript(absl::string_view text);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_READ_H_
