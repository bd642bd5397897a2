#include "core/transcript/recorder.h"

#include <algorithm>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/server.h"
#include "core/testing/plain_hash.h"
#include "core/transcript/line_diff.h"
#include "core/transcript/player.h"
#include "core/transcript/read.h"
#include "core/transcript/rewrite.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace transcript {
namespace {

const absl::Time kStart = absl::FromUnixMillis(1767225600123);

// A server and its recorder, fed in the same order as by the shell.
class Recorded {
 public:
  explicit Recorded(const Config& config)
      : server_(config, kStart),
        recorder_(config, kStart, HiddenKeys(PlainHash),
                  [this](absl::string_view text) { absl::StrAppend(&text_, text); }) {
    stamp_.now = kStart;
  }

  void Apply(const Event& event) {
    ++stamp_.seq;
    recorder_.Begin(stamp_, event);
    server_.Apply(stamp_, event, output_);
    recorder_.End(output_);
  }

  void Advance(absl::Duration by) { stamp_.now += by; }
  const Output& output() const { return output_; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  Server server_;
  Recorder recorder_;
  Stamp stamp_;
  Output output_;
};

// Plays `text`. Returns an empty string, or the reason why the output is not the expected one.
std::string Replay(const std::string& text) {
  const absl::StatusOr<Transcript> transcript = ParseTranscript(text);
  if (!transcript.ok()) return std::string(transcript.status().message());
  Player player;
  for (const Block& block : transcript->blocks) {
    const absl::StatusOr<std::vector<std::string>> lines = player.Play(block);
    if (!lines.ok()) return std::string(lines.status().message());
    if (block.checked && LineViews(lines->begin(), lines->end()) != ExpectedOf(block)) {
      return absl::StrCat("block at line ", block.steps[0].line, " differs");
    }
  }
  return "";
}

TEST(Recorder, WritesInputsAsTheyCame) {
  std::string text;
  Config config;
  config.limits.nick_bytes = 9;
  config.opers.push_back(OperConfig{"root", {"*@localhost"}});
  Recorder recorder(config, kStart, HiddenKeys(PlainHash),
                    [&text](absl::string_view t) { absl::StrAppend(&text, t); });
  EXPECT_EQ(text,
            "# A recording of ircserv-0.1\n"
            "config limits.nick_bytes=9\n"
            "oper root hosts=[\"*@localhost\"]\n"
            "start 2026-01-01T00:00:00.123Z\n");

  constexpr SessionId kId{(uint64_t{1} << 48) + 1};
  auto record = [&, seq = uint64_t{0}](absl::Duration after, const Event& event,
                                       const Output& output) mutable {
    text.clear();
    recorder.Begin(Stamp{++seq, kStart + after}, event);
    recorder.End(output);
  };
  Peer peer = DefaultPeer("c1");
  peer.tls = true;
  record(absl::ZeroDuration(), Connected{kId, peer}, Output());
  EXPECT_EQ(text, "\nconnect c1 id=281474976710657 tls\n----\n");

  Output asks;
  asks.requests.push_back(Request{{1}, kId, CheckPassword{"oper/root", "*1"}});
  asks.requests.push_back(Request{{2}, kId, CheckPassword{"oper/root", "*2"}});
  asks.requests.push_back(Request{{3}, kId, ReadLinkStats{{kId}}});
  record(absl::Milliseconds(2), Received{kId, "OPER root *1"}, asks);
  EXPECT_EQ(
      text,
      "\ntime 2026-01-01T00:00:00.125Z\nc1: OPER root *1\n----\n"
      "request c1 verify oper/root *1\nrequest c1 verify oper/root *2\nrequest c1 stats c1\n");

  record(absl::Milliseconds(2), Completed{{2}, PasswordChecked{true}}, Output());
  EXPECT_EQ(text, "\ncomplete id=2 ok\n----\n");
  record(absl::Milliseconds(2), Completed{{1}, PasswordChecked{false}}, Output());
  EXPECT_EQ(text, "\ncomplete fail\n----\n");
  record(absl::Milliseconds(1), Completed{{3}, LinkStats{{{kId, 1, 2, 3, 4, 5}}}}, Output());
  EXPECT_EQ(text,
            "\ntime 2026-01-01T00:00:00.124Z\n"
            "complete stats c1 sendq=1 sent=2/3 received=4/5\n----\n");

  config.limits.nick_bytes = 10;
  record(absl::Milliseconds(1), Configured{config}, Output());
  EXPECT_EQ(text, "\nconfigure limits.nick_bytes=10\n----\n");
  config.opers.clear();
  record(absl::Milliseconds(1), Configured{config}, Output());
  EXPECT_EQ(text, "\nconfigure opers={}\n----\n");

  Output bye;
  bye.sends.Add() = {.line = "ERROR :bye\r\n", .to = {kId}};
  bye.closes.push_back({kId});
  record(absl::Milliseconds(1), Disconnected{kId, "Broken pipe"}, bye);
  EXPECT_EQ(text, "\nc1 gone Broken pipe\n----\nc1< ERROR :bye\nc1 closed\n");
  record(absl::Milliseconds(1), Connected{SessionId{2}, DefaultPeer("c2")}, Output());
  EXPECT_EQ(text, "\nconnect c2\n----\n");
}

TEST(Recorder, HasTheInputBeforeTheServerSeesIt) {
  std::string text;
  Recorder recorder(Config(), kStart, HiddenKeys(PlainHash),
                    [&text](absl::string_view t) { absl::StrAppend(&text, t); });
  recorder.Begin(Stamp{1, kStart}, Connected{SessionId{1}, DefaultPeer("c1")});
  EXPECT_EQ(text, "# A recording of ircserv-0.1\nstart 2026-01-01T00:00:00.123Z\n\nconnect c1\n");
  const absl::StatusOr<Transcript> transcript = ParseTranscript(text);
  ASSERT_TRUE(transcript.ok()) << transcript.status();
  EXPECT_FALSE(transcript->blocks.back().checked);
}

TEST(Recorder, MarksItsEnd) {
  std::string text;
  {
    Recorder recorder(Config(), kStart, HiddenKeys(PlainHash),
                      [&text](absl::string_view t) { text = std::string(t); });
    recorder.Begin(Stamp{1, kStart}, Ticked{});
    recorder.End(Output());
    EXPECT_EQ(text, "----\n");
  }
  EXPECT_EQ(text, "\n# The recording ends here.\n");
}

TEST(RecorderDeathTest, InsistsOnItsLaws) {
  const auto sink = [](absl::string_view) {};
  EXPECT_DEATH(Recorder(Config(), kStart + absl::Microseconds(1), HiddenKeys(PlainHash), sink),
               "milliseconds");
  EXPECT_DEATH(
      Recorder(Config(), kStart, HiddenKeys(PlainHash), sink).Begin(Stamp{2, kStart}, Ticked{}),
      "counts");
}

// Arbitrary bytes that a line may contain: no CR, LF or NUL.
std::string AnyText() {
  std::string text = *rc::gen::arbitrary<std::string>();
  const auto ends_line = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
  text.erase(std::remove_if(text.begin(), text.end(), ends_line), text.end());
  return text;
}

// Channel keys, of which the last is no valid one.
std::string KeyAt(int i) {
  static const char* const kKeys[] = {"Tr0ub4dor", "Tr0ub4dorz", "Tr0ub4d\xc3\xb6r", "Tr0ub4d:r,r"};
  return kKeys[i];
}

// Lines of commands and parameters that often lead to requests, replies and disconnects.
std::string AnyLine() {
  const auto word =
      rc::gen::element<std::string>("#c", "n1", "n2", "n3", "*", "+o", "-i", ":", "x");
  const auto verb = rc::gen::element<std::string>(
      "NICK", "USER", "JOIN", "PART", "PRIVMSG", "MODE", "TOPIC", "WHOIS", "OPER", "REHASH",
      "STATS", "PASS", "QUIT", "CAP", "PING", "KICK", "INVITE", "AWAY", "LIST", "WHO", "DIE");
  const auto key = rc::gen::map(rc::gen::inRange(0, 4), KeyAt);
  switch (*rc::gen::inRange(0, 10)) {
    case 0:
      return absl::StrCat("NICK n", *rc::gen::inRange(1, 4));
    case 5:
      return absl::StrCat("JOIN ", *rc::gen::element<std::string>("#c", "#c,#d", "*", "x"), " ",
                          *key);
    case 6:
      return absl::StrCat(*rc::gen::element<std::string>("MODE", "SAMODE", "mode"), " #c ",
                          *rc::gen::element<std::string>("+k", "-k", "+lk-k 5", "+nk"), " ", *key,
                          " ", *key);
    case 1:
      return "USER u 0 * :Real Name";
    case 2:
      return "OPER root *1";
    case 3:
      return *rc::gen::element<std::string>("STATS l", "REHASH", "CAP LS 302",
                                            "CAP REQ :echo-message server-time labeled-response");
    case 4:
      return AnyText();
    default:
      return absl::StrCat(*verb, " ", *word, " ", *word, " :", *word);
  }
}

EffectResult AnyResult(const Request& request) {
  const bool ok = *rc::gen::arbitrary<bool>();
  if (std::holds_alternative<CheckPassword>(request.what)) return PasswordChecked{ok};
  if (std::holds_alternative<CheckFactor>(request.what)) return PasswordChecked{ok};
  if (std::holds_alternative<MakeFactor>(request.what)) return FactorMade{};
  if (std::holds_alternative<Rehash>(request.what)) return RehashDone{ok, {"a message"}};
  LinkStats stats;
  for (const SessionId id : std::get<ReadLinkStats>(request.what).sessions) {
    stats.rows.push_back(LinkStats::Row{id, 1, 2, 3, 4, 5});
  }
  return stats;
}

// The state of a shell: the open sessions and the outstanding requests.
struct Shell {
  std::vector<SessionId> open;
  std::vector<Request> asked;
  std::vector<SessionId> unfinished;
  uint64_t opened = 0;

