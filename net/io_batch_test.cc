#include "net/sender.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/fd.h"

namespace irc {
namespace {

struct Pair {
  Fd ours;
  Fd theirs;

  Pair() {
    int fds[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
    ours = Fd(fds[0]);
    theirs = Fd(fds[1]);
  }
  std::string Read() const {
    char buffer[4096];
    const ssize_t count = ::recv(theirs.get(), buffer, sizeof(buffer), MSG_DONTWAIT);
    return std::string(buffer, count < 0 ? 0 : static_cast<size_t>(count));
  }
};

iovec PartOf(std::string& text) { return {.iov_base = text.data(), .iov_len = text.size()}; }

class SenderTest : public testing::TestWithParam<SenderKind> {
 protected:
  void SetUp() override {
    sender_ = MakeSender(GetParam());
    if (GetParam() == SenderKind::kIoUring && sender_->name() != "io_uring") {
      GTEST_SKIP() << "this system has no io_uring for us";
    }
  }
  std::unique_ptr<Sender> sender_;
};

TEST_P(SenderTest, EachSocketGetsItsOwn) {
  std::vector<Pair> pairs(Sender::kSocketsMax);
  for (int round = 0; round < 3; ++round) {
    std::vector<std::string> texts;
    for (size_t i = 0; i < pairs.size(); ++i) texts.push_back(absl::StrCat("to ", i, "\r\n"));
    std::string bye = "bye\r\n";
    sender_->Clear();
    for (size_t i = 0; i < pairs.size(); ++i) {
      const iovec parts[] = {PartOf(texts[i]), PartOf(bye)};
      sender_->Add(pairs[i].ours.get(), parts, i % 2 == 0 ? 1 : 2);
    }
    sender_->Run();
    for (size_t i = 0; i < pairs.size(); ++i) {
      const std::string wanted = i % 2 == 0 ? texts[i] : texts[i] + bye;
      EXPECT_EQ(sender_->result(i), static_cast<ssize_t>(wanted.size()));
      EXPECT_EQ(pairs[i].Read(), wanted);
    }
  }
}

TEST_P(SenderTest, AFullSocketTakesAPartAndThenNothingAndHoldsUpNobody) {
  Pair full;
  std::vector<Pair> others(5);
  std::string flood(16 << 20, 'x');
  std::string word = "word\r\n";
  ssize_t taken[2];
  for (ssize_t& count : taken) {
    sender_->Clear();
    const iovec much = PartOf(flood);
    const iovec little = PartOf(word);
    sender_->Add(full.ours.get(), &much, 1);
    for (const Pair& other : others) sender_->Add(other.ours.get(), &little, 1);
    sender_->Run();
    count = sender_->result(0);
    for (const Pair& other : others) EXPECT_EQ(other.Read(), word);
  }
  EXPECT_GT(taken[0], 0);
  EXPECT_LT(taken[0], static_cast<ssize_t>(flood.size()));
  EXPECT_EQ(taken[1], -EAGAIN);
}

TEST_P(SenderTest, ABrokenSocketSaysSoAndRaisesNoSignal) {
  Pair broken;
  std::vector<Pair> others(5);
  broken.theirs.Close();
  std::string word = "word\r\n";
  const iovec part = PartOf(word);
  sender_->Add(broken.ours.get(), &part, 1);
  for (const Pair& other : others) sender_->Add(other.ours.get(), &part, 1);
  sender_->Run();
  EXPECT_EQ(sender_->result(0), -EPIPE);
  for (const Pair& other : others) EXPECT_EQ(other.Read(), word);
}

INSTANTIATE_TEST_SUITE_P(Kinds, SenderTest,
                         testing::Values(SenderKind::kPlain, SenderKind::kIoUring),
                         [](const testing::TestParamInfo<SenderKind>& info) {
                           return info.param == SenderKind::kPlain ? "plain" : "io_uring";
                         });

}  // namespace
}  // namespace irc
