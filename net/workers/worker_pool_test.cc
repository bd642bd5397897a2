// Nothing here sleeps or looks at a clock: a unit blocks on a gate that the test opens, and the
// test waits for the pool's descriptor as the loop does.
#include "net/workers/worker_pool.h"

#include <poll.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool IsReadable(const Workers& workers, int timeout) {
  pollfd wait = {.fd = workers.wake_fd(), .events = POLLIN, .revents = 0};
  return ::poll(&wait, 1, timeout) == 1;
}

std::vector<WorkCompletion> WaitForCompletions(Workers& workers, size_t count) {
  std::vector<WorkCompletion> all;
  while (all.size() < count) {
    IsReadable(workers, -1);
    for (WorkCompletion& completion : workers.TakeCompletions()) all.push_back(completion);
  }
  return all;
}

std::vector<uint64_t> WaitForIds(Workers& workers, size_t count) {
  std::vector<uint64_t> ids;
  for (const WorkCompletion& completion : WaitForCompletions(workers, count)) {
    ids.push_back(completion.id.value);
  }
  return ids;
}

// The work of these tests. A unit whose credential ends with "gate" blocks until the test opens it;
// others end at once. Both are remembered in the order in which they began.
class Stage {
 public:
  WorkResult Run(const Work& work) {
    const auto* external = std::get_if<ExternalWork>(&work);
    const std::string name =
        external == nullptr ? std::get<PasswordWork>(work).credential : external->question.account;
    std::unique_lock<std::mutex> lock(mutex_);
    begun_.push_back(name);
    changed_.notify_all();
    if (absl::EndsWith(name, "gate")) {
      changed_.wait(lock, [&] { return opened_.contains(name); });
    }
    return PasswordWorkResult{.ok = true};
  }

  void Open(const std::string& gate) {
    const std::lock_guard<std::mutex> lock(mutex_);
    opened_.insert(gate);
    changed_.notify_all();
  }

  void WaitUntilBegun(size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return begun_.size() >= count; });
  }

  std::vector<std::string> begun() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return begun_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::string> opened_;
  std::vector<std::string> begun_;
};

Work Unit(const std::string& credential, std::shared_ptr<const Credentials> credentials = nullptr) {
  return PasswordWork{.from = {},
                      .credentials = std::move(credentials),
                      .credential = credential,
                      .password = SecretText("sesame")};
}

Work Question(std::string account) {
  return ExternalWork{.from = {}, .checks = nullptr, .question = {.account = std::move(account)}};
}

class WorkerPoolTest : public ::testing::Test {
 protected:
  WorkerPool& Start(size_t threads) {
    pool_ = std::make_unique<WorkerPool>(WorkerPoolOptions{
        .threads = threads, .waiting_threads = 2, .run = [this](const Work& work) {
          return stage_.Run(work);
        }});
    return *pool_;
  }

  Stage stage_;
  std::unique_ptr<WorkerPool> pool_;
};

TEST_F(WorkerPoolTest, CompletesInTheOrderOfEnding) {
  WorkerPool& pool = Start(2);
  pool.Submit(Unit("oper/1 gate"));
  pool.Submit(Unit("oper/2 gate"));
  stage_.WaitUntilBegun(2);  // both at once
  stage_.Open("oper/2 gate");
  EXPECT_THAT(WaitForIds(pool, 1), ElementsAre(2));
  stage_.Open("oper/1 gate");
  EXPECT_THAT(WaitForIds(pool, 1), ElementsAre(1));
}

TEST_F(WorkerPoolTest, OneThreadRunsAKindInTheOrderOfSubmission) {
  WorkerPool& pool = Start(1);
  std::vector<uint64_t> expected;
  for (uint64_t i = 1; i <= 100; ++i) {
    EXPECT_EQ(pool.Submit(Unit("server")).value, i);
    expected.push_back(i);
  }
  EXPECT_EQ(WaitForIds(pool, 100), expected);
}

// Those who are asked outside of this server may never answer.
TEST_F(WorkerPoolTest, WhatWaitsForOthersHoldsUpNothingElse) {
  WorkerPool& pool = Start(1);
  for (const char* name : {"1 gate", "2 gate", "3 gate", "4"}) pool.Submit(Question(name));
  stage_.WaitUntilBegun(2);
  pool.Submit(Unit("oper/1"));
  EXPECT_THAT(WaitForIds(pool, 1), ElementsAre(5));
  EXPECT_EQ(pool.waiting(WorkKind::kExternalLogin), 2u) << "there are two threads for them";
  stage_.Open("2 gate");
  EXPECT_THAT(WaitForIds(pool, 1), ElementsAre(2));
  stage_.Open("3 gate");
  EXPECT_THAT(WaitForIds(pool, 2), ElementsAre(3, 4));
  stage_.Open("1 gate");
  EXPECT_THAT(WaitForIds(pool, 1), ElementsAre(1));
}

