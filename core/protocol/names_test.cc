#include "core/protocol/names.h"

#include <string>
#include <vector>

#include "core/testing/naive_match.h"
#include "core/testing/vectors.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr Casemapping kBoth[] = {Casemapping::kAscii, Casemapping::kRfc1459};

TEST(Casemapping, HasTheNamesOfIsupport) {
  EXPECT_EQ(ParseCasemapping("ascii"), Casemapping::kAscii);
  EXPECT_EQ(ParseCasemapping("rfc1459"), Casemapping::kRfc1459);
  EXPECT_EQ(ParseCasemapping("ASCII"), std::nullopt);
  EXPECT_EQ(ParseCasemapping(""), std::nullopt);
}

TEST(Fold, FoldsWhatTheCasemappingSays) {
  EXPECT_EQ(Fold(Casemapping::kAscii, "RoSe"), Fold(Casemapping::kAscii, "rOsE"));
  EXPECT_NE(Fold(Casemapping::kAscii, "a[]\\^"), Fold(Casemapping::kAscii, "a{}|~"));
  EXPECT_EQ(Fold(Casemapping::kRfc1459, "A[]\\^"), Fold(Casemapping::kRfc1459, "a{}|~"));
  EXPECT_NE(Fold(Casemapping::kRfc1459, "a`"), Fold(Casemapping::kRfc1459, "a@"));
}

// Only ASCII is folded: bytes of UTF-8 sequences stay unchanged.
TEST(Fold, LeavesOtherBytesAlone) {
  for (Casemapping casemapping : kBoth) {
    for (int byte = 0x80; byte < 0x100; ++byte) {
      EXPECT_EQ(FoldByte(casemapping, static_cast<char>(byte)), static_cast<char>(byte));
    }
  }
}

TEST(Nick, RowsOfBothKinds) {
  for (const char* nick : {"a", "Z", "rose", "[a]", "\\", "`^{|}_", "a-b", "a1", "|away|"}) {
    EXPECT_TRUE(IsValidNick(Casemapping::kAscii, nick, 30)) << nick;
  }
  for (const char* nick :
       {"",    "1a", "-a", "a b", "a!b", "a@b",   "#a",         "a.b",   "a:b", ":a",
        "a,b", "a*", "a?", "a~",  "~a",  "a\x01", "gr\xc3\xbc", "a\xff", "$a",  "a+"}) {
    EXPECT_FALSE(IsValidNick(Casemapping::kAscii, nick, 30)) << nick;
  }
  EXPECT_FALSE(IsValidNick(Casemapping::kAscii, absl::string_view("a\0b", 3), 30));
  EXPECT_TRUE(IsValidNick(Casemapping::kAscii, std::string(30, 'a'), 30));
  EXPECT_FALSE(IsValidNick(Casemapping::kAscii, std::string(31, 'a'), 30));
}

TEST(ChannelName, RowsOfBothKinds) {
  for (const char* name : {"#a", "##", "#gr\xc3\xbcn", "#a.b", "#!\"$%&'()*+-/;<=>?@[\\]^_`{|}~"}) {
    EXPECT_TRUE(IsValidChannelName(Casemapping::kAscii, name, 64)) << name;
  }
  for (const char* name : {"", "#", "a", "&a", "#a b", "#a,b", "#a:b", "#a\x07", "#a\x7f", "#a\xff",
                           "#a\tb", "#a\xc3"}) {
    EXPECT_FALSE(IsValidChannelName(Casemapping::kAscii, name, 64)) << name;
  }
  EXPECT_FALSE(IsValidChannelName(Casemapping::kAscii, absl::string_view("#a\0b", 4), 64));
  EXPECT_TRUE(IsValidChannelName(Casemapping::kAscii, "#" + std::string(63, 'a'), 64));
  EXPECT_FALSE(IsValidChannelName(Casemapping::kAscii, "#" + std::string(64, 'a'), 64));
}

TEST(Username, KeepsWhatMayStandInASource) {
  EXPECT_EQ(CleanUsername("rose", 18), "rose");
  EXPECT_EQ(CleanUsername("~r.o-s_e", 18), "~r.o-s_e");
  EXPECT_EQ(CleanUsername("r!o@s e*\x01", 18), "rose");
  EXPECT_EQ(CleanUsername("!@ *", 18), "");
  EXPECT_EQ(CleanUsername("!a!b!c!d", 3), "abc");
}

TEST(CompleteMask, NamesAllThreeParts) {
  const std::vector<std::pair<const char*, const char*>> rows = {
      {"rose", "rose!*@*"},
      {"ro*", "ro*!*@*"},
      {"rose!r", "rose!r@*"},
      {"r@host", "*!r@host"},
      {"rose!r@host", "rose!r@host"},
      {"*.example", "*!*@*.example"},
      {"192.0.2.*", "*!*@192.0.2.*"},
      {"2001:db8::*", "*!*@2001:db8::*"},
      {"192.0.2.0/24", "*!*@192.0.2.0/24"},
      {"cloak/rose", "*!*@cloak/rose"},
      {"", "*!*@*"},
      {"*", "*!*@*"},
      {"!", "*!*@*"},
      {"@", "*!*@*"},
      {"!@", "*!*@*"},
      {"rose!", "rose!*@*"},
      {"!r", "*!r@*"},
      {"@host", "*!*@host"},
      {"r@", "*!r@*"},
      {"rose!@host", "rose!*@host"},
      {"rose!a@b@host", "rose!a@b@host"},
  };
  for (const auto& [mask, complete] : rows) EXPECT_EQ(CompleteMask(mask), complete) << mask;
}

