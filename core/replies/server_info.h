// Replies about the server that registration and a command have in common: LUSERS and MOTD.
#ifndef IRCSERV_CORE_REPLIES_SERVER_INFO_H_
#define IRCSERV_CORE_REPLIES_SERVER_INFO_H_

#include "core/replies/context.h"

namespace irc {

// 251 to 255, 265, 266 and 250. https://modern.ircdocs.horse/#lusers-message
void ReplyLusers(SessionCtx& ctx);

// 375 to 376, or 422. https://modern.ircdocs.horse/#motd-message
void ReplyMotd(SessionCtx& ctx);

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_SERVER_INFO_H_