TEST_F(WorkerPoolTest, KindsTakeTurns) {
  WorkerPool& pool = Start(1);
  pool.Submit(Unit("oper/gate"));
  stage_.WaitUntilBegun(1);
  for (const char* name : {"account/1", "account/2", "account/3", "account/4", "oper/1", "oper/2",
                           "server", "webirc/1", "webirc/2"}) {
    pool.Submit(Unit(name));
  }
  stage_.Open("oper/gate");
  WaitForCompletions(pool, 10);
  EXPECT_THAT(stage_.begun(), ElementsAre("oper/gate",                        //
                                          "server", "account/1", "oper/1",    //
                                          "webirc/1", "account/2", "oper/2",  //
                                          "webirc/2", "account/3", "account/4"));
}

TEST_F(WorkerPoolTest, AddressesTakeTurnsInAKind) {
  WorkerPool& pool = Start(1);
  pool.Submit(Unit("oper/gate"));
  stage_.WaitUntilBegun(1);
  const auto submit = [&](absl::string_view from, const std::string& credential) {
    Work work = Unit(credential);
    std::get<PasswordWork>(work).from = *ParseIpAddress(from);
    pool.Submit(std::move(work));
  };
  for (const char* name : {"oper/1", "oper/2", "oper/3"}) submit("192.0.2.1", name);
  submit("192.0.2.2", "oper/4");
  stage_.Open("oper/gate");
  WaitForCompletions(pool, 5);
  EXPECT_THAT(stage_.begun(), ElementsAre("oper/gate", "oper/1", "oper/4", "oper/2", "oper/3"));
}

TEST_F(WorkerPoolTest, AUnitThatHasNotBegunCanBeCancelled) {
  WorkerPool& pool = Start(1);
  const WorkId running = pool.Submit(Unit("server gate"));
  stage_.WaitUntilBegun(1);
  pool.Submit(Unit("oper/1"));
  const WorkId cancelled = pool.Submit(Unit("oper/2"));
  pool.Submit(Unit("oper/3"));
  EXPECT_TRUE(pool.Cancel(cancelled));
  EXPECT_FALSE(pool.Cancel(cancelled)) << "it is gone";
  EXPECT_FALSE(pool.Cancel(running)) << "it has begun";
  EXPECT_FALSE(pool.Cancel({99})) << "nobody has submitted it";
  stage_.Open("server gate");
  EXPECT_THAT(WaitForIds(pool, 3), ElementsAre(1, 2, 4));
  EXPECT_THAT(stage_.begun(), ElementsAre("server gate", "oper/1", "oper/3"));
  EXPECT_FALSE(pool.Cancel(running)) << "it has ended";
  EXPECT_THAT(pool.TakeCompletions(), IsEmpty());
}

TEST_F(WorkerPoolTest, CountsWhatWaits) {
  WorkerPool& pool = Start(1);
  pool.Submit(Unit("server gate"));
  stage_.WaitUntilBegun(1);
  pool.Submit(Unit("account/1"));
  const WorkId last = pool.Submit(Unit("account/2"));
  pool.Submit(Unit("webirc/1"));
  EXPECT_EQ(pool.waiting(WorkKind::kLoginPassword), 2u);
  EXPECT_EQ(pool.waiting(WorkKind::kOperPassword), 0u);
  EXPECT_EQ(pool.waiting(WorkKind::kConnectionPassword), 1u) << "what runs does not wait";
  pool.Cancel(last);
  EXPECT_EQ(pool.waiting(WorkKind::kLoginPassword), 1u);
  stage_.Open("server gate");
  WaitForCompletions(pool, 3);
  EXPECT_EQ(pool.waiting(WorkKind::kLoginPassword), 0u);
  EXPECT_EQ(pool.waiting(WorkKind::kConnectionPassword), 0u);
}

TEST_F(WorkerPoolTest, ItsDescriptorIsReadableWhileCompletionsWait) {
  WorkerPool& pool = Start(1);
  EXPECT_FALSE(IsReadable(pool, 0));
  for (int round = 0; round < 3; ++round) {
    pool.Submit(Unit("server"));
    EXPECT_TRUE(IsReadable(pool, -1));
    EXPECT_TRUE(IsReadable(pool, 0)) << "until they are taken";
    EXPECT_EQ(pool.TakeCompletions().size(), 1u);
    EXPECT_FALSE(IsReadable(pool, 0));
    EXPECT_THAT(pool.TakeCompletions(), IsEmpty());
  }
}

