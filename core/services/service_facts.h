// The services, and the facts about each of their commands that need no handler. Code that keeps
// secrets out of the core, or that wants a command's syntax, depends on this alone.
#ifndef IRCSERV_CORE_SERVICES_SERVICE_FACTS_H_
#define IRCSERV_CORE_SERVICES_SERVICE_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace irc {

// The clients that may use a command of a service.
enum class ServiceAccess : uint8_t {
  kAnyone,
  kLoggedIn,  // who is logged in to a kept account
  kOperator,
};

// The words after the name of the command that are secret.
enum class ServiceSecrets : uint8_t { kNone, kFirst, kSecond, kLast };

struct ServiceCommand {
  absl::string_view name;
  uint8_t words_min;
  ServiceAccess access;
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

// The service with this nick in any case of letters, also written nick@server; or null.
const ServiceRow* FindService(absl::string_view target);
// The service that a command of the server ("NS" or "NICKSERV") is short for, or null.
const ServiceRow* FindServiceOfCommand(absl::string_view command);

// The command of the service in any case of letters, or null.
const ServiceCommand* FindServiceCommand(const ServiceRow& service, absl::string_view name);

// Whether the word at `index`, of `count` words after the name of the command, is secret.
bool IsSecretWord(const ServiceCommand& command, size_t index, size_t count);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_SERVICE_FACTS_H_
