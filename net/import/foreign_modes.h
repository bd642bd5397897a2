// The channel modes of other servers, as letters of core/protocol/modes.h. What has no like here
// has no letter.
#ifndef IRCSERV_NET_IMPORT_FOREIGN_MODES_H_
#define IRCSERV_NET_IMPORT_FOREIGN_MODES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// The servers that Atheme numbers modes for, each in its own way.
enum class AthemeIrcd : uint8_t { kUnknown, kSolanum, kInspircd, kUnreal, kNgircd };

// `module`: of an MDEP row, "protocol/charybdis". Nothing when it is no module of a protocol.
std::optional<AthemeIrcd> AthemeIrcdOf(absl::string_view module);

// The letters of the bits of a mode lock, and with '?' for each bit without a meaning here.
std::string LettersOfAtheme(AthemeIrcd ircd, uint32_t bits);

// The letter of a mode of Anope, such as NOEXTERNAL; '\0': there is none.
char LetterOfAnope(absl::string_view name);

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_FOREIGN_MODES_H_
