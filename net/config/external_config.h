// The part of the configuration that says who is asked about logins outside of this server, and
// what follows from it.
#ifndef IRCSERV_NET_CONFIG_EXTERNAL_CONFIG_H_
#define IRCSERV_NET_CONFIG_EXTERNAL_CONFIG_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "net/config/shell_config.h"
#include "net/external/external_checks.h"

namespace irc {

// The values of a [[jwt]] block with the key from `key_file` (empty: it is in the block), or why
// they cannot be used.
absl::StatusOr<JwtConfig> JudgeJwt(JwtConfig values, const std::string& key_file);

// Why the command of accounts.script cannot be started; OK when it can, or when there is none.
absl::Status CheckScriptCommand(const std::vector<std::string>& command);

// Whether anybody is asked about tokens.
bool ChecksTokens(const ExternalConfig& config);

// Null when nobody is asked about anything. REQUIRES: the configuration has been validated.
std::shared_ptr<ExternalChecks> ExternalChecksOf(const ExternalConfig& config);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_EXTERNAL_CONFIG_H_
