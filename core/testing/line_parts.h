// The parts of an IRC line as values, and their serialization, the inverse of the parser, for tests
// of both directions.
#ifndef IRCSERV_CORE_TESTING_LINE_PARTS_H_
#define IRCSERV_CORE_TESTING_LINE_PARTS_H_

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "core/protocol/parse.h"

namespace irc {

struct LineParts {
  std::map<std::string, std::string> tags;  // values unescaped; the last of equal keys wins
  std::string source;                       // empty: none
  std::string command;
  std::vector<std::string> params;

  friend bool operator==(const LineParts&, const LineParts&) = default;
};

LineParts PartsOf(const ParsedLine& parsed);

// The canonical spelling: single spaces, tags in the order of their keys and without '=' where the
// value is empty, a colon only where the last parameter needs one.
// REQUIRES: a command.
std::string JoinLine(const LineParts& parts);

// Used by GoogleTest in the message of a failed test.
void PrintTo(const LineParts& parts, std::ostream* out);

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_LINE_PARTS_H_
