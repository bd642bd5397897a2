// The server: reads the command line and the configuration, opens the sockets, runs the shell, and
// turns the result of the shell into an exit status.
#include <limits.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cmd/init/certificate_files.h"
#include "cmd/init/init.h"
#include "cmd/init/typed_password.h"
#include "cmd/ircserv_argv.h"
#include "cmd/ircserv_data.h"
#include "cmd/ircserv_flags.h"
#include "cmd/ircserv_help.h"
#include "cmd/ircserv_mail.h"
#include "cmd/status/status_client.h"
#include "core/texts/texts.h"
#include "net/auth/secret_key.h"
#include "net/config/cautions.h"
#include "net/config/config.h"
#include "net/config/state_folder.h"
#include "net/config/tls_files.h"
#include "net/io/clock.h"
#include "net/io/listener.h"
#include "net/io/memory_guard.h"
#include "net/io/signals.h"
#include "net/io/unix_socket.h"
#include "net/live_config.h"
#include "net/shell.h"
#include "net/store/store.h"
#include "net/telemetry/log.h"
#include "net/telemetry/log_writer.h"
#include "net/telemetry/metrics_page.h"
#include "net/telemetry/metrics_server.h"
#include "net/telemetry/recording_file.h"
#include "net/telemetry/service_manager.h"
#include "net/telemetry/service_protocol.h"
#include "net/telemetry/status_desk.h"
#include "net/workers/worker_pool.h"

