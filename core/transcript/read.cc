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

absl::StatusOr<Line> Reader::Read(absl::string_view line) {
  ++line_;
  Cursor cursor(line);
  Line read = ReadLine(cursor, line);
  if (!cursor.failed()) return read;
  return absl::InvalidArgumentError(absl::StrCat("line ", line_, ": ", cursor.error()));
}

Line Reader::ReadLine(Cursor& cursor, absl::string_view line) {
  if (cursor.AtEnd()) {
    inputs_ = checked_ = false;
    return Blank();
  }
  if (absl::EndsWith(line, "\r")) {
    cursor.Fail("the line ends with CR LF, but the lines of a transcript end with LF alone");
    return Blank();
  }
  if (checked_) return ReadExpected(cursor, line);
  if (line == kDivider) return ReadDivider(cursor);
  return ReadInput(cursor, line);
}

Step Reader::ReadInput(Cursor& cursor, absl::string_view line) {
  if (line[0] == '#') return Step{line_, Comment{std::string(line)}};
  Step step{line_, ReadWords(cursor, line)};
  inputs_ = true;
  if (cursor.failed()) return step;
  if (const auto* connect = std::get_if<Connect>(&step.what)) Declare(cursor, *connect);
  if (const auto* session = std::get_if<Register>(&step.what)) Declare(cursor, session->connect);
  return step;
}

Divider Reader::ReadDivider(Cursor& cursor) {
  if (!inputs_) cursor.Fail("'----' has no input lines directly above it");
  checked_ = true;
  return {};
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

ExpectedLine Reader::ReadExpected(Cursor& cursor, absl::string_view line) {
  const absl::string_view name = line.substr(0, line.find_first_of(" <"));
  const absl::string_view rest = line.substr(name.size());
  std::string text(line);
  if (absl::StartsWith(rest, "<")) {
    RequireSession(cursor, name);
    text = PrintSpoken(name, '<', ReadBytes(cursor, rest.substr(1)));
  } else if (rest == " closed" || rest == " unfinished") {
    RequireSession(cursor, name);
  } else if (line[0] != '#' && !absl::StartsWith(line, "request ") &&
             !absl::StartsWith(line, "store ") && !absl::StartsWith(line, "mail ") &&
             line != "stop die" && line != "stop restart") {
    cursor.Fail(absl::StrCat("'", Escape(line.substr(0, 40)),
                             "' is no output: neither 'name< LINE' nor 'name closed' nor "
                             "'name unfinished' nor 'store …' nor 'mail …' nor 'request …' nor "
                             "'stop die' or 'stop restart'"));
  }
  return ExpectedLine{line_, std::move(text)};
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
  Block block;
  const auto finish = [&] {
    if (!block.steps.empty()) transcript.blocks.push_back(std::exchange(block, Block()));
  };
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    absl::StatusOr<Line> read = reader.Read(line);
    if (!read.ok()) return read.status();
    if (auto* step = std::get_if<Step>(&*read)) {
      block.steps.push_back(std::move(*step));
    } else if (auto* expected = std::get_if<ExpectedLine>(&*read)) {
      block.expected.push_back(std::move(*expected));
    } else if (std::holds_alternative<Divider>(*read)) {
      block.checked = true;
      block.divider_line = reader.lines();
    } else {
      finish();
    }
  }
  finish();
  return transcript;
}

}  // namespace transcript
}  // namespace irc
