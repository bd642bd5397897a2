// Laws of a new configuration: generated sessions in which the configuration changes between the
// acts. (World checks the invariants after each event.)
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/protocol/utf8.h"
#include "core/state/state.h"
#include "core/testing/acts.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// A configuration with one change for each bit.
Config Varied(uint32_t bits) {
  Config config = SessionConfig();
  const auto bit = [&](int i) { return (bits >> i & 1) != 0; };
  config.utf8_only = bit(0);
  if (bit(1)) config.opers.clear();
  if (bit(2)) config.accounts.clear();
  if (bit(3)) config.limits.history_messages = 1;
  if (bit(4)) config.limits.history_user_bytes = 400;
  if (bit(5)) config.limits.history_bytes = 700;
  if (bit(6)) config.limits.history_channel_bytes = 300;
  if (bit(7)) config.limits.history_conversations = 1;
  if (bit(8)) config.limits.whowas_user_entries = 1;
  if (bit(9)) config.limits.unregistered_seconds = 1;
  if (bit(10)) config.limits.former_name_seconds = 100;
  return config;
}

struct Change {
  size_t after = 0;  // the act, modulo their number
  uint32_t bits = 0;
};

rc::Gen<std::vector<Change>> GenChanges() {
  return rc::gen::container<std::vector<Change>>(
      rc::gen::build<Change>(rc::gen::set(&Change::after, rc::gen::inRange<size_t>(0, 1000)),
                             rc::gen::set(&Change::bits, rc::gen::inRange<uint32_t>(0, 1 << 11))));
}

// Does the acts with the changes between them, and calls look(world) after each event.
template <typename Look>
void Play(World& world, const GeneratedSession& session, const std::vector<Change>& changes,
          Look&& look) {
  Begin(world, session);
  for (size_t i = 0; i < session.acts.size(); ++i) {
    if (Do(world, session.acts[i])) look(world);
    for (const Change& change : changes) {
      if (change.after % session.acts.size() != i) continue;
      world.Apply(Configured{Varied(change.bits)});
      look(world);
    }
  }
}

// What lives by the configuration, lives by the present one.
void CheckRights(const State& state) {
  const Limits& limits = state.config.limits;
  state.users.ForEach([&](const User& user) {
    RC_ASSERT(!user.is_oper() || !state.config.opers.empty());
    RC_ASSERT(!user.has_account() || !state.accounts.empty());
    RC_ASSERT(static_cast<int64_t>(user.invitations.size()) <= limits.invites_per_user);
  });
  state.channels.ForEach([&](const Channel& channel) {
    RC_ASSERT(!channel.Has(ChannelMode::kRegisteredOnly) || !state.accounts.empty());
    RC_ASSERT(static_cast<int64_t>(channel.history.size()) <= limits.history_messages);
    RC_ASSERT(static_cast<int64_t>(channel.history.bytes()) <= limits.history_channel_bytes);
  });
  state.ledger.ForEachPayer([&](const HistoryPayer& payer) {
    RC_ASSERT(static_cast<int64_t>(payer.bytes) <= limits.history_user_bytes);
  });
  RC_ASSERT(static_cast<int64_t>(state.ledger.bytes()) <= limits.history_bytes);
  RC_ASSERT(static_cast<int64_t>(state.whowas.size()) <= limits.whowas_entries);
  state.sessions.ForEach([&](const Session& session) {
    if (session.registered()) return;
    RC_ASSERT(session.registration->deadline ==
              session.connected_at + absl::Seconds(limits.unregistered_seconds));
  });
}

RC_GTEST_PROP(Reconfigure, HoldsForWhatIsThere, ()) {
  World world(SessionConfig());
  Play(world, *GenSession(), *GenChanges(),
       [](World& world) { CheckRights(world.server().state()); });
}

RC_GTEST_PROP(Reconfigure, UnderUtf8OnlyEveryLineIsUtf8, ()) {
  World world(SessionConfig());
  Play(world, *GenSession(), *GenChanges(), [](World& world) {
    if (!world.server().state().config.utf8_only) return;
    for (const Send& send : world.output().sends) RC_ASSERT(IsValidUtf8(send.line));
  });
}

RC_GTEST_PROP(Reconfigure, ALoadedServerGoesOnByteForByte, ()) {
  const GeneratedSession session = *GenSession();
  const std::vector<Change> changes = *GenChanges();
  World a(SessionConfig()), b(SessionConfig());
  Play(a, session, changes, [](World&) {});
  Play(b, session, changes, [](World& world) { world.Reload(); });
  RC_ASSERT(a.log() == b.log());
}

}  // namespace
}  // namespace irc
