// Transcripts from text.
#ifndef IRCSERV_CORE_TRANSCRIPT_READ_H_
#define IRCSERV_CORE_TRANSCRIPT_READ_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

// INVALID_ARGUMENT "line 7: …" for the first line that is wrong in itself or comes at the wrong
// place: a word that does not exist, a session that was not declared, a setting after the first
// event. Whether a session is still connected shows when the transcript is played.
absl::StatusOr<Transcript> ParseTranscript(absl::string_view text);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_READ_H_
