// The keys of shell_config.h that are about logins to accounts and about mails to their owners.
#ifndef IRCSERV_NET_CONFIG_LOGIN_KEYS_H_
#define IRCSERV_NET_CONFIG_LOGIN_KEYS_H_

#include "absl/types/span.h"
#include "net/config/shell_config.h"

namespace irc {

absl::Span<const ShellKey> LoginKeys();

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_LOGIN_KEYS_H_
