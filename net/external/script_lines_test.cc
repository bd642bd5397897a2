#include "net/external/script_lines.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

ExternalQuestion Password(std::string account, std::string password) {
  return {
      .account = std::move(account), .secret = SecretText(std::move(password)), .ip = "192.0.2.7"};
}

TEST(ScriptQuestion, HasTheNamesOfErgo) {
  EXPECT_EQ(*ScriptQuestion(Password("alice", "sesame")),
            "{\"accountName\":\"alice\",\"passphrase\":\"sesame\",\"ip\":\"192.0.2.7\"}\n");
  const ExternalQuestion certificate{
      .kind = ProofKind::kCertificate, .account = "", .certfp = "5f3c", .ip = "192.0.2.7"};
  EXPECT_EQ(*ScriptQuestion(certificate), "{\"certfp\":\"5f3c\",\"ip\":\"192.0.2.7\"}\n");
  const ExternalQuestion token{.kind = ProofKind::kToken,
                               .account = "alice",
                               .secret = SecretText("t"),
                               .ip = "192.0.2.7",
                               .host = "irc.example.org",
                               .port = 6697};
  EXPECT_EQ(*ScriptQuestion(token),
            "{\"oauth2\":{\"username\":\"alice\",\"token\":\"t\",\"host\":\"irc.example.org\","
            "\"port\":6697},\"ip\":\"192.0.2.7\"}\n");
}

TEST(ScriptQuestion, IsOneLineOfUtf8) {
  EXPECT_EQ(*ScriptQuestion(Password("a\n\"", "b\\\n\xc3\xa9")),
            "{\"accountName\":\"a\\n\\\"\",\"passphrase\":\"b\\\\\\n\xc3\xa9\","
            "\"ip\":\"192.0.2.7\"}\n");
  EXPECT_FALSE(ScriptQuestion(Password("alice", "\xff")).has_value());
  EXPECT_FALSE(ScriptQuestion(Password("\xff", "sesame")).has_value());
}

// The answer to a question about alice, in words.
std::string Read(absl::string_view line, const std::string& account = "alice") {
  const auto answer = ReadScriptAnswer(line, Password(account, "sesame"));
  if (!answer.has_value()) return "rubbish";
  constexpr absl::string_view kVerdicts[] = {"right", "wrong", "none"};
  return absl::StrCat(kVerdicts[static_cast<size_t>(answer->verdict)], " ", answer->account,
                      answer->detail);
}

TEST(ReadScriptAnswer, ReadsAnObject) {
  EXPECT_EQ(Read(R"({"success":true,"accountName":"Alice"})"), "right Alice");
  EXPECT_EQ(Read(R"({"success":true,"accountName":"Alice","error":""})"), "right Alice");
  EXPECT_EQ(Read(R"({"success":true,"accountName":"Alice","error":null,"x":[]})"), "right Alice");
  EXPECT_EQ(Read(R"({"success":true})"), "right alice");
  EXPECT_EQ(Read(R"({"success":true,"accountName":""})"), "right alice");
  EXPECT_EQ(Read(R"({"success":false})"), "wrong the script refuses");
  EXPECT_EQ(Read(R"({"success":false,"accountName":"Alice"})"), "wrong the script refuses");
}

TEST(ReadScriptAnswer, TakesAnErrorForNoAnswer) {
  EXPECT_EQ(Read(R"({"success":false,"error":"no directory"})"),
            "none the script says: no directory");
  EXPECT_EQ(Read(R"({"success":true,"accountName":"Alice","error":"but"})"),
            "none the script says: but");
  EXPECT_EQ(Read(R"({"success":true,"error":1})"),
            "none the script says: an error that is no text");
  EXPECT_EQ(Read(absl::StrCat(R"({"success":false,"error":")", std::string(300, 'x'), "\"}")),
            absl::StrCat("none the script says: ", std::string(200, 'x')));
}

TEST(ReadScriptAnswer, TellsTheLogNoSecret) {
  EXPECT_EQ(Read(R"({"success":false,"error":"is sesame right?"})"),
            "none the script reports an error");
}

TEST(ReadScriptAnswer, RefusesEverythingElse) {
  for (const char* line : {"", "x", "true", "[]", "{}", R"({"success":"true"})", R"({"success":1})",
                           R"({"success":true)", R"({"success":true}x)", "\xff"}) {
    EXPECT_EQ(Read(line), "rubbish") << line;
  }
  EXPECT_EQ(Read(R"({"success":true})", ""), "rubbish") << "whose account?";
}

}  // namespace
}  // namespace irc
