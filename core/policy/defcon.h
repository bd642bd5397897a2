// The levels of DEFCON: how far staff has closed the server to what is new. Each level bars what
// those with a higher number bar, too. Who is here stays.
#ifndef IRCSERV_CORE_POLICY_DEFCON_H_
#define IRCSERV_CORE_POLICY_DEFCON_H_

#include <array>

#include "absl/strings/string_view.h"
#include "core/state/state.h"
#include "core/texts/common.h"
#include "core/texts/operserv.h"

namespace irc {

enum class Defcon : int { kNobodyNew = 1, kLoginNeeded, kNoNewAccounts, kNoNewChannels, kNormal };

struct DefconRow {
  Defcon level;
  AnswerText<0> what;
};

inline constexpr std::array<DefconRow, 5> kDefcons = {{
    {Defcon::kNobodyNew, texts::kDefconNobodyNew},
    {Defcon::kLoginNeeded, texts::kDefconLoginNeeded},
    {Defcon::kNoNewAccounts, texts::kDefconNoNewAccounts},
    {Defcon::kNoNewChannels, texts::kDefconNoNewChannels},
    {Defcon::kNormal, texts::kDefconNormal},
}};

constexpr const DefconRow& RowOf(Defcon level) { return kDefcons[static_cast<int>(level) - 1]; }

// The level that is written so; kNormal: none is.
Defcon LevelOf(absl::string_view text);

// The present level.
Defcon DefconOf(const State& state);

// Whether the present level bars what `level` is named for.
inline bool IsBarred(const State& state, Defcon level) { return DefconOf(state) <= level; }

// What a user is told who may not do something now.
inline constexpr absl::string_view kBarredByDefcon = texts::kClosedByStaff.row.english;

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_DEFCON_H_
