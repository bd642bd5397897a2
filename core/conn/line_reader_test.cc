#include "core/conn/line_reader.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

struct Reading {
  std::vector<std::string> lines;
  std::string rest;
  bool overflow = false;

  friend bool operator==(const Reading&, const Reading&) = default;
};

std::vector<std::string> TakeAll(LineReader& reader) {
  std::vector<std::string> lines;
  for (std::string line; reader.NextLine(&line);) lines.push_back(line);
  return lines;
}

// A reference implementation, which has all bytes at once.
Reading ReadNaively(const std::string& bytes, size_t cap) {
  Reading reading;
  for (char c : bytes) {
    if (c == '\r' || c == '\n') {
      if (!reading.rest.empty()) reading.lines.push_back(reading.rest);
      reading.rest.clear();
      continue;
    }
    reading.rest.push_back(c);
    if (reading.rest.size() > cap) {
      reading.rest.clear();
      reading.overflow = true;
      break;
    }
  }
  return reading;
}

Reading Finish(LineReader& reader, std::vector<std::string> lines) {
  for (std::string& line : TakeAll(reader)) lines.push_back(std::move(line));
  Reading reading{.lines = std::move(lines), .rest = {}, .overflow = reader.overflow()};
  // The rest is an unfinished line; a newline ends it, so that it can be compared.
  const size_t waiting = reader.buffered_bytes();
  reader.Feed("\n");
  if (waiting > 0) reader.NextLine(&reading.rest);
  EXPECT_EQ(reading.rest.size(), waiting);
  return reading;
}

struct Row {
  std::string name;
  std::string bytes;
  std::vector<std::string> lines;
};

const std::vector<Row>& Rows() {
  static const auto& rows = *new std::vector<Row>{
      {"LF", "NICK a\nUSER b\n", {"NICK a", "USER b"}},
      {"CR", "NICK a\rUSER b\r", {"NICK a", "USER b"}},
      {"CRLF", "NICK a\r\nUSER b\r\n", {"NICK a", "USER b"}},
      {"all of them mixed", "a\rb\r\nc\nd\n\re\r\r\nf\n\n", {"a", "b", "c", "d", "e", "f"}},
      {"nothing but endings", "\r\n\n\r\r\n", {}},
      {"endings first", "\r\n\r\nNICK a\r\n", {"NICK a"}},
      {"nothing", "", {}},
      {"spaces are a line", " \r\n  \n", {" ", "  "}},
      {"any other byte stays",
       std::string("a\0b\xff\tc\x01\n", 8),
       {std::string("a\0b\xff\tc\x01", 7)}},
  };
  return rows;
}

TEST(LineReader, CutsRowsHoweverTheyCome) {
  for (const Row& row : Rows()) {
    SCOPED_TRACE(row.name);
    LineReader whole;
    whole.Feed(row.bytes);
    EXPECT_EQ(TakeAll(whole), row.lines);
    EXPECT_EQ(whole.buffered_bytes(), 0u);

    LineReader one_by_one;
    std::vector<std::string> lines;
    for (char c : row.bytes) {
      one_by_one.Feed(absl::string_view(&c, 1));
      for (std::string& line : TakeAll(one_by_one)) lines.push_back(std::move(line));
    }
    EXPECT_EQ(lines, row.lines);

    LineReader with_tail;
    with_tail.Feed(row.bytes + "QUIT :by");
    EXPECT_EQ(TakeAll(with_tail), row.lines);
    EXPECT_EQ(with_tail.buffered_bytes(), 8u);
    with_tail.Feed("e\r");
    EXPECT_EQ(TakeAll(with_tail), std::vector<std::string>{"QUIT :bye"});
  }
}

// The inverse: lines that are joined with line endings are read back unchanged.
TEST(LineReader, GivesBackWhatWasJoined) {
  for (const Row& row : Rows()) {
    for (const char* ending : {"\n", "\r", "\r\n"}) {
      SCOPED_TRACE(row.name);
      LineReader reader;
      for (const std::string& line : row.lines) reader.Feed(line + ending);
      EXPECT_EQ(TakeAll(reader), row.lines);
    }
  }
}

TEST(LineReader, LinesWaitUntilTheyAreTaken) {
  LineReader reader;
  reader.Feed("a\r\nbb\r\nccc");
  std::string line;
  ASSERT_TRUE(reader.NextLine(&line));
  EXPECT_EQ(line, "a");
  EXPECT_TRUE(reader.has_line());
  EXPECT_EQ(reader.buffered_bytes(), 6u);  // "bb", its one ending, "ccc"
  ASSERT_TRUE(reader.NextLine(&line));
  EXPECT_EQ(line, "bb");
  EXPECT_FALSE(reader.has_line());
  EXPECT_FALSE(reader.NextLine(&line));
}

