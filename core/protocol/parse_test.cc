#include "core/protocol/parse.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/testing/line_parts.h"
#include "core/testing/vectors.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// Parses a copy of exactly the size of `line`, so that the sanitizer sees a read beyond its end.
std::optional<ParseError> ParseTight(absl::string_view line, LineParts* parts = nullptr) {
  const std::vector<char> copy(line.begin(), line.end());
  ParsedLine parsed;
  const auto error = ParseLine(absl::string_view(copy.data(), copy.size()), parsed);
  if (!error.has_value() && parts != nullptr) *parts = PartsOf(parsed);
  return error;
}

LineParts PartsOfRow(const nlohmann::json& row) {
  return {.tags = row.value("tags", std::map<std::string, std::string>{}),
          .source = row.value("source", ""),
          .command = row.value("command", ""),
          .params = row.value("params", std::vector<std::string>{})};
}

TEST(ParseVectors, EverySpellingGivesTheParts) {
  for (const nlohmann::json& row : ReadVectors("lines")) {
    for (const std::string line : row["lines"]) {
      SCOPED_TRACE(row["why"].get<std::string>() + ": " + line);
      LineParts parts;
      const auto error = ParseTight(line, &parts);
      if (row.contains("error")) {
        ASSERT_TRUE(error.has_value());
        EXPECT_EQ(ParseErrorText(*error), row["error"].get<std::string>());
      } else {
        ASSERT_FALSE(error.has_value()) << ParseErrorText(*error);
        EXPECT_EQ(parts, PartsOfRow(row));
      }
    }
  }
}

// The inverse: the first spelling of each row is the canonical one.
TEST(ParseVectors, ThePartsGiveTheFirstSpelling) {
  for (const nlohmann::json& row : ReadVectors("lines")) {
    if (row.contains("error")) continue;
    EXPECT_EQ(JoinLine(PartsOfRow(row)), row["lines"][0].get<std::string>()) << row["why"];
  }
}

// Every prefix of a line is either an error or has a prefix of the line's parts.
TEST(ParseVectors, EveryPrefixParsesToAPrefix) {
  for (const nlohmann::json& row : ReadVectors("lines")) {
    if (row.contains("error")) continue;
    for (const std::string line : row["lines"]) {
      LineParts whole;
      ASSERT_FALSE(ParseTight(line, &whole).has_value());
      for (size_t size = 0; size < line.size(); ++size) {
        SCOPED_TRACE(line.substr(0, size));
        LineParts parts;
        if (ParseTight(line.substr(0, size), &parts).has_value()) continue;
        EXPECT_EQ(parts.tags, whole.tags);
        EXPECT_EQ(parts.source, whole.source);
        EXPECT_TRUE(absl::StartsWith(whole.command, parts.command));
        ASSERT_LE(parts.params.size(), whole.params.size());
        for (size_t i = 0; i < parts.params.size(); ++i) {
          if (i + 1 < parts.params.size()) {
            EXPECT_EQ(parts.params[i], whole.params[i]);
          } else {
            EXPECT_TRUE(absl::StartsWith(whole.params[i], parts.params[i]));
          }
        }
      }
    }
  }
}

// A word that is appended becomes a part of the last parameter or a further parameter.
TEST(ParseVectors, ATailChangesNothingBeforeIt) {
  for (const nlohmann::json& row : ReadVectors("lines")) {
    if (row.contains("error")) continue;
    for (const std::string line : row["lines"]) {
      SCOPED_TRACE(line);
      LineParts expected = PartsOfRow(row), parts;
      const bool open = expected.params.size() == kParamsMax || absl::StrContains(line, " :");
      ASSERT_FALSE(ParseTight(line + " tail", &parts).has_value());
      EXPECT_EQ(parts.tags, expected.tags);
      EXPECT_EQ(parts.source, expected.source);
      EXPECT_EQ(parts.command, expected.command);
      EXPECT_FALSE(parts.params.empty());
      EXPECT_TRUE(open ? absl::EndsWith(parts.params.back(), "tail")
                       : parts.params.back() == "tail");
    }
  }
}

TEST(Params, AnAbsentOneIsEmpty) {
  Params params;
  params.Add("a");
  EXPECT_EQ(params[0], "a");
  EXPECT_EQ(params[1], "");
  EXPECT_EQ(params[kParamsMax], "");
}

// Parsing a second line into the same object leaves no parts of the first.
TEST(ParseLine, ReusesItsResult) {
  ParsedLine parsed;
  ASSERT_FALSE(ParseLine("@a=b :rose TOPIC #garden :hello", parsed).has_value());
  ASSERT_FALSE(ParseLine("LUSERS", parsed).has_value());
  EXPECT_EQ(PartsOf(parsed), (LineParts{.command = "LUSERS"}));
}

TEST(FindTag, FindsTheLastOne) {
  EXPECT_EQ(FindTag("label=1;x;label=2", "label"), "2");
  EXPECT_EQ(FindTag("label=1;label", "label"), "");
  EXPECT_EQ(FindTag("a=x\\sy", "a"), "x\\sy");
  EXPECT_EQ(FindTag("label=1", "labe"), std::nullopt);
  EXPECT_EQ(FindTag("label=1", "1"), std::nullopt);
  EXPECT_EQ(FindTag("", "label"), std::nullopt);
  EXPECT_EQ(FindTag("=1;;", ""), std::nullopt);
}

