#include "net/config/config.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/config_keys.h"
#include "core/config_opers.h"
#include "core/protocol/address.h"
#include "core/protocol/fingerprint.h"
#include "core/texts/texts.h"
#include "net/config/cautions.h"
#include "net/config/external_config.h"
#include "net/config/known_names.h"
#include "net/config/listen_mistakes.h"
#include "net/config/state_folder.h"
#include "net/config/tls_files.h"
#include "net/io/files.h"

namespace irc {
namespace {

// After so many mistakes the others are only counted.
constexpr size_t kMistakesMax = 100;

std::string Beside(const std::string& directory, const std::string& path) {
  if (path.empty() || path.front() == '/' || path == kNoDataFolder || directory.empty()) {
    return path;
  }
  return absl::StrCat(directory, "/", path);
}

// Checks the settings one after the other; each changes `loaded_.config` or adds an error.
class Judge {
 public:
  LoadedConfig Run(const Settings& settings) {
    for (const std::string& error : settings.errors) {
      if (!IsFull()) loaded_.errors.push_back(error);
    }
    for (const Setting& setting : settings.values) Apply(setting);
    for (const OperClassSetting& oper_class : settings.oper_classes) Apply(oper_class);
    for (const OperSetting& oper : settings.opers) Apply(oper);
    for (const GatewaySetting& gateway : settings.gateways) Apply(gateway);
    for (const AccountSetting& account : settings.accounts) Apply(account);
    for (const JwtSetting& jwt : settings.jwts) Apply(jwt);
    for (const ChannelLogSetting& log : settings.channel_logs) Apply(log);
    CheckScript(settings);
    const ShellConfig& shell = loaded_.config.shell;
    ReadLines("server.motd", shell.motd_file, loaded_.config.core.motd);
    ReadLines("server.rules", shell.rules_file, loaded_.config.core.rules);
    ReadLines("services.texts", shell.texts_file, loaded_.config.core.services.texts);
    if (!shell.texts_file.empty()) TakeTexts(shell.texts_file);
    loaded_.config.core.password_required = !loaded_.config.shell.server_password.empty();
    loaded_.config.core.bearer_tokens = ChecksTokens(loaded_.config.shell);
    for (const std::string& mistake : ConfigMistakes(loaded_.config.core)) {
      if (!IsFull()) Error(PlaceOf(mistake, settings), mistake);
    }
    CheckListeners(settings);
    CheckTls(settings);
    if (unsaid_ > 0) loaded_.errors.push_back(absl::StrCat("and ", unsaid_, " more mistakes"));
    return std::move(loaded_);
  }

 private:
  // Whether none of the keys has an error of its own. Otherwise a check across them is skipped,
  // because a second error would only be a consequence of the first.
  bool AreRight(std::initializer_list<const char*> keys) const {
    return std::none_of(keys.begin(), keys.end(),
                        [&](const char* key) { return wrong_.contains(key); });
  }

  void CheckListeners(const Settings& settings) {
    if (!AreRight({"listen.addresses", "listen.port", "metrics.listen"})) return;
    const ShellConfig& shell = loaded_.config.shell;
    for (const std::string& mistake : ListenMistakes(shell)) {
      Error(PlaceOf(mistake, settings), mistake);
    }
    const Place place = PlaceOf("listen.port", settings);
    if (place.text == kPortArgument && HaveOwnPorts(shell.listen_addresses)) {
      Error(place, absl::StrCat("no listener takes port ", shell.listen_port,
                                ", because each address has a port of its own; leave one of the "
                                "two out"));
    }
  }

  void CheckTls(const Settings& settings) {
    if (!AreRight({"listen.addresses", "tls.certificates", "tls.keys", "tls.self_signed"})) return;
    for (const std::string& mistake : TlsMistakes(loaded_.config)) {
      Error(PlaceOf(mistake, settings), mistake);
    }
  }

  void Error(const Place& place, absl::string_view text) {
    if (IsFull()) return;
    loaded_.errors.push_back(absl::StrCat(place.text, ": ", text));
  }

  // Whether there are so many mistakes already that one more is only counted; then it is.
  bool IsFull() {
    const bool full = loaded_.errors.size() >= kMistakesMax;
    if (full) ++unsaid_;
    return full;
  }

