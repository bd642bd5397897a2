// Escaping of arbitrary bytes in a transcript. The result is printable text, so that any editor,
// mail program or diff can handle it and no byte of it is invisible.
//
// Law of this file: Unescape(Escape(bytes)) == bytes for every string of bytes, and what Escape
// returns is printable UTF-8 in one line that does not end in a space.
#ifndef IRCSERV_CORE_TRANSCRIPT_ESCAPE_H_
#define IRCSERV_CORE_TRANSCRIPT_ESCAPE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace irc {
namespace transcript {

// Printable UTF-8 stays as it is; a backslash becomes "\\", every other byte "\xHH", and so does a
// space at the end, which editors like to remove.
std::string Escape(absl::string_view bytes);

// The inverse of Escape. INVALID_ARGUMENT for a control character that is not escaped, or a
// backslash that begins neither "\\" nor "\xHH".
absl::StatusOr<std::string> Unescape(absl::string_view text);

// `bytes` as a JSON string with its quotes. JSON cannot represent bytes that are not UTF-8: they
// become "\xHH", an extension that Cursor reads and other JSON parsers reject.
std::string Quote(absl::string_view bytes);

// `bytes` as they are when they are a single word of printable ASCII without '"' and '\', quoted
// otherwise.
std::string Word(absl::string_view bytes);

// Appends a code point as UTF-8. REQUIRES: `code` <= 0x10ffff.
void AppendUtf8(std::string& bytes, char32_t code);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_ESCAPE_H_
