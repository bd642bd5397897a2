#include "net/send_queue.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

Line MakeLine(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

// Writes at most `limit` bytes, from at most `parts` parts, as a socket would.
std::string Write(SendQueue& queue, size_t limit, int parts = 8) {
  iovec vectors[64];
  const int count = queue.Gather(vectors, parts);
  std::string written;
  for (int i = 0; i < count && written.size() < limit; ++i) {
    absl::string_view part(static_cast<const char*>(vectors[i].iov_base), vectors[i].iov_len);
    absl::StrAppend(&written, part.substr(0, limit - written.size()));
  }
  queue.Consume(written.size());
  return written;
}

TEST(SendQueue, PartialWritesGoOnWhereTheyStopped) {
  SendQueue queue;
  queue.Push(MakeLine("one\r\n"));
  queue.Push(MakeLine("two\r\n"));
  EXPECT_EQ(queue.bytes(), 10u);
  EXPECT_EQ(Write(queue, 3), "one");
  EXPECT_EQ(Write(queue, 4), "\r\ntw");
  EXPECT_EQ(queue.bytes(), 3u);
  EXPECT_EQ(Write(queue, 100), "o\r\n");
  EXPECT_TRUE(queue.empty());
}

TEST(SendQueue, DropKeepsTheLineThatHasBegun) {
  SendQueue queue;
  queue.Push(MakeLine("one\r\n"));
  queue.Push(MakeLine("two\r\n"));
  queue.Push(MakeLine("three\r\n"));
  EXPECT_EQ(Write(queue, 6), "one\r\nt");
  queue.DropUnbegun();
  queue.Push(MakeLine("bye\r\n"));
  EXPECT_EQ(queue.bytes(), 9u);
  EXPECT_EQ(Write(queue, 100), "wo\r\nbye\r\n");

  queue.Push(MakeLine("one\r\n"));
  queue.DropUnbegun();
  EXPECT_TRUE(queue.empty());
}

TEST(SendQueue, SharesItsLines) {
  const Line line = MakeLine("all\r\n");
  SendQueue a;
  SendQueue b;
  a.Push(line);
  b.Push(line);
  EXPECT_EQ(line.use_count(), 3);
  Write(a, 100);
  b.Clear();
  EXPECT_EQ(line.use_count(), 1);
}

// Compared with one long string: whatever is pushed and however little the socket takes.
RC_GTEST_PROP(SendQueue, IsAStringWithAFront, ()) {
  SendQueue queue;
  std::string model;
  int serial = 0;
  for (int step = 0; step < 200; ++step) {
    if (*rc::gen::inRange(0, 3) > 0) {
      const std::string text =
          absl::StrCat(serial++, std::string(*rc::gen::inRange(0, 40), 'x'), "\r\n");
      queue.Push(MakeLine(text));
      absl::StrAppend(&model, text);
    } else {
      const std::string written =
          Write(queue, *rc::gen::inRange<size_t>(1, 100), *rc::gen::inRange(1, 8));
      RC_ASSERT(model.substr(0, written.size()) == written);
      model.erase(0, written.size());
    }
    RC_ASSERT(queue.bytes() == model.size());
    RC_ASSERT(queue.empty() == model.empty());
  }
  while (!queue.empty()) {
    const std::string written = Write(queue, 1000);
    RC_ASSERT(model.substr(0, written.size()) == written);
    model.erase(0, written.size());
  }
  RC_ASSERT(model.empty());
}

}  // namespace
}  // namespace irc
