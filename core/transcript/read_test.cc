#include "core/transcript/read.h"

#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "core/transcript/transcript.h"
#include "core/transcript/write.h"
#include "gtest/gtest.h"

namespace irc {
namespace transcript {
namespace {

// The parser's error message for `text`; empty when there is no error.
std::string ErrorOf(absl::string_view text) {
  return std::string(ParseTranscript(text).status().message());
}

// The parser's error message for `line` after a line `session alice`.
std::string ErrorOfLine(absl::string_view line) {
  return ErrorOf(absl::StrCat("session alice\n", line, "\n"));
}

template <typename T>
T Only(absl::string_view line) {
  const absl::StatusOr<Transcript> transcript = ParseTranscript(line);
  EXPECT_TRUE(transcript.ok()) << transcript.status();
  if (!transcript.ok()) return T();
  return std::get<T>(transcript->blocks.at(0).steps.at(0).what);
}

// Every kind of line, in its canonical spelling.
constexpr char kExample[] = R"(# The setter and every member see a topic change.
# https://modern.ircdocs.horse/#topic-message

config limits.nick_bytes=9 server.motd=["a","b \"c\" \\d"]
oper root hosts=["*@*"]
start 2026-02-03T04:05:06.789Z

session alice caps=labeled-response,server-time realname="Alice A."
session bob nick=Bob user=b id=77 ip=0::1 host=bob.example cloak=c port=6697 tls
connect eve
time +1m0.5s

alice bob: JOIN #Chan
----
alice< :alice!alice@localhost JOIN #Chan
# A comment between expected lines.
alice< :Bob!b@bob.example JOIN #Chan
bob< :Bob!b@bob.example JOIN #Chan

# Nothing comes of it.
alice: PRIVMSG #Chan :\x01ACTION \\o/ \xff\x01
----

time 2026-02-03T04:05:07.000Z
complete ok
complete id=7 fail
complete replaced credential=7
complete sasl alice replaced credential=7
complete factor 32 300
complete factor fail
complete proved alice
complete proved "a b" new
complete refused "Try again later"
complete sasl alice new
complete sasl-refused "Try again later"
complete rehash fail "line 1: no" "line 2: no"
complete stats alice sendq=0 sent=1/20 received=2/30 bob sendq=4 sent=0/0 received=0/0
complete code ok
complete mail-state waiting=1 sent=2 failed=3 "no route"
tick
configure limits.nick_bytes=10 password_required=true opers={"root":["*@*"],"x":[]}
eve gone Connection reset: by peer
bob gone
alice drained
----
alice closed
alice unfinished
mail reset alice a@b.example
request alice verify oper/root *1
stop die

time -5s
clock +24h
clock 2026-02-03T04:05:07.000Z
stopping Received SIGTERM
)";

TEST(Read, LinesMustEndWithLfAlone) {
  const std::string why =
      "the line ends with CR LF, but the lines of a transcript end with LF alone";
  EXPECT_EQ(ErrorOf("\r\nconnect a\r\n"), "line 1: " + why);
  EXPECT_EQ(ErrorOf("connect a\n----\na< x\r\n"), "line 3: " + why);
}

TEST(Read, LinesComeOneByOne) {
  Reader reader;
  EXPECT_TRUE(std::holds_alternative<Blank>(*reader.Read("")));
  EXPECT_EQ(std::get<Step>(*reader.Read("connect a")).line, 2);
  EXPECT_TRUE(std::holds_alternative<Blank>(*reader.Read("")));
  EXPECT_EQ(std::get<Step>(*reader.Read("a: x")).what, StepKind(Say{{"a"}, "x"}));
  EXPECT_TRUE(std::holds_alternative<Divider>(*reader.Read("----")));
  const Line last = *reader.Read("a< y");
  EXPECT_EQ(std::get<ExpectedLine>(last).line, 6);
  EXPECT_EQ(std::get<ExpectedLine>(last).text, "a< y");
  EXPECT_EQ(reader.lines(), 6);
  EXPECT_EQ(reader.Read("a: x").status().message().substr(0, 25), "line 7: 'a: x' is no outp");
}

TEST(Read, ExampleComesBackFromItsPrint) {
  const absl::StatusOr<Transcript> transcript = ParseTranscript(kExample);
  ASSERT_TRUE(transcript.ok()) << transcript.status();
  EXPECT_EQ(PrintTranscript(*transcript), kExample);
  EXPECT_EQ(transcript->blocks.size(), 7u);
}

TEST(Read, KnowsLineNumbersAndWhatIsChecked) {
  const absl::StatusOr<Transcript> transcript = ParseTranscript(
      "\n# c\n\nsession alice\n\n\nalice: PING x\n----\nalice< :irc.local PONG irc.local x\n");
  ASSERT_TRUE(transcript.ok()) << transcript.status();
  ASSERT_EQ(transcript->blocks.size(), 3u);
  EXPECT_FALSE(transcript->blocks[1].checked);
  const Block& last = transcript->blocks[2];
  EXPECT_TRUE(last.checked);
  EXPECT_EQ(last.steps.at(0).line, 7);
  EXPECT_EQ(last.divider_line, 8);
  EXPECT_EQ(last.expected.at(0).line, 9);
}

TEST(Read, ConnectHasDefaults) {
  const Connect connect = Only<Connect>("connect bob");
  EXPECT_EQ(connect.name, "bob");
  EXPECT_EQ(connect.peer.ip, "127.0.0.1");
  EXPECT_EQ(connect.peer.host, "localhost");
  EXPECT_EQ(connect.peer.cloak, "cloak-bob");
  EXPECT_EQ(connect.peer.local_port, 6667);
  EXPECT_FALSE(connect.peer.tls);
  EXPECT_FALSE(connect.id.has_value());
}

TEST(Read, ValuesAreJson) {
  const Connect connect =
      Only<Connect>(R"(connect bob host="\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\xff")");
  EXPECT_EQ(connect.peer.host, "\"\\/\b\f\n\r\t\xc3\xa9\xf0\x9f\x98\x80\xff");
}

TEST(Read, TextIsExactBehindOneSpace) {
  const absl::StatusOr<Transcript> transcript =
      ParseTranscript("connect a\na:  two\na:\na: \\x20\na gone  x\n");
  ASSERT_TRUE(transcript.ok()) << transcript.status();
  const Block& block = transcript->blocks[0];
  EXPECT_EQ(std::get<Say>(block.steps[1].what).line, " two");
  EXPECT_EQ(std::get<Say>(block.steps[2].what).line, "");
  EXPECT_EQ(std::get<Say>(block.steps[3].what).line, " ");
  EXPECT_EQ(std::get<Gone>(block.steps[4].what).reason, " x");
}

TEST(Read, ExpectedLinesAreBytes) {
  const absl::StatusOr<Transcript> transcript =
      ParseTranscript("connect a\n----\na< x\\x41 \na< \\\\ \xc2\x85\n");
  ASSERT_TRUE(transcript.ok()) << transcript.status();
  EXPECT_EQ(transcript->blocks[0].expected[0].text, "a< xA\\x20");
  EXPECT_EQ(transcript->blocks[0].expected[1].text, "a< \\\\ \\xc2\\x85");
}

TEST(ReadError, SaysTheLine) {
  EXPECT_EQ(ErrorOf("# fine\n\nsession alice\n\nalcie: JOIN #c\n"),
            "line 5: there is no session 'alcie'");
}

TEST(ReadError, UnknownLines) {
  EXPECT_EQ(ErrorOfLine("sesion bob"),
            "line 2: 'sesion bob' is no input: neither 'name: LINE' nor 'name gone REASON' nor "
            "'name drained' nor one of config oper start time clock connect session complete tick "
            "configure stopping");
  EXPECT_EQ(ErrorOfLine("alice:JOIN #c"), "line 2: a space is missing after the name");
  EXPECT_EQ(ErrorOfLine(": JOIN #c"), "line 2: a name is missing before the ':'");
  EXPECT_EQ(ErrorOfLine(" alice: x"), "line 2: the line begins with a space");
  EXPECT_EQ(ErrorOfLine("tick tock"), "line 2: something stands after the end of the line");
  EXPECT_EQ(ErrorOfLine("alice: a\x01"), "line 2: a control character must be written as \\x01");
}

TEST(ReadError, Sessions) {
  EXPECT_EQ(ErrorOfLine("connect alice"), "line 2: there has been a session 'alice' before");
  EXPECT_EQ(ErrorOfLine("connect bob id=1"),
            "line 2: there has been a session with the id 1 before");
  EXPECT_EQ(ErrorOfLine("connect time"),
            "line 2: 'time' is no name for a session (a-z, 0-9, '_', '-', and none of the words of "
            "this format)");
  EXPECT_EQ(ErrorOfLine("connect bob tsl"),
            "line 2: 'tsl' is none of ip= host= cloak= certfp= binding= port= id= tls sni");
  EXPECT_EQ(ErrorOfLine("session bob cap=x"),
            "line 2: 'cap' is none of caps= nick= user= realname= ip= host= cloak= certfp= "
            "binding= port= id= tls sni");
  EXPECT_EQ(ErrorOfLine("connect bob port=65536"),
            "line 2: '65536' is not a number from 0 to 65535");
  EXPECT_EQ(ErrorOfLine("bob gone"), "line 2: there is no session 'bob'");
  EXPECT_EQ(ErrorOfLine("bob drained"), "line 2: there is no session 'bob'");
}

TEST(ReadError, Settings) {
  EXPECT_EQ(ErrorOfLine("config limits.nick_bytes=9"),
            "line 2: 'config' must stand before the first event");
  EXPECT_EQ(ErrorOfLine("oper root"), "line 2: 'oper' must stand before the first event");
  EXPECT_EQ(ErrorOfLine("configure nick_bytes=9"), "line 2: there is no key 'nick_bytes'");
  EXPECT_EQ(ErrorOfLine("configure limits.nick_bytes"),
            "line 2: 'limits.nick_bytes' needs a value: key=value");
  EXPECT_EQ(ErrorOfLine("configure limits.nick_bytes=nine"),
            "line 2: 'nine' is none of true, false, a number, \"a string\", [\"a list\"]");
  EXPECT_NE(ErrorOfLine("configure limits.nick_bytes=\"nine\""), "");
  EXPECT_NE(ErrorOfLine("configure limits.nick_bytes=-1"), "");
  EXPECT_EQ(ErrorOf("oper root hosts=[\"a\""), "line 1: ']' is missing before ''");
  EXPECT_EQ(ErrorOf("oper root hosts=[\"a"), "line 1: a string has no closing '\"'");
  EXPECT_EQ(ErrorOf("oper root hosts=[\"\\q\"]"),
            "line 1: a backslash in a string begins one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t "
            "\\uHHHH \\xHH");
  EXPECT_EQ(ErrorOf("oper root hosts=[\"\\ud800\"]"),
            "line 1: \\uD800 to \\uDFFF stand in pairs only");
  EXPECT_EQ(ErrorOf("oper root hosts=[\"\\u12\"]"), "line 1: an escape needs 4 hexadecimal digits");
}

TEST(ReadError, Times) {
  EXPECT_EQ(ErrorOfLine("time 5s"), "line 2: '5s' is not a time like 2026-01-01T00:00:05.000Z");
  EXPECT_EQ(ErrorOfLine("time +5"), "line 2: '+5' is not a step like +5s, -1h or +250ms");
  EXPECT_EQ(ErrorOfLine("time +1us"), "line 2: '+1us' is not a step like +5s, -1h or +250ms");
  EXPECT_EQ(ErrorOfLine("time +inf"), "line 2: '+inf' is not a step like +5s, -1h or +250ms");
  EXPECT_EQ(ErrorOf("start 2026-01-01T00:00:00.0001Z"),
            "line 1: '2026-01-01T00:00:00.0001Z' is not a time like 2026-01-01T00:00:05.000Z");
  EXPECT_EQ(ErrorOf("start infinite-future"),
            "line 1: 'infinite-future' is not a time like 2026-01-01T00:00:05.000Z");
}

TEST(ReadError, Completions) {
  EXPECT_EQ(ErrorOfLine("complete maybe"), "line 2: 'maybe' is not ok or fail");
  EXPECT_EQ(ErrorOfLine("complete ok maybe"),
            "line 2: 'maybe' is none of replaced credential= new");
  EXPECT_EQ(ErrorOfLine("complete rehash"), "line 2: '' is not ok or fail");
  EXPECT_EQ(ErrorOfLine("complete code"), "line 2: '' is not ok or fail");
  EXPECT_EQ(ErrorOfLine("complete mail-state waiting=1 failed=2"),
            "line 2: the numbers are waiting= sent= failed=");
  EXPECT_EQ(ErrorOfLine("complete stats sendq=1"),
            "line 2: 'complete stats' needs the name of a session before its values");
  EXPECT_EQ(ErrorOfLine("complete stats alice sent=1"),
            "line 2: '' is not a number from 0 to 18446744073709551615");
  EXPECT_EQ(ErrorOfLine("complete stats bob sendq=1"), "line 2: there is no session 'bob'");
}

TEST(ReadError, Expectations) {
  EXPECT_EQ(ErrorOf("----\n"), "line 1: '----' has no input lines directly above it");
  EXPECT_EQ(ErrorOf("# only words\n----\n"), "line 2: '----' has no input lines directly above it");
  EXPECT_EQ(ErrorOfLine("\n----"), "line 3: '----' has no input lines directly above it");
  EXPECT_EQ(ErrorOfLine("----\nbob< x"), "line 3: there is no session 'bob'");
  EXPECT_EQ(ErrorOfLine("----\nalice<x"), "line 3: a space is missing after the name");
  EXPECT_EQ(ErrorOfLine("----\nalice: x"),
            "line 3: 'alice: x' is no output: neither 'name< LINE' nor 'name closed' nor "
            "'name unfinished' nor 'store …' nor 'mail …' nor 'request …' nor 'stop die' or 'stop "
            "restart'");
}

}  // namespace
}  // namespace transcript
}  // namespace irc
