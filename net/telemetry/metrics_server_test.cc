#include "net/telemetry/metrics_server.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/reset_on_close.h"

namespace irc {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string Answer(absl::string_view head) {
  return AnswerMetrics(ReadHttpRequest(head),
                       {[] { return std::string("a 1\n"); }, [] { return StatusDesk::Answer(); }},
                       /*local=*/false);
}

TEST(AnswerMetrics, ServesOnePage) {
  EXPECT_EQ(Answer("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
            "Content-Length: 4\r\nConnection: close\r\n\r\na 1\n");
  EXPECT_THAT(Answer("GET /metrics?x=y HTTP/1.0\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(Answer("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(Answer("GET /metricsx HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 404 "));
}

TEST(AnswerMetrics, HeadHasNoBody) {
  EXPECT_EQ(Answer("HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
            "Content-Length: 4\r\nConnection: close\r\n\r\n");
  for (const char* refused :
       {"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", "HEAD /metrics HTTP/1.1\r\n\r\n"}) {
    EXPECT_THAT(Answer(refused), StartsWith("HTTP/1.1 40")) << refused;
    EXPECT_THAT(Answer(refused), EndsWith("\r\n\r\n")) << refused;
  }
}

TEST(AnswerMetrics, RefusesWhatItDoesNotServe) {
  EXPECT_THAT(Answer("POST /metrics HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 405 "));
  EXPECT_THAT(Answer("POST /metrics HTTP/1.1\r\nHost: x\r\n\r\n"),
              HasSubstr("\r\nAllow: GET, HEAD\r\n"));
  for (const char* head :
       {"\n\n", "GET\n\n", "GET /metrics HTTP/1.0\n\n", "GET /metrics HTTP/1.1\r\n\r\n",
        "NICK alice\r\n\r\n", "GET /metrics\r\n\r\n", "GET /metrics HTTP/1.1 x\r\n\r\n",
        "GET /metrics HTTP/2\r\n\r\n"}) {
    EXPECT_THAT(Answer(head), StartsWith("HTTP/1.1 400 ")) << head;
  }
}

// The pages about the server's state, for one that answers with `status`.
std::string StatusPage(absl::string_view path, const Status* status, bool local = false) {
  const auto ask = [&] {
    return StatusDesk::Answer{
        .status = status == nullptr ? nullptr : std::make_shared<Status>(*status),
        .waited = absl::Milliseconds(1200)};
  };
  return AnswerMetrics(ReadHttpRequest(absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: x\r\n\r\n")),
                       {[] { return std::string(); }, ask}, local);
}

TEST(AnswerMetrics, SaysWhetherTheServerIsHealthy) {
  const Status good;
  Status bad;
  bad.missing = {"The disk is full.", "It is Monday."};
  EXPECT_THAT(StatusPage("/healthz", &good), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(StatusPage("/healthz", &bad), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(StatusPage("/readyz", &good), EndsWith("\r\n\r\nready\n"));
  EXPECT_THAT(StatusPage("/readyz", &bad), StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_THAT(StatusPage("/readyz", &bad), EndsWith("\r\n\r\nThe disk is full.\nIt is Monday.\n"));
  for (const char* path : {"/healthz", "/readyz", "/status"}) {
    EXPECT_THAT(StatusPage(path, nullptr), StartsWith("HTTP/1.1 503 ")) << path;
    EXPECT_THAT(StatusPage(path, nullptr),
                EndsWith("The server has not answered for 1200 milliseconds.\n"));
  }
}

// The lines of the log have addresses and names, and who reaches the metrics may be anybody.
TEST(AnswerMetrics, ShowsTheLogThroughAUnixSocketOnly) {
  Status status;
  status.log = {"2026-01-01T00:00:00.000Z warning login failed address=192.0.2.1"};
  EXPECT_THAT(StatusPage("/status", &status), HasSubstr("\"ready\":true"));
  EXPECT_THAT(StatusPage("/status", &status), Not(HasSubstr("192.0.2.1")));
  EXPECT_THAT(StatusPage("/status", &status, /*local=*/true), HasSubstr("192.0.2.1"));
}

class MetricsServerTest : public ::testing::Test {
 protected:
  MetricsServerTest() {
    auto listeners = Listen({"127.0.0.1"}, 0);
    EXPECT_TRUE(listeners.ok());
    port_ = listeners->front().port;
    server_ = std::make_unique<MetricsServer>(*std::move(listeners),
                                              MetricsSources{[this] {
                                                               ++pages_;
                                                               return page_;
                                                             },
                                                             [] { return StatusDesk::Answer(); }});
  }

  // A connected socket, which blocks, unlike the server's.
  Fd Connect() {
    Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    ResetOnClose(fd);
    sockaddr_in to = {};
    to.sin_family = AF_INET;
    to.sin_port = htons(port_);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd.get(), reinterpret_cast<sockaddr*>(&to), sizeof(to)), 0)
        << ::strerror(errno);
    return fd;
  }

  static void Send(const Fd& fd, absl::string_view text) {
    ::send(fd.get(), text.data(), text.size(), MSG_NOSIGNAL);
  }

  static std::string ReadAll(const Fd& fd) {
    std::string text;
    char buffer[4096];
    ssize_t count;
    while ((count = ::recv(fd.get(), buffer, sizeof(buffer), 0)) > 0) {
      text.append(buffer, static_cast<size_t>(count));
    }
    return text;
  }

  std::string page_ = "a 1\n";
  std::atomic<int> pages_ = 0;
  uint16_t port_ = 0;
  std::unique_ptr<MetricsServer> server_;
};

TEST_F(MetricsServerTest, ServesOneAfterTheOther) {
  for (int i = 0; i < 40; ++i) {
    const Fd client = Connect();
    Send(client, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string answer = ReadAll(client);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\n\r\na 1\n"));
  }
  EXPECT_EQ(pages_, 40);
}

TEST_F(MetricsServerTest, ReadsByteByByteAndWritesALot) {
  page_ = std::string(8 << 20, 'x');  // more than the socket's buffers hold
  const Fd client = Connect();
  for (char c : std::string("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")) Send(client, {&c, 1});
  EXPECT_GT(ReadAll(client).size(), page_.size());
}

TEST_F(MetricsServerTest, WhoSaysNothingKeepsNobodyOut) {
  std::vector<Fd> silent;
  for (int i = 0; i < 100; ++i) {
    silent.push_back(Connect());
    Send(silent.back(), "GET /me");
  }
  const Fd client = Connect();
  Send(client, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(ReadAll(client), StartsWith("HTTP/1.1 200 OK\r\n"));
  server_.reset();  // does not wait for the idle connections
}

TEST_F(MetricsServerTest, ARequestHasAnEnd) {
  const Fd client = Connect();
  Send(client, absl::StrCat("GET /metrics HTTP/1.1\r\nX: ", std::string(9000, 'x')));
  EXPECT_THAT(ReadAll(client), StartsWith("HTTP/1.1 431 "));
}

}  // namespace
}  // namespace irc
