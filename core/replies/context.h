// The context of a handler: the state, the session, the outbox and the line. A handler that takes a
// UserCtx cannot run before registration, so it never checks for a user.
#ifndef IRCSERV_CORE_REPLIES_CONTEXT_H_
#define IRCSERV_CORE_REPLIES_CONTEXT_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/protocol/message.h"
#include "core/protocol/parse.h"
#include "core/replies/welcome.h"
#include "core/state/state.h"
#include "core/texts/answer_text.h"

namespace irc {

// The parts of a comma-separated parameter without the empty ones. Most parameters have one part.
using Targets = absl::InlinedVector<absl::string_view, 4>;
Targets SplitTargets(absl::string_view list);
// The same, each name once.
Targets DistinctTargets(Casemapping casemapping, absl::string_view list);

struct SessionCtx {
  State& state;
  Session& session;
  Outbox& out;
  const WelcomeLines& welcome;  // of the present configuration
  const ParsedLine& line;
  absl::string_view command;  // in upper case, from its row

  void Reply(const Message& message) { out.Reply(message); }

  // The same for one of many: it waits when the answer is long. See core/replies/pieces.h.
  void ReplyInTurn(const Message& numeric);

  // Replies with `refusal` and returns true when there is one.
  bool Refuse(const std::optional<Message>& refusal) {
    if (refusal.has_value()) Reply(*refusal);
    return refusal.has_value();
  }

  // What a service says, in the words of the configuration.
  template <size_t N, typename... Values>
  std::string Text(const AnswerText<N>& text, const Values&... values) const {
    return FillText(state.config.services, text, values...);
  }

  // Adds an event of this session to the log.
  void Note(AuditKind kind, std::vector<Audit::Field> fields) {
    out.output().audits.push_back({.kind = kind,
                                   .session = session.id,
                                   .by = MaskOf(state, session),
                                   .fields = std::move(fields)});
  }

  // Requests slow work of the shell. `what` is one of the Pending types, which determines how the
  // command resumes (core/commands/completions.h).
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

  // The channel of that name; replies 403 and returns null when there is none, or none that the
  // user may know of.
  Channel* RequireChannel(absl::string_view name);
  // The user's own membership; replies 442 and returns null when the user is not in the channel.
  const Member* RequireMember(const Channel& channel);
  // The user with that nick; replies 401 and returns null when there is none.
  User* RequireUser(absl::string_view nick);

  // The parts of a comma-separated parameter; replies 461 when there are none.
  Targets RequireTargets(absl::string_view list);

  // True when `server` is empty, a mask that matches the name of this server, or a nick on it.
  // Otherwise replies 402 and returns false.
  bool RequireServer(absl::string_view server);

  // The symbols before a member's nick, in the form that this session has requested.
  std::string Symbols(Prefixes prefixes) const {
    return PrefixSymbols(prefixes, session.caps.Has(Cap::kMultiPrefix));
  }
};

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_CONTEXT_H_
