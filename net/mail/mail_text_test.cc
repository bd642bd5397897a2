#include "net/mail/mail_text.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

const MailSender kSender = {.server = "irc.example.org", .network = "Example", .from = ""};
const absl::Time kNow = absl::FromUnixSeconds(1'767'225'600);  // 2026-01-01

std::string Of(const Mail& mail, absl::string_view code = "123456") {
  return MailText(kSender, mail, code, kNow, "id");
}

TEST(MailText, HasItsHeaders) {
  const std::string text =
      Of({.kind = MailKind::kVerify, .account = "alice", .to = "alice@example.org"}, "abcd2345");
  const size_t end = text.find("\n\n");
  ASSERT_NE(end, std::string::npos);
  EXPECT_EQ(text.substr(0, end),
            "From: noreply@irc.example.org\n"
            "To: alice@example.org\n"
            "Subject: Verify your mail address\n"
            "Date: Thu, 01 Jan 2026 00:00:00 +0000\n"
            "Message-ID: <id@irc.example.org>\n"
            "Auto-Submitted: auto-generated\n"
            "MIME-Version: 1.0\n"
            "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: 8bit");
  EXPECT_TRUE(absl::StrContains(text, "\n    /quote VERIFY alice abcd2345\n"));
}

TEST(MailText, FillsAllKinds) {
  for (size_t kind = 0; kind < kMailWords.size(); ++kind) {
    const bool has_code = kind < 2;
    const std::string text =
        Of({.kind = static_cast<MailKind>(kind), .account = "alice", .to = "a@b.org"},
           has_code ? "c0de" : "");
    EXPECT_TRUE(absl::StrContains(text, "alice")) << kind;
    EXPECT_TRUE(absl::StrContains(text, "irc.example.org")) << kind;
    EXPECT_EQ(absl::StrContains(text, "c0de"), has_code) << kind;
    EXPECT_EQ(text.find('$'), std::string::npos) << kind;
    for (absl::string_view line : absl::StrSplit(text, '\n')) EXPECT_LE(line.size(), 98u) << line;
  }
}

TEST(MailText, NobodyAddsAHeader) {
  for (const char* to : {"", "a@b.c\nBcc: d@e.f", "a@b.c, d@e.f", "a@b.c\r\nSubject: x"}) {
    EXPECT_EQ(Of({.account = "alice", .to = to}), "") << to;
  }
  const std::string text = MailText({.server = "irc.example.org", .network = "x\ny", .from = ""},
                                    {.account = "al\r\n.\r\nice", .to = "a@b.c"}, "1", kNow, "id");
  EXPECT_TRUE(absl::StrContains(text, "al??.??ice"));
  EXPECT_TRUE(absl::StrContains(text, "x?y"));
  EXPECT_EQ(text.find('\r'), std::string::npos);
}

TEST(MailText, TheSenderCanBeChosen) {
  MailSender sender = kSender;
  sender.from = "irc@example.org";
  EXPECT_TRUE(
      absl::StartsWith(TestMailText(sender, "a@b.c", kNow, "id"), "From: irc@example.org\n"));
}

}  // namespace
}  // namespace irc
