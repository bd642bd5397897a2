#include "core/testing/fuzz_input.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/commands/command_facts.h"

namespace irc {
namespace {

// Few names, so that clients meet; odd ones, so that parsers stumble.
constexpr absl::string_view kWords[] = {"a",
                                        "b",
                                        "c",
                                        "A",
                                        "a[",
                                        "a{",
                                        "#x",
                                        "#y",
                                        "#X",
                                        "#x,#y",
                                        "a,b,#x,*",
                                        "0",
                                        "1",
                                        "-1",
                                        "3:4",
                                        "4294967296",
                                        "99999999999999999999",
                                        "*",
                                        "?",
                                        "*!*@*",
                                        "*@127.0.0.*",
                                        "a!*@*",
                                        "127.0.0.1/8",
                                        "::/0",
                                        "root",
                                        "irc.local",
                                        "x.y",
                                        "+",
                                        "-",
                                        "+o",
                                        "+v-o",
                                        "+b",
                                        "-b",
                                        "+k",
                                        "-k",
                                        "+l",
                                        "+beI",
                                        "+imnpst",
                                        "+qaohv",
                                        "-qaohv",
                                        "+fj",
                                        "+gxwBs",
                                        "+s",
                                        "@#x",
                                        "~&@#x",
                                        "$a:x",
                                        "%tcuhsnfdlar,7",
                                        "o",
                                        ">1",
                                        "C<5,U>0",
                                        "T>1",
                                        "1d2h",
                                        "LS",
                                        "REQ",
                                        "LIST",
                                        "END",
                                        "302",
                                        "server-time",
                                        ":",
                                        ": two words",
                                        ":\x03"
                                        "4colour\x0f",
                                        ":\x01"
                                        "ACTION waves\x01",
                                        ":\xff\xfe",
                                        "\xc3\xa9"};

// Lines that would be too unlikely, and tags.
constexpr absl::string_view kPhrases[] = {
    "NICK a",
    "NICK b",
    "NICK c",
    "USER u 0 * :Real Name",
    "JOIN #x",
    "JOIN #x,#y key",
    "PART #x",
    "OPER root *1",
    "PASS *2",
    "CAP LS 302",
    "CAP END",
    "QUIT :bye",
    "JOIN 0",
    "REHASH",
    "STATS l",
    "CAP REQ :batch echo-message labeled-response message-tags server-time standard-replies",
    "CAP REQ :away-notify chghost extended-join invite-notify multi-prefix userhost-in-names",
    "CAP REQ :-labeled-response -batch cap-notify setname",
    "MODE #x",
    "MODE #x +ov b b",
    "WHO #x",
    "PRIVMSG #x :hello",
    "PRIVMSG #x,a,b :hello",
    "TAGMSG #x",
    "DIE",
    "RESTART",
    "MODE a -x+x"};

constexpr absl::string_view kTags[] = {
    "", "@label=1 ", "@+a=b;label=2;c ", "@+typing=active ", "@label= ", "@;=;+x ", ":source "};

}  // namespace

absl::string_view FuzzInput::Word() { return OneOf(kWords); }

std::string FuzzInput::Phrase() {
  std::string line(OneOf(kTags));
  absl::StrAppend(&line, OneOf(kPhrases));
  return line;
}

std::string FuzzInput::AnyLine() {
  std::string line(OneOf(kTags));
  absl::StrAppend(&line, OneOf(Commands()).name);
  for (uint8_t params = Take() % 5; params > 0; --params) absl::StrAppend(&line, " ", Word());
  return line;
}

std::string FuzzInput::RawLine() {
  std::string line = Raw(Take());
  line.erase(
      std::remove_if(line.begin(), line.end(), [](char c) { return c == '\r' || c == '\n'; }),
      line.end());
  if (!line.empty() && line[0] == '\x02')
    line = absl::StrCat("PRIVMSG #x :", std::string(600, 'x'));
  return line;
}

std::string FuzzInput::Raw(size_t count) {
  std::string raw;
  for (; count > 0 && size_ > 0; --count) raw += static_cast<char>(Take());
  return raw;
}

}  // namespace irc
