// The senders of the parts of long answers (core/replies/pieces.h), each in the file of its command
// (names, histories and metadata: in core/replies and core/actions).
#ifndef IRCSERV_CORE_COMMANDS_PARTS_H_
#define IRCSERV_CORE_COMMANDS_PARTS_H_

#include "core/replies/context.h"
#include "core/state/answer_part.h"

namespace irc {

// Sends the next piece of the session's answer, if it has one that is not finished.
void GoOnWithAnswer(SessionCtx& ctx);

bool SendWho(UserCtx& ctx, ChannelWhoPart& part);
bool SendWho(UserCtx& ctx, MaskWhoPart& part);
bool SendList(UserCtx& ctx, ListPart& part);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_PARTS_H_