TEST(ForEachTag, TellsAMissingValueFromAnEmptyOne) {
  std::vector<std::string> seen;
  ForEachTag("a;b=;c=1;;=2;d==;", [&](absl::string_view key, absl::string_view value, bool has) {
    seen.push_back(absl::StrCat(key, has ? "=" : "", value));
  });
  EXPECT_EQ(seen, (std::vector<std::string>{"a", "b=", "c=1", "d=="}));
}

TEST(TagsSectionBytes, CountsWhatTheTagsCost) {
  EXPECT_EQ(TagsSectionBytes(""), 0u);
  EXPECT_EQ(TagsSectionBytes("PING @a"), 0u);
  EXPECT_EQ(TagsSectionBytes("@a=b PING"), 5u);
  EXPECT_EQ(TagsSectionBytes("@a=b   PING"), 7u);
  EXPECT_EQ(TagsSectionBytes(" @a=b PING"), 6u);
  EXPECT_EQ(TagsSectionBytes("@a=b"), 4u);
}

// Text in which the parser's special bytes are frequent.
rc::Gen<std::string> Text() {
  return rc::gen::container<std::string>(
      rc::gen::weightedOneOf<char>({{3, rc::gen::element(' ', ':', '@', ';', '=', '\\', '!')},
                                    {4, rc::gen::element('a', 's', 'n', 'Z', '1', '#', '\t')},
                                    {1, rc::gen::distinctFrom(rc::gen::arbitrary<char>(), '\0')}}));
}

// Such text, not empty and without the characters of `forbidden`.
std::string Word(absl::string_view forbidden) {
  return *rc::gen::suchThat(Text(), [forbidden](const std::string& text) {
    return !text.empty() && text.find_first_of(std::string(forbidden)) == std::string::npos;
  });
}

LineParts AnyParts() {
  LineParts parts;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) parts.tags[Word(" ;=")] = *Text();
  if (*rc::gen::arbitrary<bool>()) parts.source = Word(" ");
  parts.command = *rc::gen::element<std::string>("PING", "004", "a:@=;", "@x", ":x");
  const int params = *rc::gen::inRange<int>(0, kParamsMax + 1);
  for (int i = 1; i < params; ++i) {
    std::string middle = Word(" ");
    if (middle[0] == ':') middle[0] = '-';
    parts.params.push_back(std::move(middle));
  }
  if (params > 0) parts.params.push_back(*Text());
  return parts;
}

RC_GTEST_PROP(ParseProperty, ParsingWhatWasJoinedGivesItBack, ()) {
  const LineParts parts = AnyParts();
  LineParts parsed;
  RC_ASSERT(!ParseTight(JoinLine(parts), &parsed).has_value());
  RC_ASSERT(parsed == parts);
}

RC_GTEST_PROP(ParseProperty, FurtherSpacesMeanNothing, ()) {
  const LineParts parts = AnyParts();
  const std::string spaces(*rc::gen::inRange<size_t>(1, 4), ' ');
  // Several spaces separate like one, except in the last parameter.
  LineParts head = parts;
  if (!parts.params.empty()) head.params.pop_back();
  std::string line = spaces + absl::StrReplaceAll(JoinLine(head), {{" ", spaces}}) + spaces;
  if (!parts.params.empty()) absl::StrAppend(&line, ":", parts.params.back());
  LineParts parsed;
  RC_ASSERT(!ParseTight(line, &parsed).has_value());
  RC_ASSERT(parsed == parts);
}

RC_GTEST_PROP(ParseProperty, AnyBytesParseToAFixedPoint, ()) {
  LineParts once, twice;
  if (ParseTight(*Text(), &once).has_value()) return;
  RC_ASSERT(!ParseTight(JoinLine(once), &twice).has_value());
  RC_ASSERT(twice == once);
}

RC_GTEST_PROP(ParseProperty, TheTagsSectionIsWhatPrecedesTheRest, ()) {
  const std::string line = *Text();
  LineParts whole, rest;
  const size_t bytes = TagsSectionBytes(line);
  RC_ASSERT(bytes <= line.size());
  if (ParseTight(line, &whole).has_value()) return;
  if (bytes == 0) {
    RC_ASSERT(whole.tags.empty());
    return;
  }
  // The rest may be a command that begins with '@', which would be parsed as tags.
  if (line[bytes] == '@') return;
  RC_ASSERT(!ParseTight(line.substr(bytes), &rest).has_value());
  whole.tags.clear();
  RC_ASSERT(rest == whole);
}

RC_GTEST_PROP(TagValueProperty, UnescapeUndoesEscape, ()) {
  const std::string value = *rc::gen::oneOf(Text(), rc::gen::arbitrary<std::string>());
  std::string escaped = "kept";
  AppendEscapedTagValue(value, &escaped);
  RC_ASSERT(absl::StartsWith(escaped, "kept"));
  escaped.erase(0, 4);
  RC_ASSERT(escaped.find_first_of("; \r\n") == std::string::npos);
  RC_ASSERT(UnescapeTagValue(escaped) == value);
}

RC_GTEST_PROP(TagValueProperty, UnescapeNeverGrows, ()) {
  const std::string escaped = *Text();
  RC_ASSERT(UnescapeTagValue(escaped).size() <= escaped.size());
}

}  // namespace
}  // namespace irc
