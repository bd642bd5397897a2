// The settings of a transcript: what `config` and `configure` lines hold.
#ifndef IRCSERV_CORE_TRANSCRIPT_SETTINGS_H_
#define IRCSERV_CORE_TRANSCRIPT_SETTINGS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/config.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

// No key of the configuration file, where it follows from whether there is a password.
inline constexpr absl::string_view kPasswordRequired = "password_required";

// INVALID_ARGUMENT with a sentence when there is no such key, or it does not take such a value.
absl::Status ApplySetting(Config& config, const Setting& setting);

// The settings that make `to` of `from`, but for operator blocks.
std::vector<Setting> ChangedSettings(const Config& from, const Config& to);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_SETTINGS_H_