  // The place of the key at the beginning of `sentence`. When that is "oper.…" or "account.…", the
  // place of the last such block whose name is in the sentence, or at its beginning.
  static Place PlaceOf(absl::string_view sentence, const Settings& settings) {
    Place place = {.text = "configuration", .directory = ""};
    for (const Setting& setting : settings.values) {
      const absl::string_view key = sentence.substr(0, sentence.find_first_of(" :"));
      // The value of a key may have come from a file.
      if (setting.key == key || setting.key == absl::StrCat(key, "_file")) place = setting.place;
    }
    for (const OperClassSetting& oper_class : settings.oper_classes) {
      if (!absl::StartsWith(sentence, "oper_class.")) break;
      const std::string name = absl::StrCat("\"", absl::CHexEscape(oper_class.name), "\"");
      if (absl::StrContains(sentence, name)) place = oper_class.place;
    }
    for (const OperSetting& oper : settings.opers) {
      if (!absl::StartsWith(sentence, "oper.")) break;
      const std::string name = absl::StrCat("\"", absl::CHexEscape(oper.name), "\"");
      if (absl::StrContains(sentence, name)) place = oper.place;
    }
    for (const AccountSetting& account : settings.accounts) {
      const std::string name = absl::StrCat("\"", absl::CHexEscape(account.name), "\"");
      if (absl::StartsWith(sentence, absl::StrCat("account.name ", name))) place = account.place;
    }
    return place;
  }

  void Apply(const Setting& setting) {
    absl::Status status;
    if (const ShellKey* key = FindShellKey(setting.key)) {
      ConfigValue value = setting.value;
      std::string* path = std::get_if<std::string>(&value);
      if (key->path && path != nullptr) *path = Beside(setting.place.directory, *path);
      if (auto* paths = std::get_if<std::vector<std::string>>(&value); key->path && paths) {
        for (std::string& one : *paths) one = Beside(setting.place.directory, one);
      }
      status = SetShellConfig(loaded_.config.shell, *key, value);
      if (key->path) path_places_[setting.key] = setting.place;
    } else if (setting.key == "accounts.names" || setting.key == "accounts.passwords") {
      status = absl::InvalidArgumentError(kOldAccounts);
    } else if (setting.key == "channel_log.channels") {
      status = absl::InvalidArgumentError(
          "channel_log.channels: each log is a block that begins with [[channel_log]]");
    } else if (const ConfigKey* key = FindConfigKey(setting.key)) {
      status = SetConfig(loaded_.config.core, *key, setting.value);
    } else if (IsFull()) {
      return;
    } else {
      status = absl::InvalidArgumentError(UnknownKey(setting.key));
    }
    if (status.ok()) return;
    wrong_.insert(setting.key);
    Error(setting.place, status.message());
  }

  // Reads the file at `path`, the value of "<key>_file", into the list of lines that `key` names.
  void ReadLines(const std::string& key, const std::string& path, std::vector<std::string>& lines) {
    if (path.empty()) return;
    const std::string file_key = absl::StrCat(key, "_file");
    const Place& place = path_places_[file_key];
    if (!lines.empty()) {
      return Error(place, absl::StrCat(file_key, ": ", key, " is set too; only one can be"));
    }
    const absl::StatusOr<std::string> text = ReadWholeFile(path);
    if (!text.ok()) {
      return Error(place,
                   absl::StrCat(file_key, ": cannot read '", path, "': ", text.status().message()));
    }
    // Some editors write a byte order mark, which would be sent as a part of the first line.
    lines = absl::StrSplit(absl::StripPrefix(*text, "\xef\xbb\xbf"), '\n');
    if (lines.back().empty()) lines.pop_back();
    for (std::string& line : lines) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
    }
  }

