#include "core/services/service_facts.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"

namespace irc {
namespace {

constexpr std::array kNickServ = {
#define SERVICE_COMMAND(name, handler, words_min, who, secrets, syntax, help) \
  ServiceCommand{name, words_min, ServiceAccess::who, ServiceSecrets::secrets, syntax, help},
#include "core/services/nickserv.inc"
};

constexpr std::array kOperServ = {
#define SERVICE_COMMAND(name, handler, words_min, who, secrets, syntax, help) \
  ServiceCommand{name, words_min, ServiceAccess::who, ServiceSecrets::secrets, syntax, help},
#include "core/services/operserv.inc"
};

constexpr std::array kServices = {
    ServiceRow{"NickServ", "NS", "Accounts and their nicks.", kNickServ},
    ServiceRow{"OperServ", "OS", "The work of those who run the server.", kOperServ},
};

}  // namespace

absl::Span<const ServiceRow> Services() { return kServices; }

const ServiceRow* FindService(absl::string_view target) {
  const absl::string_view nick = target.substr(0, target.find('@'));
  for (const ServiceRow& row : kServices) {
    if (absl::EqualsIgnoreCase(row.nick, nick)) return &row;
  }
  return nullptr;
}

const ServiceRow* FindServiceOfCommand(absl::string_view command) {
  for (const ServiceRow& row : kServices) {
    if (absl::EqualsIgnoreCase(row.command, command)) return &row;
  }
  return FindService(command);
}

const ServiceCommand* FindServiceCommand(const ServiceRow& service, absl::string_view name) {
  const auto found = std::find_if(
      service.commands.begin(), service.commands.end(),
      [&](const ServiceCommand& row) { return absl::EqualsIgnoreCase(row.name, name); });
  return found == service.commands.end() ? nullptr : &*found;
}

bool IsSecretWord(const ServiceCommand& command, size_t index, size_t count) {
  switch (command.secrets) {
    case ServiceSecrets::kNone:
      return false;
    case ServiceSecrets::kFirst:
      return index == 0;
    case ServiceSecrets::kSecond:
      return index == 1;
    case ServiceSecrets::kLast:
      return index + 1 == count;
  }
  return false;
}

}  // namespace irc
