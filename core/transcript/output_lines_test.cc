#include "core/transcript/output_lines.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace transcript {
namespace {

constexpr SessionId kAlice{7}, kBob{3}, kNobody{9};

using Lines = std::vector<std::string>;

Ledger AliceAndBob() {
  Ledger ledger;
  ledger.Open("alice", kAlice);
  ledger.Open("bob", kBob);
  return ledger;
}

void Sends(Output& output, const std::string& line, std::vector<SessionId> to) {
  output.sends.Add() = {.line = line + "\r\n", .to = std::move(to)};
}

TEST(OutputLines, AreGroupedBySessionInTheOrderOfDeclaration) {
  Output output;
  Sends(output, "1", {kBob, kAlice});
  Sends(output, "2", {kAlice});
  Sends(output, "3", {kNobody, kBob});
  OutputLines lines;
  lines.Add(output, AliceAndBob());
  EXPECT_EQ(lines.Take(), (Lines{"alice< 1", "alice< 2", "bob< 1", "bob< 3"}));
}

TEST(OutputLines, GatherTheOutputsOfSeveralEvents) {
  const Ledger ledger = AliceAndBob();
  OutputLines lines;
  for (const char* line : {"1", "2"}) {
    Output output;
    Sends(output, line, {kAlice, kBob});
    lines.Add(output, ledger);
  }
  EXPECT_EQ(lines.Take(), (Lines{"alice< 1", "alice< 2", "bob< 1", "bob< 2"}));
  EXPECT_EQ(lines.Take(), Lines());
}

TEST(OutputLines, EndWithClosesRequestsAndTheStop) {
  Output output;
  output.stop = Stop::kRestart;
  output.requests.push_back(Request{{1}, kBob, CheckPassword{"oper/two words", "*12"}});
  output.requests.push_back(Request{{2}, kBob, Rehash{}});
  output.requests.push_back(Request{{3}, kBob, ReadLinkStats{{kBob, kAlice}}});
  output.closes = {{kBob}, {kAlice}};
  Sends(output, "ERROR :bye", {kBob});
  OutputLines lines;
  lines.Add(output, AliceAndBob());
  EXPECT_EQ(lines.Take(), (Lines{"bob< ERROR :bye", "bob closed", "alice closed",
                                 "request bob verify \"oper/two words\" *12", "request bob rehash",
                                 "request bob stats bob alice", "stop restart"}));
}

TEST(OutputLines, HideWhatIsShownOnce) {
  Output output;
  Sends(output, "NOTICE alice :secret and secret", {kAlice});
  Sends(output, "NOTICE alice :uri?secret", {kAlice});
  Sends(output, "NOTICE bob :other", {kBob});
  output.requests.push_back(Request{{1}, kBob, MakeFactor{"totp", {7}, "bob"}});
  output.requests.push_back(Request{{2}, kBob, CheckFactor{{7}, {}, {"*1/3", "*2/3"}}});
  output.requests.push_back(Request{{3}, kBob, CheckFactor{{7}, {8}, {"*1/8"}, true}});
  ShownWords shown;
  shown.Add({"uri?secret", "secret", "secret"});
  OutputLines lines;
  lines.Add(output, AliceAndBob(), nullptr, &shown);
  EXPECT_EQ(lines.Take(),
            (Lines{"alice< NOTICE alice :AAAAAA and AAAAAA", "alice< NOTICE alice :AAAAAAAAAA",
                   "bob< NOTICE bob :other", "request bob factor totp 7 bob",
                   "request bob code 7 *1/3 *2/3", "request bob code 7 credential=8 base64 *1/8"}));
  lines.Add(output, AliceAndBob());
  EXPECT_EQ(lines.Take()[0], "alice< NOTICE alice :secret and secret");
}

TEST(OutputLines, HideTheMessagesOfSaslInRecordings) {
  const HiddenKeys keys([](absl::string_view) { return std::string(32, 'x'); });
  Output output;
  for (const char* word : {"cj1hYmM=", "+", "2FA-REQUIRED"}) {
    Sends(output, absl::StrCat(":irc.local AUTHENTICATE ", word), {kAlice});
  }
  OutputLines lines;
  lines.Add(output, AliceAndBob(), &keys);
  EXPECT_EQ(lines.Take(),
            (Lines{"alice< :irc.local AUTHENTICATE AAAAAAAA", "alice< :irc.local AUTHENTICATE +",
                   "alice< :irc.local AUTHENTICATE 2FA-REQUIRED"}));
}

TEST(OutputLines, HaveTheMails) {
  Output output;
  output.requests.push_back(
      Request{{1}, kBob, MailCode{{MailKind::kVerify, "alice", "alice@example.org"}}});
  output.requests.push_back(Request{{2}, kBob, MailCode{{MailKind::kReset, "", ""}}});
  output.requests.push_back(Request{{3}, kBob, ReadMailState{}});
  output.mails.push_back({MailKind::kAddressChanged, "alice", "alice@example.org", ""});
  OutputLines lines;
  lines.Add(output, AliceAndBob());
  EXPECT_EQ(lines.Take(), (Lines{"mail address-changed alice alice@example.org",
                                 "request bob code verify alice alice@example.org",
                                 "request bob code reset * *", "request bob mail-state"}));
}

TEST(OutputLines, AreEscaped) {
  Output output;
  Sends(output,
        "\x01"
        "ACTION \\\xff\x01 ",
        {kAlice});
  Sends(output, "", {kAlice});
  OutputLines lines;
  lines.Add(output, AliceAndBob());
  EXPECT_EQ(lines.Take(), (Lines{"alice< \\x01ACTION \\\\\\xff\\x01\\x20", "alice<"}));
}

}  // namespace
}  // namespace transcript
}  // namespace irc
