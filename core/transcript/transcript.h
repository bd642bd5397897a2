// A transcript: the events of a server and the lines that each client receives, byte for byte. It
// is one text format for tests, for the recordings of `ircserv --record=FILE`, and for ircreplay.
// This file has its parts as values; read.h parses them, write.h prints them, and player.h plays
// them to a server.
#ifndef IRCSERV_CORE_TRANSCRIPT_TRANSCRIPT_H_
#define IRCSERV_CORE_TRANSCRIPT_TRANSCRIPT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/config.h"
#include "core/config_keys.h"
#include "core/event.h"
#include "core/records.h"

namespace irc {
namespace transcript {

// Input lines, one struct each; the comment shows the line.

// # why this is so                   The text includes the '#'. It is ignored.
struct Comment {
  std::string text;
  friend bool operator==(const Comment&, const Comment&) = default;
};

struct Setting {
  std::string key;  // a key of core/config_keys.h, or password_required
  ConfigValue value;
  friend bool operator==(const Setting&, const Setting&) = default;
};

// config server.network="x" limits.nick_bytes=9        Before the first event.
struct InitialConfig {
  std::vector<Setting> settings;
  friend bool operator==(const InitialConfig&, const InitialConfig&) = default;
};

// oper root hosts=["*@*"]            An operator block; before the first event. Also with class=
// account= certfp= nopassword auto second_factor.
struct AddOper {
  OperConfig oper;
  friend bool operator==(const AddOper&, const AddOper&) = default;
};

// oper_class helper ["kill","extends=base"]     A class of operators; before the first event.
struct AddOperClass {
  OperClassConfig oper_class;
  friend bool operator==(const AddOperClass&, const AddOperClass&) = default;
};

// start 2026-01-01T00:00:00.000Z     The time at which the server started; before the first event.
struct Start {
  absl::Time at;
  friend bool operator==(const Start&, const Start&) = default;
};

// time +5s                           Or -5s, or a time like that of `start`: so much time passes.
// clock +24h                         The same, but no time passes: the clock is set.
struct MoveClock {
  std::variant<absl::Duration, absl::Time> to;
  bool sets = false;
  friend bool operator==(const MoveClock&, const MoveClock&) = default;
};

// connect bob ip=127.0.0.1 host=localhost cloak=cloak-bob port=6667 tls sni id=2
struct Connect {
  std::string name;
  Peer peer;
  std::optional<uint64_t> id;  // absent: the number of connections so far, including this one
  friend bool operator==(const Connect&, const Connect&) = default;
};

// session alice caps=a,b nick=alice user=alice realname="Alice" …       And all of `connect`.
// Short for a connection that registers. The output up to the end of registration is not compared.
struct Register {
  Connect connect;
  std::vector<std::string> caps;
  std::string nick;
  std::string user;
  std::string realname;
  friend bool operator==(const Register&, const Register&) = default;
};

// alice bob: PRIVMSG #c :hello       Each of the sessions sends the line, one after the other.
struct Say {
  std::vector<std::string> names;
  std::string line;
  friend bool operator==(const Say&, const Say&) = default;
};

// alice gone Connection reset by peer
struct Gone {
  std::string name;
  std::string reason;
  friend bool operator==(const Gone&, const Gone&) = default;
};

// alice drained                      She has read a piece of a long answer.
struct Drain {
  std::string name;
  friend bool operator==(const Drain&, const Drain&) = default;
};

// complete ok                        Or replaced: it is right, and gets another verifier.
// complete ok credential=7           Not the password, but this credential of the account.
// complete proved alice               Outside of this server: as whose password it is right.
// complete proved alice new           The account is made when it does not exist.
// complete refused "later"            Nothing was checked; the client is told why.
struct PasswordResult {
  bool ok = false;
  bool replaced = false;
  uint64_t credential = 0;
  std::string account;
  bool create = false;
  std::string refusal;
  friend bool operator==(const PasswordResult&, const PasswordResult&) = default;
};
// complete rehash fail "line 3: no such key"
struct RehashResult {
  bool ok = false;
  std::vector<std::string> messages;
  friend bool operator==(const RehashResult&, const RehashResult&) = default;
};
// complete stats alice sendq=0 sent=1/20 received=2/30      Lines/bytes.
struct StatsResult {
  struct Row {
    std::string name;
    uint64_t send_queue_bytes = 0;
    uint64_t sent_lines = 0;
    uint64_t sent_bytes = 0;
    uint64_t received_lines = 0;
    uint64_t received_bytes = 0;
    friend bool operator==(const Row&, const Row&) = default;
  };
  std::vector<Row> rows;
  friend bool operator==(const StatsResult&, const StatsResult&) = default;
};
// complete sasl alice                 Without an account: the authentication failed.
// complete sasl alice replaced        The password gets another verifier.
// complete sasl alice credential=7    Not by the password, but by this credential.
// complete sasl alice new             The account is made when it does not exist.
// complete sasl challenge=44          The server's next message, by its length in base64.
// complete sasl-refused "later"       Nothing was checked; the client is told why.
struct SaslResult {
  std::string account;
  uint64_t challenge_bytes = 0;
  bool replaced = false;
  uint64_t credential = 0;
  bool create = false;
  std::string refusal;
  friend bool operator==(const SaslResult&, const SaslResult&) = default;
};
// complete verifier ok               Or fail: the password cannot be used.
struct VerifierResult {
  bool ok = false;
  friend bool operator==(const VerifierResult&, const VerifierResult&) = default;
};
// complete factor 32 300             What is shown are words of these lengths. Or fail.
struct FactorResult {
  bool ok = false;
  std::vector<uint64_t> lengths;
  friend bool operator==(const FactorResult&, const FactorResult&) = default;
};
// complete commit ok                 Or fail: nothing of it is kept.
struct CommitResult {
  bool ok = false;
  friend bool operator==(const CommitResult&, const CommitResult&) = default;
};
// complete audit                     And rows, with "and" between them; or fail.
struct AuditResult {
  bool ok = true;
  std::vector<Row> rows;
  friend bool operator==(const AuditResult&, const AuditResult&) = default;
};
// complete code ok                   Or fail: no mail with a code can be sent.
struct CodeResult {
  bool ok = false;
  friend bool operator==(const CodeResult&, const CodeResult&) = default;
};
// complete mail-state waiting=1 sent=2 failed=0 "the command has failed"
struct MailStateResult {
  MailState state;
  friend bool operator==(const MailStateResult&, const MailStateResult&) = default;
};
using CompletedResult =
    std::variant<PasswordResult, RehashResult, StatsResult, SaslResult, VerifierResult,
                 CommitResult, AuditResult, CodeResult, MailStateResult, FactorResult>;
// complete id=7 …                    Without an id: the oldest request with that kind of result.
struct Complete {
  std::optional<uint64_t> effect;
  CompletedResult result;
  friend bool operator==(const Complete&, const Complete&) = default;
};

// tick
struct Tick {
  friend bool operator==(const Tick&, const Tick&) = default;
};

// configure server.network="x" oper_classes={"helper":["kill"]} opers={"root":["*@*"]}
// Changes keys of the current configuration; `opers` replaces all operator blocks, `oper_classes`
// all their classes. After `opers`, oper_access={"root":["class=helper"]} has what else blocks say.
struct Configure {
  std::vector<Setting> settings;
  std::optional<std::vector<OperConfig>> opers;
  std::optional<std::vector<OperClassConfig>> oper_classes;
  friend bool operator==(const Configure&, const Configure&) = default;
};

// stopping Received SIGTERM
struct StopServer {
  std::string reason;
  friend bool operator==(const StopServer&, const StopServer&) = default;
};

// restored last accounts=7 credentials=9
// restored accounts id=1 name=alice and credentials id=2 account=1 kind=password verifier=*
// What was kept before: the highest ids, or rows of tables (record_text.h).
struct Restore {
  std::vector<Row> rows;
  std::vector<std::pair<std::string, uint64_t>> last_ids;
  friend bool operator==(const Restore&, const Restore&) = default;
};

// reported The disk is full
struct Report {
  std::string sentence;
  friend bool operator==(const Report&, const Report&) = default;
};

using StepKind =
    std::variant<Comment, InitialConfig, AddOper, AddOperClass, Start, MoveClock, Connect, Register,
                 Say, Gone, Drain, Complete, Tick, Configure, StopServer, Restore, Report>;

// One input line.
struct Step {
  int line = 0;  // line number in the file, from 1; 0 for a step that was not read from a file
  StepKind what;
  friend bool operator==(const Step& a, const Step& b) { return a.what == b.what; }
};

// One line after "----": a sent line, close, request or stop in the form that output_lines.h
// prints, or a comment, with its '#'.
struct ExpectedLine {
  int line = 0;
  std::string text;
  bool is_comment() const { return !text.empty() && text[0] == '#'; }
  friend bool operator==(const ExpectedLine& a, const ExpectedLine& b) { return a.text == b.text; }
};

// The lines between two blank lines.
struct Block {
  std::vector<Step> steps;
  bool checked = false;  // true with a "----"; without it the output is not compared
  int divider_line = 0;  // line number of the "----"
  std::vector<ExpectedLine> expected;
  friend bool operator==(const Block& a, const Block& b) {
    return a.steps == b.steps && a.checked == b.checked && a.expected == b.expected;
  }
};

struct Transcript {
  std::vector<Block> blocks;
  friend bool operator==(const Transcript&, const Transcript&) = default;
};

inline constexpr absl::string_view kDivider = "----";

// The beginning of the first line of a recording, and its last line. A recording with the first and
// without the last was cut off, for example by a crash.
inline constexpr absl::string_view kRecordingBegins = "# A recording of ";
inline constexpr absl::string_view kRecordingEnds = "# The recording ends here.";

// A challenge of SASL is as long as the true one, and consists of this letter.
inline constexpr char kChallengeFiller = 'A';

// The start time of a transcript without a `start` line.
absl::Time DefaultStart();

// The peer of a `connect NAME` line without attributes.
Peer DefaultPeer(absl::string_view name);

// True for [a-z0-9_-]+ that is not a keyword of the format.
bool IsSessionName(absl::string_view name);

// True for times that a transcript can hold: whole milliseconds of the years 1970 to 9999.
bool IsClockTime(absl::Time time);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_TRANSCRIPT_H_