  // Leaves out the lines of services.texts_file that say nothing, and those that are wrong: after
  // an upgrade, a text may have another name or other values, which must not keep the server down.
  void TakeTexts(const std::string& path) {
    const std::vector<std::string> lines =
        std::exchange(loaded_.config.core.services.texts, std::vector<std::string>());
    std::vector<std::string> texts;
    std::vector<size_t> numbers;  // of their lines
    for (size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].empty() || absl::StartsWith(lines[i], "#")) continue;
      texts.push_back(lines[i]);
      numbers.push_back(i + 1);
    }
    for (const TextMistake& mistake : MistakesOfTexts(texts)) {
      loaded_.cautions.push_back(absl::StrCat(path, ":", numbers[mistake.index], ": ",
                                              mistake.sentence, "; this line counts for nothing"));
      texts[mistake.index].clear();
    }
    std::erase(texts, "");
    loaded_.config.core.services.texts = std::move(texts);
  }

  void Apply(const OperSetting& oper) {
    if (oper.name.empty()) return Error(oper.place, "an operator needs a name");
    const std::string who = absl::StrCat("the operator '", oper.name, "'");
    const bool known_otherwise = !oper.account.empty() || !oper.certfps.empty();
    const bool needs_password = !oper.password.empty() || !known_otherwise;
    if (oper.password.empty() && !known_otherwise) {
      return Error(oper.place, absl::StrCat(who, " needs a password, an account or a certfp"));
    }
    if (needs_password && !IsPassword(oper.place, who, oper.password)) return;
    OperConfig block{.name = oper.name, .hosts = oper.hosts};
    block.oper_class = oper.oper_class;
    block.account = oper.account;
    for (const std::string& certfp : oper.certfps) {
      const std::string plain = AsFingerprint(certfp);
      block.certfps.push_back(plain.empty() ? certfp : plain);  // CheckOpers refuses that
    }
    block.password = needs_password;
    block.automatic = oper.automatic;
    block.second_factor = oper.second_factor;
    loaded_.config.core.opers.push_back(std::move(block));
    if (!needs_password) return;
    loaded_.config.shell.oper_passwords.push_back({.name = oper.name, .password = oper.password});
  }

  void Apply(const OperClassSetting& oper_class) {
    if (oper_class.name.empty()) {
      return Error(oper_class.place, "a class of operators needs a name");
    }
    loaded_.config.core.oper_classes.push_back({.name = oper_class.name,
                                                .privileges = oper_class.privileges,
                                                .extends = oper_class.extends});
  }

  void Apply(const GatewaySetting& gateway) {
    std::vector<GatewayConfig>& gateways = loaded_.config.shell.gateways;
    if (gateway.name.empty()) return Error(gateway.place, "a gateway needs a name");
    const std::string who = absl::StrCat("the gateway '", gateway.name, "'");
    if (!IsPassword(gateway.place, who, gateway.password)) return;
    if (!gateway_names_.insert(gateway.name).second) {
      return Error(gateway.place, absl::StrCat(who, " stands here for the second time"));
    }
    const absl::Status status =
        CheckTexts("webirc.addresses", gateway.addresses, IsNetwork, kNetworkForm);
    if (!status.ok()) return Error(gateway.place, status.message());
    gateways.push_back(
        {.name = gateway.name, .password = gateway.password, .addresses = gateway.addresses});
  }

  void Apply(const AccountSetting& account) {
    if (account.name.empty()) return Error(account.place, "an account needs a name");
    const std::string who = absl::StrCat("the account '", account.name, "'");
    if (!IsPassword(account.place, who, account.password)) return;
    loaded_.config.core.accounts.push_back(account.name);
    loaded_.config.shell.account_passwords.push_back(
        {.name = account.name, .password = account.password});
  }

  void Apply(const JwtSetting& jwt) {
    auto values = JudgeJwt(jwt.values, Beside(jwt.place.directory, jwt.key_file));
    if (!values.ok()) return Error(jwt.place, values.status().message());
    loaded_.config.shell.jwts.push_back(*std::move(values));
  }

  void Apply(const ChannelLogSetting& log) {
    ChannelLogConfig values = log.values;
    if (values.channels.empty()) {
      return Error(log.place,
                   "channel_log.channels: a log needs masks of channels, such as \"#*\"");
    }
    if (values.folder.empty()) return Error(log.place, "channel_log.folder: a log needs a folder");
    if (values.format != "text" && values.format != "json") {
      return Error(log.place, "channel_log.format must be \"text\" or \"json\"");
    }
    values.folder = Beside(log.place.directory, values.folder);
    std::vector<std::string>& logged = loaded_.config.core.logged_channels;
    logged.insert(logged.end(), values.channels.begin(), values.channels.end());
    loaded_.config.shell.channel_logs.push_back(std::move(values));
  }

  void CheckScript(const Settings& settings) {
    const absl::Status status = CheckScriptCommand(loaded_.config.shell.script);
    if (!status.ok()) Error(PlaceOf("accounts.script", settings), status.message());
  }

  bool IsPassword(const Place& place, absl::string_view who, const std::string& password) {
    if (password.empty()) {
      Error(place, absl::StrCat(who, " needs a password"));
      return false;
    }
    if (password.front() != '$' || IsUsableHash(password)) return true;
    Error(place,
          absl::StrCat("the password of ", who, " begins with '$' but crypt(3) does not know it"));
    return false;
  }

  LoadedConfig loaded_;
  size_t unsaid_ = 0;  // mistakes beyond kMistakesMax
  std::set<std::string> gateway_names_;
  std::map<std::string, Place> path_places_;  // by key of a path: the place of its setting
  std::set<std::string> wrong_;               // keys with an invalid value; they keep the default
};

}  // namespace

