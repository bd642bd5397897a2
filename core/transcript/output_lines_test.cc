#include "core/transcript/output_lines.h"

#include <memory>
#include <string>
#include <vector>

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