namespace irc {
namespace {

int Fail(absl::string_view sentence) {
  WriteToStderr(absl::StrCat("ircserv: ", sentence, "\n"));
  return 1;
}

// `bazel run` starts programs in another folder; the variable has the folder of the user.
void GoWhereTheUserIs() {
  const char* directory = std::getenv("BUILD_WORKING_DIRECTORY");
  if (directory != nullptr && ::chdir(directory) != 0) {
    Fail(absl::StrCat("cannot go to '", directory, "': ", strerror(errno)));
  }
}

// The limit of descriptors bounds the number of clients, so it is raised to the hard limit.
void RaiseDescriptorLimit() {
  rlimit limit = {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string OwnPath() {
  char path[PATH_MAX];
  const ssize_t size = ::readlink("/proc/self/exe", path, sizeof(path));
  return size < 0 ? "" : std::string(path, static_cast<size_t>(size));
}

// RESTART: executes the program again with the same arguments in this process. Returns on failure.
int StartAgain(const std::string& path, std::vector<std::string> arguments) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  ::execv(path.c_str(), argv.data());
  return Fail(absl::StrCat("cannot start '", path, "' again: ", strerror(errno)));
}

// What deserves the operator's attention at a start.
std::vector<std::string> CautionsOfStart(const LoadedConfig& loaded,
                                         const std::vector<Listener>& listeners,
                                         const LoadedTls& tls, const Clock& clock) {
  std::vector<std::string> cautions = loaded.cautions;
  for (std::string& caution :
       CautionsOfTls(loaded.config, listeners, tls.credentials.get(), clock.Wall())) {
    cautions.push_back(std::move(caution));
  }
  return cautions;
}

// --check-config of a configuration without mistakes: what a start by this user would warn of.
int TellCautions(const std::string& config_file, const LoadedConfig& loaded) {
  const FullConfig& config = loaded.config;
  const SystemClock clock;
  const auto tls =
      LoadTls(config, {.needed = WantsTls(config.shell), .now = clock.Wall(), .write = false});
  if (!tls.ok()) return Fail(tls.status().message());
  std::vector<std::string> cautions =
      CautionsOfStart(loaded, ListenersOf(config.shell), *tls, clock);
  if (!tls->caution.empty()) cautions.push_back(tls->caution);
  for (std::string& caution : CautionsOfSystem(config.shell)) {
    cautions.push_back(std::move(caution));
  }
  for (const std::string& caution : cautions) Fail(absl::StrCat("caution: ", caution));
  std::puts("The configuration is right.");
  if (::geteuid() != 0) return 0;
  std::puts(absl::StrCat("It was checked as root, who may read every file. Whether the service's "
                         "user may, says\n    runuser -u ircserv -- ircserv --config=",
                         config_file.empty() ? "FILE" : config_file, " --check-config")
                .c_str());
  return 0;
}

// Returns the sockets that the service manager has passed; opens those of the configuration when
// none were passed.
absl::StatusOr<PassedSockets> OpenSockets(const ShellConfig& config) {
  absl::StatusOr<PassedSockets> sockets = TakePassedSockets();
  if (sockets.ok() && sockets->clients.empty()) {
    auto listeners = Listen(config.listen_addresses, static_cast<uint16_t>(config.listen_port),
                            *ParseFileMode(config.unix_mode));
    if (!listeners.ok()) return listeners.status();
    sockets->clients = *std::move(listeners);
  }
  if (sockets.ok() && sockets->metrics.empty() && !config.metrics_listen.empty()) {
    auto listeners = Listen({config.metrics_listen}, 0);
    if (!listeners.ok()) return listeners.status();
    sockets->metrics = *std::move(listeners);
  }
  return sockets;
}

// Opens what is kept. The error is a sentence.
absl::StatusOr<Store::Opened> OpenStore(const ShellConfig& config) {
  if (config.data_folder.empty()) {
    return absl::InvalidArgumentError(
        "no folder is known in which accounts can be kept; give one with --data=DIR, or keep "
        "nothing with --data=:memory:");
  }
  StoreOptions options;
  options.folder = config.data_folder;
  options.sync = config.store_sync == "turn"    ? SyncMode::kTurn
                 : config.store_sync == "never" ? SyncMode::kNever
                                                : SyncMode::kSecond;
  return Store::Open(options);
}

// Opens the key of the server's own, and warns when it is new beside old secrets.
absl::StatusOr<std::string> OpenKey(const ShellConfig& config, const Store::Opened& kept,
                                    Log& log) {
  if (config.data_folder == kNoDataFolder) return std::string();
  absl::StatusOr<SecretKey> key = OpenSecretKey(config.data_folder);
  if (!key.ok()) return key.status();
  const bool used = std::any_of(kept.rows.begin(), kept.rows.end(), [](const Record& record) {
    const auto* row = std::get_if<CredentialRow>(&record.row);
    return row != nullptr && row->kind == "totp";
  });
  if (key->is_new && used) {
    log.Error("the secret key is missing, so no code of a second factor is right",
              {{"file", SecretKeyPath(config.data_folder)},
               {"help", "bring the file back from the backup, and start again"}});
  }
  return std::move(key->bytes);
}

// --make-certificate.
int MakeCertificate(const std::string& file, const Config& config) {
  const auto text = MakeCertificateFiles(config.server_name, file, SystemClock().Wall());
  if (!text.ok()) return Fail(text.status().message());
  std::fputs(text->c_str(), stdout);
  return 0;
}

// --init.
int Init(const CommandLine& line) {
  const std::unique_ptr<Console> console = TerminalConsole();
  const absl::StatusOr<std::string> said =
      InitConfig(line.init, line.init_flags, *console, SystemClock().Wall());
  if (!said.ok()) return Fail(said.status().message());
  std::fputs(said->c_str(), stdout);
  return 0;
}

// --hash-password.
int PrintHash() {
  const absl::StatusOr<SecretText> password = ReadTypedPassword("Password: ");
  if (!password.ok()) return Fail(password.status().message());
  const absl::StatusOr<std::string> hash = HashOfPassword(password->text());
  if (!hash.ok()) return Fail(hash.status().message());
  std::puts(hash->c_str());
  return 0;
}

// --test-mail.
int TestMail(const FullConfig& config, const std::string& to) {
  const absl::StatusOr<std::string> said = SendTestMail(config, to);
  if (!said.ok()) return Fail(said.status().message());
  std::puts(said->c_str());
  return 0;
}

// --status. A place that the command line names is meant; otherwise the data folder comes first.
int TellStatus(const CommandLine& line, const ShellConfig& config) {
  StatusPlaces places = {.socket = StatusSocket(config.data_folder),
                         .metrics = config.metrics_listen};
  for (const Setting& setting : line.settings.values) {
    if (setting.place.text == "--metrics") places.socket.clear();
  }
  return line.alive ? ShowAlive(places) : ShowStatus(places, line.json);
}

// Where --status asks, beside the metrics. Without it the server runs as well.
void OpenStatusSocket(const std::string& path, std::vector<Listener>& listeners, Log& log) {
  if (path.empty()) return;
  constexpr int kBacklog = 16;
  absl::StatusOr<Fd> fd = ListenOnPath(path, kBacklog, 0600);
  if (!fd.ok()) return log.Warning("--status has no socket", {{"reason", fd.status().message()}});
  Listener& listener = listeners.emplace_back();
  listener.fd = *std::move(fd);
  listener.path = path;
  listener.file = SocketFile(path);
}

// Runs the shell; returns the reason of its end, or an error that is a sentence.
absl::StatusOr<Stop> Serve(const CommandLine& line, const LoadedConfig& loaded,
                           const Clock& clock) {
  const FullConfig& config = loaded.config;
  const ShellConfig& shell_config = config.shell;
  ShellOptions options;
  options.config = config;
  options.reload = [&line] { return LoadConfig(line.config_file, line.settings); };

  auto sockets = OpenSockets(shell_config);
  if (!sockets.ok()) return sockets.status();
  const auto tls = LoadTls(config, {.needed = SpeakTls(sockets->clients), .now = clock.Wall()});
  if (!tls.ok()) return tls.status();
  options.tls = tls->credentials;
  // What is no terminal may be a log.
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  const std::string greeting = Greeting(
      sockets->clients, config.core.server_name,
      terminal || shell_config.server_password.empty() ? shell_config.server_password : "PASSWORD",
      {.credentials = options.tls.get(), .self_signed = UsesKeptCertificate(shell_config)},
      !IsForManager(STDOUT_FILENO));
  options.listeners = std::move(sockets->clients);

  Signals signals;  // before the first thread
  if (!shell_config.record_file.empty()) {
    auto recording = RecordingFile::Create(shell_config.record_file);
    if (!recording.ok()) return recording.status();
    options.recording = *std::move(recording);
    options.recording->OutliveCrashes();
  }
  options.signals = &signals;
  const ServiceManager manager;
  options.manager = &manager;
  auto log_writer = LogWriter::Open(shell_config.log_file);
  if (!log_writer.ok()) return log_writer.status();
  Log log(LogLevel::kInfo, clock, **log_writer);
  SetUpLog(shell_config, log);
  LogTls(log, config, *tls);
  LogCautions(log, CautionsOfStart(loaded, options.listeners, *tls, clock));
  if (::geteuid() == 0) {
    LogCautions(log, {"root starts the server, which needs no right of root; give it a user"});
  }
  if (options.recording != nullptr) log.Info("recording", {{"file", options.recording->path()}});
  auto kept = OpenStore(shell_config);
  if (!kept.ok()) return kept.status();
  LogCautions(log, CautionsOfOpers(config.core, kept->rows));
  auto key = OpenKey(shell_config, *kept, log);
  if (!key.ok()) return key.status();
  options.secret_key = *std::move(key);
  options.kept = *std::move(kept);
  log.Info("accounts are kept", {{"folder", shell_config.data_folder}});
  options.workers = std::make_unique<WorkerPool>(
      WorkerPoolOptions{.waiting_threads = static_cast<size_t>(shell_config.script_processes)});
  StatusDesk desk;
  options.desk = &desk;
  Shell shell(std::move(options), clock, log);
  for (const Listener& listener : sockets->metrics) {
    log.Info("metrics are served", {{"address", listener.Text()}});
  }
  OpenStatusSocket(StatusSocket(shell_config.data_folder), sockets->metrics, log);
  const MetricsServer metrics_server(
      std::move(sockets->metrics),
      {.metrics = [&] { return MetricsPage(shell.metrics(), clock.Wall()); },
       .status = [&desk] { return desk.Ask(); }});
  std::fputs(greeting.c_str(), stdout);
  std::fflush(stdout);
  manager.Ready();
  const Stop stop = shell.Run();
  desk.Close();
  return stop;
}

int Main(int argc, char** argv) {
  Signals::HoldForLater();
  MemoryGuard::Install();
  GoWhereTheUserIs();
  const std::vector<std::string> arguments(argv, argv + argc);
  HidePasswords(argc, argv);
  const CommandLine line = ReadCommandLine(arguments, ClientSocketsWerePassed());
  if (line.example_config) {
    std::fputs(ExampleConfig().c_str(), stdout);
    return 0;
  }
  if (line.texts) {
    std::fputs(TextsFile().c_str(), stdout);
    return 0;
  }
  if (!line.init.empty() && line.settings.errors.empty()) return Init(line);
  if (line.hash_password && line.settings.errors.empty()) return PrintHash();
  const LoadedConfig loaded = LoadConfig(line.config_file, line.settings);
  for (const std::string& error : loaded.errors) Fail(error);
  if (!loaded.errors.empty()) return line.status ? 2 : 1;
  if (!line.make_certificate.empty()) {
    return MakeCertificate(line.make_certificate, loaded.config.core);
  }
  if (!line.test_mail.empty()) return TestMail(loaded.config, line.test_mail);
  if (line.status) return TellStatus(line, loaded.config.shell);
  if (line.check_config) return TellCautions(line.config_file, loaded);
  if (line.has_data_work()) {
    const absl::Status done = DoDataWork(line, loaded.config.core, loaded.config.shell.data_folder);
    return done.ok() ? 0 : Fail(done.message());
  }

  RaiseDescriptorLimit();
  const std::string path = OwnPath();
  const SystemClock clock;
  const absl::StatusOr<Stop> stop = Serve(line, loaded, clock);
  if (!stop.ok()) return Fail(stop.status().message());
  return *stop == Stop::kRestart ? StartAgain(path, arguments) : 0;
}

}  // namespace
}  // namespace irc

int main(int argc, char** argv) { return irc::Main(argc, argv); }
