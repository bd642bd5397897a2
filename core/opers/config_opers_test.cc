#include "core/config_opers.h"

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "core/privileges.h"
#include "core/protocol/fingerprint.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Mistakes(const Config& config) {
  std::vector<std::string> mistakes;
  CheckOpers(config, mistakes);
  return mistakes;
}

TEST(Privileges, AreSortedAndEachHasItsRow) {
  for (size_t i = 0; i < kPrivileges.size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(kPrivileges[i].privilege), i);
    EXPECT_FALSE(kPrivileges[i].help.empty());
    if (i == 0) continue;
    EXPECT_LT(kPrivileges[i - 1].name, kPrivileges[i].name);
  }
}

TEST(PrivilegesOf, AClassAndThoseThatItExtends) {
  Config config;
  config.oper_classes = {{"base", {"view"}, ""},
                         {"helper", {"kill"}, "base"},
                         {"guard", {"ban"}, "helper"},
                         {"all", {"*"}, ""}};
  const Privileges view = BitOf(Privilege::kView), kill = BitOf(Privilege::kKill);
  EXPECT_EQ(PrivilegesOf(config, "base"), view);
  EXPECT_EQ(PrivilegesOf(config, "helper"), view | kill);
  EXPECT_EQ(PrivilegesOf(config, "guard"), view | kill | BitOf(Privilege::kBan));
  EXPECT_EQ(PrivilegesOf(config, "all"), kAllPrivileges);
  EXPECT_EQ(PrivilegesOf(config, ""), kAllPrivileges);
  EXPECT_EQ(PrivilegesOf(config, "nosuch"), 0u);
  EXPECT_THAT(Mistakes(config), IsEmpty());
}

TEST(PrivilegesOf, EndsInACircle) {
  Config config;
  config.oper_classes = {{"a", {"view"}, "b"}, {"b", {"kill"}, "a"}, {"c", {}, "c"}};
  EXPECT_EQ(PrivilegesOf(config, "a"), BitOf(Privilege::kView) | BitOf(Privilege::kKill));
  EXPECT_THAT(Mistakes(config), ElementsAre("oper_class.extends of \"a\": it extends itself",
                                            "oper_class.extends of \"b\": it extends itself",
                                            "oper_class.extends of \"c\": it extends itself"));
}

TEST(CheckOpers, NamesMistakesOfClasses) {
  Config config;
  config.oper_classes = {{"two words", {}, ""}, {"a", {}, "nosuch"}, {"a", {}, ""}};
  EXPECT_THAT(Mistakes(config),
              ElementsAre("oper_class.name \"two words\" must be one word",
                          "oper_class.extends of \"a\": there is no class \"nosuch\"",
                          "oper_class.name \"a\" stands there twice"));
}

TEST(CheckOpers, NamesMistakesOfProofs) {
  Config config;
  const std::string digits(64, 'a');
  config.opers = {{.name = "good", .certfps = {digits}, .password = false, .automatic = true},
                  {.name = "short", .certfps = {digits.substr(1)}},
                  {.name = "letters", .certfps = {"x" + digits.substr(1)}},
                  {.name = "open", .password = false},
                  {.name = "auto", .account = "a", .automatic = true},
                  {.name = "factor", .second_factor = true}};
  EXPECT_THAT(
      Mistakes(config),
      ElementsAre(
          "oper.certfp of \"short\": \"" + digits.substr(1) +
              "\" is no SHA-256 fingerprint, which has 64 hexadecimal digits",
          "oper.certfp of \"letters\": \"x" + digits.substr(1) +
              "\" is no SHA-256 fingerprint, which has 64 hexadecimal digits",
          "oper.password of \"open\": there must be a password, an account or a certfp",
          "oper.auto of \"auto\" cannot stand beside a password, because nobody gives it then",
          "oper.second_factor of \"factor\" needs an account, which has the "
          "second factor"));
}

TEST(AsFingerprint, LosesColonsAndCapitals) {
  std::string colons = "AB";
  for (int i = 1; i < 32; ++i) colons += ":c9";
  EXPECT_EQ(AsFingerprint(colons), "ab" + absl::StrReplaceAll(colons.substr(2), {{":", ""}}));
  EXPECT_EQ(AsFingerprint("ab:cd"), "");
  EXPECT_EQ(AsFingerprint(std::string(64, 'g')), "");
}

}  // namespace
}  // namespace irc
