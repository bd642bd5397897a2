#include "core/opers/news.h"

#include <string>

#include "core/protocol/message.h"
#include "core/services/service_facts.h"
#include "core/texts/operserv.h"

namespace irc {

void ReplyNews(const State& state, Outbox& out, const Session& session, absl::string_view kind) {
  const absl::string_view service = NickOfService("OperServ", state.config.services);
  for (const auto& [id, news] : state.staff_rules.news().rows()) {
    if (news.kind != kind) continue;
    const std::string date = absl::FormatTime("%Y-%m-%d", news.set_at, absl::UTCTimeZone());
    out.ReplyTo(session,
                Message(service, service, state.config.server_name, "NOTICE")
                    .Param(NickOf(state, session))
                    .Trailing(FillText(state.config.services, texts::kNewsRead, date, news.text)));
  }
}

}  // namespace irc
