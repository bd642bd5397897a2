#include "core/transcript/read_result.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/transcript/record_text.h"

namespace irc {
namespace transcript {
namespace {

bool ReadOkOrFail(Cursor& cursor, absl::string_view word) {
  if (word != "ok" && word != "fail") cursor.Fail(absl::StrCat("'", word, "' is not ok or fail"));
  return word == "ok";
}

// Parses "1/20" into lines and bytes.
void ReadTraffic(Cursor& cursor, uint64_t& lines, uint64_t& bytes) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(cursor.Bare(), absl::MaxSplits('/', 1));
  lines = Number(cursor, parts.first, UINT64_MAX);
  bytes = Number(cursor, parts.second, UINT64_MAX);
}

StatsResult ReadStats(Cursor& cursor) {
  StatsResult result;
  while (!cursor.AtEnd()) {
    bool has_value = false;
    const std::string key = cursor.Key(has_value);
    if (!has_value) {
      result.rows.emplace_back().name = key;
    } else if (result.rows.empty()) {
      cursor.Fail("'complete stats' needs the name of a session before its values");
    } else if (key == "sendq") {
      result.rows.back().send_queue_bytes = Number(cursor, cursor.Bare(), UINT64_MAX);
    } else if (key == "sent") {
      ReadTraffic(cursor, result.rows.back().sent_lines, result.rows.back().sent_bytes);
    } else if (key == "received") {
      ReadTraffic(cursor, result.rows.back().received_lines, result.rows.back().received_bytes);
    } else {
      cursor.Fail(absl::StrCat("'", key, "' is none of sendq= sent= received="));
    }
  }
  return result;
}

// Parses "waiting=1 sent=2 failed=0", and the errors.
MailStateResult ReadMailState(Cursor& cursor) {
  MailStateResult result;
  const auto read = [&cursor](absl::string_view name) {
    bool has_value = false;
    if (cursor.Key(has_value) != name || !has_value) {
      cursor.Fail("the numbers are waiting= sent= failed=");
    }
    return Number(cursor, cursor.Bare(), UINT64_MAX);
  };
  result.state.waiting = read("waiting");
  result.state.sent = read("sent");
  result.state.failed = read("failed");
  while (!cursor.AtEnd()) result.state.errors.push_back(cursor.WordOrString());
  return result;
}

constexpr absl::string_view kReplaced = "replaced";
constexpr absl::string_view kCreate = "new";

// Of a challenge in a transcript, whose text is made up.
constexpr uint64_t kChallengeBytesMax = 10'000;

AuditResult ReadAuditRows(Cursor& cursor) {
  AuditResult result;
  if (cursor.AtEnd()) return result;
  absl::string_view word = cursor.Bare();
  result.ok = word != "fail";
  if (!result.ok) return result;
  while (ReadRow(cursor, word, result.rows.emplace_back())) word = cursor.Bare();
  return result;
}

constexpr uint64_t kShownBytesMax = 400;

// Parses " replaced", " credential=7" and " new", each of which may be missing.
void ReadUsed(Cursor& cursor, bool& replaced, uint64_t& credential, bool& create) {
  while (!cursor.AtEnd()) {
    absl::string_view word = cursor.Bare();
    if (absl::ConsumePrefix(&word, "credential=")) {
      credential = Number(cursor, word, UINT64_MAX);
    } else if (word == kReplaced) {
      replaced = true;
    } else if (word == kCreate) {
      create = true;
    } else {
      return cursor.Fail(absl::StrCat("'", word, "' is none of replaced credential= new"));
    }
  }
}

FactorResult ReadFactor(Cursor& cursor) {
  FactorResult result;
  while (!cursor.AtEnd()) {
    const absl::string_view word = cursor.Bare();
    if (word == "fail") return result;
    result.lengths.push_back(Number(cursor, word, kShownBytesMax));
  }
  result.ok = true;
  return result;
}

SaslResult ReadSasl(Cursor& cursor) {
  SaslResult sasl{cursor.AtEnd() ? "" : cursor.WordOrString()};
  absl::string_view length = sasl.account;
  if (absl::ConsumePrefix(&length, "challenge=")) {
    sasl.challenge_bytes = Number(cursor, length, kChallengeBytesMax);
    sasl.account.clear();
  }
  ReadUsed(cursor, sasl.replaced, sasl.credential, sasl.create);
  return sasl;
}

PasswordResult ReadProved(Cursor& cursor) {
  PasswordResult password{.ok = true, .account = cursor.WordOrString()};
  password.create = !cursor.AtEnd() && cursor.Bare() == kCreate;
  return password;
}

RehashResult ReadRehash(Cursor& cursor) {
  RehashResult result;
  result.ok = ReadOkOrFail(cursor, cursor.Bare());
  while (!cursor.AtEnd()) result.messages.push_back(cursor.WordOrString());
  return result;
}

}  // namespace

CompletedResult ReadResult(Cursor& cursor, absl::string_view word) {
  if (word == "stats") return ReadStats(cursor);
  if (word == "sasl") return ReadSasl(cursor);
  if (word == "sasl-refused") return SaslResult{.refusal = cursor.WordOrString()};
  if (word == "refused") return PasswordResult{.refusal = cursor.WordOrString()};
  if (word == "proved") return ReadProved(cursor);
  if (word == "verifier") return VerifierResult{ReadOkOrFail(cursor, cursor.Bare())};
  if (word == "factor") return ReadFactor(cursor);
  if (word == "commit") return CommitResult{ReadOkOrFail(cursor, cursor.Bare())};
  if (word == "audit") return ReadAuditRows(cursor);
  if (word == "code") return CodeResult{ReadOkOrFail(cursor, cursor.Bare())};
  if (word == "mail-state") return ReadMailState(cursor);
  if (word == "rehash") return ReadRehash(cursor);
  const bool replaced = word == kReplaced;
  PasswordResult password{replaced || ReadOkOrFail(cursor, word), replaced};
  ReadUsed(cursor, password.replaced, password.credential, password.create);
  return password;
}

}  // namespace transcript
}  // namespace irc
