// What the link has checked outside of this server, and the addresses that have to wait.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/core_link.h"
#include "net/testing/fake_workers.h"

namespace irc {
namespace {

const Instant kStart = {.wall = absl::FromUnixSeconds(1'767'225'600), .steady = absl::UnixEpoch()};

Instant After(absl::Duration time) { return {kStart.wall + time, kStart.steady + time}; }

// Alice is of the configuration, and of the kept accounts Bob has a password and Carol none.
class ExternalLoginTest : public ::testing::Test {
 protected:
  explicit ExternalLoginTest(bool autocreate = true) {
    config_.core.accounts = {"Alice"};
    config_.core.accounts_kept = true;
    config_.core.bearer_tokens = true;
    config_.shell.account_passwords = {{"Alice", "sesame"}};
    config_.shell.script = {"/bin/true"};
    config_.shell.autocreate = autocreate;
    config_.shell.failed_logins = 3;
    config_.shell.exempt = {};
    client_.id = SessionId{5};
    auto workers = std::make_unique<FakeWorkers>();
    workers_ = workers.get();
    link_ = std::make_unique<CoreLink>(config_, kStart, std::move(workers), "", nullptr);
    link_->Submit(Restored{.rows = {AccountRow{.id = {1}, .name = "Bob"},
                                    CredentialRow{.id = {1}, .account = {1}, .kind = "password"},
                                    AccountRow{.id = {2}, .name = "Carol"}},
                           .last_ids = {}});
    Connected connected{.session = client_.id, .peer = {}};
    connected.peer.ip = connected.peer.host = "192.0.2.1";
    connected.peer.tls = true;
    connected.peer.certfp = "5f3c";
    link_->Submit(std::move(connected));
    while (link_->ApplyNext(kStart) != nullptr) continue;
  }

  std::vector<std::string> Handles(absl::string_view message) {
    std::vector<std::string> handles;
    const std::string base64 = absl::Base64Escape(message);
    for (size_t i = 0; i < base64.size(); i += 400) {
      std::string line = absl::StrCat("AUTHENTICATE ", base64.substr(i, 400));
      client_.HideSecret(line, {});
      handles.push_back(line.substr(line.find('*')));
    }
    return handles;
  }

  // Begins a request; the result in words, "later" when there is none yet.
  std::string Sasl(const std::string& mechanism, absl::string_view message, bool first = true) {
    return Begin(CheckSasl{.mechanism = mechanism, .secrets = Handles(message), .first = first});
  }
  std::string Plain(absl::string_view account, absl::string_view password = "open") {
    const absl::string_view nul("\0", 1);
    return Sasl("PLAIN", absl::StrCat(nul, account, nul, password));
  }
  std::string Identify(absl::string_view account) {
    std::string line = "NS IDENTIFY open";
    client_.HideSecret(line, {});
    return Begin(CheckPassword{.credential = absl::StrCat("account/", account),
                               .secret = line.substr(line.find('*'))});
  }
  template <typename What>
  std::string Begin(What what) {
    const auto result = link_->Begin({EffectId{++effect_}, client_.id, std::move(what)}, &client_,
                                     config_.core, verifiers_, now_);
    return result.has_value() ? Show(*result) : "later";
  }

  static std::string Show(const EffectResult& result) {
    if (const auto* checked = std::get_if<PasswordChecked>(&result)) {
      return absl::StrCat(checked->ok ? "right " : "wrong ", checked->account,
                          checked->create ? " new" : "", checked->refusal);
    }
    const auto& checked = std::get<SaslChecked>(result);
    std::string challenge;
    absl::Base64Unescape(checked.challenge, &challenge);
    return absl::StrCat("account '", checked.account, "'", checked.create ? " new" : "", challenge,
                        checked.refusal);
  }

  // The last question, in words.
  std::string Asked() {
    const FakeWorkers::Question& question = workers_->open().back();
    if (question.external == nullptr) {
      return absl::StrCat(question.credential.empty() ? "kept" : question.credential, " ",
                          question.password);
    }
    constexpr absl::string_view kKinds[] = {"password", "certificate", "token"};
    const ExternalQuestion& asked = *question.external;
    EXPECT_EQ(asked.ip, "0.0.0.0");
    EXPECT_EQ(asked.certfp, "5f3c");
    EXPECT_EQ(asked.now, now_.wall);
    return absl::StrCat(kKinds[static_cast<size_t>(asked.kind)], " of '", asked.account, "' ",
                        question.password);
  }

  // The result after that answer.
  std::string Answer(ExternalAnswer answer) {
    workers_->Answer(std::move(answer));
    return Done();
  }
  std::string Right(std::string account) {
    return Answer({.verdict = ExternalVerdict::kRight, .account = std::move(account)});
  }
  std::string Wrong() { return Answer({.detail = "wrong"}); }
  std::string NoAnswer() { return Answer({.verdict = ExternalVerdict::kNoAnswer}); }
  std::string Done() {
    std::string text;
    for (const CoreLink::Done& done : link_->TakeDone(now_)) {
      text += Show(std::get<Completed>(done.result).result);
    }
    return text;
  }

  FullConfig config_;
  FakeWorkers* workers_;
  Connection client_;
  AccountVerifiers verifiers_;
  std::unique_ptr<CoreLink> link_;
  uint64_t effect_ = 0;
  Instant now_ = kStart;
};

constexpr char kTooMany[] = "Too many failed logins from your address; try again later";
constexpr char kNotNow[] = "Your login cannot be checked now; try again later";

TEST_F(ExternalLoginTest, OnlyWhatIsNotKnownHereIsAskedOutside) {
  EXPECT_EQ(Plain("alice"), "later");
  EXPECT_EQ(Asked(), "account/Alice open");
  EXPECT_EQ(Plain("bob"), "later");
  EXPECT_EQ(Asked(), "kept open");
  EXPECT_EQ(Plain("carol"), "later");
  EXPECT_EQ(Asked(), "password of 'carol' open");
  EXPECT_EQ(Plain("Dave"), "later");
  EXPECT_EQ(Asked(), "password of 'Dave' open");
  EXPECT_EQ(Identify("bob"), "later");
  EXPECT_EQ(Asked(), "kept open");
  EXPECT_EQ(Identify("dave"), "later");
  EXPECT_EQ(Asked(), "password of 'dave' open");
}

TEST_F(ExternalLoginTest, TheAnswerNamesTheAccount) {
  Plain("dave");
  EXPECT_EQ(Right("Dave"), "account 'Dave' new");
  Plain("dave");
  EXPECT_EQ(Wrong(), "account ''");
  Plain("dave");
  EXPECT_EQ(NoAnswer(), absl::StrCat("account ''", kNotNow));
  Identify("dave");
  EXPECT_EQ(Right("Dave"), "right Dave new");
  Identify("dave");
  EXPECT_EQ(Wrong(), "wrong ");
  Identify("dave");
  EXPECT_EQ(NoAnswer(), absl::StrCat("wrong ", kNotNow));
}

TEST_F(ExternalLoginTest, ACertificateIsAskedAbout) {
  EXPECT_EQ(Sasl("EXTERNAL", ""), "later");
  EXPECT_EQ(Asked(), "certificate of '' ");
  EXPECT_EQ(Right("Dave"), "account 'Dave' new");
  EXPECT_EQ(Sasl("EXTERNAL", "dave"), "later");
  EXPECT_EQ(Right("DAVE"), "account 'DAVE' new");
  EXPECT_EQ(Sasl("EXTERNAL", "dave"), "later");
  EXPECT_EQ(Right("Eve"), "account ''") << "nobody acts as another";
}

TEST_F(ExternalLoginTest, ATokenIsAskedAbout) {
  EXPECT_EQ(Sasl("IRCV3BEARER", std::string("dave\0jwt\0a.b.c", 14)), "later");
  EXPECT_EQ(Asked(), "token of 'dave' a.b.c");
  EXPECT_EQ(Right("Dave"), "account 'Dave' new");
  Sasl("IRCV3BEARER", std::string("\0jwt\0a.b.c", 10));
  EXPECT_EQ(Right("Bob"), "account 'Bob' new");
  Sasl("IRCV3BEARER", std::string("dave\0jwt\0a.b.c", 14));
  EXPECT_EQ(Right("Eve"), "account ''") << "nobody acts as another";
  Sasl("IRCV3BEARER", std::string("dave@example.org\0jwt\0a.b.c", 26));
  EXPECT_EQ(Right("dave"), "account 'dave' new");
  EXPECT_EQ(Sasl("IRCV3BEARER", "nonsense"), "account ''");
  EXPECT_EQ(Sasl("IRCV3BEARER", "", false), "account ''");
}

TEST_F(ExternalLoginTest, ATokenMayBeLong) {
  const std::string token(16'384, 't');
  EXPECT_EQ(Sasl("OAUTHBEARER", absl::StrCat("n,,\1auth=Bearer ", token, "\1\1")), "later");
  EXPECT_EQ(Asked(), absl::StrCat("token of '' ", token));
}

// RFC 7628 section 3.2.2.
TEST_F(ExternalLoginTest, OauthBearerSaysWhyItFails) {
  constexpr char kMessage[] = "n,a=dave,\1auth=Bearer t\1\1";
  EXPECT_EQ(Sasl("OAUTHBEARER", kMessage), "later");
  EXPECT_EQ(Right("Dave"), "account 'Dave' new");
  EXPECT_EQ(Sasl("OAUTHBEARER", kMessage), "later");
  EXPECT_EQ(Wrong(), "account ''{\"status\":\"invalid_token\"}");
  EXPECT_EQ(Sasl("OAUTHBEARER", "\1", false), "account ''");
  EXPECT_EQ(Sasl("OAUTHBEARER", "nonsense"), "account ''{\"status\":\"invalid_request\"}");
  EXPECT_EQ(Sasl("OAUTHBEARER", "", false), "account ''");
  EXPECT_EQ(Sasl("OAUTHBEARER", kMessage), "later");
  EXPECT_EQ(NoAnswer(), absl::StrCat("account ''", kNotNow));
}

class NoAutocreateTest : public ExternalLoginTest {
 protected:
  NoAutocreateTest() : ExternalLoginTest(false) {}
};

TEST_F(NoAutocreateTest, NothingIsCreated) {
  Plain("dave");
  EXPECT_EQ(Right("Dave"), "account 'Dave'");
  Identify("dave");
  EXPECT_EQ(Right("Dave"), "right Dave");
}

// The limit is that of an address, and a name makes no difference.
TEST_F(ExternalLoginTest, TooManyFailuresAreTooMany) {
  Plain("dave");
  EXPECT_EQ(Wrong(), "account ''");
  Identify("erin");
  EXPECT_EQ(Wrong(), "wrong ");
  Plain("bob");
  workers_->Decide(false);
  EXPECT_EQ(Done(), "account ''");
  EXPECT_EQ(Plain("alice"), absl::StrCat("account ''", kTooMany));
  EXPECT_EQ(Identify("alice"), absl::StrCat("wrong ", kTooMany));
  EXPECT_EQ(Sasl("EXTERNAL", ""), absl::StrCat("account ''", kTooMany));
  EXPECT_EQ(Sasl("SCRAM-SHA-256", "n,,n=alice,r=x"), absl::StrCat("account ''", kTooMany));
  EXPECT_TRUE(workers_->open().empty());
  now_ = After(absl::Minutes(10));
  EXPECT_EQ(Plain("alice"), "later");
}

TEST_F(ExternalLoginTest, WhatIsAnsweredAtOnceCountsToo) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Sasl("PLAIN", "nonsense"), "account ''");
  EXPECT_EQ(Plain("alice"), absl::StrCat("account ''", kTooMany));
}

TEST_F(ExternalLoginTest, SomeFailuresDoNotCount) {
  for (int i = 0; i < 5; ++i) {
    Plain("dave");
    NoAnswer();
    Plain("alice");
    workers_->Decide(true);
    Done();
    Plain("alice");
    link_->DropCheck(client_.id);  // the client has gone
  }
  EXPECT_EQ(Plain("alice"), "later");
}

// Both of its steps are one failure.
TEST_F(ExternalLoginTest, ATokenFailsOnce) {
  for (int i = 0; i < 2; ++i) {
    Sasl("OAUTHBEARER", "n,,\1auth=Bearer t\1\1");
    Wrong();
    EXPECT_EQ(Sasl("OAUTHBEARER", "\1", false), "account ''");
  }
  EXPECT_EQ(Plain("alice"), "later");
}

// The client may abort instead of the second step.
TEST_F(ExternalLoginTest, WhatFollowsAFailedTokenCounts) {
  Sasl("OAUTHBEARER", "n,,\1auth=Bearer t\1\1");
  Wrong();
  for (int i = 0; i < 2; ++i) EXPECT_EQ(Sasl("PLAIN", "nonsense"), "account ''");
  EXPECT_EQ(Plain("alice"), absl::StrCat("account ''", kTooMany));
}

TEST_F(ExternalLoginTest, ARehashChangesWhoIsAsked) {
  config_.shell.script = {};
  config_.shell.failed_logins = 1;
  config_.shell.exempt = {"0.0.0.0/0"};
  link_->SetLoginRules(config_);
  EXPECT_EQ(Plain("dave"), "later");
  EXPECT_EQ(Asked(), "kept open");
  EXPECT_EQ(Sasl("OAUTHBEARER", "n,,\1auth=Bearer t\1\1"),
            "account ''{\"status\":\"invalid_request\"}");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(Sasl("PLAIN", "nonsense"), "account ''");
  EXPECT_EQ(Plain("alice"), "later") << "the address is exempt";
}

TEST_F(ExternalLoginTest, NotTooManyQuestionsWait) {
  for (int i = 0; i < 500; ++i) EXPECT_EQ(Plain("dave"), "later");
  EXPECT_EQ(Plain("dave"), absl::StrCat("account ''", kNotNow));
  EXPECT_EQ(Plain("alice"), "later");
}

}  // namespace
}  // namespace irc
