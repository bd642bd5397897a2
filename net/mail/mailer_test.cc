#include "net/mail/mailer.h"

#include <poll.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "net/auth/mail_codes.h"

namespace irc {
namespace {

const Mail kMail = {.kind = MailKind::kVerify, .account = "alice", .to = "alice@example.org"};
const absl::Time kNow = absl::FromUnixSeconds(1'767'225'600);
const absl::Time kEver = absl::InfiniteFuture();

// A mailer whose command is a function of the test.
class MailerTest : public ::testing::Test {
 protected:
  Mailer& Make(MailRules rules = {.command = "/mail"}) {
    MailerOptions options;
    options.first_pause = first_pause_;
    options.send = [this](absl::string_view command, absl::string_view mail, absl::Duration,
                          const std::atomic<bool>& stop) {
      mails_.push_back(absl::StrCat(command, "\n", mail));
      ++begun_;
      while (blocked_ && !stop) absl::SleepFor(absl::Milliseconds(1));
      CommandResult result{.ok = failures_ == 0, .said = "said", .error = ""};
      if (failures_ > 0) {
        --failures_;
        result.error = "broken";
      }
      return result;
    };
    mailer_ = std::make_unique<Mailer>(std::move(options));
    rules.sender = {.server = "irc.example.org", .network = "Example", .from = ""};
    mailer_->SetRules(rules);
    return *mailer_;
  }

  ~MailerTest() override { mailer_.reset(); }

  // Waits until the mails are sent or given up, and returns the state.
  MailState Wait(uint64_t done) {
    MailState state;
    do {
      absl::SleepFor(absl::Milliseconds(1));
      state = mailer_->State();
    } while (state.sent + state.failed < done);
    return state;
  }

  // Of the mailer's thread, until Wait has seen that it is done.
  std::vector<std::string> mails_;
  int failures_ = 0;
  absl::Duration first_pause_ = absl::Milliseconds(1);
  std::atomic<int> begun_ = 0;
  std::atomic<bool> blocked_ = false;
  std::unique_ptr<Mailer> mailer_;
};

TEST_F(MailerTest, MailsTheCodeOfTheVerifier) {
  const std::string verifier = Make().SendCode(kMail, kEver, kNow);
  EXPECT_EQ(Wait(1).sent, 1u);
  ASSERT_EQ(mails_.size(), 1u);
  EXPECT_TRUE(absl::StartsWith(mails_[0], "/mail\nFrom: noreply@irc.example.org\n"));
  const size_t at = mails_[0].find("VERIFY alice ");
  ASSERT_NE(at, std::string::npos);
  EXPECT_TRUE(IsMailCode(verifier, mails_[0].substr(at + 13, 8)));
}

TEST_F(MailerTest, SendsNothingWithoutACommandOrAnAddress) {
  EXPECT_EQ(Make({.command = ""}).SendCode(kMail, kEver, kNow), "");
  EXPECT_EQ(Make().SendCode({.account = "alice"}, kEver, kNow), "");
  Mail mail = kMail;
  mail.to += ",other@example.org";
  EXPECT_EQ(Make().SendCode(mail, kEver, kNow), "");
  EXPECT_EQ(mailer_->State().waiting, 0u);
}

TEST_F(MailerTest, TriesAgain) {
  failures_ = 2;
  Make().Send(kMail, kNow);
  const MailState state = Wait(1);
  EXPECT_EQ(state.sent, 1u);
  EXPECT_EQ(state.failed, 0u);
  ASSERT_EQ(state.errors.size(), 2u);
  EXPECT_TRUE(absl::EndsWith(state.errors[0], " verify for alice: broken: said"));
  EXPECT_EQ(mails_.size(), 3u);
  EXPECT_EQ(mails_[0], mails_[2]);
  // The operators are told once.
  pollfd ready = {.fd = mailer_->wake_fd(), .events = POLLIN, .revents = 0};
  EXPECT_EQ(::poll(&ready, 1, 0), 1);
  EXPECT_EQ(mailer_->TakeNotices(),
            std::vector<std::string>{"The mail command failed (verify for alice): broken, and it "
                                     "says: said; the mail is tried again"});
  EXPECT_EQ(::poll(&ready, 1, 0), 0);
}

TEST_F(MailerTest, GivesUp) {
  failures_ = 100;
  Make({.command = "/mail", .attempts = 3}).Send(kMail, kNow);
  EXPECT_EQ(Wait(1).failed, 1u);
  EXPECT_EQ(mails_.size(), 3u);
  const std::vector<std::string> notices = mailer_->TakeNotices();
  ASSERT_EQ(notices.size(), 2u);
  EXPECT_TRUE(absl::EndsWith(notices[1], "; the mail is given up"));
}

TEST_F(MailerTest, GivesUpBeforeATryThatComesTooLate) {
  failures_ = 100;
  first_pause_ = absl::Hours(1);
  EXPECT_NE(Make().SendCode(kMail, kNow + absl::Minutes(5), kNow), "");
  EXPECT_EQ(Wait(1).failed, 1u);
  EXPECT_EQ(mails_.size(), 1u);
  EXPECT_EQ(mailer_->TakeNotices(),
            std::vector<std::string>{"The mail command failed (verify for alice): broken, and it "
                                     "says: said; its code is good no more at the next try, so it "
                                     "is given up"});
}

TEST_F(MailerTest, SendsNoCodeThatIsGoodNoMore) {
  EXPECT_NE(Make().SendCode(kMail, kNow, kNow), "");
  EXPECT_EQ(Wait(1).failed, 1u);
  EXPECT_EQ(begun_, 0);
  EXPECT_EQ(mailer_->TakeNotices(), std::vector<std::string>{"A mail was given up (verify for "
                                                             "alice): its code is good no more"});
}

TEST_F(MailerTest, BoundsItsQueueAndEndsAtOnce) {
  blocked_ = true;
  Make({.command = "/mail", .queue = 2}).Send(kMail, kNow);
  while (begun_ == 0) absl::SleepFor(absl::Milliseconds(1));
  mailer_->Send(kMail, kNow);
  EXPECT_NE(mailer_->SendCode(kMail, kEver, kNow), "");
  EXPECT_EQ(mailer_->SendCode(kMail, kEver, kNow), "");
  EXPECT_EQ(mailer_->State().waiting, 3u);
  mailer_.reset();
  EXPECT_EQ(begun_, 1);
}

TEST_F(MailerTest, ForgetsWhatWaitsWithoutACommand) {
  blocked_ = true;
  Make().Send(kMail, kNow);
  while (begun_ == 0) absl::SleepFor(absl::Milliseconds(1));
  mailer_->Send(kMail, kNow);
  mailer_->SetRules({});
  EXPECT_EQ(mailer_->State().waiting, 1u);
  blocked_ = false;
  EXPECT_EQ(Wait(1).sent, 1u);
  EXPECT_EQ(begun_, 1);
}

}  // namespace
}  // namespace irc
