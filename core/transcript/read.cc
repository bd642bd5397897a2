#include "core/transcript/read.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/transcript/cursor.h"
#include "core/transcript/escape.h"
#include "core/transcript/read_step.h"
#include "core/transcript/write.h"

namespace irc {
namespace transcript {
namespace {

// The bytes after "name:" or "name<": `rest` is empty, or a space and the escaped bytes.
std::string ReadBytes(Cursor& cursor, absl::string_view rest) {
  if (!rest.empty() && !absl::ConsumePrefix(&rest, " ")) {
    cursor.Fail("a space is missing after the name");
  }
  absl::StatusOr<std::string> bytes = Unescape(rest);
  if (!bytes.ok()) cursor.Fail(std::string(bytes.status().message()));
  return bytes.ok() ? *std::move(bytes) : "";
}

}  // namespace

absl::StatusOr<std::optional<Block>> Reader::Add(absl::string_view line) {
  ++line_;
  Cursor cursor(line);
  if (cursor.AtEnd()) return Finish();
  if (absl::EndsWith(line, "\r")) {
    cursor.Fail("the line ends with CR LF, but the lines of a transcript end with LF alone");
  } else if (block_.checked) {
    ReadExpected(cursor, line);
  } else {
    ReadInput(cursor, line);
  }
  if (!cursor.failed()) return std::nullopt;
  return absl::InvalidArgumentError(absl::StrCat("line ", line_, ": ", cursor.error()));
}

std::optional<Block> Reader::Finish() {
  Block block = std::exchange(block_, Block());
  if (block.steps.empty()) return std::nullopt;
  return block;
}

void Reader::ReadInput(Cursor& cursor, absl::string_view line) {
  if (line == kDivider) return ReadDivider(cursor);
  StepKind what = line[0] == '#' ? StepKind(Comment{std::string(line)}) : ReadWords(cursor, line);
  if (cursor.failed()) return;
  if (const auto* connect = std::get_if<Connect>(&what)) Declare(cursor, *connect);
  if (const auto* session = std::get_if<Register>(&what)) Declare(cursor, session->connect);
  block_.steps.push_back(Step{line_, std::move(what)});
}

void Reader::ReadDivider(Cursor& cursor) {
  for (const Step& step : block_.steps) {
    block_.checked = block_.checked || !std::holds_alternative<Comment>(step.what);
  }
  if (!block_.checked) cursor.Fail("'----' has no input lines directly above it");
  block_.divider_line = line_;
}

StepKind Reader::ReadWords(Cursor& cursor, absl::string_view line) {
  if (line[0] == ' ') cursor.Fail("the line begins with a space");
  const absl::string_view word = line.substr(0, line.find(' '));
  const absl::string_view rest = line.substr(word.size());
  if (const Keyword* keyword = FindKeyword(word)) return ReadKeyword(cursor, *keyword);
  if (rest == " gone" || absl::StartsWith(rest, " gone ")) {
    Gone gone{std::string(cursor.Bare()), ""};
    RequireSession(cursor, gone.name);
    cursor.Bare();
    gone.reason = cursor.Text();
    events_ = true;
    return gone;
  }
  if (rest == " drained") {
    RequireSession(cursor, word);
    events_ = true;
    return Drain{std::string(word)};
  }
  return ReadSay(cursor, line);
}

StepKind Reader::ReadKeyword(Cursor& cursor, const Keyword& keyword) {
  if (keyword.before_events && events_) {
    cursor.Fail(absl::StrCat("'", keyword.word, "' must stand before the first event"));
  }
  cursor.Bare();
  StepKind what = keyword.read(cursor);
  if (!cursor.AtEnd()) cursor.Fail("something stands after the end of the line");
  events_ = events_ || (!keyword.before_events && keyword.word != "time");
  if (const auto* complete = std::get_if<Complete>(&what)) {
    if (const auto* stats = std::get_if<StatsResult>(&complete->result)) {
      for (const StatsResult::Row& row : stats->rows) RequireSession(cursor, row.name);
    }
  }
  return what;
}

// "alice bob: LINE"
StepKind Reader::ReadSay(Cursor& cursor, absl::string_view line) {
  Say say;
  const size_t colon = line.find(':');
  say.names = absl::StrSplit(line.substr(0, colon), ' ', absl::SkipEmpty());
  for (const std::string& name : say.names) {
    if (colon != absl::string_view::npos && IsSessionName(name)) continue;
    cursor.Fail(absl::StrCat("'", Escape(line.substr(0, 40)),
                             "' is no input: neither 'name: LINE' nor 'name gone REASON' nor "
                             "'name drained' nor one of config oper start time clock connect "
                             "session complete tick configure stopping"));
    return say;
  }
  if (say.names.empty()) cursor.Fail("a name is missing before the ':'");
  for (const std::string& name : say.names) RequireSession(cursor, name);
  if (!cursor.failed()) say.line = ReadBytes(cursor, line.substr(colon + 1));
  return say;
}

void Reader::ReadExpected(Cursor& cursor, absl::string_view line) {
  const absl::string_view name = line.substr(0, line.find_first_of(" <"));
  const absl::string_view rest = line.substr(name.size());
  std::string text(line);
  if (absl::StartsWith(rest, "<")) {
    RequireSession(cursor, name);
    text = PrintSpoken(name, '<', ReadBytes(cursor, rest.substr(1)));
  } else if (rest == " closed" || rest == " unfinished") {
    RequireSession(cursor, name);
  } else if (line[0] != '#' && !absl::StartsWith(line, "request ") &&
             !absl::StartsWith(line, "store ") && line != "stop die" && line != "stop restart") {
    cursor.Fail(absl::StrCat(
        "'", Escape(line.substr(0, 40)),
        "' is no output: neither 'name< LINE' nor 'name closed' nor "
        "'name unfinished' nor 'store …' nor 'request …' nor 'stop die' or 'stop restart'"));
  }
  block_.expected.push_back(ExpectedLine{line_, std::move(text)});
}

void Reader::Declare(Cursor& cursor, const Connect& connect) {
  const uint64_t id = connect.id.value_or(names_.size() + 1);
  if (!names_.insert(connect.name).second) {
    cursor.Fail(absl::StrCat("there has been a session '", connect.name, "' before"));
  } else if (!ids_.insert(id).second) {
    cursor.Fail(absl::StrCat("there has been a session with the id ", id, " before"));
  }
}

void Reader::RequireSession(Cursor& cursor, absl::string_view name) {
  if (!names_.contains(name)) cursor.Fail(absl::StrCat("there is no session '", name, "'"));
}

absl::StatusOr<Transcript> ParseTranscript(absl::string_view text) {
  Reader reader;
  Transcript transcript;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    absl::StatusOr<std::optional<Block>> block = reader.Add(line);
    if (!block.ok()) return block.status();
    if (block->has_value()) transcript.blocks.push_back(**std::move(block));
  }
  std::optional<Block> last = reader.Finish();
  if (last.has_value()) transcript.blocks.push_back(*std::move(last));
  return transcript;
}

}  // namespace transcript
}  // namespace irc
