// What a service says: a notice, because no program answers those by itself.
#ifndef IRCSERV_CORE_REPLIES_SERVICE_NOTICE_H_
#define IRCSERV_CORE_REPLIES_SERVICE_NOTICE_H_

#include "absl/strings/string_view.h"
#include "core/protocol/message.h"
#include "core/replies/context.h"
#include "core/services/service_facts.h"

namespace irc {

// The nicks of services, as the operator has named them.
inline absl::string_view NickServ(const State& state) {
  return NickOfService("NickServ", state.config.services);
}
inline absl::string_view ChanServ(const State& state) {
  return NickOfService("ChanServ", state.config.services);
}
inline absl::string_view MemoServ(const State& state) {
  return NickOfService("MemoServ", state.config.services);
}
inline absl::string_view OperServ(const State& state) {
  return NickOfService("OperServ", state.config.services);
}

// A message that the service sends.
inline Message FromService(const State& state, absl::string_view service,
                           absl::string_view command) {
  return Message(service, service, state.config.server_name, command);
}

// One line of an answer of the service.
inline void ReplyFromService(SessionCtx& ctx, absl::string_view service, absl::string_view text) {
  ctx.Reply(FromService(ctx.state, service, "NOTICE")
                .Param(NickOf(ctx.state, ctx.session))
                .Trailing(text));
}

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_SERVICE_NOTICE_H_
