#include "core/services/service_facts.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/check.h"

namespace irc {
namespace {

#define SERVICE_FACTS(name, handler, words_min, who, secrets, syntax, help) \
  ServiceCommand{name,                                                      \
                 words_min,                                                 \
                 WhoOf(who_column::who),                                    \
                 PrivilegeOf(who_column::who),                              \
                 ServiceSecrets::secrets,                                   \
                 syntax,                                                    \
                 help},

constexpr std::array kChanServ = {
#define SERVICE_COMMAND SERVICE_FACTS
#include "core/services/pages/chanserv.inc"
};
constexpr std::array kGroupServ = {
#define SERVICE_COMMAND SERVICE_FACTS
#include "core/services/pages/groupserv.inc"
};
constexpr std::array kHostServ = {
#define SERVICE_COMMAND SERVICE_FACTS
#include "core/services/pages/hostserv.inc"
};
constexpr std::array kMemoServ = {
#define SERVICE_COMMAND SERVICE_FACTS
#include "core/services/pages/memoserv.inc"
};
constexpr std::array kNickServ = {
#define SERVICE_COMMAND SERVICE_FACTS
#include "core/services/pages/nickserv.inc"
};
constexpr std::array kOperServ = {
#define SERVICE_COMMAND SERVICE_FACTS
#include "core/services/pages/operserv.inc"
};

#undef SERVICE_FACTS

// Sorted by name.
constexpr std::array kServices = {
    ServiceRow{"ChanServ", "CS", "Registered channels and the rights in them.", kChanServ},
    ServiceRow{"GroupServ", "GS", "Groups of accounts.", kGroupServ},
    ServiceRow{"HostServ", "HS", "Hosts that accounts show in place of their own.", kHostServ},
    ServiceRow{"MemoServ", "MS", "Messages to accounts.", kMemoServ},
    ServiceRow{"NickServ", "NS", "Accounts and their nicks.", kNickServ},
    ServiceRow{"OperServ", "OS", "The work of those who run the server.", kOperServ},
};

}  // namespace

absl::Span<const ServiceRow> Services() { return kServices; }

std::pair<absl::string_view, absl::string_view> SplitServiceAlias(absl::string_view alias) {
  const size_t equals = alias.find('=');
  if (equals == absl::string_view::npos) return {alias, absl::string_view()};
  return {alias.substr(0, equals), alias.substr(equals + 1)};
}

absl::string_view NickOfService(const ServiceRow& service, const ServiceNames& names) {
  for (const std::string& pair : names.names) {
    const auto [own, name] = SplitServiceAlias(pair);
    if (absl::EqualsIgnoreCase(own, service.nick)) return name;
  }
  return service.nick;
}

absl::string_view NickOfService(absl::string_view service, const ServiceNames& names) {
  const ServiceRow* row = FindService(service, {});
  IRC_CHECK(row != nullptr, "the code names services that have a row");
  return NickOfService(*row, names);
}

std::string WithServiceNames(absl::string_view text, const ServiceNames& names) {
  std::string named(text);
  for (const ServiceRow& row : kServices) {
    const std::string mark = absl::StrCat("$", row.nick);
    absl::StrReplaceAll({{mark, NickOfService(row, names)}}, &named);
  }
  return named;
}

const ServiceRow* FindService(absl::string_view target, const ServiceNames& names) {
  const absl::string_view nick = target.substr(0, target.find('@'));
  for (const ServiceRow& row : kServices) {
    if (absl::EqualsIgnoreCase(NickOfService(row, names), nick)) return &row;
  }
  for (const std::string& alias : names.aliases) {
    const auto [name, service] = SplitServiceAlias(alias);
    if (absl::EqualsIgnoreCase(name, nick)) return FindService(service, {});
  }
  return nullptr;
}

const ServiceRow* FindServiceOfCommand(absl::string_view command, const ServiceNames& names) {
  for (const ServiceRow& row : kServices) {
    if (absl::EqualsIgnoreCase(row.command, command)) return &row;
    if (absl::EqualsIgnoreCase(row.nick, command)) return &row;
  }
  return FindService(command, names);
}

bool IsEnabled(const ServiceRow& service, const ServiceNames& names) {
  return std::none_of(names.disabled.begin(), names.disabled.end(), [&](const std::string& name) {
    return absl::EqualsIgnoreCase(name, service.nick);
  });
}

const ServiceCommand* FindServiceCommand(const ServiceRow& service, absl::string_view name) {
  const auto found = std::find_if(
      service.commands.begin(), service.commands.end(),
      [&](const ServiceCommand& row) { return absl::EqualsIgnoreCase(row.name, name); });
  return found == service.commands.end() ? nullptr : &*found;
}

bool IsSecretWord(const ServiceCommand& command, size_t index, size_t count,
                  absl::string_view word) {
  switch (command.secrets) {
    case ServiceSecrets::kNone:
      return false;
    case ServiceSecrets::kFirst:
      return index == 0;
    case ServiceSecrets::kSecond:
      return index == 1;
    case ServiceSecrets::kLast:
      return index + 1 == count;
    case ServiceSecrets::kFromSecond:
      return index >= 1;
    case ServiceSecrets::kAllButSyntax:
      for (absl::string_view known : absl::StrSplit(command.syntax, ' ')) {
        if (absl::EqualsIgnoreCase(known, word)) return false;
      }
      return true;
  }
  return false;
}

}  // namespace irc
