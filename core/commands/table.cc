// The table of all commands. HELP, STATS m, flood control, and the secrets that are kept out of
// recordings follow from it. Costs are in tokens of the flood bucket: 1 for a command that is cheap
// or reaches one client, more for one with many recipients or a search through the server.
#include <array>

#include "absl/strings/ascii.h"
#include "core/actions/command.h"
#include "core/commands/commands.h"

namespace irc {
namespace {

constexpr Access kAnyone = Access::kAnyone;
constexpr Access kOperator = Access::kOperator;

// name, handler, minimum of parameters, access, cost, secret parameter, syntax, help
constexpr std::array kCommands = {
    CommandRow{"ACCEPT", &Accept, 1, kAnyone, 1, -1, "ACCEPT <nick>|-<nick>{,...} | ACCEPT *",
               "Says who may message you while you have user mode +g.\n"
               "-<nick> takes somebody off the list, * shows it."},
    CommandRow{"ADMIN", &Admin, 0, kAnyone, 2, -1, "ADMIN [<server>]",
               "Shows who runs the server."},
    CommandRow{"AUTHENTICATE", &Authenticate, 1, kAnyone, 1, 0, "AUTHENTICATE <mechanism or data>",
               "Logs in to an account. Clients do this for you."},
    CommandRow{"AWAY", &Away, 0, kAnyone, 2, -1, "AWAY [:<message>]",
               "Marks you as away, or without a message as back."},
    CommandRow{"BATCH", &BatchCommand, 1, kAnyone, 1, -1,
               "BATCH +<reference> draft/multiline <target> | BATCH -<reference>",
               "Begins and ends a message of several lines. Clients do this for you."},
    CommandRow{"CAP", &CapCommand, 0, kAnyone, 1, -1,
               "CAP LS [<version>] | LIST | REQ :<names> | END",
               "Negotiates the protocol's extensions. Clients do this for you."},
    CommandRow{
        "CHATHISTORY", &Chathistory, 1, kAnyone, 5, -1,
        "CHATHISTORY LATEST|BEFORE|AFTER|AROUND|BETWEEN|TARGETS <parameter>...",
        "Shows what was said before. Clients do this for you.\n"
        "LATEST <target> <message or *> <limit>; BEFORE, AFTER or AROUND <target> <message>\n"
        "<limit>; BETWEEN <target> <message> <message> <limit>; TARGETS <time> <time> <limit>.\n"
        "A message is msgid=<id> or timestamp=<time>."},
    CommandRow{"CYCLE", &Cycle, 1, kAnyone, 4, -1, "CYCLE <channel>{,<channel>} [:<reason>]",
               "Leaves channels and joins them again."},
    CommandRow{"DIE", &Die, 0, kOperator, 1, -1, "DIE [<server>]",
               "Ends the server. For operators."},
    CommandRow{"DLINE", &Dline, 1, kOperator, 1, -1,
               "DLINE [<duration>] <address>[/<bits>] [:<reason>]",
               "Bans addresses from the server. For operators.\n"
               "A duration is in minutes, or like 1d12h; without one the ban stays."},
    CommandRow{"ERROR", &ErrorCommand, 0, kAnyone, 1, -1, "ERROR :<text>",
               "Is for servers; ignored."},
    CommandRow{"GLOBOPS", &Globops, 1, kOperator, 2, -1, "GLOBOPS :<text>",
               "Sends a notice to all operators. For operators."},
    CommandRow{"HELP", &Help, 0, kAnyone, 2, -1, "HELP [<command or topic>]",
               "Explains a command, or lists them all."},
    CommandRow{"HELPOP", &Help, 0, kAnyone, 2, -1, "HELPOP [<command or topic>]",
               "The same as HELP."},
    CommandRow{"INFO", &Info, 0, kAnyone, 2, -1, "INFO [<server>]", "Says what this server is."},
    CommandRow{"INVITE", &Invite, 0, kAnyone, 2, -1, "INVITE <nick> <channel> | INVITE",
               "Invites somebody to a channel. Alone it lists the channels you are invited to."},
    CommandRow{"ISON", &Ison, 1, kAnyone, 1, -1, "ISON <nick>{ <nick>}",
               "Says which of these nicks are here."},
    CommandRow{"ISUPPORT", &Isupport, 0, kAnyone, 2, -1, "ISUPPORT",
               "Tells clients what the server supports."},
    CommandRow{"JOIN", &Join, 1, kAnyone, 2, -1,
               "JOIN <channel>{,<channel>} [<key>{,<key>}] | JOIN 0",
               "Joins channels, or with 0 leaves all."},
    CommandRow{"KICK", &Kick, 2, kAnyone, 2, -1, "KICK <channel> <nick>{,<nick>} [:<comment>]",
               "Removes somebody from a channel. For channel half-operators and above."},
    CommandRow{"KILL", &Kill, 1, kOperator, 1, -1, "KILL <nick> [:<comment>]",
               "Ends somebody's connection. For operators."},
    CommandRow{"KLINE", &Kline, 1, kOperator, 1, -1, "KLINE [<duration>] <user@host> [:<reason>]",
               "Bans users from the server. For operators. The host may be address/bits.\n"
               "A duration is in minutes, or like 1d12h; without one the ban stays."},
    CommandRow{"KNOCK", &KnockCommand, 1, kAnyone, 4, -1, "KNOCK <channel>",
               "Asks the operators of a channel for an invitation."},
    CommandRow{"LINKS", &Links, 0, kAnyone, 2, -1, "LINKS [<mask>]",
               "Lists the servers of the network."},
    CommandRow{"LIST", &List, 0, kAnyone, 5, -1,
               "LIST [<channel or mask>{,...}] [<filter>{,<filter>}]",
               "Lists channels and their topics.\n"
               "Filters: >n or <n users, C>n or C<n created n minutes ago, T>n or T<n topic set\n"
               "n minutes ago, <mask>, !<mask>."},
    CommandRow{"LUSERS", &Lusers, 0, kAnyone, 2, -1, "LUSERS",
               "Counts users, operators and channels."},
    CommandRow{"MAP", &Map, 0, kAnyone, 2, -1, "MAP", "Draws the servers of the network."},
    CommandRow{"MARKREAD", &Markread, 0, kAnyone, 1, -1, "MARKREAD <target> [timestamp=<time>]",
               "Shows or sets up to where you have read. Clients do this for you."},
    CommandRow{
        "METADATA", &MetadataCommand, 2, kAnyone, 2, -1,
        "METADATA <target or *> GET|LIST|SET|CLEAR|SYNC|SUB|UNSUB|SUBS [<key>... | <key> :<value>]",
        "Shows or changes what users and channels tell about themselves, or chooses which\n"
        "keys you hear of. Clients do this for you."},
    CommandRow{"MODE", &Mode, 1, kAnyone, 1, -1,
               "MODE <channel or nick> [<modes> [<parameter>...]]",
               "Shows or changes the modes of a channel or of yourself.\n"
               "HELP CMODES and HELP UMODES list them."},
    CommandRow{"MONITOR", &Monitor, 1, kAnyone, 2, -1, "MONITOR +|-|C|L|S [<nick>{,<nick>}]",
               "Tells you when nicks come and go: + adds some, - removes some, C clears the list,\n"
               "L shows it, S shows who of them is there."},
    CommandRow{"MOTD", &Motd, 0, kAnyone, 2, -1, "MOTD [<server>]",
               "Shows the message of the day."},
    CommandRow{"NAMES", &Names, 0, kAnyone, 2, -1, "NAMES <channel>{,<channel>}",
               "Lists who is in a channel."},
    CommandRow{"NICK", &NickCommand, 0, kAnyone, 2, -1, "NICK <nick>", "Changes your nick."},
    CommandRow{"NOTICE", &Notice, 0, kAnyone, 1, -1, "NOTICE <target>{,<target>} :<text>",
               "Sends a message that no program may answer by itself."},
    CommandRow{"NPC", &Npc, 3, kAnyone, 1, -1, "NPC <channel> <name> :<text>",
               "Says something as a figure of a play, in channels with mode +E."},
    CommandRow{"NPCA", &Npca, 3, kAnyone, 1, -1, "NPCA <channel> <name> :<text>",
               "Does something as a figure of a play, in channels with mode +E."},
    CommandRow{"OPER", &Oper, 2, kAnyone, 5, 1, "OPER <name> <password>",
               "Makes you an operator of the server."},
    CommandRow{"PART", &Part, 1, kAnyone, 2, -1, "PART <channel>{,<channel>} [:<reason>]",
               "Leaves channels."},
    CommandRow{"PASS", &Pass, 1, kAnyone, 1, 0, "PASS <password>",
               "Gives the server's password, before NICK and USER."},
    CommandRow{"PING", &Ping, 0, kAnyone, 1, -1, "PING <token>",
               "Asks for a sign of life; the answer bears the token."},
    CommandRow{"PONG", &Pong, 0, kAnyone, 0, -1, "PONG <token>",
               "Answers the server's PING. Clients do this for you."},
    CommandRow{"PRIVMSG", &Privmsg, 0, kAnyone, 1, -1, "PRIVMSG <target>{,<target>} :<text>",
               "Sends a message to users and channels."},
    CommandRow{"QUIT", &Quit, 0, kAnyone, 1, -1, "QUIT [:<reason>]", "Leaves the server."},
    CommandRow{"REDACT", &Redact, 2, kAnyone, 2, -1, "REDACT <target> <msgid> [:<reason>]",
               "Takes a message back. Your own, or as channel operator any in the channel."},
    CommandRow{"REGISTER", &RegisterCommand, 3, kAnyone, 5, 2,
               "REGISTER <account or *> <email or *> <password>",
               "Makes an account for you. Here only the operators of the server can."},
    CommandRow{"REHASH", &RehashCommand, 0, kOperator, 1, -1, "REHASH",
               "Reads the configuration again. For operators."},
    CommandRow{"RELAYMSG", &Relaymsg, 2, kAnyone, 1, -1, "RELAYMSG <channel> <nick> :<text>",
               "Relays what somebody on another network said; the nick has a / in it.\n"
               "For channel operators."},
    CommandRow{"RENAME", &Rename, 2, kAnyone, 5, -1, "RENAME <channel> <new name> [:<reason>]",
               "Gives a channel another name. For channel operators."},
    CommandRow{"RESTART", &Restart, 0, kOperator, 1, -1, "RESTART [<server>]",
               "Starts the server anew. For operators."},
    CommandRow{"RESV", &Resv, 1, kOperator, 1, -1,
               "RESV [<duration>] <nick or channel mask> [:<reason>]",
               "Reserves nicks or channels for operators. For operators.\n"
               "A duration is in minutes, or like 1d12h; without one it stays."},
    CommandRow{"RULES", &Rules, 0, kAnyone, 2, -1, "RULES", "Shows the rules of the server."},
    CommandRow{"SAJOIN", &Sajoin, 2, kOperator, 1, -1, "SAJOIN <nick> <channel>{,<channel>}",
               "Makes somebody join channels. For operators."},
    CommandRow{"SAMODE", &Samode, 2, kOperator, 1, -1,
               "SAMODE <channel or nick> <modes> [<parameter>...]",
               "Changes modes without being channel operator. For operators."},
    CommandRow{"SANICK", &Sanick, 2, kOperator, 1, -1, "SANICK <nick> <new nick>",
               "Changes somebody's nick. For operators."},
    CommandRow{"SAPART", &Sapart, 2, kOperator, 1, -1,
               "SAPART <nick> <channel>{,<channel>} [:<reason>]",
               "Makes somebody leave channels. For operators."},
    CommandRow{"SATOPIC", &Satopic, 2, kOperator, 1, -1, "SATOPIC <channel> :<topic>",
               "Changes a topic without being channel operator. For operators."},
    CommandRow{"SCENE", &Scene, 2, kAnyone, 1, -1, "SCENE <channel> :<text>",
               "Tells what happens in a play, in channels with mode +E."},
    CommandRow{"SETNAME", &Setname, 1, kAnyone, 2, -1, "SETNAME :<realname>",
               "Changes your real name."},
    CommandRow{"SILENCE", &Silence, 0, kAnyone, 1, -1, "SILENCE [[+|-]<mask>{,[+|-]<mask>}]",
               "Shows or changes the masks of those whose private messages you do not get."},
    CommandRow{"STATS", &Stats, 1, kAnyone, 4, -1, "STATS <letter>",
               "Shows statistics: u uptime, p operators, m commands, o operator blocks,\n"
               "l connections, k d x q server bans. Most are for operators."},
    CommandRow{"SUMMON", &Summon, 0, kAnyone, 1, -1, "SUMMON", "Is not offered."},
    CommandRow{"TAGMSG", &Tagmsg, 0, kAnyone, 1, -1, "TAGMSG <target>{,<target>}",
               "Sends client-only tags without a text. Clients do this for you."},
    CommandRow{"TESTLINE", &Testline, 1, kOperator, 1, -1, "TESTLINE <nick, address or mask>",
               "Shows which server bans match. For operators."},
    CommandRow{"TIME", &Time, 0, kAnyone, 2, -1, "TIME [<server>]", "Shows the server's time."},
    CommandRow{"TOPIC", &TopicCommand, 1, kAnyone, 2, -1, "TOPIC <channel> [:<topic>]",
               "Shows or sets the topic of a channel; an empty one clears it."},
    CommandRow{"TRACE", &Trace, 0, kOperator, 2, -1, "TRACE [<nick or server>]",
               "Lists connections and their classes. For operators."},
    CommandRow{"UNDLINE", &Undline, 1, kOperator, 1, -1, "UNDLINE <address>[/<bits>]",
               "Takes back a DLINE. For operators."},
    CommandRow{"UNINVITE", &Uninvite, 2, kAnyone, 2, -1, "UNINVITE <nick> <channel>",
               "Takes back an invitation. For channel half-operators and above."},
    CommandRow{"UNKLINE", &Unkline, 1, kOperator, 1, -1, "UNKLINE <user@host>",
               "Takes back a KLINE. For operators."},
    CommandRow{"UNRESV", &Unresv, 1, kOperator, 1, -1, "UNRESV <nick or channel mask>",
               "Takes back a RESV. For operators."},
    CommandRow{"UNXLINE", &Unxline, 1, kOperator, 1, -1, "UNXLINE <realname mask>",
               "Takes back an XLINE. For operators."},
    CommandRow{"USER", &UserCommand, 4, kAnyone, 1, -1, "USER <username> 0 * :<realname>",
               "Says who you are, once, when you connect."},
    CommandRow{"USERHOST", &Userhost, 1, kAnyone, 1, -1, "USERHOST <nick>{ <nick>}",
               "Shows user and host of up to five nicks."},
    CommandRow{"USERIP", &Userip, 1, kAnyone, 1, -1, "USERIP <nick>{ <nick>}",
               "Shows user and address of up to five nicks, as far as you may see them."},
    CommandRow{"USERS", &Users, 0, kAnyone, 1, -1, "USERS", "Is not offered."},
    CommandRow{"VERIFY", &Verify, 2, kAnyone, 5, 1, "VERIFY <account> <code>",
               "Confirms the registration of an account."},
    CommandRow{"VERSION", &Version, 0, kAnyone, 2, -1, "VERSION [<server>]",
               "Shows the version of the server and what it supports."},
    CommandRow{"WALLOPS", &Wallops, 1, kOperator, 2, -1, "WALLOPS :<text>",
               "Sends a message to everybody with user mode +w. For operators."},
    CommandRow{"WEBIRC", &Webirc, 1, kAnyone, 1, 0,
               "WEBIRC <password> <gateway> <host> <address> [:<options>]",
               "Says whom a gateway brings. For known gateways, in their first line."},
    CommandRow{"WHO", &Who, 0, kAnyone, 4, -1,
               "WHO <channel, nick or mask> [o][%<fields>[,<token>]]",
               "Lists users. Fields of the extended form: t c u i h s n f d l a o r."},
    CommandRow{"WHOIS", &Whois, 0, kAnyone, 2, -1, "WHOIS [<server or nick>] <nick>{,<nick>}",
               "Shows what is known about users."},
    CommandRow{"WHOWAS", &Whowas, 0, kAnyone, 2, -1, "WHOWAS <nick> [<count>]",
               "Shows what was known about users who have left."},
    CommandRow{"XLINE", &Xline, 1, kOperator, 1, -1,
               "XLINE [<duration>] <realname mask> [:<reason>]",
               "Bans real names from the server. For operators. ? stands for a space too.\n"
               "A duration is in minutes, or like 1d12h; without one the ban stays."},
};

constexpr size_t kNameBytesMax = 16;

// A hash table with open addressing, from a name to its row. Every line looks its command up twice,
// and a map of strings would run much more code for it.
constexpr size_t kPlaces = 512;
constexpr uint8_t kNobody = 255;
static_assert(kCommands.size() < kNobody);

constexpr size_t Next(size_t place) { return (place + 1) % kPlaces; }
constexpr size_t Mix(size_t place, char upper) {
  return (place * 33 + static_cast<unsigned char>(upper)) % kPlaces;
}

constexpr std::array<uint8_t, kPlaces> MakeIndex() {
  std::array<uint8_t, kPlaces> index{};
  for (uint8_t& row : index) row = kNobody;
  for (size_t row = 0; row < kCommands.size(); ++row) {
    size_t place = 0;
    for (char c : kCommands[row].name) place = Mix(place, c);
    while (index[place] != kNobody) place = Next(place);
    index[place] = static_cast<uint8_t>(row);
  }
  return index;
}
constexpr std::array<uint8_t, kPlaces> kIndex = MakeIndex();

}  // namespace

absl::Span<const CommandRow> Commands() { return kCommands; }

const CommandRow* FindCommand(absl::string_view name) {
  if (name.size() > kNameBytesMax) return nullptr;
  char upper[kNameBytesMax];
  size_t place = 0;
  for (size_t i = 0; i < name.size(); ++i) {
    upper[i] = absl::ascii_toupper(static_cast<unsigned char>(name[i]));
    place = Mix(place, upper[i]);
  }
  for (; kIndex[place] != kNobody; place = Next(place)) {
    const CommandRow& row = kCommands[kIndex[place]];
    if (row.name == absl::string_view(upper, name.size())) return &row;
  }
  return nullptr;
}

}  // namespace irc
