// The parsers of the input lines that begin with a keyword.
#ifndef IRCSERV_CORE_TRANSCRIPT_READ_STEP_H_
#define IRCSERV_CORE_TRANSCRIPT_READ_STEP_H_

#include "absl/strings/string_view.h"
#include "core/transcript/cursor.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

struct Keyword {
  absl::string_view word;
  bool before_events;                // the line is allowed only before the first event
  StepKind (*read)(Cursor& cursor);  // parses the rest of the line
};

// Null when `word` is not a keyword.
const Keyword* FindKeyword(absl::string_view word);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_READ_STEP_H_
