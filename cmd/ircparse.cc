// ircparse: shows how ircserv understands raw lines.
#include <cstdio>
#include <iostream>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "cmd/ircparse_json.h"
#include "core/version.h"

namespace {

constexpr char kManual[] = R"(NAME
    ircparse - shows how ircserv understands raw lines of IRC

SYNOPSIS
    ircparse < LINES

DESCRIPTION
    Reads lines, ended by LF or CRLF, and prints one JSON object for each:

        {"tags":{...},"source":"...","nick":"...","user":"...","host":"...",
         "command":"...","params":[...]}

    What a line does not have is left out. Tag values are unescaped, and "" where there is none.
    nick, user and host are the parts of a source that has them. What is not UTF-8 becomes U+FFFD. A
    line that ircserv does not understand gives {"error":"..."}.

        $ printf ':rose!r@host PRIVMSG #garden :hello there\r\n' | ircparse
        {"source":"rose!r@host","nick":"rose","user":"r","host":"host",
         "command":"PRIVMSG","params":["#garden","hello there"]}

FLAGS
    --version
            Prints the version.
    --help  Prints this text.

EXIT STATUS
    0       The input has ended.
    2       A wrong argument.
)";

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && absl::string_view(argv[1]) == "--help") {
    std::fputs(kManual, stdout);
    return 0;
  }
  if (argc == 2 && absl::string_view(argv[1]) == "--version") {
    std::puts(std::string(irc::kVersion).c_str());
    return 0;
  }
  if (argc > 1) {
    std::fprintf(stderr, "ircparse: unexpected argument \"%s\" (see --help)\n", argv[1]);
    return 2;
  }
  // std::cin is tied to std::cout: the output is flushed before the next line is read, so that
  // ircparse works with the output of a live connection.
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << irc::LineToJson(absl::StripSuffix(line, "\r")) << '\n';
  }
  return 0;
}