LoadedConfig JudgeSettings(const Settings& settings) {
  LoadedConfig loaded = Judge().Run(settings);
  loaded.config.core.mail = !loaded.config.shell.mail_command.empty();
  // A cloak that another start of the server does not make again is not for everybody.
  loaded.config.core.cloak_default =
      loaded.config.shell.cloak_default && !loaded.config.shell.cloak_secret.empty();
  // A piece of a long answer fits into the send queue.
  int64_t& answer_bytes = loaded.config.core.limits.answer_bytes;
  answer_bytes = std::min(answer_bytes, loaded.config.shell.send_bytes / 2);
  return loaded;
}

LoadedConfig LoadConfig(const std::string& path, const Settings& command_line) {
  Settings settings;
  std::vector<std::string> cautions;
  if (!path.empty()) {
    const absl::StatusOr<std::string> text = ReadWholeFile(path);
    if (!text.ok()) {
      return {.config = {}, .errors = {absl::StrCat(path, ": ", text.status().message())}};
    }
    const size_t slash = path.rfind('/');
    const bool has_directory = slash != std::string::npos;
    settings =
        ParseToml(*text, path, has_directory ? path.substr(0, std::max<size_t>(slash, 1)) : "");
    cautions = CautionsOfFile(path, settings);
  }
  settings.values.insert(settings.values.end(), command_line.values.begin(),
                         command_line.values.end());
  for (const OperSetting& oper : command_line.opers) {
    const auto same = std::find_if(settings.opers.begin(), settings.opers.end(),
                                   [&](const OperSetting& o) { return o.name == oper.name; });
    if (same != settings.opers.end()) settings.opers.erase(same);
    settings.opers.push_back(oper);
  }
  settings.errors.insert(settings.errors.end(), command_line.errors.begin(),
                         command_line.errors.end());
  LoadedConfig loaded = JudgeSettings(settings);
  ShellConfig& shell = loaded.config.shell;
  shell.data_folder = DataFolder(shell.data_directory);
  shell.state_folder = shell.data_folder == kNoDataFolder ? StateFolder() : shell.data_folder;
  loaded.config.core.accounts_kept = !shell.data_folder.empty();
  loaded.cautions.insert(loaded.cautions.begin(), cautions.begin(), cautions.end());
  return loaded;
}

FullConfig MergeLive(const FullConfig& now, const FullConfig& wanted,
                     std::vector<std::string>& kept_back) {
  FullConfig merged = wanted;
  const auto keep = [&](absl::string_view name) {
    kept_back.push_back(
        absl::StrCat(name, " has changed in the configuration and needs a restart"));
  };
  for (const ShellKey& key : ShellKeys()) {
    const ConfigValue old = GetShellConfig(now.shell, key);
    if (key.live || GetShellConfig(wanted.shell, key) == old) continue;
    keep(key.name);
    SetShellConfig(merged.shell, key, old).IgnoreError();
  }
  for (const ConfigKey& key : ConfigKeys()) {
    const ConfigValue old = GetConfig(now.core, key);
    if (key.live || GetConfig(wanted.core, key) == old) continue;
    keep(key.name);
    SetConfig(merged.core, key, old).IgnoreError();
  }
  return merged;
}

std::shared_ptr<const Credentials> CredentialsOf(const FullConfig& full) {
  const ShellConfig& config = full.shell;
  auto credentials = std::make_shared<Credentials>();
  if (!config.server_password.empty()) credentials->Set("server", config.server_password);
  for (const NamedPassword& oper : config.oper_passwords) {
    credentials->Set(absl::StrCat("oper/", oper.name), oper.password);
  }
  for (const GatewayConfig& gateway : config.gateways) {
    credentials->Set(GatewayCredential(gateway.name), gateway.password);
  }
  for (const NamedPassword& account : config.account_passwords) {
    credentials->Set(AccountCredential(account.name), account.password);
  }
  return credentials;
}

}  // namespace irc
