// The parser of what stands behind "complete": the result of a request.
#ifndef IRCSERV_CORE_TRANSCRIPT_READ_RESULT_H_
#define IRCSERV_CORE_TRANSCRIPT_READ_RESULT_H_

#include "absl/strings/string_view.h"
#include "core/transcript/cursor.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

// `word`: the first one, which the cursor has passed.
CompletedResult ReadResult(Cursor& cursor, absl::string_view word);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_READ_RESULT_H_
