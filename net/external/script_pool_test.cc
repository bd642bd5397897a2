// Nothing here asserts how long something takes. What hangs is ended by a short timeout, or by the
// test itself.
#include "net/external/script_pool.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr char kYes[] = R"(echo '{"success":true,"accountName":"Alice"}')";

std::string PathOf(absl::string_view name) {
  return absl::StrCat(::testing::TempDir(), "/script_pool_", name);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A script for /bin/sh, as a file that can be executed.
std::string Script(const std::string& name, const std::string& text) {
  std::string path = PathOf(name);
  std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
  ::chmod(path.c_str(), 0700);
  return path;
}

std::unique_ptr<ScriptPool> Pool(std::vector<std::string> command,
                                 absl::Duration timeout = absl::Minutes(5)) {
  return std::make_unique<ScriptPool>(
      ScriptOptions{.command = std::move(command), .timeout = timeout, .processes = 2});
}

ExternalQuestion Question() {
  return {.account = "alice", .secret = SecretText("sesame"), .ip = "192.0.2.1"};
}

// The answer in words: an account, "wrong", or the failure.
std::string Ask(ScriptPool& pool) {
  const ScriptPool::Answer answer = pool.Ask(Question());
  if (const auto* failure = std::get_if<ScriptFailure>(&answer)) {
    return std::string(ScriptFailureText(*failure));
  }
  const auto& checked = std::get<ExternalAnswer>(answer);
  return checked.verdict == ExternalVerdict::kRight ? checked.account : checked.detail;
}

TEST(ScriptPool, AsksOneProcessAgainAndAgain) {
  const auto pool = Pool({Script("loop", absl::StrCat("while read line; do ", kYes, "; done"))});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Ask(*pool), "Alice");
  EXPECT_EQ(pool->started(), 1u);
}

TEST(ScriptPool, StartsAScriptThatEndsAfterOneAnswerForEach) {
  const auto pool = Pool({Script("once", absl::StrCat("read line; ", kYes))});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Ask(*pool), "Alice");
  EXPECT_EQ(pool->started(), 5u);
}

TEST(ScriptPool, TakesALastLineWithoutItsEnd) {
  const auto pool = Pool({Script("no_end", R"(read line; printf '{"success":false}')")});
  EXPECT_EQ(Ask(*pool), "the script refuses");
}

TEST(ScriptPool, TellsTheScriptWhatIsAsked) {
  const std::string heard = PathOf("heard");
  const auto pool =
      Pool({Script("hears", absl::StrCat("read -r line; echo \"$line\" > ", heard, "; ", kYes))});
  EXPECT_EQ(Ask(*pool), "Alice");
  EXPECT_EQ(ReadFile(heard),
            "{\"accountName\":\"alice\",\"passphrase\":\"sesame\",\"ip\":\"192.0.2.1\"}\n");
}

TEST(ScriptPool, StartsAgainWhatHasEndedWithoutAnAnswer) {
  const std::string flag = PathOf("flag");
  std::remove(flag.c_str());
  const auto pool = Pool({Script("dies", absl::StrCat("[ -e ", flag, " ] || { touch ", flag,
                                                      "; exit 1; }\nread line; ", kYes))});
  EXPECT_EQ(Ask(*pool), "the script ended without an answer");
  EXPECT_EQ(Ask(*pool), "Alice");
}

// A question may be written to a process that ends instead of reading it.
TEST(ScriptPool, AsksAnotherProcessWhenAUsedOneHasEnded) {
  const std::string flag = PathOf("used_flag");
  std::remove(flag.c_str());
  const auto pool =
      Pool({Script("ends_later", absl::StrCat("read line; ", kYes, "\nread line; [ -e ", flag,
                                              " ] || { touch ", flag, "; exit 0; }\n", kYes))});
  EXPECT_EQ(Ask(*pool), "Alice");
  EXPECT_EQ(Ask(*pool), "Alice");
  EXPECT_EQ(pool->started(), 2u);
}

TEST(ScriptPool, RefusesRubbish) {
  for (const char* line : {"nonsense", "[]", "{}", "{\"success\":1}", ""}) {
    const auto pool = Pool({Script("rubbish", absl::StrCat("read line; echo '", line, "'"))});
    EXPECT_EQ(Ask(*pool), "the answer of the script is no JSON object with \"success\"") << line;
  }
}

TEST(ScriptPool, RefusesALongAnswer) {
  for (const char* end : {"", "; echo"}) {
    const auto pool =
        Pool({Script("long", absl::StrCat("read line; head -c ", ScriptProcess::kAnswerBytesMax + 1,
                                          " /dev/zero | tr '\\0' x", end))});
    EXPECT_EQ(Ask(*pool), "the answer of the script is too long") << end;
  }
}

