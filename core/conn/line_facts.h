// What the local half of a connection has to know of a line before the core sees it: its parts,
// which command it is, what it costs, and whether a password may be in it.
#ifndef IRCSERV_CORE_CONN_LINE_FACTS_H_
#define IRCSERV_CORE_CONN_LINE_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "core/protocol/parse.h"

namespace irc {

struct LineFacts {
  ParsedLine parsed;  // of no meaning when there is an error
  std::optional<ParseError> error;
  std::optional<size_t> command;  // its place among all commands; nothing for an unknown one
  uint8_t flood_cost = 1;         // tokens; unknown commands cost as much as cheap ones
  bool may_hold_secret = false;   // then Secrets::Hide must see it
};

// The views in the result are good as long as `line` is.
LineFacts FactsOf(absl::string_view line);

// How many commands there are, and what the one at `place` is called.
size_t CommandCount();
absl::string_view CommandName(size_t place);

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_LINE_FACTS_H_
