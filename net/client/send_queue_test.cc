#include "net/client/send_queue.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

void Push(SendQueue& queue, TurnLines& lines, absl::string_view text, bool shared = true) {
  lines.Add(text, shared);
  queue.Push(lines);
}

// Takes at most `limit` bytes from at most `parts` parts of the queue, like writev() to a socket.
std::string Write(SendQueue& queue, TurnLines& lines, size_t limit, int parts = 8) {
  iovec vectors[64];
  const int count = queue.Gather(lines, vectors, parts);
  std::string written;
  for (int i = 0; i < count && written.size() < limit; ++i) {
    absl::string_view part(static_cast<const char*>(vectors[i].iov_base), vectors[i].iov_len);
    absl::StrAppend(&written, part.substr(0, limit - written.size()));
  }
  queue.Consume(lines, written.size());
  return written;
}

TEST(SendQueue, PartialWritesGoOnWhereTheyStopped) {
  TurnLines lines;
  SendQueue queue;
  Push(queue, lines, "one\r\n");
  Push(queue, lines, "two\r\n");
  EXPECT_EQ(queue.bytes(), 10u);
  EXPECT_EQ(Write(queue, lines, 3), "one");
  EXPECT_EQ(Write(queue, lines, 4), "\r\ntw");
  EXPECT_EQ(queue.bytes(), 3u);
  EXPECT_EQ(Write(queue, lines, 100), "o\r\n");
  EXPECT_TRUE(queue.empty());
}

TEST(SendQueue, NeighboursAreOnePieceOfMemoryForAllWhoGetThem) {
  TurnLines lines;
  SendQueue all;
  SendQueue some;
  for (absl::string_view line : {"one\r\n", "two\r\n", "three\r\n"}) {
    lines.Add(line, true);
    all.Push(lines);
    if (line != "two\r\n") some.Push(lines);
  }
  iovec parts[8];
  EXPECT_EQ(all.Gather(lines, parts, 8), 1);
  const void* const text = parts[0].iov_base;
  EXPECT_EQ(some.Gather(lines, parts, 8), 2);
  EXPECT_EQ(parts[0].iov_base, text);
  EXPECT_EQ(Write(some, lines, 100), "one\r\nthree\r\n");
}

TEST(SendQueue, ALineForOneDoesNotPartTheLinesOfAll) {
  TurnLines lines;
  SendQueue one;
  SendQueue other;
  for (absl::string_view line : {"first\r\n", "second\r\n"}) {
    lines.Add(line, true);
    one.Push(lines);
    other.Push(lines);
    Push(one, lines, "alone\r\n", false);
  }
  iovec parts[8];
  EXPECT_EQ(other.Gather(lines, parts, 8), 1);
  EXPECT_EQ(one.Gather(lines, parts, 8), 4);
  EXPECT_EQ(Write(other, lines, 100), "first\r\nsecond\r\n");
  EXPECT_EQ(Write(one, lines, 100), "first\r\nalone\r\nsecond\r\nalone\r\n");
}

TEST(SendQueue, DropKeepsTheLineThatHasBegun) {
  TurnLines lines;
  SendQueue queue;
  Push(queue, lines, "one\r\n");
  Push(queue, lines, "two\r\n");
  Push(queue, lines, "three\r\n");
  EXPECT_EQ(Write(queue, lines, 6), "one\r\nt");
  queue.Keep(lines);
  lines.Clear();
  Push(queue, lines, "four\r\n");
  queue.DropUnbegun();
  Push(queue, lines, "bye\r\n");
  EXPECT_EQ(queue.bytes(), 9u);
  EXPECT_EQ(Write(queue, lines, 100), "wo\r\nbye\r\n");

  Push(queue, lines, "one\r\n");
  queue.DropUnbegun();
  EXPECT_TRUE(queue.empty());
}

// Compares the queue with a single string, for random pushes and partial writes.
RC_GTEST_PROP(SendQueue, IsAStringWithAFront, ()) {
  TurnLines lines;
  SendQueue queue;
  std::string model;
  int serial = 0;
  for (int step = 0; step < 200; ++step) {
    const int action = *rc::gen::inRange(0, 6);
    if (action == 0) {
      queue.Keep(lines);  // the end of a turn
      lines.Clear();
    } else if (action > 2) {
      const std::string text =
          absl::StrCat(serial++, std::string(*rc::gen::inRange(0, 40), 'x'), "\r\n");
      if (*rc::gen::inRange(0, 3) == 0) {
        lines.Add("for somebody else\r\n", *rc::gen::arbitrary<bool>());
      }
      Push(queue, lines, text, *rc::gen::arbitrary<bool>());
      absl::StrAppend(&model, text);
    } else {
      const std::string written =
          Write(queue, lines, *rc::gen::inRange<size_t>(1, 100), *rc::gen::inRange(1, 8));
      RC_ASSERT(model.substr(0, written.size()) == written);
      model.erase(0, written.size());
    }
    RC_ASSERT(queue.bytes() == model.size());
    RC_ASSERT(queue.empty() == model.empty());
  }
  while (!queue.empty()) {
    const std::string written = Write(queue, lines, 1000);
    RC_ASSERT(model.substr(0, written.size()) == written);
    model.erase(0, written.size());
  }
  RC_ASSERT(model.empty());
}

}  // namespace
}  // namespace irc