// The second line would be taken for the answer to the next question.
TEST(ScriptPool, AsksNoProcessAgainThatSaysTooMuch) {
  const auto pool =
      Pool({Script("twice", absl::StrCat("while read line; do printf '{\"success\":false}\\n",
                                         "{\"success\":true,\"accountName\":\"Eve\"}\\n'; done"))});
  EXPECT_EQ(Ask(*pool), "the script refuses");
  EXPECT_EQ(Ask(*pool), "the script refuses");
  EXPECT_EQ(pool->started(), 2u);
}

// The letter of the state of a process in /proc; 'X': there is none.
char StateOf(const std::string& pid) {
  const std::string stat = ReadFile(absl::StrCat("/proc/", pid, "/stat"));
  const size_t end = stat.rfind(") ");
  return end == std::string::npos ? 'X' : stat[end + 2];
}

TEST(ScriptPool, KillsWhatHangsWithAllItsProcesses) {
  const std::string pids = PathOf("pids");
  const auto pool =
      Pool({Script("hangs", absl::StrCat("sleep 10000 & echo $$ $! > ", pids, "; wait"))},
           absl::Seconds(1));
  EXPECT_EQ(Ask(*pool), "the script did not answer in time");
  for (absl::string_view pid : absl::StrSplit(ReadFile(pids), absl::ByAnyChar(" \n"))) {
    if (pid.empty()) continue;
    while (StateOf(std::string(pid)) != 'X' && StateOf(std::string(pid)) != 'Z') {
      std::this_thread::yield();  // until the signal has arrived
    }
  }
}

TEST(ScriptPool, StartsNothingWithoutAProgram) {
  const auto pool = Pool({PathOf("nothing")});
  EXPECT_EQ(Ask(*pool), "the script cannot be started");
  EXPECT_EQ(pool->started(), 0u);
}

// No shell has seen the words, and the process is not one that ignores or holds back signals.
TEST(ScriptPool, GivesTheArgumentsAndDefaultSignals) {
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, &before);
  ::signal(SIGPIPE, SIG_IGN);
  const std::string path = Script("arguments",
                                  "read line\n"
                                  "signals=$(grep -E 'SigBlk|SigIgn' /proc/self/status | "
                                  "tr -d ' \\t\\n')\n"
                                  "echo '{\"success\":true,\"accountName\":\"'\"$1$signals\"'\"}'");
  const auto pool = Pool({path, "a;b $HOME|"});
  const std::string answer = Ask(*pool);
  constexpr absl::string_view kBegin = "a;b $HOME|SigBlk:0000000000000000SigIgn:";
  ASSERT_TRUE(absl::StartsWith(answer, kBegin)) << answer;
  // The two that the C library keeps for itself, 32 and 33, may be ignored.
  const uint64_t ignored = std::stoull(answer.substr(kBegin.size()), nullptr, 16);
  EXPECT_EQ(ignored & 0x7fffffff, 0u);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
}

TEST(ScriptPool, StopsWhatWaits) {
  ScriptPool pool({.command = {Script("waits", "exec sleep 10000")},
                   .timeout = absl::InfiniteDuration(),
                   .processes = 1});
  std::string first, second;
  std::thread one([&] { first = Ask(pool); });
  while (pool.started() == 0) std::this_thread::yield();
  std::thread two([&] { second = Ask(pool); });  // it waits for the place of the other
  pool.Stop();
  one.join();
  two.join();
  EXPECT_EQ(first, "the script was stopped");
  EXPECT_EQ(second, "the script was stopped");
  EXPECT_EQ(Ask(pool), "the script was stopped");
  EXPECT_EQ(pool.started(), 1u);
}

TEST(ScriptPool, AsksSeveralProcessesAtOnce) {
  // Each answers when the other has been asked, too.
  const std::string base = PathOf("both");
  std::remove(absl::StrCat(base, "1").c_str());
  const auto pool = Pool(
      {Script("both", absl::StrCat("read line; mkdir ", base, "1 2>/dev/null && me=1 || me=2\n",
                                   "touch ", base, "$me.asked; while [ ! -e ", base,
                                   "1.asked -o ! -e ", base, "2.asked ]; do :; done; ", kYes))});
  std::string first, second;
  std::thread one([&] { first = Ask(*pool); });
  std::thread two([&] { second = Ask(*pool); });
  one.join();
  two.join();
  EXPECT_EQ(first, "Alice");
  EXPECT_EQ(second, "Alice");
  EXPECT_EQ(pool->started(), 2u);
}

TEST(PauseAfter, GrowsUpToABound) {
  EXPECT_EQ(PauseAfter(0), absl::ZeroDuration());
  EXPECT_EQ(PauseAfter(1), absl::Milliseconds(100));
  EXPECT_EQ(PauseAfter(2), absl::Milliseconds(200));
  EXPECT_EQ(PauseAfter(6), absl::Milliseconds(3200));
  for (int failures : {7, 100, 1'000'000}) EXPECT_EQ(PauseAfter(failures), absl::Seconds(5));
}

}  // namespace
}  // namespace irc
