#include "cmd/ircserv_argv.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "net/config/shell_config.h"

namespace irc {
namespace {

// The flags that take no value from the next argument.
constexpr std::array<absl::string_view, 16> kSwitches = {
    "alive",   "check-config",   "check-data",
    "dry-run", "example-config", "force",
    "h",       "hash-password",  "help",
    "init",    "json",           "make-certificate",
    "status",  "texts",          "tls-self-signed",
    "version"};

void Overwrite(char* text, size_t size) { std::fill(text, text + size, '*'); }

// Overwrites "b" in "a=b" for each secret key of "a=b,c=d", as far as a key is secret.
void HideSettings(char* value, absl::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    const absl::string_view item = text.substr(at, end - at);
    const size_t equals = item.find('=');
    const ShellKey* key = FindShellKey(item.substr(0, equals));
    if (equals != absl::string_view::npos && key != nullptr && key->secret) {
      Overwrite(value + at + equals + 1, item.size() - equals - 1);
    }
    at = end + 1;
  }
}

// `value` is what stands behind the flag `name`.
void HideValue(absl::string_view name, char* value) {
  const absl::string_view text = value;
  const size_t colon = text.find(':');
  if (name == "oper" && colon != absl::string_view::npos) {
    Overwrite(value + colon + 1, text.size() - colon - 1);
  }
  if (name == "set") HideSettings(value, text);
}

}  // namespace

void HidePasswords(int argc, char** argv) {
  int positional = 0;
  bool flags_ended = false;
  for (int i = 1; i < argc; ++i) {
    const absl::string_view argument = argv[i];
    if (!flags_ended && argument == "--") {
      flags_ended = true;
      continue;
    }
    if (flags_ended || argument.size() < 2 || argument[0] != '-') {
      if (++positional == 2) Overwrite(argv[i], argument.size());
      continue;
    }
    const size_t dashes = absl::StartsWith(argument, "--") ? 2 : 1;
    const size_t equals = std::min(argument.find('='), argument.size());
    std::string name(argument.substr(dashes, equals - dashes));
    std::replace(name.begin(), name.end(), '_', '-');
    if (equals < argument.size()) {
      HideValue(name, argv[i] + equals + 1);
    } else if (std::find(kSwitches.begin(), kSwitches.end(), name) == kSwitches.end() &&
               !absl::StartsWith(name, "no") && i + 1 < argc) {
      HideValue(name, argv[++i]);
    }
  }
}

}  // namespace irc
