#ifndef IRCSERV_CORE_TEXTS_HOSTSERV_H_
#define IRCSERV_CORE_TEXTS_HOSTSERV_H_

#include "core/texts/answer_text.h"

namespace irc::texts {

#define TEXT IRC_ANSWER_TEXT
#define TEXT_OF_COUNT IRC_COUNTED_TEXT
#include "core/texts/pages/hostserv.inc"
#undef TEXT
#undef TEXT_OF_COUNT

}  // namespace irc::texts

#endif  // IRCSERV_CORE_TEXTS_HOSTSERV_H_
