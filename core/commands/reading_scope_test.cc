// Which commands an app password for reading allows. Each command is named once, so that a new one
// has to be thought of.
#include "core/commands/reading_scope.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/commands/command_facts.h"

namespace irc {
namespace {

// What is said behind the command.
using Lines = std::vector<std::string>;

const std::vector<std::string> kAllowed = {
    "ADMIN",   "AUTHENTICATE", "CAP",      "CHATHISTORY", "ERROR", "HELP",     "HELPOP",
    "INFO",    "ISON",         "ISUPPORT", "JOIN",        "LINKS", "LIST",     "LUSERS",
    "MAP",     "MARKREAD",     "MONITOR",  "MOTD",        "NAMES", "PART",     "PING",
    "PONG",    "QUIT",         "RULES",    "STATS",       "TIME",  "USERHOST", "USERIP",
    "VERSION", "WHO",          "WHOIS",    "WHOWAS",      "ZNC"};
const std::vector<std::string> kToConnect = {"NICK", "PASS", "USER"};
const std::vector<std::string> kRefused = {
    "2FA",      "ACCEPT",   "BATCH",     "CHANSERV", "CLIENTCERT", "CS",      "CYCLE",  "DIE",
    "DLINE",    "GLOBOPS",  "GROUPSERV", "GS",       "HOSTSERV",   "HS",      "KICK",   "KILL",
    "KLINE",    "KNOCK",    "MEMOSERV",  "MS",       "NICKSERV",   "NOTICE",  "NPC",    "NPCA",
    "NS",       "OPER",     "OPERSERV",  "OS",       "PRIVMSG",    "RECOVER", "REDACT", "REGISTER",
    "REHASH",   "RELAYMSG", "RENAME",    "RESTART",  "RESV",       "SAJOIN",  "SAMODE", "SANICK",
    "SAPART",   "SATOPIC",  "SCENE",     "SETNAME",  "SETPASS",    "SHUN",    "SUMMON", "TAGMSG",
    "TESTLINE", "TRACE",    "UNDLINE",   "UNINVITE", "UNKLINE",    "UNRESV",  "UNSHUN", "UNXLINE",
    "USERS",    "VERIFY",   "WALLOPS",   "WEBIRC",   "XLINE"};
// Questions and changes by the same command.
const std::map<std::string, std::pair<std::string, std::string>> kByParams = {
    {"AWAY", {"AWAY", "AWAY text"}},
    {"INVITE", {"INVITE", "INVITE bob #c"}},
    {"METADATA", {"METADATA * get key", "METADATA * set key :value"}},
    {"MODE", {"MODE #c", "MODE #c +m"}},
    {"SILENCE", {"SILENCE", "SILENCE +a!*@*"}},
    {"TOPIC", {"TOPIC #c", "TOPIC #c :"}},
};

bool IsAllowed(const std::string& line, bool registered = true) {
  ParsedLine parsed;
  EXPECT_FALSE(ParseLine(line, parsed).has_value());
  return IsForReading(parsed.command, parsed.params, registered);
}

TEST(ReadingScope, NamesEachCommandOnce) {
  std::map<std::string, int> named;
  for (const auto* list : {&kAllowed, &kToConnect, &kRefused}) {
    for (const std::string& name : *list) ++named[name];
  }
  for (const auto& [name, lines] : kByParams) ++named[name];
  for (const CommandFacts& row : Commands()) {
    EXPECT_EQ(named[std::string(row.name)], 1) << row.name;
  }
  EXPECT_EQ(named.size(), Commands().size()) << "one of them is no command";
}

TEST(ReadingScope, AllowsWhatReads) {
  for (const std::string& name : kAllowed) EXPECT_TRUE(IsAllowed(absl::StrCat(name, " a b c")));
  for (const std::string& name : kRefused) EXPECT_FALSE(IsAllowed(absl::StrCat(name, " a b c")));
  for (const std::string& name : kRefused) EXPECT_FALSE(IsAllowed(name, false));
  for (const std::string& name : kToConnect) {
    EXPECT_TRUE(IsAllowed(absl::StrCat(name, " a"), false));
    EXPECT_FALSE(IsAllowed(absl::StrCat(name, " a"), true));
  }
  for (const auto& [name, lines] : kByParams) {
    EXPECT_TRUE(IsAllowed(lines.first)) << lines.first;
    EXPECT_FALSE(IsAllowed(lines.second)) << lines.second;
  }
  EXPECT_TRUE(IsAllowed("AWAY :"));
  EXPECT_FALSE(IsAllowed("METADATA * CLEAR"));
  EXPECT_FALSE(IsAllowed("UNHEARDOF"));
}

}  // namespace
}  // namespace irc
