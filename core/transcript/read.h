// The parser of transcripts.
#ifndef IRCSERV_CORE_TRANSCRIPT_READ_H_
#define IRCSERV_CORE_TRANSCRIPT_READ_H_

#include <cstdint>
#include <string>
#include <variant>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

class Cursor;
struct Keyword;

// What a line of a transcript is, besides a Step or an ExpectedLine.
struct Blank {};    // the block before it, if there is one, has ended
struct Divider {};  // expected lines follow, up to the next blank line
using Line = std::variant<Blank, Step, Divider, ExpectedLine>;

// Reads a transcript line by line, so that a long one need not be in memory.
class Reader {
 public:
  // Takes the next line, without its '\n'. INVALID_ARGUMENT "line 7: …" for a line that is
  // malformed or out of place, for example an unknown keyword, a session that was not declared, or
  // a `config` after the first event; the reader cannot be used any more then. A line of a session
  // that is not connected any more is an error only when the transcript is played.
  absl::StatusOr<Line> Read(absl::string_view line);

  // The number of lines that were read.
  int lines() const { return line_; }

 private:
  Line ReadLine(Cursor& cursor, absl::string_view line);
  Step ReadInput(Cursor& cursor, absl::string_view line);
  Divider ReadDivider(Cursor& cursor);
  StepKind ReadWords(Cursor& cursor, absl::string_view line);
  StepKind ReadKeyword(Cursor& cursor, const Keyword& keyword);
  StepKind ReadSay(Cursor& cursor, absl::string_view line);
  ExpectedLine ReadExpected(Cursor& cursor, absl::string_view line);
  void Declare(Cursor& cursor, const Connect& connect);
  void RequireSession(Cursor& cursor, absl::string_view name);

  int line_ = 0;
  bool events_ = false;   // true after the first event
  bool inputs_ = false;   // true after an input line of the block that is no comment
  bool checked_ = false;  // true below the block's divider
  absl::flat_hash_set<std::string> names_;
  absl::flat_hash_set<uint64_t> ids_;
};

// The same for a whole text.
absl::StatusOr<Transcript> ParseTranscript(absl::string_view text);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_READ_H_
