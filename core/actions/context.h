// What a handler works with. A handler that takes a UserCtx can not run before registration, so it
// never asks whether there is a user.
#ifndef IRCSERV_CORE_ACTIONS_CONTEXT_H_
#define IRCSERV_CORE_ACTIONS_CONTEXT_H_

#include <optional>
#include <string>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "core/actions/welcome.h"
#include "core/outbox/outbox.h"
#include "core/protocol/message.h"
#include "core/protocol/parse.h"
#include "core/state/state.h"

namespace irc {

struct SessionCtx {
  State& state;
  Session& session;
  Outbox& out;
  const WelcomeLines& welcome;  // of the present configuration
  const ParsedLine& line;
  absl::string_view command;  // as the table spells it

  void Reply(const Message& message) { out.Reply(message); }

  // Answers with `refusal` and returns true when there is one.
  bool Refuse(const std::optional<Message>& refusal) {
    if (refusal.has_value()) Reply(*refusal);
    return refusal.has_value();
  }

  // Asks the shell for slow work; `what` says how to go on when it is done.
  template <typename Work, typename Next>
  void Ask(Work work, Next what) {
    const EffectId id{++state.last_effect};
    state.pending[id.value] = {
        .session = session.id, .label = out.label(), .what = std::move(what)};
    out.output().requests.push_back({id, session.id, std::move(work)});
    out.DeferAnswer();
  }
};

struct UserCtx : SessionCtx {
  User& user;

  // The channel of that name; replies 403 and returns null when there is none.
  Channel* RequireChannel(absl::string_view name);
  // The user's own membership; replies 442 and returns null when he is not in the channel.
  const Member* RequireMember(const Channel& channel);
  // The user with that nick; replies 401 and returns null when there is none.
  User* RequireUser(absl::string_view nick);

  // Whether a query for `server` (a name or mask, or a nick on it) means this one; an empty one
  // does. Replies 402 and returns false when it does not.
  bool RequireServer(absl::string_view server);

  // The symbols before a member's nick, as this session wants them.
  std::string Symbols(Prefixes prefixes) const {
    return PrefixSymbols(prefixes, session.caps.Has(Cap::kMultiPrefix));
  }
};

// The parts of a comma-separated parameter; empty ones are skipped. Most name one.
using Targets = absl::InlinedVector<absl::string_view, 4>;
Targets SplitTargets(absl::string_view list);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_CONTEXT_H_