TEST(LineReader, TakesALineOfExactlyTheCap) {
  LineReader reader;
  const std::string longest(LineReader::kLineBytesMax, 'x');
  reader.Feed(longest + "\r\n");
  EXPECT_FALSE(reader.overflow());
  EXPECT_EQ(TakeAll(reader), std::vector<std::string>{longest});
}

TEST(LineReader, OverflowsOneByteLater) {
  for (const char* ending : {"", "\r\n"}) {
    LineReader reader;
    reader.Feed("PING a\r\n" + std::string(LineReader::kLineBytesMax + 1, 'x') + ending);
    EXPECT_TRUE(reader.overflow());
    reader.Feed("PING b\r\n");
    EXPECT_EQ(TakeAll(reader), std::vector<std::string>{"PING a"});
    EXPECT_EQ(reader.heap_bytes(), 0u);
  }
}

TEST(LineReader, EmptyOneCostsNoBuffer) {
  LineReader reader;
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "PRIVMSG #channel :a line of ordinary length\r\n";
  reader.Feed(lines);
  EXPECT_GT(reader.heap_bytes(), lines.size() / 2);
  EXPECT_EQ(TakeAll(reader).size(), 1000u);
  EXPECT_EQ(reader.heap_bytes(), 0u);
}

// An unfinished line must not keep the buffer of a preceding burst allocated.
TEST(LineReader, UnfinishedLineCostsAboutItsLength) {
  LineReader reader;
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "PRIVMSG #channel :a line of ordinary length\r\n";
  reader.Feed(lines + "PRIVMSG #channel :and one that is not");
  EXPECT_EQ(TakeAll(reader).size(), 1000u);
  EXPECT_LE(reader.heap_bytes(), 128u);
}

// A client that flood control keeps one line behind: the reader never becomes empty.
TEST(LineReader, NeverRunningEmptyDoesNotGrow) {
  LineReader reader;
  std::string line;
  reader.Feed("line\n");
  for (int i = 0; i < 100000; ++i) {
    reader.Feed("line\n");
    ASSERT_TRUE(reader.NextLine(&line));
  }
  EXPECT_EQ(reader.buffered_bytes(), 5u);
  EXPECT_LE(reader.heap_bytes(), 64u);
}

static_assert(sizeof(LineReader) <= 48, "there is one for every connection");

rc::Gen<std::string> Bytes() {
  // CR, LF and four other bytes are frequent, so that all combinations of line endings occur.
  return rc::gen::container<std::string>(
      rc::gen::weightedOneOf<char>({{2, rc::gen::element('\r', '\n')},
                                    {5, rc::gen::element('a', ' ', ':', '\0')},
                                    {1, rc::gen::arbitrary<char>()}}));
}

RC_GTEST_PROP(LineReaderProperty, ChunksDoNotMatter, ()) {
  const std::string bytes = *Bytes();
  const auto cap = *rc::gen::inRange<uint32_t>(1, 20);
  LineReader reader(cap);
  std::vector<std::string> lines;
  absl::string_view rest = bytes;
  while (!rest.empty()) {
    const auto size = *rc::gen::inRange<size_t>(1, rest.size() + 1);
    reader.Feed(rest.substr(0, size));
    rest.remove_prefix(size);
    // Takes 0 to 2 lines between two pieces.
    auto takes = *rc::gen::inRange(0, 3);
    for (std::string line; takes > 0 && reader.NextLine(&line); --takes) lines.push_back(line);
  }
  RC_ASSERT(Finish(reader, lines) == ReadNaively(bytes, cap));
}

RC_GTEST_PROP(LineReaderProperty, HoldsNoMoreThanTheCapWhenLinesAreTaken, ()) {
  const auto cap = *rc::gen::inRange<uint32_t>(1, 20);
  LineReader reader(cap);
  for (const std::string& chunk : *rc::gen::container<std::vector<std::string>>(Bytes())) {
    const bool stopped = reader.overflow();
    const size_t before = reader.buffered_bytes();
    reader.Feed(chunk);
    RC_ASSERT(reader.buffered_bytes() <= before + chunk.size());
    RC_ASSERT(!stopped || reader.buffered_bytes() == before);
    for (std::string line; reader.NextLine(&line);) {
      RC_ASSERT(!line.empty());
      RC_ASSERT(line.size() <= cap);
      RC_ASSERT(line.find_first_of("\r\n") == std::string::npos);
    }
    RC_ASSERT(!reader.has_line());
    RC_ASSERT(reader.buffered_bytes() <= cap);
    RC_ASSERT(reader.buffered_bytes() > 0 || reader.heap_bytes() == 0);
  }
}

}  // namespace
}  // namespace irc
