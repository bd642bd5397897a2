// The levels of DEFCON: how far staff has closed the server to what is new. Each level bars what
// those with a higher number bar, too. Who is here stays.
#ifndef IRCSERV_CORE_POLICY_DEFCON_H_
#define IRCSERV_CORE_POLICY_DEFCON_H_

#include <array>

#include "absl/strings/string_view.h"
#include "core/state/state.h"

namespace irc {

enum class Defcon : int { kNobodyNew = 1, kLoginNeeded, kNoNewAccounts, kNoNewChannels, kNormal };

struct DefconRow {
  Defcon level;
  absl::string_view what;
};

inline constexpr std::array<DefconRow, 5> kDefcons = {{
    {Defcon::kNobodyNew, "nobody new is let in but those who log in to accounts of operators"},
    {Defcon::kLoginNeeded, "nobody new is let in without a login to an account"},
    {Defcon::kNoNewAccounts, "no accounts are registered, and no nicks added to them"},
    {Defcon::kNoNewChannels, "no channels are registered"},
    {Defcon::kNormal, "nothing is closed"},
}};

constexpr const DefconRow& RowOf(Defcon level) { return kDefcons[static_cast<int>(level) - 1]; }

// The level that is written so; kNormal: none is.
Defcon LevelOf(absl::string_view text);

// The present level.
Defcon DefconOf(const State& state);

// Whether the present level bars what `level` is named for.
inline bool IsBarred(const State& state, Defcon level) { return DefconOf(state) <= level; }

// What a user is told who may not do something now.
inline constexpr absl::string_view kBarredByDefcon =
    "The staff of the server has closed this for a while; try again later";

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_DEFCON_H_
