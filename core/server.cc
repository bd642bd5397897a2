#include "core/server.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/actions/client_batch.h"
#include "core/actions/nick.h"
#include "core/actions/quit.h"
#include "core/actions/shutdown.h"
#include "core/check.h"
#include "core/clock.h"
#include "core/commands/completions.h"
#include "core/commands/parts.h"
#include "core/config_keys.h"
#include "core/dispatch.h"
#include "core/kept/ban_records.h"
#include "core/kept/channels/channel_expiry.h"
#include "core/kept/commit.h"
#include "core/kept/expiry.h"
#include "core/kept/expiry_search.h"
#include "core/kept/live_settings.h"
#include "core/kept/staff_acts.h"
#include "core/kept/verification.h"
#include "core/outbox/outbox.h"
#include "core/policy/server_bans.h"
#include "core/protocol/fitting.h"
#include "core/protocol/numerics.h"
#include "core/reconfigure.h"
#include "core/replies/welcome.h"
#include "core/state/ban_list.h"
#include "core/state/snapshot.h"
#include "core/state/state.h"

namespace irc {
namespace {

// Applies one event. The order of the overloads is that of the Event variant.
struct EventApplier {
  State& state;
  Outbox& out;
  WelcomeLines& welcome;
  Output& output;

  void operator()(const Connected& event) const {
    if (FindSession(state, event.session) != nullptr) return;
    Session& session = AddSession(state, event.session, event.peer);
    out.Begin(output, &session, "");
    if (const ServerBan* ban = FindBanOfPeer(state, session.peer)) {
      CountBanHit(state, ban->id);
      out.Reply(BanNumeric(*ban));
      EndSession(state, out, session, absl::StrCat("Banned: ", ban->reason), CloseCause::kRejected);
    }
  }

  void operator()(const Received& event) const {
    Session* session = FindSession(state, event.session);
    if (session != nullptr) DispatchLine(state, out, welcome, output, *session, event.line);
  }

  void operator()(const Disconnected& event) const {
    Session* session = FindSession(state, event.session);
    if (session == nullptr) return;
    out.Begin(output, session, "");
    EndSession(state, out, *session, event.reason, CloseCause::kDisconnected);
  }

  void operator()(const Drained& event) const {
    Session* session = FindSession(state, event.session);
    if (session == nullptr) return;
    out.Begin(output, session, "");
    const ParsedLine no_line;
    SessionCtx ctx{state, *session, out, welcome, no_line, ""};
    GoOnWithAnswer(ctx);
  }

  void operator()(const Completed& event) const {
    const auto found = state.pending.find(event.effect.value);
    if (found == state.pending.end()) return;
    const PendingEffect pending = std::move(found->second);
    state.pending.erase(found);
    Session* session = FindSession(state, pending.session);
    if (const auto* commit = std::get_if<PendingCommit>(&pending.what)) {
      out.Begin(output, session, session == nullptr ? "" : pending.label);
      const auto* committed = std::get_if<Committed>(&event.result);
      return OnCommitted(state, out, welcome, session, *commit,
                         committed != nullptr && committed->ok);
    }
    if (session == nullptr) return;
    out.Begin(output, session, pending.label);
    const ParsedLine no_line;
    SessionCtx ctx{state, *session, out, welcome, no_line, ""};
    ResumeCommand(ctx, pending, event.result);
  }

  void operator()(const Ticked&) const {
    out.Begin(output, nullptr, "");
    while (!state.registration_deadlines.empty() &&
           state.registration_deadlines.begin()->first <= state.now) {
      EndSession(state, out, *FindSession(state, state.registration_deadlines.begin()->second),
                 "Registration timed out", CloseCause::kRegistrationTimeout);
    }
    while (!state.batch_deadlines.empty() && state.batch_deadlines.begin()->first <= state.now) {
      Session& session = *FindSession(state, state.batch_deadlines.begin()->second);
      out.Begin(output, &session, session.batch->label);
      EndOverdueBatch(state, out, session);
    }
    out.Begin(output, nullptr, "");
    DropOverdueAccounts(state, out);
    TakeNicksBack(state, out);
    GoOnWithExpiry(state, out);
    EndStaffRules(state, out);
    GoOnWithChannelExpiry(state, out);
    EndEntries(state, out);
    EndBans(state, out);
  }

