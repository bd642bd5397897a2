// Masks with wildcards, and masks of users.
#include "core/protocol/glob.h"

#include <string>

#include "core/protocol/mask.h"
#include "core/protocol/names.h"
#include "core/testing/naive_match.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

bool Matches(absl::string_view mask, absl::string_view text,
             Casemapping casemapping = Casemapping::kAscii) {
  return Glob(casemapping, mask).Matches(GlobText(casemapping, text));
}

rc::Gen<std::string> Bytes(const std::string& alphabet, double scale) {
  return rc::gen::scale(scale, rc::gen::container<std::string>(rc::gen::elementOf(alphabet)));
}

RC_GTEST_PROP(GlobProperty, AgreesWithTheDefinition, ()) {
  const std::string mask = *Bytes("ab*?*?", 0.2), text = *Bytes("abab*", 0.2);
  RC_ASSERT(Matches(mask, text) == MatchNaively(mask, text));
}

// The parts of a long text stand in several words of bits. The text around the wildcards is rare in
// it, so that the recursion ends.
RC_GTEST_PROP(GlobProperty, AgreesWithTheDefinitionInLongTexts, ()) {
  const size_t before = *rc::gen::inRange<size_t>(0, 200);
  const size_t between = *rc::gen::inRange<size_t>(0, 300);
  const size_t asked = *rc::gen::inRange<size_t>(0, 300);
  const bool open = *rc::gen::arbitrary<bool>();
  const std::string text = std::string(before, 'x') + "A" + std::string(between, 'y') + "B";
  const std::string mask = "*a" + std::string(asked, '?') + (open ? "*b" : "b");
  RC_ASSERT(Matches(mask, text) == (open ? asked <= between : asked == between));
  RC_ASSERT(MatchMask(Casemapping::kAscii, mask, text) == Matches(mask, text));
}

RC_GTEST_PROP(GlobProperty, MatchesWhatItWasMadeOf, ()) {
  const std::string text = *rc::gen::arbitrary<std::string>();
  std::string mask;
  for (char c : text) {
    const int kind = *rc::gen::inRange(0, 4);
    if (kind != 1) mask += kind == 0 ? std::string("?") : std::string(1, c);
    if (kind != 0) mask += kind == 3 ? "" : "*";
  }
  RC_ASSERT(Matches(mask, text, Casemapping::kRfc1459));
}

RC_GTEST_PROP(CollapseMaskProperty, IsTheSameMaskInOneSpelling, ()) {
  const std::string mask = *Bytes("ab*?*?", 0.3), text = *Bytes("ab", 0.2);
  const std::string collapsed = CollapseMask(mask);
  RC_ASSERT(MatchNaively(collapsed, text) == MatchNaively(mask, text));
  RC_ASSERT(CollapseMask(collapsed) == collapsed);
  RC_ASSERT(collapsed.find("**") == std::string::npos);
  RC_ASSERT(collapsed.find("*?") == std::string::npos);
}

TEST(Glob, CountsRunsOfQuestionMarks) {
  for (size_t size : {1u, 62u, 63u, 64u, 65u, 127u, 128u, 254u, 255u, 256u, 511u}) {
    const std::string marks(size, '?'), text(size, 'a');
    EXPECT_TRUE(Matches(marks, text)) << size;
    EXPECT_TRUE(Matches(marks + "*", text)) << size;
    EXPECT_FALSE(Matches(marks + "?*", text)) << size;
    EXPECT_FALSE(Matches(marks, text + "a")) << size;
    EXPECT_TRUE(Matches("b" + marks + "b", "b" + text + "b")) << size;
    EXPECT_FALSE(Matches("b*" + marks + "?b", "b" + text + "b")) << size;
  }
}

TEST(Glob, HasNoPositionBehindTheText) {
  EXPECT_FALSE(Matches("a*b???*", "axxxb"));
  EXPECT_TRUE(Matches("a*b*", "axxxb"));
}

struct Row {
  const char* mask;
  const char* host;
  bool matches;
};

TEST(HostMask, ComparesAddressesAndNetworks) {
  constexpr Row kRows[] = {
      {"192.0.2.7", "192.0.2.7", true},
      {"192.0.2.7", "192.0.2.70", false},
      {"192.0.2.0/24", "192.0.2.70", true},
      {"192.0.2.9/24", "192.0.2.70", true},
      {"192.0.2.0/24", "192.0.3.70", false},
      {"192.0.2.0/24", "host.example", false},
      {"::ffff:192.0.2.0/120", "192.0.2.70", true},
      {"::1", "0::1", true},
      {"0:0:0:0:0:0:0:1", "0::1", true},
      {"2001:DB8:0:0:0:0:0:7", "2001:db8::7", true},
      {"2001:db8::/32", "2001:db8:1::5", true},
      {"2001:db8::/32", "2001:db9::5", false},
      {"192.0.2.*", "192.0.2.70", true},
      {"2001:db8:*", "2001:db8:1::5", true},
      {"*.EXAMPLE", "host.example", true},
      {"192.0.2.0/33", "192.0.2.7", false},
  };
  for (const Row& row : kRows) {
    const HostMask mask(Casemapping::kAscii, row.mask);
    EXPECT_EQ(mask.Matches(HostText(Casemapping::kAscii, row.host)), row.matches)
        << row.mask << " " << row.host;
  }
}

TEST(IsBrokenNetwork, OnlyWhereNothingElseCanBeMeant) {
  for (const char* broken :
       {"192.0.2.9/24abc", "192.0.2.9/33", "192.0.2.9/", "192.0.2/24", "192.0.2.*/24", "10/8",
        "2001:db8::/129", "2001:db8::/x", "::/-1", "192.0.2.010/24", "2001:db8:*/32"}) {
    EXPECT_TRUE(IsBrokenNetwork(broken)) << broken;
    EXPECT_TRUE(NamesBrokenNetwork(std::string("a!b@") + broken)) << broken;
    EXPECT_TRUE(NamesBrokenNetwork(broken)) << broken;
  }
  for (const char* good : {"192.0.2.0/24", "2001:db8::/32", "0::1", "192.0.2.*", "cloak/rose",
                           "*/bot/*", "*", "", "/", "face/24", "irc.example/x"}) {
    EXPECT_FALSE(IsBrokenNetwork(good)) << good;
  }
}

RC_GTEST_PROP(UserMaskProperty, PartsMatchAsTheWholeDoes, ()) {
  const std::string mask = CompleteMask(*Bytes("ab*?!@", 0.3));
  const std::string nick = "a" + *Bytes("ab", 0.1), user = "b" + *Bytes("ab", 0.1),
                    host = "h" + *Bytes("ab.", 0.1);
  UserText text{.nick = GlobText(Casemapping::kAscii, nick),
                .username = GlobText(Casemapping::kAscii, user),
                .hosts = {}};
  text.hosts.emplace_back(Casemapping::kAscii, host);
  RC_ASSERT(UserMask(Casemapping::kAscii, mask).Matches(text) ==
            MatchNaively(mask, nick + "!" + user + "@" + host));
}

}  // namespace
}  // namespace irc
