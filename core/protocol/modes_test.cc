#include "core/protocol/modes.h"

#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

std::vector<ModeChange> Parse(const std::vector<absl::string_view>& params) {
  return ParseChannelModes(params[0], params.data() + 1, params.size() - 1);
}

std::string ToText(const std::vector<ModeChange>& changes) {
  std::string text;
  for (const ModeChange& change : changes) {
    if (!text.empty()) text.push_back(' ');
    text.push_back(change.add ? '+' : '-');
    text.push_back(change.letter);
    if (change.has_param) text.append("=").append(change.param.data(), change.param.size());
  }
  return text;
}

TEST(Prefixes, AtLeastTakesTheRankAndAllAbove) {
  EXPECT_EQ(AtLeast(kVoice), kVoice | kHalfop | kOp | kAdmin | kOwner);
  EXPECT_EQ(AtLeast(kHalfop), kHalfop | kOp | kAdmin | kOwner);
  EXPECT_EQ(AtLeast(kOp), kOp | kAdmin | kOwner);
  EXPECT_EQ(AtLeast(kAdmin), kAdmin | kOwner);
  EXPECT_EQ(AtLeast(kOwner), kOwner);
}

TEST(Prefixes, HighestRank) {
  EXPECT_EQ(HighestRank(0), 0);
  EXPECT_EQ(HighestRank(kVoice), kVoice);
  EXPECT_EQ(HighestRank(kVoice | kOp), kOp);
  EXPECT_EQ(HighestRank(0x1f), kOwner);
}

TEST(Prefixes, SymbolsAreHighestFirst) {
  EXPECT_EQ(PrefixSymbols(0, true), "");
  EXPECT_EQ(PrefixSymbols(0x1f, true), "~&@%+");
  EXPECT_EQ(PrefixSymbols(0x1f, false), "~");
  EXPECT_EQ(PrefixSymbols(kVoice | kOp, true), "@+");
  EXPECT_EQ(PrefixSymbols(kVoice | kOp, false), "@");
}

TEST(Prefixes, SymbolsAndLettersLeadBack) {
  for (const PrefixRow& row : kPrefixes) {
    EXPECT_EQ(PrefixOfSymbol(row.symbol), row.bit);
    EXPECT_EQ(PrefixOfLetter(row.letter), row.bit);
    EXPECT_EQ(FindChannelMode(row.letter)->kind, ModeKind::kPrefix);
  }
  EXPECT_EQ(PrefixOfSymbol('#'), 0);
  EXPECT_EQ(PrefixOfLetter('b'), 0) << "a mode, but no prefix";
}

TEST(Tables, ChannelModesAreEachThereOnce) {
  std::set<char> letters;
  std::set<ChannelMode> modes;
  for (const ChannelModeRow& row : kChannelModes) {
    EXPECT_TRUE(letters.insert(row.letter).second) << row.letter;
    EXPECT_EQ(FindChannelMode(row.letter), &row);
    EXPECT_EQ(row.kind == ModeKind::kPrefix, PrefixOfLetter(row.letter) != 0) << row.letter;
    EXPECT_NE(row.rank, 0) << row.letter;
    EXPECT_FALSE(row.help.empty()) << row.letter;
    if (row.kind != ModeKind::kPrefix) {
      EXPECT_TRUE(modes.insert(row.mode).second) << row.letter;
    }
  }
  EXPECT_EQ(FindChannelMode('+'), nullptr);
  // Every mode that a channel can have is a row; kPrefix, the last, stands for five of them.
  EXPECT_EQ(modes.size(), static_cast<size_t>(ChannelMode::kPrefix));
}

TEST(Tables, KindsOfChannelModesFollowFromTheEnum) {
  for (const ChannelModeRow& row : kChannelModes) {
    const bool list = row.mode >= ChannelMode::kBan && row.mode <= ChannelMode::kQuiet;
    EXPECT_EQ(row.kind == ModeKind::kList, list) << row.letter;
    EXPECT_EQ(row.kind == ModeKind::kFlag, row.mode < ChannelMode::kForward) << row.letter;
  }
  EXPECT_EQ(static_cast<int>(ChannelMode::kQuiet) - static_cast<int>(ChannelMode::kBan) + 1,
            kListModes);
}

TEST(Tables, UserModesAreEachThereOnce) {
  std::set<char> letters;
  uint32_t bits = 0;
  for (const UserModeRow& row : kUserModes) {
    EXPECT_TRUE(letters.insert(row.letter).second) << row.letter;
    EXPECT_EQ(bits & UserModeBit(row.mode), 0u) << row.letter;
    bits |= UserModeBit(row.mode);
    EXPECT_EQ(FindUserMode(row.letter), &row);
    EXPECT_FALSE(row.help.empty()) << row.letter;
  }
  EXPECT_EQ(FindUserMode('z'), nullptr);
}

TEST(Tables, SnomaskBitsAddUpToAll) {
  uint32_t bits = 0;
  for (const SnomaskRow& row : kSnomasks) {
    EXPECT_EQ(bits & SnomaskBitOfLetter(row.letter), 0u) << row.letter;
    bits |= SnomaskBitOfLetter(row.letter);
  }
  EXPECT_EQ(bits, kAllSnomasks);
  EXPECT_EQ(SnomaskBitOfLetter('!'), 0u);
}

