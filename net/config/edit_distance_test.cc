#include "net/config/edit_distance.h"

#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(EditDistance, CountsLetters) {
  EXPECT_EQ(EditDistance("", ""), 0u);
  EXPECT_EQ(EditDistance("abc", ""), 3u);
  EXPECT_EQ(EditDistance("", "abc"), 3u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);
  EXPECT_EQ(EditDistance("nick", "nick"), 0u);
  EXPECT_EQ(EditDistance("nmae", "name"), 2u);
}

TEST(Nearest, FindsATypoAndNothingFarAway) {
  EXPECT_EQ(Nearest("server.nmae", {"server.name", "server.motd", "limits.targets"}),
            "server.name");
  EXPECT_EQ(Nearest("listn.port", {"server.name", "listen.port"}), "listen.port");
  EXPECT_EQ(Nearest("colour", {"server.name", "listen.port"}), "");
  EXPECT_EQ(Nearest("a", {"b"}), "");
}

}  // namespace
}  // namespace irc
