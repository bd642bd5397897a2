// The decisions of the operator that the core obeys, as plain values. The shell reads it from a
// file and flags; no secret is in it (passwords and their hashes stay in the shell, the core only
// knows which credential to ask for). core/config_keys.h lists every member by its name in the
// file.
#ifndef IRCSERV_CORE_CONFIG_H_
#define IRCSERV_CORE_CONFIG_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/limits.h"

namespace irc {

// A class of operators.
struct OperClassConfig {
  std::string name;
  std::vector<std::string> privileges;  // core/privileges.h
  std::string extends;                  // another class, whose privileges it has too; empty: none

  friend bool operator==(const OperClassConfig&, const OperClassConfig&) = default;
};

// One operator block. A client that names it becomes an operator when all that the block asks for
// is true.
struct OperConfig {
  std::string name;
  std::vector<std::string> hosts = {"*@*"};  // masks of user@host, one of which matches
  std::string oper_class;                    // empty: all privileges
  std::string account;                       // is logged in to it; empty: any, or none
  std::vector<std::string> certfps;          // shows one of these certificates; empty: any, or none
  bool password = true;                      // gives the password that the shell keeps for it
  bool automatic = false;                    // becomes an operator without OPER
  bool second_factor = false;                // has logged in to the account with a second factor

  friend bool operator==(const OperConfig&, const OperConfig&) = default;
};

// What the operator has changed of the services. The rows of core/services/service_facts.h have the
// names of their own, and core/texts has their texts.
struct ServiceNames {
  std::vector<std::string> aliases;   // "name=service": further names
  std::vector<std::string> names;     // "service=name": in the place of its own
  std::vector<std::string> disabled;  // services that are not there
  std::vector<std::string> texts;     // "name=words": in the place of what they say

  friend bool operator==(const ServiceNames&, const ServiceNames&) = default;
};

struct Config {
  std::string server_name = "irc.local";     // the source of replies; a host name with a dot
  std::string network_name = "ircserv";      // NETWORK; no spaces
  std::string description = "ircserv";       // WHOIS 312, LINKS 364
  std::string casemapping = "ascii";         // ascii, rfc1459 or precis
  bool confusables = true;                   // under precis: no nick looks like that of another
  bool utf8_only = false;                    // UTF8ONLY
  bool password_required = false;            // PASS must be right before 001
  std::string default_user_modes = "i";      // set on every user at registration
  std::string default_channel_modes = "nt";  // set on every new channel
  std::vector<std::string> motd;             // lines; none: 422
  std::vector<std::string> rules;            // lines of RULES
  std::string admin_location;                // 257
  std::string admin_organisation;            // 258
  std::string admin_email;                   // 259
  bool change_realname = true;               // SETNAME is for all users
  std::vector<std::string> accounts;         // names of accounts
  bool accounts_kept = false;                // the shell keeps records, so accounts may be made
  bool bearer_tokens = false;                // the shell checks tokens of an identity provider
  bool account_registration = true;          // clients may register accounts
  std::string nick_protection = "strict";    // who may use the nicks of accounts
  int64_t nick_timeout_seconds = 60;         // of "timeout": how long others keep such a nick
  std::string guest_nick = "Guest";          // the beginning of the nick that they get then
  bool cloak_default = false;                // users start with +x; the shell decides it
  std::string cloak_account_suffix;          // of cloaks of who is logged in; empty: of addresses
  bool nick_equals_account = false;          // the nick of who is logged in is the account's name
  int64_t expire_days = 0;                   // unused accounts end after them; 0: never
  int64_t expire_notice_days = 14;           // their owners are told so long before; 0: not
  bool channel_registration = true;          // clients may register channels
  bool channel_approval = false;             // staff approves registrations of channels
  int64_t channel_expire_days = 0;           // unused channels end after them; 0: never
  bool list_empty_channels = false;          // LIST has registered channels with nobody in them
  bool account_email_required = false;       // REGISTER needs a mail address
  bool account_registration_early = true;    // also before they have registered themselves
  bool mail = false;                         // the shell sends mail, so addresses are verified
  int64_t verify_seconds = 86'400;           // the life of an account that is not verified
  std::vector<std::string> mail_blocked;     // masks of domains that no account has its mail in
  std::vector<std::string> reserved_nicks;   // masks that only operators may use; 432
  bool knock = true;                         // KNOCK is offered
  bool relaymsg = true;                      // RELAYMSG and its capability are offered
  bool roleplay = false;                     // NPC and SCENE, where channel mode +E allows it
  std::vector<std::string> client_tag_deny;  // CLIENTTAGDENY
  std::string icon_url;                      // draft/ICON; empty: none
  std::string oper_notices = "*";            // the server notices that OPER gives; "*": all
  bool hide_oper_idle = false;               // 317 of an operator only for operators
  int64_t sts_port = 0;                      // STS: where TLS is spoken; 0: no policy
  int64_t sts_duration_seconds = 2'592'000;  // STS: for how long clients remember it
  bool sts_preload = false;                  // STS: lists of networks may carry the policy
  std::vector<std::string> logged_channels;  // masks of channels whose lines are logged
  ServiceNames services;
  std::vector<OperClassConfig> oper_classes;
  std::vector<OperConfig> opers;
  Limits limits;
};

// UTF8ONLY: names in Unicode need it.
inline bool IsUtf8Only(const Config& config) {
  return config.utf8_only || config.casemapping == "precis";
}

// Whether names that look alike are kept apart. Where names are ASCII there are none.
inline bool KeepsLookalikesApart(const Config& config) {
  return config.confusables && config.casemapping == "precis";
}

}  // namespace irc

#endif  // IRCSERV_CORE_CONFIG_H_
