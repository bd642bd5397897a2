#include "net/external/introspection.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "net/external/stop_signal.h"
#include "net/external/testing/fake_issuer.h"
#include "net/tls/self_signed.h"

namespace irc {
namespace {

std::string Show(const ExternalAnswer& answer) {
  constexpr absl::string_view kVerdicts[] = {"right", "wrong", "none"};
  return absl::StrCat(kVerdicts[static_cast<size_t>(answer.verdict)], " ", answer.account,
                      answer.detail);
}

std::string Check(const std::string& answer, const std::string& token = "t") {
  const FakeIssuer issuer(answer);
  return Show(Introspection({.url = issuer.url(), .timeout = absl::Minutes(5)}).Check(token, -1));
}

TEST(Introspection, AsksTheIssuer) {
  FakeIssuer issuer(OkAnswer(R"({"active":true,"username":"Alice"})"));
  const Introspection introspection({.url = issuer.url(),
                                     .client_id = "irc",
                                     .client_secret = "open sesame",
                                     .timeout = absl::Minutes(5)});
  EXPECT_EQ(Show(introspection.Check("a+b/c=", -1)), "right Alice");
  const std::string request = issuer.request();
  EXPECT_TRUE(absl::StartsWith(request, "POST /introspect HTTP/1.1\r\n")) << request;
  EXPECT_TRUE(absl::StrContains(request, "\r\nAuthorization: Basic aXJjOm9wZW4gc2VzYW1l\r\n"));
  EXPECT_TRUE(absl::StrContains(request, "\r\nAccept: application/json\r\n")) << request;
  EXPECT_TRUE(absl::EndsWith(request, "\r\n\r\ntoken=a%2Bb%2Fc%3D&token_type_hint=access_token"));
}

TEST(Introspection, BelievesNothingButAGoodAnswer) {
  EXPECT_EQ(Check("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"),
            "none the issuer was not heard: status 500");
  EXPECT_EQ(Check(OkAnswer("<html>")),
            "none the issuer was not heard: the answer is no JSON object");
  EXPECT_EQ(Check(OkAnswer(std::string(Introspection::kAnswerBytesMax + 1, ' '))),
            "none the issuer was not heard: the answer is too long");
  EXPECT_EQ(Check("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"),
            "none the issuer was not heard: the answer is too long");
  EXPECT_EQ(Check("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"acti"),
            "none the issuer was not heard: the answer is cut off");
  EXPECT_TRUE(absl::StartsWith(Check("nonsense"), "none the issuer was not heard: "));
}

TEST(Introspection, ReadsAnAnswerInChunks) {
  EXPECT_EQ(Check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                  "8\r\n{\"active\r\n1f\r\n\":true,\"username\":\"Al\\u0069ce\"}\r\n0\r\n\r\n"),
            "right Alice");
  const std::string chunk = absl::StrCat("1000\r\n", std::string(4096, ' '), "\r\n");
  std::string long_answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 17; ++i) long_answer += chunk;
  EXPECT_EQ(Check(long_answer), "none the issuer was not heard: the answer is too long");
}

// A certificate for issuer.local and localhost that the system trusts, in one file with its key.
std::string TrustedPem() {
  const PemPair pair = MakeSelfSigned("issuer.local", absl::Now());
  const std::string file = absl::StrCat(::testing::TempDir(), "/issuer.pem");
  std::ofstream(file) << pair.certificate << pair.key;
  ::setenv("SSL_CERT_FILE", file.c_str(), 1);
  return file;
}

TEST(Introspection, AsksWithTls) {
  const FakeIssuer issuer(OkAnswer(R"({"active":true,"username":"Alice"})"), TrustedPem());
  const auto check = [](const std::string& url) {
    return Show(Introspection({.url = url, .timeout = absl::Minutes(5)}).Check("t", -1));
  };
  EXPECT_EQ(check(issuer.url("localhost")), "right Alice");
  // The certificate is for names, not for the address.
  EXPECT_EQ(check(issuer.url("127.0.0.1")),
            "none the issuer was not heard: TLS: IP address mismatch");
  ::unsetenv("SSL_CERT_FILE");
  EXPECT_TRUE(
      absl::StartsWith(check(issuer.url("localhost")), "none the issuer was not heard: TLS: self"));
}

TEST(Introspection, SaysWhyItCannotConnect) {
  std::string url;
  { url = FakeIssuer("").url(); }  // nobody listens there any more
  EXPECT_TRUE(
      absl::StrContains(Show(Introspection({.url = url}).Check("t", -1)), ": Connection refused"));
  EXPECT_TRUE(
      absl::StrContains(Show(Introspection({.url = "https://no_host.invalid/x"}).Check("t", -1)),
                        "no address of no_host.invalid: "));
}

// The token would go to another address.
TEST(Introspection, FollowsNoRedirect) {
  FakeIssuer other(OkAnswer(R"({"active":true,"username":"Eve"})"));
  EXPECT_EQ(Check(absl::StrCat("HTTP/1.1 302 Found\r\nLocation: ", other.url(),
                               "\r\nContent-Length: 0\r\n\r\n")),
            "none the issuer was not heard: status 302");
  EXPECT_EQ(other.request(), "");
}

TEST(Introspection, SpeaksNothingButHttp) {
  for (const char* url : {"file:///dev/null", "https://", "https://a@b/", "https://a/ b", "x"}) {
    EXPECT_EQ(Show(Introspection({.url = url}).Check("t", -1)),
              "none the issuer was not heard: it has no address of HTTP");
  }
}

TEST(Introspection, GivesUpInTime) {
  const FakeIssuer silent("");
  const Introspection introspection({.url = silent.url(), .timeout = absl::Milliseconds(100)});
  EXPECT_TRUE(absl::StartsWith(Show(introspection.Check("t", -1)), "none the issuer"));
}

TEST(Introspection, StopsWhenItIsTold) {
  FakeIssuer silent("");
  const Introspection introspection({.url = silent.url(), .timeout = absl::Minutes(60)});
  StopSignal stop;
  std::string answer;
  std::thread thread([&] { answer = Show(introspection.Check("t", stop.fd())); });
  while (silent.request().empty()) std::this_thread::yield();
  stop.Raise();
  thread.join();
  EXPECT_EQ(answer, "none the issuer was not heard: the server ends");
}

TEST(ReadIntrospection, ReadsTheAnswerOfTheIssuer) {
  const auto read = [](absl::string_view body) { return Show(ReadIntrospection(body)); };
  // RFC 7662, section 2.2: the examples.
  EXPECT_EQ(read(R"({"active": true, "client_id": "l238j323ds-23ij4", "username": "jdoe",
      "scope": "read write dolphin", "sub": "Z5O3upPC88QrAjx00dis",
      "aud": "https://protected.example.net/resource", "iss": "https://server.example.com/",
      "exp": 1419356238, "iat": 1419350238, "extension_field": "twenty-seven"})"),
            "right jdoe");
  EXPECT_EQ(read(R"({"active": false})"), "wrong the token is not active");
  EXPECT_EQ(read(R"({"active": false, "username": "jdoe"})"), "wrong the token is not active");
  EXPECT_EQ(read(R"({"active": true})"), "wrong the answer names no \"username\"");
  EXPECT_EQ(read(R"({"active": true, "username": ""})"), "wrong the answer names no \"username\"");
  EXPECT_EQ(read(R"({"active": true, "username": 1})"), "wrong the answer names no \"username\"");
  EXPECT_EQ(read(R"({"active": "true", "username": "jdoe"})"),
            "none the issuer was not heard: the answer has no \"active\"");
  EXPECT_EQ(read("[]"), "none the issuer was not heard: the answer is no JSON object");
}

}  // namespace
}  // namespace irc