TEST(MatchMask, Vectors) {
  for (const nlohmann::json& row : ReadVectors("masks")) {
    const std::string mask = row["mask"];
    const auto casemapping = ParseCasemapping(row.value("casemapping", "ascii"));
    ASSERT_TRUE(casemapping.has_value());
    for (const std::string text : row["matches"]) {
      EXPECT_TRUE(MatchMask(*casemapping, mask, text)) << mask << " " << text;
    }
    for (const std::string text : row["fails"]) {
      EXPECT_FALSE(MatchMask(*casemapping, mask, text)) << mask << " " << text;
    }
  }
}

// A mask for which a recursive matcher needs exponential time.
TEST(MatchMask, StarsCostLittle) {
  std::string mask;
  for (int i = 0; i < 100; ++i) mask += "*a";
  EXPECT_FALSE(MatchMask(Casemapping::kAscii, mask + "*b", std::string(400, 'a')));
  EXPECT_TRUE(MatchMask(Casemapping::kAscii, mask + "*", std::string(400, 'A')));
}

TEST(HasWildcard, KnowsBoth) {
  EXPECT_TRUE(HasWildcard("a*"));
  EXPECT_TRUE(HasWildcard("?"));
  EXPECT_FALSE(HasWildcard("a[b]\\"));
}

Casemapping AnyCasemapping() {
  return *rc::gen::element(Casemapping::kAscii, Casemapping::kRfc1459);
}

std::string FoldNaively(Casemapping casemapping, std::string text) {
  const std::string upper = casemapping == Casemapping::kAscii ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                               : "ABCDEFGHIJKLMNOPQRSTUVWXYZ[]\\^";
  const std::string lower = "abcdefghijklmnopqrstuvwxyz{}|~";
  for (char& c : text) {
    const size_t at = upper.find(c);
    if (at != std::string::npos) c = lower[at];
  }
  return text;
}

// Short strings over a small alphabet, so that masks often match.
rc::Gen<std::string> Bytes(const std::string& alphabet) {
  return rc::gen::scale(0.2, rc::gen::container<std::string>(rc::gen::elementOf(alphabet)));
}

RC_GTEST_PROP(MatchMaskProperty, AgreesWithTheDefinition, ()) {
  const Casemapping casemapping = AnyCasemapping();
  const std::string mask = *Bytes("aAb[{*?*?");
  const std::string text = *Bytes("aAb[{aAb[{*");
  RC_ASSERT(MatchMask(casemapping, mask, text) ==
            MatchNaively(FoldNaively(casemapping, mask), FoldNaively(casemapping, text)));
}

// A text matches every mask that is made from it by inserting wildcards.
RC_GTEST_PROP(MatchMaskProperty, MatchesWhatItWasMadeOf, ()) {
  const std::string text = *rc::gen::arbitrary<std::string>();
  std::string mask;
  for (size_t i = 0; i < text.size(); ++i) {
    const int kind = *rc::gen::inRange(0, 4);
    if (kind == 0) mask.push_back('?');
    if (kind == 1) mask.push_back('*');  // replaces this byte
    if (kind == 2) mask += {'*', text[i]};
    if (kind == 3) mask.push_back(text[i]);
  }
  RC_ASSERT(MatchMask(AnyCasemapping(), mask, text));
}

RC_GTEST_PROP(FoldProperty, IsIdempotentAndAgreesWithTheDefinition, ()) {
  const Casemapping casemapping = AnyCasemapping();
  const std::string name = *rc::gen::arbitrary<std::string>();
  const std::string folded = FoldNaively(casemapping, name);
  std::string bytes = name, twice;
  for (char& c : bytes) c = FoldByte(casemapping, c);
  for (char c : bytes) twice.push_back(FoldByte(casemapping, c));
  RC_ASSERT(bytes == folded);
  RC_ASSERT(twice == bytes);
  RC_ASSERT(Fold(casemapping, name) == Fold(casemapping, folded));
  RC_ASSERT(!(Fold(casemapping, name) < Fold(casemapping, folded)));
}

// Two folded names are equal if and only if the lower-case forms of the names are.
RC_GTEST_PROP(FoldProperty, EqualWhenTheLowerCaseIs, ()) {
  const Casemapping casemapping = AnyCasemapping();
  const std::string a = *Bytes("aA[{"), b = *Bytes("aA[{");
  const bool same = FoldNaively(casemapping, a) == FoldNaively(casemapping, b);
  RC_ASSERT((Fold(casemapping, a) == Fold(casemapping, b)) == same);
}

RC_GTEST_PROP(CompleteMaskProperty, IsCompleteAndStaysSo, ()) {
  const std::string complete = CompleteMask(*Bytes("ab!@.*:"));
  const size_t bang = complete.find('!');
  RC_ASSERT(bang != std::string::npos && bang > 0);
  const size_t at = complete.rfind('@');
  RC_ASSERT(at != std::string::npos && at > bang + 1 && at + 1 < complete.size());
  RC_ASSERT(CompleteMask(complete) == complete);
}

RC_GTEST_PROP(UsernameProperty, IsShortCleanAndStaysSo, ()) {
  const auto max = *rc::gen::inRange<int64_t>(1, 20);
  const std::string clean = CleanUsername(*rc::gen::arbitrary<std::string>(), max);
  RC_ASSERT(static_cast<int64_t>(clean.size()) <= max);
  RC_ASSERT(clean.find_first_of(" !@:*?,") == std::string::npos);
  RC_ASSERT(CleanUsername(clean, max) == clean);
}

}  // namespace
}  // namespace irc
