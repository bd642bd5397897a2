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

// One operator block. A client that gives its name and the password that the shell keeps for it
// becomes an operator when one of `hosts` (masks of user@host) matches.
struct OperConfig {
  std::string name;
  std::vector<std::string> hosts = {"*@*"};

  friend bool operator==(const OperConfig&, const OperConfig&) = default;
};

struct Config {
  std::string server_name = "irc.local";     // the source of replies; a host name with a dot
  std::string network_name = "ircserv";      // NETWORK; no spaces
  std::string description = "ircserv";       // WHOIS 312, LINKS 364
  std::string casemapping = "ascii";         // ascii or rfc1459
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
  bool account_registration = true;          // clients may register accounts
  std::string nick_protection = "strict";    // who may use the nicks of accounts
  bool account_email_required = false;       // REGISTER needs a mail address
  bool account_registration_early = true;    // also before they have registered themselves
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
  std::vector<OperConfig> opers;
  Limits limits;
};

}  // namespace irc

#endif  // IRCSERV_CORE_CONFIG_H_
