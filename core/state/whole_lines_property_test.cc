// No line of the server is cut, however long its names are: what a limit allows fits, what does not
// fit in one line is sent on several, and the texts of clients that an error echoes give way.
// (What one user says to another may be cut: its length depends on the names of the two.)
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/limits.h"
#include "core/protocol/parse.h"
#include "core/state/state.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr int kClients = 3;

// $n is a nick and $c a channel, both as long as they may be. The other texts stand in braces: $t,
// $r, $k, $q and $a are as long as a topic, a real name, a comment, a reason and an away message
// may be, $m and $e are masks and $w is a word of any length.
constexpr std::array<absl::string_view, 59> kForms = {
    "JOIN $c",
    "JOIN $c",
    "PART $c :$q",
    "CYCLE $c :$q",
    "QUIT :$q",
    "TOPIC $c :$t",
    "TOPIC $c",
    "KICK $c $n :$k",
    "AWAY :$a",
    "SETNAME :$r",
    "NICK $n",
    "NICK $w",
    "MODE $c +bbbbbb $e $e $e $e $e $e",
    "MODE $c -bbb+eIy $e $e $e $e $e $e",
    "MODE $c +b $m",
    "MODE $c +y $m",
    "MODE $c +e m:$m",
    "MODE $c +I x:$m",
    "MODE $c -b $m",
    "MODE $c b",
    "MODE $c e",
    "MODE $c I",
    "MODE $c y",
    "MODE $c +ovaqh $n $n $n $n $n",
    "MODE $c +v $w",
    "MODE $c +k $w",
    "MODE $c +kl kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk 2147483647",
    "MODE $c +j $w",
    "MODE $c",
    "MODE $n +ix",
    "MODE $n -x",
    "SILENCE +$m",
    "SILENCE +$e,+$e",
    "SILENCE",
    "WHO $c",
    "WHO $w",
    "WHO $c %tcuihsnfdlaor,123",
    "WHOIS $n",
    "WHOIS $w",
    "WHOWAS $n",
    "LIST",
    "NAMES $c",
    "INVITE $n $c",
    "KNOCK $c",
    "RENAME $c $c :$q",
    "MONITOR + $n,$w,$w",
    "MONITOR + "
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaa2,aaaaaaaaaaaaaaaaaaaaaaaaaaaaa3,"
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa4,aaaaaaaaaaaaaaaaaaaaaaaaaaaaa5,aaaaaaaaaaaaaaaaaaaaaaaaaaaaa6,"
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa7,aaaaaaaaaaaaaaaaaaaaaaaaaaaaa8,aaaaaaaaaaaaaaaaaaaaaaaaaaaaa9,"
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaab0,aaaaaaaaaaaaaaaaaaaaaaaaaaaab1,aaaaaaaaaaaaaaaaaaaaaaaaaaaab2,"
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaab3,aaaaaaaaaaaaaaaaaaaaaaaaaaaab4,aaaaaaaaaaaaaaaaaaaaaaaaaaaab5",
    "JOIN $w",
    "JOIN #$w",
    "PRIVMSG $w :hello",
    "PRIVMSG #$w :hello",
    "$w",
    "ACCEPT $w",
    "METADATA $w GET key",
    "CAP REQ :chghost extended-join account-notify away-notify setname",
    "CAP REQ :draft/channel-rename draft/metadata-2 invite-notify",
    "KLINE $m :not you",
    "XLINE $m :not you",
    "OPER root *1",
};

std::string Filled(size_t bytes) { return absl::StrCat("{", std::string(bytes - 2, 'x'), "}"); }

std::string NickOf(int number) { return absl::StrCat(std::string(29, 'n'), number); }
std::string ChannelName(int number) { return absl::StrCat("#", std::string(62, 'c'), number); }

