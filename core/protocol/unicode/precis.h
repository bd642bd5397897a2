// Names in Unicode: the profile UsernameCaseMapped of RFC 8265, section 3.3, over the
// IdentifierClass of RFC 8264, section 4.2. ISUPPORT says so with UTF8MAPPING=rfc8265.
//
// The properties of characters are those of the ICU that the server is linked with: servers that
// are to give the same output need the same version of its data.
#ifndef IRCSERV_CORE_PROTOCOL_UNICODE_PRECIS_H_
#define IRCSERV_CORE_PROTOCOL_UNICODE_PRECIS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// What two spellings of a name have in common: wide and narrow characters become ordinary ones,
// letters become lower-case, and the whole is composed (NFC). Folding once more changes nothing.
//
// Each letter is folded alone, also a sigma at the end of a word, so that a mask of the beginning
// of a name matches the name. No '*' or '?' comes out that did not go in. Of a text that is not
// UTF-8 only the ASCII letters are folded.
std::string FoldUnicode(absl::string_view text);

// True when the name, and what FoldUnicode makes of it, has only characters of the IdentifierClass,
// each where it may stand, obeys the Bidi Rule (RFC 5893, section 2), and does not begin with a
// combining mark, which would join what is shown before the name.
bool IsIdentifier(absl::string_view name);

// True when every character of the text can be seen: no control or format character, no separator,
// none that is not assigned. False for what is not UTF-8.
bool IsVisible(absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_UNICODE_PRECIS_H_
