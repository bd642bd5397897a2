// Law: no part of a password that a client gives to PASS, OPER or the like appears in the
// recording, the log, a snapshot, or on any client's wire, whatever the client does. Only the
// thread that checks passwords receives it. The test runs over real sockets.
#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/testing/test_shell.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Passwords that do not appear in any output by chance.
rc::Gen<std::string> Password() {
  return rc::gen::map(
      rc::gen::container<std::string>(
          rc::gen::elementOf(std::string("abcXYZ09*:;@$%,=_-\\\xc3\xa9"))),
      [](const std::string& rest) { return absl::StrCat("sEcReT", rest, "tErCeS"); });
}

// Lines with the password, in the spellings that clients use.
rc::Gen<std::string> LineWith(const std::string& password) {
  const std::vector<std::string> lines = {
      absl::StrCat("PASS ", password),
      absl::StrCat("PASS :", password),
      absl::StrCat("pass  ", password, " more"),
      absl::StrCat("@label=1 PASS ", password),
      absl::StrCat("@+a=b;c :me PaSs :", password, " ", password),
      absl::StrCat("OPER root ", password),
      absl::StrCat("OPER root :", password),
      absl::StrCat("oper nobody ", password, " ", password),
      absl::StrCat(":x OPER  root  ", password, "  "),
      absl::StrCat("OPER root ", password, std::string(600, 'x')),
      absl::StrCat("OPER root ", std::string(600, 'x'), password),
      absl::StrCat("PASS ", password, std::string(1, '\0'), password),
      absl::StrCat("AUTHENTICATE ", password),
      absl::StrCat("AUTHENTICATE ", password,
                   std::string(400 - std::min<size_t>(400, password.size()), 'x')),
      absl::StrCat("AUTHENTICATE PLAIN ", password),
      absl::StrCat("AUTHENTICATE ",
                   absl::Base64Escape(absl::StrCat(std::string("\0root\0", 6), password))),
      absl::StrCat("@batch=r;label=1 AUTHENTICATE :", password),
      absl::StrCat("REGISTER * * ", password),
      absl::StrCat("REGISTER root root@example.org :", password, " ", password),
      absl::StrCat("VERIFY root ", password),
      absl::StrCat("WEBIRC ", password, " gate host.example 192.0.2.9"),
      absl::StrCat("webirc :", password),
      absl::StrCat("WEBIRC  ", password, " gate ::1 ::1 ", password),
      absl::StrCat(":x WEBIRC ", password, " gate host.example 192.0.2.9 :secure"),
      absl::StrCat("WEBIRC ", password, std::string(600, 'x')),
      absl::StrCat("WEBIRC ", password, std::string(1, '\0'), " gate host.example 192.0.2.9"),
  };
  return rc::gen::elementOf(lines);
}

void ExpectHidden(const std::string& where, const std::string& text, const std::string& password) {
  // A part of the password would help an attacker as well.
  for (const std::string& part : {password.substr(0, 6), password.substr(password.size() - 6),
                                  absl::Base64Escape(password.substr(0, 6))}) {
    if (absl::StrContains(text, part)) RC_FAIL(absl::StrCat(where, " shows a password:\n", text));
  }
}

RC_GTEST_PROP(Secrets, NoPasswordComesOutAgain, ()) {
  const std::string password = *Password();
  const std::string path = absl::StrCat(::testing::TempDir(), "/secrets_recording");
  std::string heard;
  {
    ShellOptions options;
    options.recording = *RecordingFile::Create(path);
    options.config.core.opers = {{"root", {"*@*"}}};
    options.config.core.accounts = {"root"};
    options.config.shell.account_passwords = {{"root", "stored"}};
    if (*rc::gen::arbitrary<bool>()) {
      options.config.shell.gateways = {{"gate", "stored", {"127.0.0.1"}}};
    }
    options.config.core.password_required = *rc::gen::arbitrary<bool>();
    TestShell net(PollerKind::kSelect, std::move(options));
    // An operator, who receives all server notices.
    TestShell::Client& root = net.Connect();
    root.Send("PASS x\r\nNICK root\r\nUSER root 0 * :r\r\n");
    RC_ASSERT(net.Settle());
    if (!net.passwords().open().empty()) net.passwords().Decide(true);
    root.Send("OPER root x\r\nJOIN #c\r\n");
    RC_ASSERT(net.Settle());
    if (!net.passwords().open().empty()) net.passwords().Decide(true);
    RC_ASSERT(net.Settle());

    TestShell::Client& client = net.Connect();
    const auto lines = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
        rc::gen::oneOf(LineWith(password), LineWith(password),
                       rc::gen::elementOf(std::vector<std::string>{
                           "NICK alice", "USER alice 0 * :a", "JOIN #c", "STATS l",
                           "CAP REQ :labeled-response batch", "CAP END", "CAP REQ sasl",
                           "AUTHENTICATE PLAIN", "AUTHENTICATE +", "MOTD"}))));
    for (const std::string& line : lines) {
      const std::string bytes = absl::StrCat(line, "\r\n");
      const size_t cut = *rc::gen::inRange<size_t>(0, bytes.size());
      client.Send(absl::string_view(bytes).substr(0, cut));
      if (*rc::gen::arbitrary<bool>()) RC_ASSERT(net.Settle());
      client.Send(absl::string_view(bytes).substr(cut));
      RC_ASSERT(net.Settle());
      while (!net.passwords().open().empty()) {
        net.passwords().Decide(*rc::gen::arbitrary<bool>());
        RC_ASSERT(net.Settle());
      }
      if (client.at_end()) break;
    }
    absl::StrAppend(&heard, client.Take(), root.Take());
    ExpectHidden("a snapshot", net.shell().inside().sequencer.server().Save(), password);
    if (*rc::gen::arbitrary<bool>()) client.Reset();
    net.Settle();
    net.shell().StopBecause("done");
    net.Settle();
    absl::StrAppend(&heard, client.open() ? client.Take() : "", root.Take());
    ExpectHidden("the log", net.log_text(), password);
  }
  ExpectHidden("a client's wire", heard, password);
  ExpectHidden("the recording", ReadAll(path), password);
}

}  // namespace
}  // namespace irc