std::string Replace(absl::string_view form, const Limits& limits) {
  const auto up_to = [](int64_t most) {
    return Filled(static_cast<size_t>(*rc::gen::inRange<int64_t>(2, most + 1)));
  };
  std::string line(form);
  const auto put = [&](absl::string_view name, auto make) {
    for (size_t at = line.find(std::string(name)); at != std::string::npos;
         at = line.find(std::string(name))) {
      line.replace(at, name.size(), make());
    }
  };
  put("$n", [] { return NickOf(*rc::gen::inRange(1, kClients + 2)); });
  put("$c", [] { return ChannelName(*rc::gen::inRange(1, 3)); });
  put("$t", [&] { return up_to(limits.topic_bytes); });
  put("$r", [&] { return up_to(limits.realname_bytes); });
  put("$k", [&] { return up_to(limits.kick_bytes); });
  put("$q", [&] { return up_to(std::min<int64_t>(limits.quit_bytes, 120)); });
  put("$a", [&] { return up_to(limits.away_bytes); });
  put("$m", [&] { return absl::StrCat("*!*@", up_to(limits.list_entry_bytes + 8)); });
  // Six of them fit in the line of the client, and not in that of the server.
  put("$e", [] {
    const size_t bytes = *rc::gen::inRange<size_t>(48, 60);
    return absl::StrCat(*rc::gen::inRange(1, 9), "!*@", Filled(bytes));
  });
  put("$w", [&] { return up_to(400); });
  return line;
}

// True for a line that ends with what the server meant it to end with.
bool IsWhole(const std::string& line) {
  const size_t tags = TagsSectionBytes(line);
  const absl::string_view body = absl::string_view(line).substr(tags, line.size() - tags - 2);
  ParsedLine parsed;
  if (ParseLine(body, parsed).has_value() || parsed.params.size() == 0) return false;
  const absl::string_view last = parsed.params[parsed.params.size() - 1];
  // The server's own words stand behind what it repeats, of which a part may have given way.
  if (parsed.params.size() > 1 && last.find('{') == absl::string_view::npos &&
      absl::StrContains(body, '{') && absl::StrContains(body, " :")) {
    return true;
  }
  if (std::count(body.begin(), body.end(), '{') != std::count(body.begin(), body.end(), '}')) {
    return false;
  }
  // A line that was cut has 507 to 510 bytes. Lists and MODE fill their lines.
  constexpr absl::string_view kFull = "MODE 005 303 319 353 730 731 732 734";
  return body.size() < kBodyBytesMax - 3 || absl::StrContains(kFull, parsed.command);
}

Config LongNames() {
  Config config;
  config.server_name = absl::StrCat("irc.", std::string(50, 's'), ".example");
  config.opers = {{.name = "root", .hosts = {"*@*"}}};
  config.default_user_modes = "";
  return config;
}

void Enter(World& world, int number, const Limits& limits) {
  const SessionId id{static_cast<uint64_t>(number)};
  world.Apply(Connected{
      id,
      {.ip = "2001:db8:1111:2222:3333:4444:5555:6666",
       .host = absl::StrCat(std::string(static_cast<size_t>(limits.host_bytes) - 1, 'h'), number),
       .cloak = absl::StrCat("c10aced0.c10aced0.c10aced", number, ".ip6")}});
  world.Say(id, absl::StrCat("NICK ", NickOf(number)));
  world.Say(id, absl::StrCat("USER ", std::string(static_cast<size_t>(limits.user_bytes), 'u'),
                             " 0 * :", Filled(static_cast<size_t>(limits.realname_bytes))));
  world.Say(id, absl::StrCat("JOIN ", ChannelName(1), ",", ChannelName(2)));
}

bool IsSpeech(absl::string_view line) {
  return absl::StrContains(line, " PRIVMSG ") || absl::StrContains(line, " TAGMSG ");
}

RC_GTEST_PROP(WholeLines, NoLineOfTheServerIsCut, ()) {
  World world(LongNames());
  const Limits limits = world.server().state().config.limits;
  for (int i = 1; i <= kClients; ++i) Enter(world, i, limits);
  const int steps = *rc::gen::inRange(1, 60);
  for (int i = 0; i < steps; ++i) {
    const int client = *rc::gen::inRange(1, kClients + 1);
    const SessionId id{static_cast<uint64_t>(client)};
    if (!world.IsOpen(id)) Enter(world, client, limits);
    const std::string line = Replace(kForms[*rc::gen::inRange<size_t>(0, kForms.size())], limits);
    if (line.size() > kBodyBytesMax) continue;
    world.Say(id, line);
    while (world.IsWaiting(id)) world.CompleteOldest(true);
    for (const Send& send : world.output().sends) {
      if (IsSpeech(send.line)) continue;
      RC_LOG() << line << "\n" << send.line;
      RC_ASSERT(IsWhole(send.line));
    }
  }
}

}  // namespace
}  // namespace irc
