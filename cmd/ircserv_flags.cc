#include "cmd/ircserv_flags.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>
#include <variant>

#include "absl/container/btree_map.h"
#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/reflection.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "cmd/ircserv_help.h"
#include "core/config_keys.h"
#include "core/version.h"
#include "net/config/edit_distance.h"
#include "net/config/listen_mistakes.h"
#include "net/config/shell_config.h"
#include "net/telemetry/log.h"

// An empty flag leaves its key to the configuration file. Manual() explains the flags.
ABSL_FLAG(std::string, config, "", "configuration file");
ABSL_FLAG(bool, check_config, false, "only check the configuration");
ABSL_FLAG(bool, example_config, false, "print a configuration file");
ABSL_FLAG(bool, texts, false, "print what services say");
ABSL_FLAG(std::string, data, "", "folder in which accounts are kept");
ABSL_FLAG(bool, check_data, false, "only check what is kept");
ABSL_FLAG(std::string, backup, "", "file to copy what is kept into");
ABSL_FLAG(std::string, export, "", "file to write what is kept into, as lines of JSON");
ABSL_FLAG(std::string, import, "", "file of an export");
ABSL_FLAG(std::string, import_from, "", "ergo, atheme or anope");
ABSL_FLAG(bool, dry_run, false, "only print what --import-from would do");
ABSL_FLAG(std::string, bind, "", "addresses to listen on");
ABSL_FLAG(std::string, server_name, "", "name of the server");
ABSL_FLAG(std::string, network, "", "name of the network");
ABSL_FLAG(std::string, motd, "", "file with the message of the day");
ABSL_FLAG(std::string, oper, "", "NAME:PASSWORD of an operator");
ABSL_FLAG(std::string, max_clients, "", "connections at once");
ABSL_FLAG(std::string, per_address, "", "connections at once from one address");
ABSL_FLAG(std::string, limit, "", "NAME=VALUE,... of the section limits");
ABSL_FLAG(std::string, set, "", "KEY=VALUE,... of any section");
ABSL_FLAG(std::string, poller, "", "auto, select or epoll");
ABSL_FLAG(std::string, record, "", "file to record into");
ABSL_FLAG(bool, tls_self_signed, false, "use a certificate that the server makes itself");
ABSL_FLAG(std::string, make_certificate, "", "file to write a self-signed certificate into");
ABSL_FLAG(std::string, init, "", "file to write a first configuration into");
ABSL_FLAG(bool, force, false, "let --init write in the place of a file");
ABSL_FLAG(std::string, certificate, "", "certificate that --init names");
ABSL_FLAG(std::string, test_mail, "", "address to send a mail to");
ABSL_FLAG(bool, status, false, "ask a running server how it is");
ABSL_FLAG(bool, alive, false, "with --status: only whether the server serves");
ABSL_FLAG(bool, json, false, "with --status: as JSON");
ABSL_FLAG(bool, hash_password, false, "print the hash of a password");
ABSL_FLAG(std::string, log_level, "", "error, warning, info or debug");
ABSL_FLAG(std::string, log_format, "", "text or json");
ABSL_FLAG(std::string, log_file, "", "file that the log is appended to");
ABSL_FLAG(std::string, metrics, "", "address and port for Prometheus");

