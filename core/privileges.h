// What operators may do, one row for each privilege. An operator class (core/config.h) lists those
// of its operators, and a command says in its row which one it needs (core/commands/table.inc,
// core/services).
//
// Law of this file: what changes something for others needs a privilege. What every operator may do
// or see, whatever the class, asks User::is_oper():
//
//   sees secret channels, invisible users, real hosts and addresses, certificates, modes and idle
//   times (core/policy/policy.cc, WHOIS, WHO, WHOWAS, USERHOST, MODE, METADATA)
//   gets server notices (user mode +s) and what other user modes for operators give
//   takes reserved nicks and channels, enters channels with +O, kicks under +Q, changes nicks
//   under +N (IsReservedNick, CannotJoin, CannotKick, CannotChangeNick)
//   messages users with +g or +R, relays messages (private_messages.cc, relaymsg.cc)
//   is spared by server bans that are set (core/kept/ban_records.cc)
#ifndef IRCSERV_CORE_PRIVILEGES_H_
#define IRCSERV_CORE_PRIVILEGES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace irc {

enum class Privilege : uint8_t {
  kAccountsEdit,
  kAccountsHold,
  kAccountsMark,
  kAccountsSuspend,
  kAccountsView,
  kAnnounce,
  kAudit,
  kBan,
  kChannelsEdit,
  kChannelsView,
  kDefcon,
  kForbid,
  kForce,
  kHosts,
  kKill,
  kRehash,
  kSessions,
  kSettings,
  kStop,
  kView,
};

struct PrivilegeRow {
  Privilege privilege;
  absl::string_view name;  // in the configuration, in 723 and in HELP PRIVILEGES
  bool acts;               // its commands change something, so their use is written into the audit
  absl::string_view help;
};

// Sorted by name.
inline constexpr std::array kPrivileges = {
    PrivilegeRow{Privilege::kAccountsEdit, "accounts-edit", true,
                 "register, change, rename and erase accounts of others"},
    PrivilegeRow{Privilege::kAccountsHold, "accounts-hold", true,
                 "hold names, so that nobody registers them"},
    PrivilegeRow{Privilege::kAccountsMark, "accounts-mark", true, "read and write notes on names"},
    PrivilegeRow{Privilege::kAccountsSuspend, "accounts-suspend", true,
                 "suspend and freeze accounts"},
    PrivilegeRow{Privilege::kAccountsView, "accounts-view", false,
                 "search accounts, and read their settings"},
    PrivilegeRow{Privilege::kAnnounce, "announce", true, "send messages to everybody"},
    PrivilegeRow{Privilege::kAudit, "audit", false, "read the audit"},
    PrivilegeRow{Privilege::kBan, "ban", true, "set and lift server bans"},
    PrivilegeRow{Privilege::kChannelsEdit, "channels-edit", true,
                 "change channels and groups of others, and end them"},
    PrivilegeRow{Privilege::kChannelsView, "channels-view", false, "list registered channels"},
    PrivilegeRow{Privilege::kDefcon, "defcon", true,
                 "close the server to those who come, by DEFCON"},
    PrivilegeRow{Privilege::kForbid, "forbid", true, "forbid nicks, channels and mail addresses"},
    PrivilegeRow{Privilege::kForce, "force", true,
                 "act in the place of users and channel operators"},
    PrivilegeRow{Privilege::kHosts, "hosts", true, "give accounts the hosts that they show"},
    PrivilegeRow{Privilege::kKill, "kill", true, "end connections of users"},
    PrivilegeRow{Privilege::kRehash, "rehash", true, "have the configuration read again"},
    PrivilegeRow{Privilege::kSessions, "sessions", true,
                 "change how many connections an address may have"},
    PrivilegeRow{Privilege::kSettings, "settings", true, "change settings while the server runs"},
    PrivilegeRow{Privilege::kStop, "stop", true, "end or restart the server"},
    PrivilegeRow{Privilege::kView, "view", false, "see server bans, connections and statistics"},
};

constexpr const PrivilegeRow& RowOf(Privilege privilege) {
  return kPrivileges[static_cast<size_t>(privilege)];
}

// In the list of a class: all privileges.
inline constexpr absl::string_view kEveryPrivilege = "*";

// A set of privileges, one bit each.
using Privileges = uint32_t;
constexpr Privileges BitOf(Privilege privilege) {
  return Privileges{1} << static_cast<unsigned>(privilege);
}
inline constexpr Privileges kAllPrivileges = (Privileges{1} << kPrivileges.size()) - 1;

// Of a column of a table that has a privilege, or something else that needs none.
constexpr std::optional<Privilege> PrivilegeOf(Privilege privilege) { return privilege; }

}  // namespace irc

#endif  // IRCSERV_CORE_PRIVILEGES_H_
