#include "core/commands/reading_scope.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"

namespace irc {
namespace {

enum class When {
  kAlways,
  kUnregistered,  // to connect
  kFewer,         // with fewer parameters than `params` it asks, with more it changes
  kNoText,        // without a parameter, or with an empty one
  kSubcommand,    // see ReadsMetadata
};

struct Reading {
  absl::string_view command;
  When when = When::kAlways;
  size_t params = 0;
};

// By name. Everything else speaks, or changes something.
constexpr std::array kReading = {
    Reading{"ADMIN"},
    Reading{"AUTHENTICATE"},
    Reading{"AWAY", When::kNoText},
    Reading{"CAP"},
    Reading{"CHATHISTORY"},
    Reading{"ERROR"},
    Reading{"HELP"},
    Reading{"HELPOP"},
    Reading{"INFO"},
    Reading{"INVITE", When::kFewer, 1},
    Reading{"ISON"},
    Reading{"ISUPPORT"},
    Reading{"JOIN"},
    Reading{"LINKS"},
    Reading{"LIST"},
    Reading{"LUSERS"},
    Reading{"MAP"},
    Reading{"MARKREAD"},
    Reading{"METADATA", When::kSubcommand},
    Reading{"MODE", When::kFewer, 2},
    Reading{"MONITOR"},
    Reading{"MOTD"},
    Reading{"NAMES"},
    Reading{"NICK", When::kUnregistered},
    Reading{"PART"},
    Reading{"PASS", When::kUnregistered},
    Reading{"PING"},
    Reading{"PONG"},
    Reading{"QUIT"},
    Reading{"RULES"},
    Reading{"SILENCE", When::kFewer, 1},
    Reading{"STATS"},
    Reading{"TIME"},
    Reading{"TOPIC", When::kFewer, 2},
    Reading{"USER", When::kUnregistered},
    Reading{"USERHOST"},
    Reading{"USERIP"},
    Reading{"VERSION"},
    Reading{"WHO"},
    Reading{"WHOIS"},
    Reading{"WHOWAS"},
    Reading{"ZNC"},
};

// METADATA <target> <subcommand>
bool ReadsMetadata(absl::string_view subcommand) {
  return !absl::EqualsIgnoreCase(subcommand, "SET") && !absl::EqualsIgnoreCase(subcommand, "CLEAR");
}

}  // namespace

bool IsForReading(absl::string_view command, const Params& params, bool registered) {
  const auto* row = std::find_if(kReading.begin(), kReading.end(),
                                 [&](const Reading& each) { return each.command == command; });
  if (row == kReading.end()) return false;
  switch (row->when) {
    case When::kAlways:
      return true;
    case When::kUnregistered:
      return !registered;
    case When::kFewer:
      return params.size() < row->params;
    case When::kNoText:
      return params.empty() || params[0].empty();
    case When::kSubcommand:
      return ReadsMetadata(params[1]);
  }
  return false;
}

}  // namespace irc
