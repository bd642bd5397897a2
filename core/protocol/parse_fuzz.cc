// Any bytes into the parser, and what it finds into the functions for tags, text and names.
// Whatever the bytes are, what comes out must be views into the line, obey the grammar, and stay
// the same when it is written and parsed again.
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/check.h"
#include "core/protocol/names.h"
#include "core/protocol/parse.h"
#include "core/protocol/utf8.h"
#include "core/testing/line_parts.h"

namespace irc {
namespace {

void CheckView(absl::string_view line, absl::string_view part) {
  IRC_CHECK(part.empty() || (part.data() >= line.data() &&
                             part.data() + part.size() <= line.data() + line.size()),
            "the parser only looks at its line");
}

void CheckWord(absl::string_view line, absl::string_view word) {
  CheckView(line, word);
  IRC_CHECK(word.find(' ') == absl::string_view::npos, "spaces end a word");
}

void CheckGrammar(absl::string_view line, const ParsedLine& parsed) {
  CheckWord(line, parsed.tags);
  CheckWord(line, parsed.source);
  CheckWord(line, parsed.command);
  IRC_CHECK(!parsed.command.empty(), "a line without a command is an error");
  IRC_CHECK(parsed.params.size() <= kParamsMax, "the last one takes the rest");
  for (size_t i = 0; i + 1 < parsed.params.size(); ++i) {
    const absl::string_view middle = parsed.params[i];
    CheckWord(line, middle);
    IRC_CHECK(!middle.empty() && middle[0] != ':', "that would be the last parameter");
  }
  if (!parsed.params.empty()) CheckView(line, parsed.params[parsed.params.size() - 1]);
}

void CheckTags(absl::string_view line, const ParsedLine& parsed) {
  ForEachTag(parsed.tags, [&](absl::string_view key, absl::string_view value, bool has_value) {
    CheckView(line, key);
    CheckView(line, value);
    IRC_CHECK(!key.empty() && (has_value || value.empty()), "a tag has a key");
    IRC_CHECK(FindTag(parsed.tags, key).has_value(), "the tag is there");
    const std::string text = UnescapeTagValue(value);
    std::string escaped;
    AppendEscapedTagValue(text, &escaped);
    IRC_CHECK(UnescapeTagValue(escaped) == text, "escaping loses nothing");
  });
}

void CheckParts(const ParsedLine& parsed) {
  const LineParts parts = PartsOf(parsed);
  const std::string again = JoinLine(parts);
  ParsedLine reparsed;
  IRC_CHECK(!ParseLine(again, reparsed).has_value(), "what was joined is a line");
  IRC_CHECK(PartsOf(reparsed) == parts, "joining and parsing undo each other");
}

void CheckText(absl::string_view text) {
  const std::string clean = SanitizeUtf8(text);
  IRC_CHECK(IsValidUtf8(clean), "that is what sanitizing is for");
  IRC_CHECK(IsValidUtf8(text) == (clean == text), "valid text needs no change");
  for (size_t max = 0; max <= text.size() && max < 40; ++max) {
    const absl::string_view cut = TruncateUtf8(clean, max);
    IRC_CHECK(cut.size() <= max && IsValidUtf8(cut), "nothing is cut inside a code point");
    IRC_CHECK(TruncateUtf8(text, max).size() <= max, "no text is longer than allowed");
  }
}

void CheckNames(absl::string_view mask, absl::string_view text) {
  for (Casemapping casemapping : {Casemapping::kAscii, Casemapping::kRfc1459}) {
    if (!HasWildcard(mask)) {
      IRC_CHECK(MatchMask(casemapping, mask, text) ==
                    (Fold(casemapping, mask) == Fold(casemapping, text)),
                "a mask without wildcards matches what is the same name");
    }
    // Its stars and question marks each match themselves.
    IRC_CHECK(MatchMask(casemapping, text, text), "every text matches itself");
  }
  const std::string complete = CompleteMask(mask);
  IRC_CHECK(CompleteMask(complete) == complete, "complete is complete");
  IRC_CHECK(!IsValidNick(Casemapping::kAscii, text, 30) ||
                !IsValidChannelName(Casemapping::kAscii, text, 30),
            "nothing is both");
  IRC_CHECK(CleanUsername(text, 10).size() <= 10, "a username has a limit");
}

}  // namespace
}  // namespace irc

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view line(reinterpret_cast<const char*>(data), size);
  IRC_CHECK(irc::TagsSectionBytes(line) <= line.size(), "tags are a part of the line");
  irc::ParsedLine parsed;
  if (irc::ParseLine(line, parsed).has_value()) return 0;
  irc::CheckGrammar(line, parsed);
  irc::CheckTags(line, parsed);
  irc::CheckParts(parsed);
  irc::CheckText(line);
  irc::CheckNames(parsed.params[0], parsed.params[1]);
  return 0;
}
