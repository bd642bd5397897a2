// The rights of Anope's access lists, as letters of core/channel_rights.h.
#ifndef IRCSERV_NET_IMPORT_ANOPE_ACCESS_H_
#define IRCSERV_NET_IMPORT_ANOPE_ACCESS_H_

#include <cstdint>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/strings/string_view.h"
#include "core/channel_rights.h"

namespace irc {

// The levels that a channel asks for, by privilege, where they are not the usual ones:
// "ACCESS_CHANGE 10 AUTOOP 5".
using AnopeLevels = absl::btree_map<std::string, int64_t>;
AnopeLevels ReadAnopeLevels(absl::string_view text);

// The rights of a level of access/access.
ChannelRights RightsOfLevel(int64_t level, const AnopeLevels& levels);
// The rights of the letters of access/flags. Several letters mean two privileges each.
ChannelRights RightsOfFlags(absl::string_view flags);
// The rights of QOP, SOP, AOP, HOP or VOP of access/xop.
ChannelRights RightsOfXop(absl::string_view word);

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_ANOPE_ACCESS_H_
