// The settings of a transcript, which `config` and `configure` lines set.
#ifndef IRCSERV_CORE_TRANSCRIPT_SETTINGS_H_
#define IRCSERV_CORE_TRANSCRIPT_SETTINGS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/config.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

// Not a key of the configuration file: there it follows from whether a password is configured.
// The members of Config that are no keys of the file, because the shell decides them.
inline constexpr absl::string_view kPasswordRequired = "password_required";
inline constexpr absl::string_view kAccountsKept = "accounts_kept";
inline constexpr absl::string_view kMail = "mail";
inline constexpr absl::string_view kBearerTokens = "bearer_tokens";
inline constexpr absl::string_view kCloakDefault = "cloak_default";

// INVALID_ARGUMENT when the key does not exist or does not take the value.
absl::Status ApplySetting(Config& config, const Setting& setting);

// The settings that turn `from` into `to`, except for operator blocks.
std::vector<Setting> ChangedSettings(const Config& from, const Config& to);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_SETTINGS_H_
