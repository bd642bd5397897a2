// News of staff (LOGONNEWS and OPERNEWS of OperServ) for those who come.
#ifndef IRCSERV_CORE_OPERS_NEWS_H_
#define IRCSERV_CORE_OPERS_NEWS_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Tells the session the news of that kind, oldest first. REQUIRES: it has a user.
void ReplyNews(const State& state, Outbox& out, const Session& session, absl::string_view kind);

}  // namespace irc

#endif  // IRCSERV_CORE_OPERS_NEWS_H_
