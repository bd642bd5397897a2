// The input lines that begin with a keyword, word by word.
#ifndef IRCSERV_CORE_TRANSCRIPT_READ_STEP_H_
#define IRCSERV_CORE_TRANSCRIPT_READ_STEP_H_

#include "absl/strings/string_view.h"
#include "core/transcript/cursor.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

struct Keyword {
  absl::string_view word;
  bool before_events;                // allowed only there
  StepKind (*read)(Cursor& cursor);  // what stands behind the word
};

// Null when no line begins with `word`.
const Keyword* FindKeyword(absl::string_view word);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_READ_STEP_H_