// A waiting unit opens the gate when it is dropped. Were it not dropped before the destructor waits
// for the running one, or were it run, this would never end or the unit would have begun.
TEST_F(WorkerPoolTest, EndsWithoutBeginningWhatWaits) {
  WorkerPool& pool = Start(1);
  pool.Submit(Unit("server gate"));
  stage_.WaitUntilBegun(1);
  pool.Submit(Unit("server", std::shared_ptr<const Credentials>(new Credentials(),
                                                                [this](const Credentials* old) {
                                                                  stage_.Open("server gate");
                                                                  delete old;
                                                                })));
  for (int i = 0; i < 100; ++i) pool.Submit(Unit("account/1"));
  pool_.reset();
  EXPECT_THAT(stage_.begun(), ElementsAre("server gate"));
}

TEST_F(WorkerPoolTest, AUnitIsGoneWhenItsCompletionCanBeTaken) {
  WorkerPool& pool = Start(1);
  auto credentials = std::make_shared<const Credentials>();
  const std::weak_ptr<const Credentials> watched = credentials;
  pool.Submit(Unit("server", std::move(credentials)));
  WaitForCompletions(pool, 1);
  EXPECT_TRUE(watched.expired());
}

TEST_F(WorkerPoolTest, ACancelledUnitIsGoneAtOnce) {
  WorkerPool& pool = Start(1);
  pool.Submit(Unit("server gate"));
  stage_.WaitUntilBegun(1);
  auto credentials = std::make_shared<const Credentials>();
  const std::weak_ptr<const Credentials> watched = credentials;
  EXPECT_TRUE(pool.Cancel(pool.Submit(Unit("server", std::move(credentials)))));
  EXPECT_TRUE(watched.expired());
  stage_.Open("server gate");
}

// Whatever the threads do meanwhile, a unit is either cancelled or completed, and once.
TEST_F(WorkerPoolTest, EachUnitIsCompletedOnceOrCancelled) {
  WorkerPool& pool = Start(4);
  constexpr uint64_t kUnits = 2000;
  std::map<uint64_t, int> ends;
  const auto take = [&] {
    for (const WorkCompletion& completion : pool.TakeCompletions()) ++ends[completion.id.value];
  };
  for (uint64_t i = 1; i <= kUnits; ++i) {
    pool.Submit(Unit(i % 2 == 0 ? "account/1" : "server"));
    if (i % 3 == 0 && pool.Cancel({i / 2})) ++ends[i / 2];
    if (i % 7 == 0) take();
  }
  while (ends.size() < kUnits) {
    IsReadable(pool, -1);
    take();
  }
  EXPECT_EQ(ends.size(), kUnits);
  for (const auto& [id, times] : ends) EXPECT_EQ(times, 1) << id;
}

TEST(WorkerPool, ChecksPasswordsAgainstTheVerifiersOfTheUnit) {
  const auto with = [](absl::string_view stored) {
    auto credentials = std::make_shared<Credentials>();
    credentials->Set("oper/root", stored);
    return credentials;
  };
  const auto check = [&](std::shared_ptr<const Credentials> credentials, std::string password) {
    return PasswordWork{.from = {},
                        .credentials = std::move(credentials),
                        .credential = "oper/root",
                        .password = SecretText(std::move(password))};
  };
  WorkerPool pool;
  std::map<uint64_t, bool> expected;
  expected[pool.Submit(check(with("old"), "old")).value] = true;
  expected[pool.Submit(check(with("new"), "old")).value] = false;
  expected[pool.Submit(check(with("new"), "new")).value] = true;
  std::map<uint64_t, bool> verdicts;
  for (const WorkCompletion& completion : WaitForCompletions(pool, 3)) {
    verdicts[completion.id.value] = std::get<PasswordWorkResult>(completion.result).ok;
  }
  EXPECT_EQ(verdicts, expected);
}

TEST(WorkerPool, NeedsAThread) {
  EXPECT_DEATH(WorkerPool(WorkerPoolOptions{.threads = 0}), "without a thread");
  EXPECT_DEATH(WorkerPool(WorkerPoolOptions{.waiting_threads = 0}), "without a thread");
}

TEST(Work, TheNameOfAPasswordTellsItsKind) {
  EXPECT_EQ(KindOf(Unit("account/bob")), WorkKind::kLoginPassword);
  EXPECT_EQ(KindOf(Unit("account/")), WorkKind::kLoginPassword) << "of nobody";
  EXPECT_EQ(KindOf(Unit("oper/bob")), WorkKind::kOperPassword);
  EXPECT_EQ(KindOf(Unit("server")), WorkKind::kConnectionPassword);
  EXPECT_EQ(KindOf(Unit("webirc/gate")), WorkKind::kConnectionPassword);
}

TEST(Work, EachKindHasItsName) {
  std::set<absl::string_view> names;
  for (size_t i = 0; i < kWorkKinds; ++i) names.insert(WorkKindName(static_cast<WorkKind>(i)));
  EXPECT_EQ(names.size(), kWorkKinds);
  EXPECT_FALSE(names.contains(""));
}

}  // namespace
}  // namespace irc
