#include "net/auth/password_service.h"

#include <poll.h>

#include <vector>

#include "gtest/gtest.h"

namespace irc {
namespace {

// Waits for the descriptor, as the event loop does, until there are `count` answers.
std::vector<PasswordAnswer> WaitForAnswers(PasswordService& service, size_t count) {
  std::vector<PasswordAnswer> all;
  while (all.size() < count) {
    pollfd wait = {.fd = service.wake_fd(), .events = POLLIN, .revents = 0};
    ::poll(&wait, 1, -1);
    for (const PasswordAnswer& answer : service.TakeAnswers()) all.push_back(answer);
  }
  return all;
}

std::shared_ptr<const Credentials> With(absl::string_view name, absl::string_view stored) {
  auto credentials = std::make_shared<Credentials>();
  credentials->Set(name, stored);
  return credentials;
}

TEST(PasswordThread, AnswersInTheOrderOfTheQuestions) {
  PasswordThread service(With("oper/root", "secret"));
  for (uint64_t i = 1; i <= 100; ++i) {
    service.Ask({i}, "oper/root", i % 3 == 0 ? "secret" : "guess");
  }
  const auto answers = WaitForAnswers(service, 100);
  ASSERT_EQ(answers.size(), 100u);
  for (uint64_t i = 1; i <= 100; ++i) {
    EXPECT_EQ(answers[i - 1].effect.value, i);
    EXPECT_EQ(answers[i - 1].ok, i % 3 == 0);
  }
}

TEST(PasswordThread, ItsDescriptorIsQuietWhenNothingWaits) {
  PasswordThread service(With("server", "sesame"));
  service.Ask({1}, "server", "sesame");
  WaitForAnswers(service, 1);
  pollfd wait = {.fd = service.wake_fd(), .events = POLLIN, .revents = 0};
  EXPECT_EQ(::poll(&wait, 1, 0), 0);
  EXPECT_TRUE(service.TakeAnswers().empty());
}

TEST(PasswordThread, NewCredentialsHoldForNewQuestions) {
  PasswordThread service(With("server", "old"));
  service.Ask({1}, "server", "old");
  service.SetCredentials(With("server", "new"));
  service.Ask({2}, "server", "old");
  service.Ask({3}, "server", "new");
  const auto answers = WaitForAnswers(service, 3);
  EXPECT_TRUE(answers[0].ok);
  EXPECT_FALSE(answers[1].ok);
  EXPECT_TRUE(answers[2].ok);
}

TEST(PasswordThread, EndsWithQuestionsOpen) {
  PasswordThread service(With("server", "sesame"));
  for (uint64_t i = 1; i <= 1000; ++i) service.Ask({i}, "server", "sesame");
}

}  // namespace
}  // namespace irc
