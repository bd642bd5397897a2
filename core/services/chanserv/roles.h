// Sets of rights that have a name: the roles that every channel has, and the templates of one
// (TEMPLATE). ACCESS, XOP and AMODE write them.
#ifndef IRCSERV_CORE_SERVICES_CHANSERV_ROLES_H_
#define IRCSERV_CORE_SERVICES_CHANSERV_ROLES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/channel_rights.h"
#include "core/state/registered.h"
#include "core/state/state.h"

namespace irc {

// The key of the setting that has the letters of the template.
std::string TemplateKey(absl::string_view name);

// The rights of a role, or of a template of the channel; nothing: there is none of that name. A
// template goes before the role of its name.
std::optional<ChannelRights> RightsNamed(const RegisteredChannel& channel, absl::string_view name);

// The rights of a level such as those of Anope: of the highest role at or below it.
std::optional<ChannelRights> RightsOfLevel(const RegisteredChannel& channel, int level);

// The name of a role or template with exactly these rights, and of a role also the level; without
// one, the letters.
std::string NameOfRights(const State& state, const RegisteredChannel& channel,
                         ChannelRights rights);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_CHANSERV_ROLES_H_