TEST(ParseChannelModes, GivesParametersByKind) {
  EXPECT_EQ(ToText(Parse({"+ov-v", "alice", "bob", "carol"})), "+o=alice +v=bob -v=carol");
  EXPECT_EQ(ToText(Parse({"+ntb", "*!*@host"})), "+n +t +b=*!*@host") << "flags take none";
  EXPECT_EQ(ToText(Parse({"+l-l", "5", "left"})), "+l=5 -l") << "a setting takes none back";
  EXPECT_EQ(ToText(Parse({"+k-k", "key", "any"})), "+k=key -k=any") << "a key takes one both ways";
  EXPECT_EQ(ToText(Parse({"+fj-fj", "#to", "3:10"})), "+f=#to +j=3:10 -f -j");
}

TEST(ParseChannelModes, SignsHoldUntilTheNext) {
  EXPECT_EQ(ToText(Parse({"nt"})), "+n +t") << "without a sign modes are set";
  EXPECT_EQ(ToText(Parse({"-+-nt+m"})), "-n -t +m");
  EXPECT_EQ(ToText(Parse({""})), "");
  EXPECT_EQ(ToText(Parse({"+-+"})), "");
}

TEST(ParseChannelModes, WhereParametersRunOut) {
  EXPECT_EQ(ToText(Parse({"b"})), "+b");
  EXPECT_EQ(ToText(Parse({"+oo", "alice"})), "+o=alice +o");
  EXPECT_EQ(ToText(Parse({"+n", "ignored"})), "+n");
  EXPECT_EQ(ToText(Parse({"+k", ""})), "+k=") << "an empty parameter is one";
}

TEST(ParseChannelModes, UnknownLettersTakeNone) {
  EXPECT_EQ(ToText(Parse({"+!Yo", "alice"})), "+! +Y +o=alice");
}

TEST(ParseUserModes, OnlySettingServerNoticesTakesOne) {
  const std::vector<absl::string_view> params = {"+ck", "left"};
  EXPECT_EQ(ToText(ParseUserModes("+isw", params.data(), 2)), "+i +s=+ck +w");
  EXPECT_EQ(ToText(ParseUserModes("-s+s", params.data(), 2)), "-s +s=+ck");
  EXPECT_EQ(ToText(ParseUserModes("+s", nullptr, 0)), "+s");
  EXPECT_EQ(ToText(ParseUserModes("+bkl", params.data(), 2)), "+b +k +l")
      << "letters of channels mean nothing here";
}

TEST(ModeString, SignsOnlyWhereTheyChange) {
  ModeString modes;
  EXPECT_TRUE(modes.empty());
  modes.Add(true, 'o', "alice");
  modes.Add(true, 'n');
  modes.Add(false, 'v', "bob");
  modes.Add(false, 't');
  modes.Add(true, 'm');
  EXPECT_FALSE(modes.empty());
  EXPECT_EQ(modes.letters(), "+on-vt+m");
  EXPECT_EQ(modes.params(), (std::vector<std::string>{"alice", "bob"}));
}

TEST(ModeLines, ALineHasRoomForTheSignToo) {
  for (const bool add : {true, false}) {
    ModeLines modes(10);
    modes.Add(true, 'b', "abcd");  // 7 bytes
    modes.Add(add, 'b', "");
    EXPECT_EQ(modes.lines().size(), 1u) << "3 more: a sign, a letter and a space";
    modes.Add(add, 'n');
    for (const ModeString& line : modes.lines()) EXPECT_LE(line.bytes(), 10u);
  }
  ModeLines modes(10);
  modes.Add(true, 'b', "abcd");
  modes.Add(false, 'b', "x");
  ASSERT_EQ(modes.lines().size(), 2u);
  EXPECT_EQ(modes.lines().back().letters(), "-b");
}

// For arbitrary bytes, every change comes from a letter of the input, and parameters are used from
// left to right, each once.
RC_GTEST_PROP(ParseChannelModes, TakesLettersAndParametersInOrder,
              (const std::string& modes, const std::vector<std::string>& given)) {
  const std::vector<absl::string_view> params(given.begin(), given.end());
  const std::vector<ModeChange> changes = ParseChannelModes(modes, params.data(), params.size());
  size_t next_param = 0, next_change = 0;
  for (char c : modes) {
    if (c == '+' || c == '-') continue;
    RC_ASSERT(next_change < changes.size());
    const ModeChange& change = changes[next_change++];
    RC_ASSERT(change.letter == c);
    if (!change.has_param) continue;
    RC_ASSERT(next_param < params.size());
    RC_ASSERT(change.param.data() == params[next_param].data());
    ++next_param;
  }
  RC_ASSERT(next_change == changes.size());
}

// ParseChannelModes is the inverse of ModeString.
RC_GTEST_PROP(ParseChannelModes, ReadsWhatModeStringWrites, ()) {
  ModeString modes;
  std::string expected;
  for (int i = *rc::gen::inRange(0, 13); i > 0; --i) {
    const bool add = *rc::gen::arbitrary<bool>();
    const ChannelModeRow& row = *rc::gen::elementOf(
        std::vector<ChannelModeRow>(kChannelModes.begin(), kChannelModes.end()));
    const bool takes = row.kind != ModeKind::kFlag && (add || row.kind != ModeKind::kSetting);
    const std::string param =
        takes ? *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('a', 'z')))
              : std::string();
    modes.Add(add, row.letter, param);
    const ModeChange change{.add = add, .letter = row.letter, .has_param = takes, .param = param};
    expected += (expected.empty() ? "" : " ") + ToText({change});
  }
  const std::vector<absl::string_view> params(modes.params().begin(), modes.params().end());
  RC_ASSERT(ToText(ParseChannelModes(modes.letters(), params.data(), params.size())) == expected);
}

}  // namespace
}  // namespace irc