  void operator()(const Configured& event) const {
    // Keys that cannot change while the server runs keep their values.
    Config config = event.config;
    for (const ConfigKey& key : ConfigKeys()) {
      if (!key.live) {
        IRC_CHECK(SetConfig(config, key, GetConfig(state.config, key)).ok(),
                  "the value was good when the server was made");
      }
    }
    state.staff_rules.configured.clear();
    PutSettings(state.staff_rules, config);
    const Config before = std::exchange(state.config, std::move(config));
    welcome = MakeWelcomeLines(state.config, state.started);
    TakeUpConfig(state, out, before);
  }

  void operator()(const Stopping& event) const {
    out.Begin(output, nullptr, "");
    ShutDownServer(state, out, event.reason);
    output.stop = Stop::kDie;
  }

  void operator()(const Restored& event) const { TakeUpRestored(state, event); }

  void operator()(const Reported& event) const {
    out.Begin(output, nullptr, "");
    out.NotifyOperators(Snomask::kData, event.sentence);
  }
};

}  // namespace

struct Server::Parts {
  State state;
  Outbox out{state};
  WelcomeLines welcome;
};

Server::Server(Config config, absl::Time started) : parts_(std::make_unique<Parts>()) {
  const absl::Status valid = ValidateConfig(config);
  IRC_CHECK(valid.ok(), "whoever makes a server has validated its configuration");
  State& state = parts_->state;
  state.config = std::move(config);
  state.config.limits = FittingLimits(state.config);
  state.started = state.now = started;
  state.accounts.SetExpiryRound({.next = started + kExpiryInterval});
  state.registered_channels.SetExpiryRound({.next = started + kExpiryInterval});
  parts_->welcome = MakeWelcomeLines(state.config, started);
  IRC_CHECK(RebuildIndexes(state), "an empty state contradicts nothing");
}

Server::~Server() = default;

void Server::Apply(const Stamp& stamp, const Event& event, Output& out) {
  State& state = parts_->state;
  state.seq = stamp.seq;
  TakeTime(state, stamp);
  out.Clear();
  parts_->out.Begin(out, nullptr, "");
  std::visit(EventApplier{state, parts_->out, parts_->welcome, out}, event);
  if (state.staff_rules.TakeSettingsChanged()) {
    const Config before = state.config;
    PutSettings(state.staff_rules, state.config);
    parts_->welcome = MakeWelcomeLines(state.config, state.started);
    TakeUpConfig(state, parts_->out, before);
  }
  parts_->out.Finish();
}

absl::Time Server::NextDeadline() const {
  const State& state = parts_->state;
  absl::Time deadline =
      std::min({NextBanDeadline(state), NextAccountDrop(state), state.nick_guard.deadlines.Next(),
                state.nick_guard.held.Next(), NextExpiry(state), NextChannelExpiry(state),
                NextEntryEnd(state), NextStaffRuleEnd(state)});
  if (!state.registration_deadlines.empty()) {
    deadline = std::min(deadline, state.registration_deadlines.begin()->first);
  }
  if (!state.batch_deadlines.empty()) {
    deadline = std::min(deadline, state.batch_deadlines.begin()->first);
  }
  return deadline;
}

std::string Server::Save() const { return SaveSnapshot(parts_->state); }

absl::Status Server::Load(absl::string_view snapshot) {
  auto loaded = std::make_unique<Parts>();
  const absl::Status status = LoadSnapshot(snapshot, loaded->state);
  if (!status.ok()) return status;
  loaded->welcome = MakeWelcomeLines(loaded->state.config, loaded->state.started);
  parts_ = std::move(loaded);
  return absl::OkStatus();
}

void Server::CheckInvariants() const {
  const std::string found = FindViolatedInvariant(parts_->state);
  IRC_CHECK(found.empty(), found.c_str());
}

bool Server::Knows(SessionId session) const {
  return FindSession(parts_->state, session) != nullptr;
}

std::string Server::AccountNamed(absl::string_view name) const {
  const State& state = parts_->state;
  const Account* account = state.accounts.OwnerOf(Fold(state.casemapping, name));
  return account == nullptr ? "" : account->name();
}

Server::Totals Server::totals() const {
  const State& state = parts_->state;
  return {.users = state.users.size(),
          .channels = state.channels.size(),
          .opers = static_cast<size_t>(state.counters.opers),
          .unregistered = state.registration_deadlines.size(),
          .accounts = state.accounts.size(),
          .history_bytes = state.ledger.bytes()};
}

const State& Server::state() const { return parts_->state; }

}  // namespace irc
