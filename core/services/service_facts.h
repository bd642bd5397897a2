// The services, and the facts about each of their commands that need no handler. Code that keeps
// secrets out of the core, or that wants a command's syntax, depends on this alone.
#ifndef IRCSERV_CORE_SERVICES_SERVICE_FACTS_H_
#define IRCSERV_CORE_SERVICES_SERVICE_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/config.h"
#include "core/privileges.h"

namespace irc {

// The clients that may use a command of a service.
enum class ServiceAccess : uint8_t {
  kAnyone,
  kLoggedIn,  // who is logged in to a kept account
  kOperator,
};

// What a row may have in its column `who`: a member of ServiceAccess, or a Privilege for operators
// who have it.
namespace who_column {
using enum ServiceAccess;
using enum Privilege;
}  // namespace who_column
constexpr ServiceAccess WhoOf(ServiceAccess access) { return access; }
constexpr ServiceAccess WhoOf(Privilege) { return ServiceAccess::kOperator; }
constexpr std::optional<Privilege> PrivilegeOf(ServiceAccess) { return std::nullopt; }

// The words after the name of the command that are secret.
// kAllButSyntax: each one that is not itself in the syntax, as "STATUS" and "<code>" are.
enum class ServiceSecrets : uint8_t { kNone, kFirst, kSecond, kLast, kFromSecond, kAllButSyntax };

struct ServiceCommand {
  absl::string_view name;
  uint8_t words_min;
  ServiceAccess access;
  std::optional<Privilege> privilege;  // that operators need; none: all may use it
  ServiceSecrets secrets;
  absl::string_view syntax;
  absl::string_view help;
};

struct ServiceRow {
  absl::string_view nick;
  absl::string_view command;  // of the server, that is short for a message to it
  absl::string_view help;
  absl::Span<const ServiceCommand> commands;  // by name
};

// All services.
absl::Span<const ServiceRow> Services();

// The two sides of one of the ServiceNames.
std::pair<absl::string_view, absl::string_view> SplitServiceAlias(absl::string_view alias);

// The nick of the service, which may be another one than that of its row.
absl::string_view NickOfService(const ServiceRow& service, const ServiceNames& names);
// The same of the service whose row has this nick. REQUIRES: there is one.
absl::string_view NickOfService(absl::string_view service, const ServiceNames& names);

// The text with the nicks of the services in the place of $ChanServ, $NickServ and so on. Texts
// that name a service are written with these marks.
std::string WithServiceNames(absl::string_view text, const ServiceNames& names);

// The service with this nick, or alias, in any case of letters, also written nick@server; or null.
const ServiceRow* FindService(absl::string_view target, const ServiceNames& names);
// The service that a command of the server is short for ("NS", its nick, an alias), or null.
const ServiceRow* FindServiceOfCommand(absl::string_view command, const ServiceNames& names);
// Whether the service is offered. The nick of one that is not stays with it, and what is said to it
// is secret all the same.
bool IsEnabled(const ServiceRow& service, const ServiceNames& names);

// The command of the service in any case of letters, or null.
const ServiceCommand* FindServiceCommand(const ServiceRow& service, absl::string_view name);

// Whether `word`, at `index` of `count` words after the name of the command, is secret.
bool IsSecretWord(const ServiceCommand& command, size_t index, size_t count,
                  absl::string_view word);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_SERVICE_FACTS_H_
