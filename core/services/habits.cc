#include "core/services/habits.h"

#include "absl/strings/match.h"

namespace irc {
namespace {

// Sorted.
constexpr Habit kHabits[] = {
    {"ChanServ", "ADMIN", "PROTECT makes a member admin."},
    {"ChanServ", "APPENDTOPIC", "TOPICAPPEND adds to the topic."},
    {"ChanServ", "CLOSE", "PURGE ends a channel, and forbids its name."},
    {"ChanServ", "DEADMIN", "DEPROTECT takes admin from a member."},
    {"ChanServ", "DELETE", "DROP ends a registration."},
    {"ChanServ", "ENFORCE",
     "AKICK <channel> ENFORCE kicks those who are on that list; SYNC also gives "
     "the members what their rights give."},
    {"ChanServ", "FDROP", "SADROP is for staff."},
    {"ChanServ", "FFLAGS", "SAFLAGS is for staff."},
    {"ChanServ", "FORBID", "PURGE forbids a channel."},
    {"ChanServ", "FOUNDER", "TRANSFER offers the channel to another account."},
    {"ChanServ", "FTRANSFER", "SATRANSFER is for staff."},
    {"ChanServ", "IDENTIFY", "Channels have no passwords: their founder is an account."},
    {"ChanServ", "KB", "BAN bans and kicks a user."},
    {"ChanServ", "KICKBAN", "BAN bans and kicks a user."},
    {"ChanServ", "LEVELS", "TEMPLATE says and changes which rights each role gives."},
    {"ChanServ", "MODE", "The server's own MODE changes modes, and MLOCK locks them."},
    {"ChanServ", "SETALL", "SET changes one setting at a time."},
    {"ChanServ", "SUSPEND", "PURGE forbids a channel, and HOLD keeps it from being registered."},
    {"ChanServ", "XOP", "QOP, SOP, AOP, HOP and VOP are commands of their own."},
    {"ChanServ.SET", "AUTOOP", "NOAUTOOP is the setting: nobody gets a prefix on joining."},
    {"ChanServ.SET", "DESC", "It is called DESCRIPTION."},
    {"ChanServ.SET", "FANTASY", "Commands in a channel are not read."},
    {"ChanServ.SET", "FOUNDER", "TRANSFER offers the channel to another account."},
    {"ChanServ.SET", "GUARD", "This service is in no channel, and keeps channels all the same."},
    {"ChanServ.SET", "PEACE", "It is always so: nobody acts on those with more rights."},
    {"ChanServ.SET", "PERSIST", "It is always so: a registered channel stays when it is empty."},
    {"ChanServ.SET", "RESTRICT", "It is called RESTRICTED."},
    {"ChanServ.SET", "SECUREFOUNDER",
     "It is always so: the founder is an account, and not who has its nick."},
    {"ChanServ.SET", "SECUREOPS", "It is called SECURE."},
    {"ChanServ.SET", "SUCCESSOR",
     "The command SUCCESSOR says who gets the channel after its founder."},
    {"ChanServ.SET", "VERBOSE",
     "It is always so for those who ask; the list shows what others have changed."},
    {"HostServ", "DELALL", "DEL does it: a host belongs to an account with all of its nicks."},
    {"HostServ", "GROUP", "It is not needed: a host belongs to an account with all of its nicks."},
    {"HostServ", "LISTVHOST", "LIST lists the hosts."},
    {"HostServ", "SETALL", "SET does it: a host belongs to an account with all of its nicks."},
    {"HostServ", "VHOSTALL", "SET does it: a host belongs to an account with all of its nicks."},
    {"MemoServ", "DELETE", "DEL deletes memos."},
    {"MemoServ", "SET", "IGNORE refuses memos of somebody, and NOMEMO in your account's SET all."},
    {"NickServ", "ACCESS", "Addresses do not log in here; CERT adds a certificate, which does."},
    {"NickServ", "ALIST", "LISTCHANS lists the channels in which you have rights."},
    {"NickServ", "FDROP", "ERASE ends the account of somebody else."},
    {"NickServ", "FREGISTER", "SAREGISTER makes an account for others."},
    {"NickServ", "GLIST", "INFO lists the nicks of an account."},
    {"NickServ", "ID", "IDENTIFY logs you in."},
    {"NickServ", "LINK", "GROUP adds the nick that you use to your account."},
    {"NickServ", "LISTLOGINS", "SESSIONS lists your connections."},
    {"NickServ", "LISTOWNCHANS", "LISTCHANS lists the channels in which you have rights."},
    {"NickServ", "LOGIN", "IDENTIFY logs you in."},
    {"NickServ", "RECOVER", "REGAIN gives you your nick back."},
    {"NickServ", "UNLINK", "UNGROUP takes a nick out of your account."},
    {"OperServ", "CLEARCHAN", "PURGE of $ChanServ empties and forbids one."},
    {"OperServ", "IGNORE", "SHUN makes the server ignore what users say."},
    {"OperServ", "JUPE", "There is only one server."},
    {"OperServ", "KICK", "The server's own SAPART takes somebody out of a channel."},
    {"OperServ", "MODE", "The server's own SAMODE changes modes of any channel."},
    {"OperServ", "REHASH", "The server's own REHASH reads the configuration again."},
    {"OperServ", "RESTART", "The server's own RESTART does that."},
    {"OperServ", "RWATCH", "XLINE bans users by their real names."},
    {"OperServ", "SGLINE", "XLINE bans users by their real names."},
    {"OperServ", "SHUTDOWN", "The server's own DIE ends it."},
    {"OperServ", "SNLINE", "XLINE bans users by their real names."},
    {"OperServ", "SQLINE", "RESV reserves nicks and channels."},
    {"OperServ", "SVSNICK", "The server's own SANICK changes somebody's nick."},
    {"OperServ", "SZLINE", "DLINE bans addresses."},
    {"OperServ", "UPDATE", "It is not needed: everything is kept at once."},
    {"OperServ", "UPTIME", "STATS says how long the server runs."},
};

}  // namespace

absl::Span<const Habit> Habits() { return kHabits; }

const Habit* FindHabit(absl::string_view of, absl::string_view word) {
  for (const Habit& habit : kHabits) {
    if (habit.of == of && absl::EqualsIgnoreCase(habit.word, word)) return &habit;
  }
  return nullptr;
}

}  // namespace irc
