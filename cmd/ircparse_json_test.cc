#include "cmd/ircparse_json.h"

#include <string>

#include "core/testing/vectors.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

// Compares byte for byte: the order of the keys is part of the format.
TEST(LineToJson, Golden) {
  const struct {
    absl::string_view line;
    const char* json;
  } rows[] = {
      {"LUSERS", R"({"command":"LUSERS"})"},
      {"AWAY :", R"({"command":"AWAY","params":[""]})"},
      {":rose!~r@host.example PRIVMSG #garden :hello there",
       R"({"source":"rose!~r@host.example","nick":"rose","user":"~r","host":"host.example",)"
       R"("command":"PRIVMSG","params":["#garden","hello there"]})"},
      {":irc.example 001 rose :Welcome",
       R"({"source":"irc.example","nick":"irc.example","command":"001",)"
       R"("params":["rose","Welcome"]})"},
      {"@time=2026-01-01T00:00:00.000Z;+b\\s;label=a\\:b\\sc;+b\\s=x :rose PING",
       R"({"tags":{"time":"2026-01-01T00:00:00.000Z","+b\\s":"x","label":"a;b c"},)"
       R"("source":"rose","nick":"rose","command":"PING"})"},
      {"@a;b= PING", R"({"tags":{"a":"","b":""},"command":"PING"})"},
      {"PRIVMSG rose :\x01"
       "ACTION \"waves\"\x01",
       R"({"command":"PRIVMSG","params":["rose","\u0001ACTION \"waves\"\u0001"]})"},
      {"PRIVMSG rose :gr\xc3\xbc\xc3\x9f"
       "e",
       "{\"command\":\"PRIVMSG\",\"params\":[\"rose\",\"gr\xc3\xbc\xc3\x9f"
       "e\"]}"},
      {"PRIVMSG rose :gr\xfc"
       "n",
       "{\"command\":\"PRIVMSG\",\"params\":[\"rose\",\"gr\xef\xbf\xbdn\"]}"},
      {"@\xff=\xff PING", "{\"tags\":{\"\xef\xbf\xbd\":\"\xef\xbf\xbd\"},\"command\":\"PING\"}"},
      {"", R"({"error":"the line is empty"})"},
      {"@a=b :rose", R"({"error":"the line has no command"})"},
      {absl::string_view("PING a\0b", 8), R"({"error":"the line contains a NUL byte"})"},
  };
  for (const auto& row : rows) EXPECT_EQ(LineToJson(row.line), row.json);
}

// The rows of the parser's tests have this format.
TEST(LineToJson, ParserVectors) {
  for (nlohmann::json row : ReadVectors("lines")) {
    const nlohmann::json lines = row["lines"];
    row.erase("lines");
    row.erase("why");
    for (const std::string line : lines) {
      EXPECT_EQ(nlohmann::json::parse(LineToJson(line)), row) << line;
    }
  }
}

TEST(SplitSource, Vectors) {
  for (const nlohmann::json& row : ReadVectors("sources")) {
    const std::string source = row["source"];
    const SourceParts parts = SplitSource(source);
    EXPECT_EQ(parts.nick, row.value("nick", "")) << source;
    EXPECT_EQ(parts.user, row.value("user", "")) << source;
    EXPECT_EQ(parts.host, row.value("host", "")) << source;
  }
}

}  // namespace
}  // namespace irc
