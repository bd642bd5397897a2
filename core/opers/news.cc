#include "core/opers/news.h"

#include "absl/strings/str_cat.h"
#include "core/protocol/message.h"
#include "core/services/service_facts.h"

namespace irc {

void ReplyNews(const State& state, Outbox& out, const Session& session, absl::string_view kind) {
  const absl::string_view service = NickOfService("OperServ", state.config.services);
  for (const auto& [id, news] : state.staff_rules.news().rows()) {
    if (news.kind != kind) continue;
    out.ReplyTo(session,
                Message(service, service, state.config.server_name, "NOTICE")
                    .Param(NickOf(state, session))
                    .Trailing(absl::StrCat(
                        "[News, ", absl::FormatTime("%d %b %Y", news.set_at, absl::UTCTimeZone()),
                        "] ", news.text)));
  }
}

}  // namespace irc