namespace irc {
namespace {

// Converts the text to the type of `key`. Returns the text for a key that does not exist: that
// error is reported later.
std::optional<ConfigValue> ValueOf(const std::string& key, const std::string& text) {
  ConfigValue example = std::string();
  if (const ShellKey* row = FindShellKey(key)) {
    example = GetShellConfig(ShellConfig(), *row);
  } else if (const ConfigKey* row = FindConfigKey(key)) {
    example = GetConfig(Config(), *row);
  }
  if (std::holds_alternative<std::string>(example)) return text;
  if (std::holds_alternative<std::vector<std::string>>(example)) {
    return std::vector<std::string>(absl::StrSplit(text, ',', absl::SkipEmpty()));
  }
  bool flag = false;
  if (std::holds_alternative<bool>(example)) {
    return absl::SimpleAtob(text, &flag) ? std::optional<ConfigValue>(flag) : std::nullopt;
  }
  int64_t number = 0;
  return absl::SimpleAtoi(text, &number) ? std::optional<ConfigValue>(number) : std::nullopt;
}

void Add(Settings& settings, const std::string& key, const std::string& text,
         absl::string_view place) {
  if (text.empty()) return;
  const std::optional<ConfigValue> value = ValueOf(key, text);
  if (value.has_value()) {
    settings.values.push_back({.key = key, .value = *value, .place = {std::string(place), ""}});
  } else {
    settings.errors.push_back(absl::StrCat(place, ": '", text, "' is no value of ", key));
  }
}

// Reads "a=1,b=2", where the names are keys of the section that `prefix` names.
void AddList(Settings& settings, absl::string_view prefix, const std::string& list,
             absl::string_view place) {
  for (absl::string_view item : absl::StrSplit(list, ',', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(item, absl::MaxSplits('=', 1));
    if (parts.first.empty() || parts.second.empty()) {
      settings.errors.push_back(absl::StrCat(place, ": '", item, "' is not NAME=VALUE"));
      continue;
    }
    Add(settings, absl::StrCat(prefix, parts.first), parts.second, place);
  }
}

void AddOper(Settings& settings, const std::string& text) {
  if (text.empty()) return;
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits(':', 1));
  if (parts.first.empty() || parts.second.empty()) {
    settings.errors.push_back("--oper: an operator is NAME:PASSWORD");
    return;
  }
  settings.opers.push_back(
      {.name = parts.first, .password = parts.second, .hosts = {"*@*"}, .place = {"--oper", ""}});
}

// Whether something says where to listen: a port, or addresses that all have one.
bool SayWhereToListen(const Settings& settings) {
  return std::any_of(settings.values.begin(), settings.values.end(), [](const Setting& setting) {
    const auto* addresses = std::get_if<std::vector<std::string>>(&setting.value);
    return setting.key == "listen.port" ||
           (setting.key == "listen.addresses" && addresses != nullptr && HaveOwnPorts(*addresses));
  });
}

void AddArguments(CommandLine& line, const std::vector<char*>& arguments) {
  Settings& settings = line.settings;
  if (arguments.size() > 2) {
    settings.errors.push_back(absl::StrCat("too many arguments: '", arguments[2],
                                           "'; usage: ircserv [FLAGS] PORT [PASSWORD]"));
  }
  if (!arguments.empty()) {
    int port = 0;
    if (absl::SimpleAtoi(arguments[0], &port) && port >= 0 && port <= 65535) {
      Add(settings, "listen.port", arguments[0], kPortArgument);
    } else {
      settings.errors.push_back(
          absl::StrCat("'", arguments[0], "' is no port; ports are numbers from 0 to 65535"));
    }
  }
  if (arguments.size() > 1) Add(settings, "server.password", arguments[1], "PASSWORD");
}

// --hash-password and --make-certificate listen nowhere.
void RefuseArguments(CommandLine& line, const std::vector<char*>& arguments) {
  if (arguments.empty()) return;
  line.settings.errors.push_back(
      line.hash_password
          ? "--hash-password takes no argument: it asks for the password, or reads it from a pipe"
      : !line.init.empty()      ? "--init takes no argument; a file stands behind '='"
      : line.has_data_work()    ? "what is done with the data takes no port and no password"
      : line.status             ? "--status takes no port and no password"
      : !line.test_mail.empty() ? "--test-mail takes no port and no password"
                                : "--make-certificate takes no argument; a file stands behind '='");
}

// --import-from takes the file of the other server.
void AddForeignFile(CommandLine& line, const std::vector<char*>& arguments) {
  if (arguments.size() == 1) {
    line.foreign_file = arguments[0];
  } else {
    line.settings.errors.push_back(
        "--import-from takes one argument, the file of the other server; --help explains it");
  }
}

// The certificates that the configuration names may be those that are to be made.
void IgnoreCertificates(Settings& settings) {
  const Place place = {.text = "--make-certificate", .directory = ""};
  for (const char* key : {"tls.certificates", "tls.keys"}) {
    settings.values.push_back({.key = key, .value = std::vector<std::string>(), .place = place});
  }
  settings.values.push_back({.key = "tls.self_signed", .value = true, .place = place});
}

// The name of a flag as Abseil spells it, without the value; empty for another argument.
std::string FlagName(absl::string_view arg) {
  if (!absl::ConsumePrefix(&arg, "-") || arg.empty()) return "";
  absl::ConsumePrefix(&arg, "-");
  return std::string(arg.substr(0, arg.find('=')));
}

// Abseil takes the last of equal flags and forgets the others; --set and --limit add up.
void JoinRepeated(std::vector<std::string>& args) {
  absl::btree_map<std::string, std::string> lists = {{"limit", ""}, {"set", ""}};
  std::vector<std::string> kept = {args[0]};
  size_t i = 1;
  for (; i < args.size() && args[i] != "--"; ++i) {
    const auto list = lists.find(FlagName(args[i]));
    if (list == lists.end()) {
      kept.push_back(args[i]);
      continue;
    }
    const size_t equals = args[i].find('=');
    std::string value;
    if (equals != std::string::npos) {
      value = args[i].substr(equals + 1);
    } else if (i + 1 < args.size()) {
      value = args[++i];
    }
    absl::StrAppend(&list->second, list->second.empty() ? "" : ",", value);
  }
  for (const auto& [name, value] : lists) {
    if (!value.empty()) kept.push_back(absl::StrCat("--", name, "=", value));
  }
  kept.insert(kept.end(), args.begin() + static_cast<std::ptrdiff_t>(i), args.end());
  args = std::move(kept);
}

// One key, by whatever flags, has one value.
void RefuseRepeatedKeys(Settings& settings) {
  absl::btree_map<std::string, std::string> places;
  for (const Setting& setting : settings.values) {
    const auto [place, first] = places.emplace(setting.key, setting.place.text);
    if (first) continue;
    settings.errors.push_back(absl::StrCat(setting.place.text, ": ", setting.key,
                                           " was set already, by ", place->second));
  }
}

[[noreturn]] void Print(absl::string_view text) {
  std::fputs(std::string(text).c_str(), stdout);
  std::exit(0);
}

[[noreturn]] void Refuse(absl::string_view sentence) {
  WriteToStderr(absl::StrCat("ircserv: ", sentence, "\n"));
  std::exit(1);
}

// "--name" as the manual spells it.
std::string Shown(absl::string_view name) {
  return absl::StrCat("--", absl::StrReplaceAll(name, {{"_", "-"}}));
}

[[noreturn]] void RefuseUnknown(absl::string_view argument) {
  std::vector<std::string> shown;
  for (const auto& [name, flag] : absl::GetAllFlags()) shown.push_back(Shown(name));
  std::sort(shown.begin(), shown.end());
  const std::vector<absl::string_view> names(shown.begin(), shown.end());
  const absl::string_view name = argument.substr(0, argument.find('='));
  const absl::string_view meant = Nearest(name, names);
  Refuse(absl::StrCat("unknown flag '", name, "'; ",
                      meant.empty() ? "" : absl::StrCat("did you mean ", meant, "? "),
                      "--help lists all flags"));
}

// Checks the flag `name`, which stands in args[at]. Returns whether the next argument is its value.
bool CheckFlag(const std::vector<std::string>& args, size_t at, const std::string& name) {
  const absl::CommandLineFlag* flag = absl::FindCommandLineFlag(name);
  const size_t equals = args[at].find('=');
  if (flag == nullptr && absl::StartsWith(name, "no") && equals == std::string::npos) {
    flag = absl::FindCommandLineFlag(name.substr(2));  // "--noutf8" is "--utf8=false"
    if (flag != nullptr && !flag->IsOfType<bool>()) flag = nullptr;
  }
  if (flag == nullptr) RefuseUnknown(args[at]);
  bool value = false;
  if (!flag->IsOfType<bool>()) {
    if (equals != std::string::npos) return false;
    if (at + 1 < args.size()) return true;
    Refuse(absl::StrCat(Shown(name), " needs a value; --help explains it"));
  }
  if (equals != std::string::npos && !absl::SimpleAtob(args[at].substr(equals + 1), &value)) {
    Refuse(absl::StrCat(Shown(name), " is true or false, not '", args[at].substr(equals + 1), "'"));
  }
  return false;
}

// Checks the flags and spells them as Abseil does; handles --help and --version.
void Normalise(std::vector<std::string>& args) {
  for (size_t i = 1; i < args.size() && args[i] != "--"; ++i) {
    std::string& arg = args[i];
    std::string name = FlagName(arg);
    if (name.empty()) continue;
    if (name == "h" || name == "help") Print(Manual());
    if (name == "version") Print(absl::StrCat(kVersion, "\n"));
    const size_t end = std::min(arg.find('='), arg.size());
    std::replace(name.begin(), name.end(), '-', '_');
    // Of all flags these alone may have a value or none.
    if (name == "make_certificate" && end == arg.size()) arg += "=.";
    if (name == "init" && end == arg.size()) arg += "=ircserv.toml";
    const bool takes_next = CheckFlag(args, i, name);
    arg = absl::StrCat("--", name, arg.substr(end));
    if (takes_next) ++i;
  }
}

}  // namespace

CommandLine ReadCommandLine(std::vector<std::string> args, bool has_sockets) {
  const std::string program = args[0];
  Normalise(args);
  CommandLine line;
  JoinRepeated(args);
  std::vector<char*> pointers;
  for (std::string& arg : args) pointers.push_back(arg.data());
  std::vector<char*> arguments =
      absl::ParseCommandLine(static_cast<int>(pointers.size()), pointers.data());
  arguments.erase(arguments.begin());

  line.config_file = absl::GetFlag(FLAGS_config);
  line.check_config = absl::GetFlag(FLAGS_check_config);
  line.example_config = absl::GetFlag(FLAGS_example_config);
  line.hash_password = absl::GetFlag(FLAGS_hash_password);
  line.make_certificate = absl::GetFlag(FLAGS_make_certificate);
  line.test_mail = absl::GetFlag(FLAGS_test_mail);
  line.check_data = absl::GetFlag(FLAGS_check_data);
  line.backup = absl::GetFlag(FLAGS_backup);
  line.export_to = absl::GetFlag(FLAGS_export);
  line.import_file = absl::GetFlag(FLAGS_import);
  line.import_from = absl::GetFlag(FLAGS_import_from);
  line.dry_run = absl::GetFlag(FLAGS_dry_run);
  line.status = absl::GetFlag(FLAGS_status);
  line.json = absl::GetFlag(FLAGS_json);
  line.alive = absl::GetFlag(FLAGS_alive);
  line.texts = absl::GetFlag(FLAGS_texts);
  if (line.example_config || line.texts) return line;
  Settings& settings = line.settings;
  Add(settings, "data.directory", absl::GetFlag(FLAGS_data), "--data");
  Add(settings, "listen.addresses", absl::GetFlag(FLAGS_bind), "--bind");
  Add(settings, "server.name", absl::GetFlag(FLAGS_server_name), "--server-name");
  Add(settings, "server.network", absl::GetFlag(FLAGS_network), "--network");
  Add(settings, "server.motd_file", absl::GetFlag(FLAGS_motd), "--motd");
  Add(settings, "connections.max", absl::GetFlag(FLAGS_max_clients), "--max-clients");
  Add(settings, "connections.per_address", absl::GetFlag(FLAGS_per_address), "--per-address");
  AddList(settings, "limits.", absl::GetFlag(FLAGS_limit), "--limit");
  AddList(settings, "", absl::GetFlag(FLAGS_set), "--set");
  Add(settings, "listen.poller", absl::GetFlag(FLAGS_poller), "--poller");
  Add(settings, "log.record", absl::GetFlag(FLAGS_record), "--record");
  Add(settings, "log.level", absl::GetFlag(FLAGS_log_level), "--log-level");
  Add(settings, "log.format", absl::GetFlag(FLAGS_log_format), "--log-format");
  Add(settings, "log.file", absl::GetFlag(FLAGS_log_file), "--log-file");
  Add(settings, "metrics.listen", absl::GetFlag(FLAGS_metrics), "--metrics");
  if (absl::GetFlag(FLAGS_tls_self_signed)) {
    Add(settings, "tls.self_signed", "true", "--tls-self-signed");
  }
  line.init = absl::GetFlag(FLAGS_init);
  line.init_flags = {.server_name = absl::GetFlag(FLAGS_server_name),
                     .network = absl::GetFlag(FLAGS_network),
                     .oper = absl::GetFlag(FLAGS_oper),
                     .certificate = absl::GetFlag(FLAGS_certificate),
                     .self_signed = absl::GetFlag(FLAGS_tls_self_signed),
                     .data_folder = absl::GetFlag(FLAGS_data),
                     .force = absl::GetFlag(FLAGS_force),
                     .program = program};
  RefuseWrongInit(!line.init.empty(), line.init_flags, settings);
  if (line.init.empty()) AddOper(settings, absl::GetFlag(FLAGS_oper));
  const bool serves = !line.hash_password && line.make_certificate.empty() &&
                      line.test_mail.empty() && line.init.empty() && !line.has_data_work() &&
                      !line.status;
  if (!line.import_from.empty()) {
    AddForeignFile(line, arguments);
  } else if (serves) {
    AddArguments(line, arguments);
  } else {
    RefuseArguments(line, arguments);
  }
  if (line.dry_run && line.import_from.empty()) {
    settings.errors.push_back("--dry-run goes with --import-from");
  }
  if (line.json && !line.status) settings.errors.push_back("--json goes with --status");
  if (line.alive && !line.status) settings.errors.push_back("--alive goes with --status");
  if (line.alive && line.json) settings.errors.push_back("--status takes --alive or --json");
  RefuseRepeatedKeys(settings);
  if (!line.make_certificate.empty()) IgnoreCertificates(settings);
  if (serves && line.config_file.empty() && !line.check_config && !has_sockets &&
      settings.errors.empty() && !SayWhereToListen(settings)) {
    settings.errors.push_back(
        "no port was given; usage: ircserv [FLAGS] PORT [PASSWORD] (--help explains)");
  }
  return line;
}

}  // namespace irc