  void Follow(const Event& event, const Output& output) {
    const auto forget = [this](SessionId id) {
      open.erase(std::remove(open.begin(), open.end(), id), open.end());
      unfinished.erase(std::remove(unfinished.begin(), unfinished.end(), id), unfinished.end());
    };
    if (const auto* gone = std::get_if<Disconnected>(&event)) forget(gone->session);
    for (const Close& close : output.closes) forget(close.session);
    asked.insert(asked.end(), output.requests.begin(), output.requests.end());
    unfinished.insert(unfinished.end(), output.unfinished.begin(), output.unfinished.end());
  }

  bool Waits(SessionId id) const {
    return std::count(unfinished.begin(), unfinished.end(), id) != 0 ||
           std::any_of(asked.begin(), asked.end(),
                       [id](const Request& request) { return request.session == id; });
  }

  Event Next() {
    const int what = *rc::gen::inRange(0, 20);
    if (open.empty() || what == 0) {
      open.push_back(SessionId{++opened + (what == 0 ? 1000 : 0)});
      return Connected{open.back(), DefaultPeer(absl::StrCat("c", opened))};
    }
    if (!asked.empty() && what < 8) {
      const size_t i = *rc::gen::inRange<size_t>(0, asked.size());
      Completed completed{asked[i].id, AnyResult(asked[i])};
      if (auto* stats = std::get_if<LinkStats>(&completed.result)) {
        // The result has no rows of sessions that have been closed since the request.
        auto& rows = stats->rows;
        rows.erase(std::remove_if(rows.begin(), rows.end(),
                                  [this](const LinkStats::Row& row) {
                                    return std::count(open.begin(), open.end(), row.session) == 0;
                                  }),
                   rows.end());
      }
      asked.erase(asked.begin() + static_cast<std::ptrdiff_t>(i));
      return completed;
    }
    if (!unfinished.empty() && what < 10) {
      const SessionId reader = unfinished.front();
      unfinished.erase(unfinished.begin());
      return Drained{reader};
    }
    const SessionId id = *rc::gen::elementOf(open);
    if (what == 8) return Disconnected{id, AnyText()};
    if (what == 9 || Waits(id)) return Ticked{};
    return Received{id, AnyLine()};
  }
};

RC_GTEST_PROP(Recorder, RecordingsPlayTheSame, ()) {
  Config config;
  config.opers.push_back(OperConfig{"root", {"*@*"}});
  config.limits.answer_bytes = 100;
  Recorded recorded(config);
  Shell shell;
  for (int i = *rc::gen::inRange(1, 100); i > 0; --i) {
    recorded.Advance(absl::Milliseconds(*rc::gen::inRange(-10, 3000)));
    const Event event = shell.Next();
    recorded.Apply(event);
    shell.Follow(event, recorded.output());
  }
  RC_ASSERT(!absl::StrContains(recorded.text(), "Tr0ub4d"));
  const std::string difference = Replay(recorded.text());
  if (!difference.empty()) RC_FAIL(absl::StrCat(difference, "\n", recorded.text()));
}

}  // namespace
}  // namespace transcript
}  // namespace irc
