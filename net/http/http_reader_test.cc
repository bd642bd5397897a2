#include "net/http/http_reader.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using State = HttpReading::State;

const char kRequest[] = "GET / HTTP/1.1\r\nHost: irc.example\r\n\r\n";

// Bytes of the next protocol: a masked frame of a WebSocket, a second request, and blank lines.
std::vector<std::string> Tails() {
  return {"", std::string("\x81\x85\0\0\0\0hello", 11), kRequest, "\r\n\r\n", "\n", " x"};
}

// The result of bytes that arrive one by one. Reading ends with the first answer.
HttpReading ReadByteByByte(absl::string_view bytes) {
  for (size_t size = 0; size <= bytes.size(); ++size) {
    HttpReading reading = ReadHttpRequest(bytes.substr(0, size));
    if (reading.state != State::kMore) return reading;
  }
  return {};
}

// All of a reading as one text.
std::string Text(const HttpReading& reading) {
  return absl::StrCat(static_cast<int>(reading.state), " ", reading.bytes, " ",
                      static_cast<int>(reading.status), " ", reading.request.is_head,
                      reading.request.is_http_1_0, " ", reading.request.target, "\n",
                      absl::StrJoin(reading.request.headers, "\n",
                                    [](std::string* out, const HttpRequest::Header& header) {
                                      absl::StrAppend(out, header.name, ": ", header.value);
                                    }));
}

HttpStatus StatusOf(absl::string_view head) { return ReadHttpRequest(head).status; }

TEST(HttpReader, ReadsARequest) {
  const std::string head =
      "GET /chat?a=b HTTP/1.1\r\nHost:irc.example:8080\r\nAccept: \t text/html , x \t\r\n"
      "Empty:\r\nACCEPT: y\r\n\r\n";
  const HttpReading reading = ReadHttpRequest(head + "frames");
  ASSERT_EQ(reading.state, State::kWhole);
  EXPECT_EQ(reading.bytes, head.size());
  const HttpRequest& request = reading.request;
  EXPECT_FALSE(request.is_head);
  EXPECT_FALSE(request.is_http_1_0);
  EXPECT_EQ(request.target, "/chat?a=b");
  EXPECT_EQ(request.Find("host"), "irc.example:8080");
  EXPECT_EQ(request.Find("accept"), "text/html , x");
  EXPECT_EQ(request.Find("empty"), "");
  EXPECT_EQ(request.Find("Cookie"), std::nullopt);
  EXPECT_EQ(request.Count("Accept"), 2u);
  EXPECT_EQ(request.Count("Cookie"), 0u);
  EXPECT_THAT(request.List("Accept"), ElementsAre("text/html", "x", "y"));
  EXPECT_TRUE(request.ListHas("Accept", "X"));
  EXPECT_FALSE(request.ListHas("Accept", "text"));
}

TEST(HttpReader, ATargetHasAPath) {
  const auto path = [](absl::string_view target) {
    return std::string(ReadHttpRequest(absl::StrCat("GET ", target, " HTTP/1.1\r\nHost: x\r\n\r\n"))
                           .request.Path());
  };
  EXPECT_EQ(path("/"), "/");
  EXPECT_EQ(path("/metrics?from=http://x/y"), "/metrics");
  EXPECT_EQ(path("http://irc.example/metrics?x"), "/metrics");
  EXPECT_EQ(path("HTTPS://irc.example:1"), "/");
  EXPECT_EQ(path("http://irc.example?/x"), "/");
  EXPECT_EQ(path("/a://b"), "/a://b");
}

