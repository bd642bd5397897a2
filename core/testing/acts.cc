#include "core/testing/acts.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/check.h"
#include "core/protocol/caps.h"

namespace irc {
namespace {

constexpr int kClients = 5;
constexpr std::array<absl::string_view, 6> kNicks = {"n1", "n2", "n3", "n4", "n5", "N1"};
constexpr std::array<absl::string_view, 3> kChannels = {"#a", "#b", "#A"};
constexpr std::array<absl::string_view, 8> kOthers = {
    "1", "x", ":", "a*!*@*", "text of words",
    // A mask that is hard to match, one that takes all that a line has, and bytes that are not
    // UTF-8.
    "x:*????????????????????????????????????????????????????????????????????????????????????Z00",
    "*?*?*?*?*?*?*?*?*!*?*?*?*?*?*?*?*?*?*?*?*?*@*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*",
    "caf\xe9"};

// Templates of lines. $n and $m are nicks, $c and $d channels, $o is another parameter.
constexpr auto kForms = std::to_array<absl::string_view>({
    "JOIN $c",
    "JOIN $c",
    "JOIN $c",
    "JOIN $c,$d",
    "JOIN $c $o",
    "JOIN 0",
    "PART $c",
    "PART $c :$o",
    "CYCLE $c",
    "PRIVMSG $c :$o",
    "PRIVMSG $c :$o",
    "PRIVMSG $n :$o",
    "PRIVMSG $n,$c,$m :$o",
    "NOTICE $c :$o",
    "NOTICE $n :$o",
    "PRIVMSG @$c :$o",
    "@+a=b;c=d TAGMSG $c",
    "@+a TAGMSG $n",
    "@label=L PRIVMSG $c :$o",
    "@label=L JOIN $c",
    "@label=L NAMES $c",
    "@label=L WHOIS $n",
    "@label=L PING x",
    "@label=L FLY",
    "@label=L PRIVMSG $n :$o",
    "@label=L MODE $c +v $n",
    "@label=L OPER root *1",
    "@label=L QUIT :$o",
    "REGISTER * * *1/9",
    "@label=L REGISTER * * *1/9",
    "NS REGISTER *1/9",
    "NS IDENTIFY $n *1/9",
    "NS LOGOUT",
    "NS PASSWD *1/9",
    "NS GROUP",
    "NS UNGROUP $n",
    "NS DROP",
    "NS GHOST $n *1/9",
    "@label=L NS REGAIN $n *1/9",
    "NS SET ENFORCE off",
    "NS SET ENFORCE",
    "NS CERT ADD aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "NS CERT DEL aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "NS INFO $n",
    "NS SAREGISTER $n *1/9",
    "NS SETPASS $n *1/9",
    "NS SUSPEND $n x",
    "NS UNSUSPEND $n",
    "NS LIST *",
    "NICKSERV HELP",
    "@label=L TAGMSG $c",
    "@label=L NICK $n",
    "@label=L AWAY :$o",
    "@label=L STATS l",
    "NICK $n",
    "NICK x$o",
    "NICK n9",
    "TOPIC $c",
    "TOPIC $c :$o",
    "KICK $c $n",
    "KICK $c $n,$m :$o",
    "INVITE $n $c",
    "INVITE",
    "UNINVITE $n $c",
    "KNOCK $c",
    "MODE $c +o $n",
    "MODE $c -o $n",
    "MODE $c +v-h $n $m",
    "MODE $c +qa $n $m",
    "MODE $c +i",
    "MODE $c -i",
    "MODE $c +m",
    "MODE $c -mn",
    "MODE $c +k $o",
    "MODE $c -k x",
    "MODE $c +l $o",
    "MODE $c -l",
    "MODE $c +b $n",
    "MODE $c -b $n",
    "MODE $c +e $n",
    "MODE $c +bI $o $n",
    "MODE $c b",
    "MODE $c +sp",
    "MODE $c -s+t",
    "MODE $c +j 1:60",
    "MODE $c +f $d",
    "MODE $c +CcNTQz",
    "MODE $c -CcNTQz",
    "MODE $c",
    "MODE $n +iwxBgR",
    "MODE $n -iwxBgR",
    "MODE $n +s",
    "AWAY :$o",
    "AWAY",
    "WHO $c",
    "WHO *",
    "WHO $n %tcuihsnfdlaor,1",
    "WHOIS $n",
    "WHOWAS $n",
    "LIST",
    "LUSERS",
    "OPER root *1",
    "KILL $n :$o",
    "KLINE 1 $n@nowhere.example :$o",
    "UNKLINE $n@nowhere.example",
    "SAJOIN $n $c",
    "SANICK $n n9",
    "SAMODE $c +o $n",
    "WALLOPS :$o",
    "CAP LS 302",
    "CAP REQ :$o",
    "SETNAME :$o",
    "ACCEPT $n",
    "QUIT :$o",
    "MONITOR + $n,$m",
    "MONITOR - $n",
    "MONITOR C",
    "MONITOR L",
    "@label=L MONITOR S",
    "SILENCE +$n",
    "SILENCE -$n",
    "SILENCE",
    "METADATA * SET k$o :$o",
    "METADATA $c SET key :$o",
    "METADATA $n GET key",
    "METADATA * SUB key k1",
    "METADATA * UNSUB key",
    "METADATA $c SYNC",
    "@label=L METADATA $n LIST",
    "METADATA * CLEAR",
    "METADATA * SUBS",
    "RENAME $c $d :$o",
    "RENAME $c #x",
    "RELAYMSG $c x/y :$o",
    "NPC $c x :$o",
    "SCENE $c :$o",
    "ISUPPORT",
    "@label=L ISUPPORT",
    "BATCH +r draft/multiline $c",
    "BATCH +r draft/multiline $n",
    "@batch=r PRIVMSG $c :$o",
    "@batch=r;draft/multiline-concat PRIVMSG $c :$o",
    "@batch=r PRIVMSG $n :$o",
    "BATCH -r",
    "CHATHISTORY LATEST $c * 10",
    "@label=L CHATHISTORY LATEST $c * 3",
    "CHATHISTORY LATEST $n * 10",
    "CHATHISTORY AROUND $c timestamp=2026-01-01T00:00:00.000Z 5",
    "CHATHISTORY BEFORE $c timestamp=2027-01-01T00:00:00.000Z 5",
    "@label=L CHATHISTORY TARGETS timestamp=2026-01-01T00:00:00.000Z "
    "timestamp=2027-01-01T00:00:00.000Z 5",
    "MARKREAD $c",
    "@label=L MARKREAD $c timestamp=2026-01-01T00:00:00.000Z",
    "REDACT $c $o",
    "PRIVMSG *playback :play *",
    "ZNC *playback play *",
    "REGISTER * * x",
    "MODE $c +uDMU",
    "MODE $c -uDMU",
    "MODE $c +b m:$n",
    "MODE $c +e R:$o",
    "MODE $c +b ~$o",
    "MODE $n +DTQ",
    "MODE $n -DTQ",
    "CAP REQ :no-implicit-names extended-monitor",
    "CAP REQ :-batch",
    "AUTHENTICATE PLAIN",
    "@label=L AUTHENTICATE *1/24",
    "AUTHENTICATE *1/400",
    "AUTHENTICATE *",
    "@label=L AUTHENTICATE +",
    "ADMIN",
    "DIE $o",
    "DLINE 1 192.0.2.$o :$o",
    "UNDLINE 192.0.2.1",
    "ERROR :$o",
    "GLOBOPS :$o",
    "HELP $o",
    "HELPOP UMODES",
    "INFO",
    "ISON $n $m",
    "LINKS",
    "LIST $c,*$o*,>1",
    "MAP",
    "MOTD",
    "@label=L NAMES $c,$d,$c",
    "NPCA $c x :$o",
    "PASS *1",
    "PONG $o",
    "REHASH",
    "RESTART $o",
    "RESV 1 $n :$o",
    "UNRESV $n",
    "RULES",
    "SAPART $n $c",
    "SATOPIC $c :$o",
    "STATS $o",
    "SUMMON $n",
    "TESTLINE $n",
    "TIME",
    "TRACE $n",
    "USER u 0 * :$o",
    "USERHOST $n $m",
    "USERIP $n",
    "USERS",
    "VERIFY account *1",
    "VERSION",
    "WEBIRC *1 g h 192.0.2.9",
    "XLINE 1 $o :$o",
    "UNXLINE $o",
    "PRIVMSG $* :$o",
    "MODE $c +bbb $o $n $m",
    "MODE $c +beIy $o $o $n $o",
    "MODE $c bbbeIy",
    "MODE $c +y $n",
    "MODE $c -by $o $o",
    "WHO $o",
    "WHO $c n%nuhr",
    "SILENCE +$o",
    "KLINE 1 $o :$o",
});

absl::string_view Pick(absl::Span<const absl::string_view> from, unsigned index) {
  return from[index % from.size()];
}

enum Kind : uint8_t { kConnect, kGone, kResult, kTick, kHour, kClock, kLineKinds };
constexpr uint8_t kKinds = 60;

}  // namespace

bool Act::IsConnect() const { return kind == kConnect; }

bool Act::IsLine() const { return kind >= kLineKinds; }

std::string Act::Line() const {
  return absl::StrReplaceAll(Pick(kForms, form), {{"$n", Pick(kNicks, nick)},
                                                  {"$m", Pick(kNicks, nick + other)},
                                                  {"$c", Pick(kChannels, channel)},
                                                  {"$d", Pick(kChannels, channel + other)},
                                                  {"$o", Pick(kOthers, other)}});
}

absl::Span<const absl::string_view> LineForms() { return kForms; }

uint8_t FormOf(absl::string_view text) {
  const auto form = std::find(kForms.begin(), kForms.end(), text);
  IRC_CHECK(form != kForms.end(), "tests name forms that are there");
  return static_cast<uint8_t>(form - kForms.begin());
}

std::ostream& operator<<(std::ostream& out, const Act& act) {
  switch (act.kind) {
    case kConnect:
      return out << act.Session().value << " connects";
    case kGone:
      return out << act.Session().value << " gone";
    case kResult:
      return out << "result " << (act.other % 2 == 0);
    case kTick:
      return out << "tick";
    case kHour:
      return out << "an hour passes";
    case kClock:
      return out << "the clock is set " << (act.other % 2 == 0 ? "on" : "back");
    default:
      return out << act.Session().value << ": " << act.Line();
  }
}

std::ostream& operator<<(std::ostream& out, const GeneratedSession& session) {
  out << "capabilities";
  for (uint64_t bits : session.capabilities) out << " " << bits;
  for (const Act& act : session.acts) out << "\n  " << act;
  return out;
}

rc::Gen<GeneratedSession> GenSession() {
  const auto act = rc::gen::build<Act>(
      rc::gen::set(&Act::kind, rc::gen::inRange<uint8_t>(0, kKinds)),
      rc::gen::set(&Act::session, rc::gen::inRange<uint8_t>(0, kClients)),
      rc::gen::set(&Act::form, rc::gen::inRange<uint8_t>(0, kForms.size())),
      rc::gen::set(&Act::nick, rc::gen::inRange<uint8_t>(0, kNicks.size())),
      rc::gen::set(&Act::channel, rc::gen::inRange<uint8_t>(0, kChannels.size())),
      rc::gen::set(&Act::other, rc::gen::inRange<uint8_t>(0, kOthers.size())));
  const auto capabilities = rc::gen::container<std::vector<uint64_t>>(
      kClients - 1, rc::gen::inRange<uint64_t>(0, uint64_t{1} << kCaps.size()));
  return rc::gen::build<GeneratedSession>(
      rc::gen::set(&GeneratedSession::capabilities, capabilities),
      rc::gen::set(&GeneratedSession::acts,
                   rc::gen::scale(1.5, rc::gen::container<std::vector<Act>>(act))));
}

Config SessionConfig() {
  Config config;
  config.accounts = {"account"};
  config.accounts_kept = true;
  config.limits.account_nicks = 1;
  config.opers = {{.name = "root", .hosts = {"*@*"}}};
  config.motd = {"hello"};
  config.limits.list_entries = 3;
  config.limits.channels_per_user = 2;
  config.limits.accept_entries = 2;
  config.limits.whowas_entries = 3;
  config.limits.whowas_user_entries = 2;
  config.limits.invites_per_user = 1;
  config.limits.monitor_entries = 2;
  config.limits.silence_entries = 2;
  config.limits.metadata_keys = 2;
  config.limits.metadata_subs = 2;
  config.limits.history_messages = 4;
  config.limits.history_conversations = 2;
  config.limits.history_channel_bytes = 1000;
  config.limits.history_user_bytes = 2000;
  config.limits.history_bytes = 4000;
  config.limits.read_markers = 1;
  config.roleplay = true;
  return config;
}

void Register(World& world, uint64_t number, absl::string_view nick, uint64_t capabilities) {
  const SessionId id{number};
  world.Apply(Connected{id,
                        {.ip = absl::StrCat("192.0.2.", number),
                         .host = absl::StrCat("host", number, ".example"),
                         .cloak = absl::StrCat("cloak", number),
                         .tls = number == 2,
                         .sni = number == 2}});
  for (const CapRow& row : kCaps) {
    if ((capabilities >> static_cast<int>(row.cap) & 1) != 0) {
      world.Say(id, absl::StrCat("CAP REQ :", row.name));
    }
  }
  world.Say(id, absl::StrCat("NICK ", nick));
  world.Say(id, absl::StrCat("USER u", number, " 0 * :Real Name ", number));
  world.Say(id, "CAP END");
}

void Begin(World& world, const GeneratedSession& session) {
  for (size_t i = 0; i < session.capabilities.size(); ++i) {
    Register(world, i + 1, absl::StrCat("n", i + 1), session.capabilities[i]);
  }
}

bool Do(World& world, const Act& act) {
  switch (act.kind) {
    case kConnect: {
      if (world.IsOpen(act.Session())) return false;
      Register(world, act.Session().value, Pick(kNicks, act.session),
               uint64_t{act.form} * 0x9e3779b97f4a7c15u >> (64 - kCaps.size()));
      return true;
    }
    case kGone:
      return world.Apply(Disconnected{act.Session(), "gone"});
    case kResult:
      return world.CompleteOldest(act.other % 2 == 0);
    case kTick:
      return world.Apply(Ticked{});
    case kHour: {
      world.PassTime(absl::Hours(1));
      return world.Apply(Ticked{});
    }
    case kClock: {
      world.SetClock(absl::Hours(act.other % 2 == 0 ? 2 : -2));
      return world.Apply(Ticked{});
    }
    default:
      return world.Say(act.Session(), act.Line());
  }
}

}  // namespace irc
