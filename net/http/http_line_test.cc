#include "net/http/http_line.h"

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(HttpLine, RequestsAndHeaders) {
  for (absl::string_view line :
       {"POST / HTTP/1.1", "GET /", "GET", "get / http/1.0", "HEAD /x HTTP/1.1", "PUT /x",
        "OPTIONS * HTTP/1.1", "DELETE /x", "PATCH /x", "CONNECT irc.example:6667 HTTP/1.1",
        "TRACE / HTTP/1.1", "PRI * HTTP/2.0", "ANYTHING / HTTP/1.1", "Host: irc.example", "Host:x",
        "Content-Length: 5", "X_Y: z"}) {
    EXPECT_TRUE(IsHttpLine(line)) << line;
  }
}

TEST(HttpLine, WhatClientsOfIrcBeginWith) {
  for (absl::string_view line : {"CAP LS 302",
                                 "NICK alice",
                                 "PASS a:b",
                                 "USER a 0 * :HTTP/1.1 fan",
                                 "PING :x",
                                 ":alice NICK alice",
                                 "@a:b=c NICK x",
                                 "TRACE irc.example",
                                 "CONNECT irc.example 6667",
                                 "POSTS x",
                                 "HTTP/1.1",
                                 "",
                                 " ",
                                 ":",
                                 "JOIN #http/1",
                                 "PRIVMSG #c :GET / HTTP/1.1 now",
                                 "WEBIRC a b c ::1",
                                 "QUIT HTTP/",
                                 "USER a 0 * :likes HTTP/1.1",
                                 "USER a 0 * HTTP/1.1"}) {
    EXPECT_FALSE(IsHttpLine(line)) << line;
  }
}

}  // namespace
}  // namespace irc