TEST(HttpReader, KnowsHeadAndTheOldVersion) {
  EXPECT_TRUE(ReadHttpRequest("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n").request.is_head);
  const HttpReading old = ReadHttpRequest("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.state, State::kWhole);
  EXPECT_TRUE(old.request.is_http_1_0);
}

struct Malformed {
  const char* why;
  std::string head;
  HttpStatus status = HttpStatus::kBadRequest;
};

std::vector<Malformed> MalformedHeads() {
  const auto with = [](absl::string_view header) {
    return absl::StrCat("GET / HTTP/1.1\r\nHost: x\r\n", header, "\r\n\r\n");
  };
  const auto host = [](absl::string_view value) {
    return absl::StrCat("GET / HTTP/1.1\r\nHost: ", value, "\r\n\r\n");
  };
  const auto line = [](absl::string_view request_line) {
    return absl::StrCat(request_line, "\r\nHost: x\r\n\r\n");
  };
  return {
      {"no Host", "GET / HTTP/1.1\r\n\r\n"},
      {"two Hosts", with("Host: x")},
      {"two Hosts in two cases", with("hOST: y")},
      {"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n"},
      {"a Host that is two", host("x y")},
      {"a Host that is a URL", host("http://x/")},
      {"a space before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n"},
      {"a space before another colon", with("Accept : x")},
      {"no name", with(": x")},
      {"a space in the name", with("X Y: z")},
      {"a colon is missing", with("Accept")},
      {"a space before the first header", "GET / HTTP/1.1\r\n Host: x\r\n\r\n"},
      {"a folded header", with("Accept: x\r\n y")},
      {"a folded header, with a tab", with("Accept: x\r\n\ty")},
      {"a folded header that is empty", with("Accept:\r\n ")},
      {"a lone LF", "GET / HTTP/1.0\n\n"},
      {"a lone LF between headers", with("Accept: x\nForwarded: y")},
      {"a lone CR", with("Accept: x\rForwarded: y")},
      {"a NUL", with(absl::string_view("Accept: x\0y", 11))},
      {"an escape character", with("Accept: \x1b[2J")},
      {"nothing at all", "\r\n\r\n"},
      {"IRC", "NICK alice\r\nUSER alice 0 * :Alice\r\n\r\n"},
      {"no target", line("GET HTTP/1.1")},
      {"two spaces", line("GET  / HTTP/1.1")},
      {"a space at the end", line("GET / HTTP/1.1 ")},
      {"a target with a space", line("GET / / HTTP/1.1")},
      {"a target of another method", line("GET * HTTP/1.1")},
      {"a target without a slash", line("GET metrics HTTP/1.1")},
      {"no version", line("GET /")},
      {"half a version", line("GET / HTTP/1")},
      {"another protocol", line("GET / ICY/1.0")},
      {"a version in small letters", line("GET / http/1.1")},
      {"two lengths", with("Content-Length: 0\r\nContent-Length: 1")},
      {"no length", with("Content-Length: x")},
      {"another method", line("POST / HTTP/1.1"), HttpStatus::kMethodNotAllowed},
      {"a method in small letters", line("get / HTTP/1.1"), HttpStatus::kMethodNotAllowed},
      {"a method of nobody", line("BREW / HTTP/1.1"), HttpStatus::kMethodNotAllowed},
      {"another method with a body", line("POST / HTTP/1.1\r\nContent-Length: 3"),
       HttpStatus::kMethodNotAllowed},
      {"a body", with("Content-Length: 1"), HttpStatus::kContentTooLarge},
      {"a body in chunks", with("Transfer-Encoding: chunked"), HttpStatus::kContentTooLarge},
      {"HTTP/2", "PRI * HTTP/2.0\r\n\r\n", HttpStatus::kVersionNotSupported},
      {"an old version", line("GET / HTTP/0.9"), HttpStatus::kVersionNotSupported},
      {"a long target", absl::StrCat("GET /", std::string(kHttpHeadBytesMax, 'x')),
       HttpStatus::kUriTooLong},
      {"a long method", std::string(kHttpHeadBytesMax, 'x'), HttpStatus::kHeaderFieldsTooLarge},
      {"a long header", with(absl::StrCat("X: ", std::string(kHttpHeadBytesMax, 'x'))),
       HttpStatus::kHeaderFieldsTooLarge},
      {"many headers",
       with(absl::StrReplaceAll(std::string(kHttpHeadBytesMax, 'x'), {{"xxxx", "x:\r\n"}})),
       HttpStatus::kHeaderFieldsTooLarge},
  };
}

TEST(HttpReader, RefusesMalformedHeads) {
  for (const Malformed& malformed : MalformedHeads()) {
    SCOPED_TRACE(malformed.why);
    for (const std::string& tail : Tails()) {
      const std::string bytes = absl::StrCat(malformed.head, tail);
      const HttpReading reading = ReadHttpRequest(bytes);
      EXPECT_EQ(reading.state, State::kRefused);
      EXPECT_EQ(reading.status, malformed.status);
      EXPECT_EQ(Text(ReadByteByByte(bytes)), Text(reading));
    }
  }
}

TEST(HttpReader, LeavesTheTailToTheNextProtocol) {
  for (const std::string& tail : Tails()) {
    const std::string bytes = absl::StrCat(kRequest, tail);
    EXPECT_EQ(ReadHttpRequest(bytes).bytes, sizeof(kRequest) - 1);
    EXPECT_EQ(Text(ReadHttpRequest(bytes)), Text(ReadHttpRequest(kRequest)));
    EXPECT_EQ(Text(ReadByteByByte(bytes)), Text(ReadHttpRequest(kRequest)));
  }
}

TEST(HttpReader, TakesEveryHostThatIsOne) {
  for (const char* host : {"", "irc.example", "192.0.2.1:80", "[2001:db8::1]:80", "a_b", "%41"}) {
    EXPECT_EQ(StatusOf(absl::StrCat("GET / HTTP/1.1\r\nHost: ", host, "\r\n\r\n")), HttpStatus::kOk)
        << host;
  }
}

TEST(HttpReader, TheBoundIsExact) {
  const std::string begin = "GET / HTTP/1.1\r\nHost: x\r\nX: ";
  const auto head = [&](size_t size) {
    return absl::StrCat(begin, std::string(size - begin.size() - 4, 'x'), "\r\n\r\n");
  };
  EXPECT_EQ(ReadHttpRequest(head(kHttpHeadBytesMax)).state, State::kWhole);
  EXPECT_EQ(ReadHttpRequest(head(kHttpHeadBytesMax) + "tail").bytes, kHttpHeadBytesMax);
  EXPECT_EQ(StatusOf(head(kHttpHeadBytesMax + 1)), HttpStatus::kHeaderFieldsTooLarge);
  EXPECT_EQ(ReadHttpRequest(head(kHttpHeadBytesMax + 1).substr(0, kHttpHeadBytesMax - 1)).state,
            State::kMore);
}

// Heads that are right or nearly so.
rc::Gen<std::string> Heads() {
  const auto pieces = rc::gen::container<std::vector<std::string>>(
      rc::gen::weightedElement<std::string>({{1, "Host: x\r\n"},
                                             {5, "Accept: y, z\r\n"},
                                             {9, "\r\n"},
                                             {1, "GET "},
                                             {1, "HEAD / HTTP/1.1\r\n"},
                                             {1, " "},
                                             {1, "\n"},
                                             {1, "\r"},
                                             {1, ":"},
                                             {1, "Content-Length: 3\r\n"},
                                             {1, "Transfer-Encoding: chunked\r\n"},
                                             {1, std::string(3000, 'x')},
                                             {1, std::string(1, '\0')}}));
  return rc::gen::map(
      rc::gen::pair(rc::gen::weightedElement<std::string>({{9, "GET /x HTTP/1.1\r\nHost: x\r\n"},
                                                           {3, "HEAD /x HTTP/1.1\r\n"},
                                                           {2, "GET /x HTTP/1.0\r\n"},
                                                           {1, "POST /x HTTP/1.1\r\n"},
                                                           {1, ""}}),
                    pieces),
      [](const auto& parts) { return parts.first + absl::StrJoin(parts.second, ""); });
}

RC_GTEST_PROP(HttpReader, FragmentationMakesNoDifference, ()) {
  const std::string bytes = *Heads();
  const HttpReading whole = ReadHttpRequest(bytes);
  RC_CLASSIFY(whole.state == State::kWhole, "whole");
  RC_CLASSIFY(whole.state == State::kRefused, "refused");
  size_t size = 0;
  while (true) {
    const HttpReading reading = ReadHttpRequest(absl::string_view(bytes).substr(0, size));
    if (reading.state != State::kMore || size == bytes.size()) {
      RC_ASSERT(Text(reading) == Text(whole));
      return;
    }
    size = std::min(bytes.size(), size + *rc::gen::inRange<size_t>(1, 200));
  }
}

RC_GTEST_PROP(HttpReader, AWholeRequestIsTheSameWhenItIsWrittenAgain, ()) {
  const HttpReading reading = ReadHttpRequest(*Heads());
  RC_PRE(reading.state == State::kWhole);
  const HttpRequest& request = reading.request;
  std::string again = absl::StrCat(request.is_head ? "HEAD " : "GET ", request.target,
                                   request.is_http_1_0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
  for (const HttpRequest::Header& header : request.headers) {
    absl::StrAppend(&again, header.name, ":", header.value, "\r\n");
  }
  HttpReading reread = ReadHttpRequest(again + "\r\n");
  reread.bytes = reading.bytes;
  RC_ASSERT(Text(reread) == Text(reading));
}

}  // namespace
}  // namespace irc
