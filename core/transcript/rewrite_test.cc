#include "core/transcript/rewrite.h"

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/transcript/read.h"
#include "gtest/gtest.h"

namespace irc {
namespace transcript {
namespace {

std::string Rewritten(absl::string_view source,
                      const std::vector<std::vector<std::string>>& actual) {
  const absl::StatusOr<Transcript> transcript = ParseTranscript(source);
  EXPECT_TRUE(transcript.ok()) << transcript.status();
  return transcript.ok() ? Rewrite(source, *transcript, actual) : "";
}

constexpr char kSource[] =
    "# Why.\n"
    "\n\n"
    "connect   a\n"
    "connect b\n"
    "  \n"
    "a: one\n"
    "----\n"
    "# First.\n"
    "a< 1\n"
    "# Second.\n"
    "b< \\x32\n"
    "# Last.\n"
    "\n"
    "b: two\n"
    "----\n"
    "\n\n"
    "tick\n";

TEST(Rewrite, KeepsEveryByteOfWhatIsRight) {
  EXPECT_EQ(Rewritten(kSource, {{}, {"ignored"}, {"a< 1", "b< 2"}, {}, {"ignored"}}), kSource);
}

TEST(Rewrite, ReplacesOnlyWhatChanged) {
  EXPECT_EQ(Rewritten(kSource, {{}, {}, {"a< 1", "a< 1b", "b< 3"}, {"b< new"}, {}}),
            "# Why.\n"
            "\n\n"
            "connect   a\n"
            "connect b\n"
            "  \n"
            "a: one\n"
            "----\n"
            "# First.\n"
            "a< 1\n"
            "# Second.\n"
            "a< 1b\n"
            "b< 3\n"
            "# Last.\n"
            "\n"
            "b: two\n"
            "----\n"
            "b< new\n"
            "\n\n"
            "tick\n");
}

TEST(Rewrite, RemovesWhatIsNotSentAnyMore) {
  EXPECT_EQ(Rewritten("connect a\n----\na< 1\na< 2\n", {{"a< 2"}}), "connect a\n----\na< 2\n");
  EXPECT_EQ(Rewritten("connect a\n----\na< 1\n", {{}}), "connect a\n----\n");
}

TEST(Rewrite, NeedsNoNewlineAtTheEnd) {
  EXPECT_EQ(Rewritten("connect a\n----", {{"a< 1"}}), "connect a\n----\na< 1");
  EXPECT_EQ(Rewritten("connect a\n----\na< 1", {{"a< 1"}}), "connect a\n----\na< 1");
}

}  // namespace
}  // namespace transcript
}  // namespace irc
