// The facts of a line that the local half of a connection needs before the core sees the line: its
// parts, its command, its flood cost, and whether a password may be in it.
#ifndef IRCSERV_CORE_CONN_LINE_FACTS_H_
#define IRCSERV_CORE_CONN_LINE_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "core/commands/line_cost.h"
#include "core/protocol/parse.h"
#include "core/services/service_facts.h"

namespace irc {

struct LineFacts {
  ParsedLine parsed;  // of no meaning when there is an error
  std::optional<ParseError> error;
  std::optional<size_t> command;  // its index among all commands; none for an unknown one
  LinePrice price;                // unknown commands cost as much as cheap ones
  bool may_hold_secret = false;   // the line must go through Secrets::Hide
};

// The views in the result are valid as long as `line` is. `names`: of services.
LineFacts FactsOf(absl::string_view line, const ServiceNames& names = {});

// The number of all commands, and the name of one.
size_t CommandCount();
absl::string_view CommandName(size_t index);

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_LINE_FACTS_H_
