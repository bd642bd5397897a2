// A transcript: who does what, and who sees what, byte for byte. One text format for tests, for the
// recordings that `ircserv --record=FILE` makes, and for ircreplay. These are its parts as values;
// read.h and write.h turn them from and into text, player.h plays them to a server.
#ifndef IRCSERV_CORE_TRANSCRIPT_TRANSCRIPT_H_
#define IRCSERV_CORE_TRANSCRIPT_TRANSCRIPT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/config.h"
#include "core/config_keys.h"
#include "core/event.h"

namespace irc {
namespace transcript {

// Input lines, one struct each; the comment shows the line.

// # why this is so                   Text with its '#'. Means nothing.
struct Comment {
  std::string text;
  friend bool operator==(const Comment&, const Comment&) = default;
};

struct Setting {
  std::string key;  // of core/config_keys.h, or password_required
  ConfigValue value;
  friend bool operator==(const Setting&, const Setting&) = default;
};

// config server.network="x" limits.nick_bytes=9        Before the first event.
struct InitialConfig {
  std::vector<Setting> settings;
  friend bool operator==(const InitialConfig&, const InitialConfig&) = default;
};

// oper root hosts=["*@*"]            An operator block; before the first event.
struct AddOper {
  OperConfig oper;
  friend bool operator==(const AddOper&, const AddOper&) = default;
};

// start 2026-01-01T00:00:00.000Z     When the server was started; before the first event.
struct Start {
  absl::Time at;
  friend bool operator==(const Start&, const Start&) = default;
};

// time +5s                           Or -5s, or a time like that of `start`.
struct MoveClock {
  std::variant<absl::Duration, absl::Time> to;
  friend bool operator==(const MoveClock&, const MoveClock&) = default;
};

// connect bob ip=127.0.0.1 host=localhost cloak=cloak-bob port=6667 tls id=2
struct Connect {
  std::string name;
  Peer peer;
  std::optional<uint64_t> id;  // absent: how many connections there have been, with this one
  friend bool operator==(const Connect&, const Connect&) = default;
};

// session alice caps=a,b nick=alice user=alice realname="Alice" …       And all of `connect`.
// Short for a connection that registers. What the server says meanwhile is not looked at.
struct Register {
  Connect connect;
  std::vector<std::string> caps;
  std::string nick;
  std::string user;
  std::string realname;
  friend bool operator==(const Register&, const Register&) = default;
};

// alice bob: PRIVMSG #c :hello       Each says it in turn.
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

// complete ok
struct PasswordResult {
  bool ok = false;
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
// complete sasl alice                 Without an account: the proof was wrong.
struct SaslResult {
  std::string account;
  friend bool operator==(const SaslResult&, const SaslResult&) = default;
};
// complete id=7 …                    Without an id: the oldest request of that kind.
struct Complete {
  std::optional<uint64_t> effect;
  std::variant<PasswordResult, RehashResult, StatsResult, SaslResult> result;
  friend bool operator==(const Complete&, const Complete&) = default;
};

// tick
struct Tick {
  friend bool operator==(const Tick&, const Tick&) = default;
};

// configure server.network="x" opers={"root":["*@*"]}
// The configuration so far with these changes; `opers` replaces all operator blocks.
struct Configure {
  std::vector<Setting> settings;
  std::optional<std::vector<OperConfig>> opers;
  friend bool operator==(const Configure&, const Configure&) = default;
};

// stopping Received SIGTERM
struct StopServer {
  std::string reason;
  friend bool operator==(const StopServer&, const StopServer&) = default;
};

using StepKind = std::variant<Comment, InitialConfig, AddOper, Start, MoveClock, Connect, Register,
                              Say, Gone, Complete, Tick, Configure, StopServer>;

// One input line.
struct Step {
  int line = 0;  // in the file, from 1; 0 when it does not come from a file
  StepKind what;
  friend bool operator==(const Step& a, const Step& b) { return a.what == b.what; }
};

// One line after "----": what is sent, closed or asked for, in the form that output_lines.h makes;
// or a comment, with its '#'.
struct ExpectedLine {
  int line = 0;
  std::string text;
  bool is_comment() const { return !text.empty() && text[0] == '#'; }
  friend bool operator==(const ExpectedLine& a, const ExpectedLine& b) { return a.text == b.text; }
};

// What stands between two blank lines.
struct Block {
  std::vector<Step> steps;
  bool checked = false;  // has a "----"; without it the output is not looked at
  int divider_line = 0;  // where that stands
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

// The clock of a transcript that does not say `start`.
absl::Time DefaultStart();

// What `connect NAME` means when it says no more.
Peer DefaultPeer(absl::string_view name);

// True for [a-z0-9_-]+ that is no word of the format itself.
bool IsSessionName(absl::string_view name);

// True for times that a transcript can hold: whole milliseconds of the years 1970 to 9999.
bool IsClockTime(absl::Time time);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_TRANSCRIPT_H_
