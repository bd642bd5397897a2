#include "net/io/io_batch.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/io/fd.h"

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

class IoBatchTest : public testing::TestWithParam<IoKind> {
 protected:
  void SetUp() override {
    batch_ = MakeIoBatch(GetParam());
    if (GetParam() == IoKind::kIoUring && batch_->name() != "io_uring") {
      GTEST_SKIP() << "this system has no io_uring for us";
    }
  }
  std::unique_ptr<IoBatch> batch_;
};

TEST_P(IoBatchTest, EachSocketGetsItsOwn) {
  std::vector<Pair> pairs(IoBatch::kSocketsMax);
  for (int round = 0; round < 3; ++round) {
    std::vector<std::string> texts;
    for (size_t i = 0; i < pairs.size(); ++i) texts.push_back(absl::StrCat("to ", i, "\r\n"));
    std::string bye = "bye\r\n";
    batch_->Clear();
    for (size_t i = 0; i < pairs.size(); ++i) {
      const iovec parts[] = {PartOf(texts[i]), PartOf(bye)};
      batch_->AddSend(pairs[i].ours.get(), parts, i % 2 == 0 ? 1 : 2);
    }
    batch_->Run();
    for (size_t i = 0; i < pairs.size(); ++i) {
      const std::string wanted = i % 2 == 0 ? texts[i] : texts[i] + bye;
      EXPECT_EQ(batch_->result(i), static_cast<ssize_t>(wanted.size()));
      EXPECT_EQ(pairs[i].Read(), wanted);
    }
  }
}

TEST_P(IoBatchTest, AFullSocketTakesAPartAndThenNothingAndHoldsUpNobody) {
  Pair full;
  std::vector<Pair> others(5);
  std::string flood(16 << 20, 'x');
  std::string word = "word\r\n";
  ssize_t taken[2];
  for (ssize_t& count : taken) {
    batch_->Clear();
    const iovec much = PartOf(flood);
    const iovec little = PartOf(word);
    batch_->AddSend(full.ours.get(), &much, 1);
    for (const Pair& other : others) batch_->AddSend(other.ours.get(), &little, 1);
    batch_->Run();
    count = batch_->result(0);
    for (const Pair& other : others) EXPECT_EQ(other.Read(), word);
  }
  EXPECT_GT(taken[0], 0);
  EXPECT_LT(taken[0], static_cast<ssize_t>(flood.size()));
  EXPECT_EQ(taken[1], -EAGAIN);
}

TEST_P(IoBatchTest, ABrokenSocketSaysSoAndRaisesNoSignal) {
  Pair broken;
  std::vector<Pair> others(5);
  broken.theirs.Close();
  std::string word = "word\r\n";
  const iovec part = PartOf(word);
  batch_->AddSend(broken.ours.get(), &part, 1);
  for (const Pair& other : others) batch_->AddSend(other.ours.get(), &part, 1);
  batch_->Run();
  EXPECT_EQ(batch_->result(0), -EPIPE);
  for (const Pair& other : others) EXPECT_EQ(other.Read(), word);
}

TEST_P(IoBatchTest, WhatComesIsReadAndWhoIsSilentHoldsUpNobody) {
  std::vector<Pair> pairs(6);
  for (size_t i = 0; i < 4; ++i) {
    const std::string text = absl::StrCat("from ", i, "\r\n");
    ASSERT_EQ(::send(pairs[i].theirs.get(), text.data(), text.size(), 0),
              static_cast<ssize_t>(text.size()));
  }
  pairs[4].theirs.Close();
  char room[6][8];  // the sixth peer sends nothing; bytes beyond 8 stay in the socket
  for (int round = 0; round < 2; ++round) {
    batch_->Clear();
    for (size_t i = 0; i < pairs.size(); ++i) {
      batch_->AddReceive(pairs[i].ours.get(), room[i], sizeof(room[i]));
    }
    batch_->Run();
    for (size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(batch_->result(i), round == 0 ? 8 : -EAGAIN);
      EXPECT_EQ(std::string(room[i], 8), absl::StrCat("from ", i, "\r\n"));
    }
    EXPECT_EQ(batch_->result(4), 0);
    EXPECT_EQ(batch_->result(5), -EAGAIN);
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, IoBatchTest, testing::Values(IoKind::kPlain, IoKind::kIoUring),
                         [](const testing::TestParamInfo<IoKind>& info) {
                           return info.param == IoKind::kPlain ? "plain" : "io_uring";
                         });

}  // namespace
}  // namespace irc
