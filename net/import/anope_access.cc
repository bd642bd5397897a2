#include "net/import/anope_access.h"

#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace irc {
namespace {

constexpr int64_t kFounderOnly = 10001;  // as a level that a channel asks for
constexpr int64_t kDisabled = -10000;

struct PrivilegeRow {
  absl::string_view name;
  int64_t level;  // the usual one
  char flag;
  absl::string_view rights;  // letters; empty: there is no such right here
};
// All privileges that give a right here. Prefixes above the operator come automatically with O.
constexpr std::array kPrivileges = {
    PrivilegeRow{"VOICEME", 3, 'v', "v"},
    PrivilegeRow{"AUTOVOICE", 3, 'V', "V"},
    PrivilegeRow{"ACCESS_LIST", 3, 'f', "A"},
    PrivilegeRow{"HALFOPME", 4, 'h', "h"},
    PrivilegeRow{"AUTOHALFOP", 4, 'H', "H"},
    PrivilegeRow{"VOICE", 4, 'v', "v"},
    PrivilegeRow{"KICK", 4, 'k', "r"},
    PrivilegeRow{"BAN", 4, 'b', "r"},
    PrivilegeRow{"UNBAN", 4, 'u', "r"},
    PrivilegeRow{"UNBANME", 4, 'U', "e"},
    PrivilegeRow{"OPME", 5, 'o', "o"},
    PrivilegeRow{"AUTOOP", 5, 'O', "O"},
    PrivilegeRow{"HALFOP", 5, 'h', "h"},
    PrivilegeRow{"INVITE", 5, 'i', "i"},
    PrivilegeRow{"GETKEY", 5, 'G', "i"},
    PrivilegeRow{"TOPIC", 5, 't', "t"},
    PrivilegeRow{"OP", 5, 'o', "o"},
    PrivilegeRow{"PROTECTME", 10, 'a', "a"},
    PrivilegeRow{"AUTOPROTECT", 10, 'A', "aO"},
    PrivilegeRow{"ACCESS_CHANGE", 10, 'f', "f"},
    PrivilegeRow{"AKICK", 10, 'K', "r"},
    PrivilegeRow{"OWNERME", 9999, 'q', "q"},
    PrivilegeRow{"AUTOOWNER", 9999, 'Q', "qO"},
    PrivilegeRow{"SET", 9999, 's', "s"},
    PrivilegeRow{"MODE", 9999, 's', "R"},
    PrivilegeRow{"FOUNDER", 10000, 'F', "F"},
};

// Who is a founder here has everything.
ChannelRights Whole(ChannelRights rights) {
  return Has(rights, ChannelRight::kFounder) ? kFounderRights : rights;
}

}  // namespace

AnopeLevels ReadAnopeLevels(absl::string_view text) {
  AnopeLevels levels;
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
  for (size_t i = 0; i + 1 < words.size(); i += 2) {
    int64_t level = 0;
    if (absl::SimpleAtoi(words[i + 1], &level)) levels[std::string(words[i])] = level;
  }
  return levels;
}

ChannelRights RightsOfLevel(int64_t level, const AnopeLevels& levels) {
  ChannelRights rights = 0;
  for (const PrivilegeRow& row : kPrivileges) {
    const auto found = levels.find(row.name);
    const int64_t least = found == levels.end() ? row.level : found->second;
    const bool has = least != kDisabled && least != kFounderOnly && level >= least && level > 0;
    if (has) rights |= RightsOfLetters(row.rights);
  }
  return Whole(rights);
}

ChannelRights RightsOfFlags(absl::string_view flags) {
  ChannelRights rights = 0;
  for (const PrivilegeRow& row : kPrivileges) {
    if (flags.find(row.flag) != absl::string_view::npos) rights |= RightsOfLetters(row.rights);
  }
  return Whole(rights);
}

ChannelRights RightsOfXop(absl::string_view word) {
  for (const ChannelRoleRow& row : kChannelRoles) {
    if (row.name == absl::AsciiStrToUpper(word) && row.name != "FOUNDER") return row.rights;
  }
  return 0;
}

}  // namespace irc
