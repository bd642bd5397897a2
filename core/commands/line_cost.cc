#include "core/commands/line_cost.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/protocol/names.h"

namespace irc {
namespace {

// Commands that do the same for each target of a list. A client that joins its twenty channels when
// it connects pays six tokens for them and not twenty-one, so that they do not take a full bucket.
struct ListRow {
  absl::string_view command;
  uint8_t param;              // the list
  uint8_t targets_per_token;  // after the first
};
constexpr std::array kLists = {
    ListRow{"CYCLE", 0, 1}, ListRow{"JOIN", 0, 4},    ListRow{"KICK", 1, 1},
    ListRow{"LIST", 0, 1},  ListRow{"NAMES", 0, 1},   ListRow{"NOTICE", 0, 1},
    ListRow{"PART", 0, 4},  ListRow{"PRIVMSG", 0, 1}, ListRow{"TAGMSG", 0, 1},
};

// A change of the user's own host: all who see the user get QUIT, JOIN and MODE in each channel.
size_t ChangesHost(const Params& params) {
  return !LooksLikeChannel(params[0]) && absl::StrContains(params[1], 'x') ? 1 : 0;
}

// The values of all members of a channel, or of all users in the channels of the client.
size_t CollectsMetadata(const Params& params) {
  return absl::EqualsIgnoreCase(params[1], "SYNC") ? 1 : 0;
}

bool IsPlaybackName(absl::string_view target) {
  return absl::EqualsIgnoreCase(target, kPlaybackName);
}

// The history as an answer to a message: each costs what CHATHISTORY costs.
size_t AsksPlayback(const Params& params) {
  if (!absl::StrContains(params[0], '*')) return 0;
  const std::vector<absl::string_view> targets = absl::StrSplit(params[0], ',');
  return static_cast<size_t>(std::count_if(targets.begin(), targets.end(), &IsPlaybackName));
}

// Forms of a command that cause much more than its others.
struct DearRow {
  absl::string_view command;
  size_t (*times)(const Params& params);  // how often the line has the form
  size_t extra;                           // for each time
};
constexpr std::array kDearForms = {
    DearRow{"METADATA", &CollectsMetadata, 8},
    DearRow{"MODE", &ChangesHost, 9},
    DearRow{"PRIVMSG", &AsksPlayback, 4},
};

bool NamesOneTarget(const Params& params) {
  return !params[0].empty() && !absl::StrContains(params[0], ',');
}
bool NamesOneChannel(const Params& params) {
  return LooksLikeChannel(params[0]) && NamesOneTarget(params);
}
// The modes, or one list of masks.
bool AsksModes(const Params& params) {
  const absl::string_view letters = absl::StripPrefix(params[1], "+");
  return NamesOneChannel(params) && params.size() <= 2 && letters.size() <= 1;
}
bool AsksTopic(const Params& params) { return NamesOneChannel(params) && params.size() == 1; }
bool AsksMetadata(const Params& params) {
  return NamesOneChannel(params) &&
         (absl::EqualsIgnoreCase(params[1], "GET") || absl::EqualsIgnoreCase(params[1], "LIST"));
}
bool Always(const Params&) { return true; }
bool AsksPlaybackAlone(const Params& params) { return IsPlaybackName(params[0]); }

// The forms of commands that are no ordinary lines.
struct KindRow {
  absl::string_view command;
  bool (*is)(const Params& params);
  LineKind kind = LineKind::kQuery;
};
constexpr std::array kKinds = {
    KindRow{"CHATHISTORY", &Always},
    KindRow{"JOIN", &Always, LineKind::kJoin},
    KindRow{"MARKREAD", &Always},
    KindRow{"METADATA", &AsksMetadata},
    KindRow{"MODE", &AsksModes},
    KindRow{"NAMES", &NamesOneChannel},
    KindRow{"PRIVMSG", &AsksPlaybackAlone},
    KindRow{"TOPIC", &AsksTopic},
    KindRow{"WHO", &NamesOneChannel},
    KindRow{"ZNC", &AsksPlaybackAlone},
};

// What else is said above of a row of the table of commands; -1: nothing. A line looks it up by the
// index of its command, because most lines are messages and this is on their way.
struct Surcharge {
  int8_t list = -1;
  int8_t dear = -1;
  int8_t kind = -1;
};

constexpr auto MakeSurcharges() {
  constexpr std::array kNames = {
#define COMMAND(name, ...) absl::string_view(name),
#include "core/commands/table.inc"
  };
  std::array<Surcharge, kNames.size()> all{};
  for (size_t i = 0; i < kNames.size(); ++i) {
    for (size_t list = 0; list < kLists.size(); ++list) {
      if (kLists[list].command == kNames[i]) all[i].list = static_cast<int8_t>(list);
    }
    for (size_t dear = 0; dear < kDearForms.size(); ++dear) {
      if (kDearForms[dear].command == kNames[i]) all[i].dear = static_cast<int8_t>(dear);
    }
    for (size_t kind = 0; kind < kKinds.size(); ++kind) {
      if (kKinds[kind].command == kNames[i]) all[i].kind = static_cast<int8_t>(kind);
    }
  }
  return all;
}
constexpr auto kSurcharges = MakeSurcharges();

}  // namespace

LinePrice PriceOf(const CommandFacts& row, const Params& params) {
  const Surcharge& more = kSurcharges[IndexOf(row)];
  size_t cost = row.flood_cost;
  if (more.list >= 0) {
    const ListRow& list = kLists[static_cast<size_t>(more.list)];
    const absl::string_view targets = params[list.param];
    cost += static_cast<size_t>(std::count(targets.begin(), targets.end(), ',')) /
            list.targets_per_token;
  }
  if (more.dear >= 0) {
    const DearRow& dear = kDearForms[static_cast<size_t>(more.dear)];
    cost += dear.times(params) * dear.extra;
  }
  LinePrice price;
  price.tokens = static_cast<uint8_t>(std::min<size_t>(cost, std::numeric_limits<uint8_t>::max()));
  if (more.kind >= 0) {
    const KindRow& kind = kKinds[static_cast<size_t>(more.kind)];
    if (kind.is(params)) price.kind = kind.kind;
  }
  return price;
}

}  // namespace irc
