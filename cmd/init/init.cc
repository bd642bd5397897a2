#include "cmd/init/init.h"

#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "cmd/init/certificate_files.h"
#include "cmd/init/initial_config.h"
#include "cmd/init/service_group.h"
#include "cmd/init/typed_password.h"
#include "net/config/config.h"
#include "net/config/state_folder.h"
#include "net/io/files.h"
#include "net/telemetry/log.h"

namespace irc {
namespace {

namespace fs = std::filesystem;

class Terminal : public Console {
 public:
  bool is_terminal() const override { return ::isatty(STDIN_FILENO) == 1; }
  absl::StatusOr<std::string> Ask(absl::string_view prompt) override {
    WriteToStderr(prompt);
    const absl::StatusOr<SecretText> line = ReadTypedLine();
    if (!line.ok()) return line.status();
    return line->text();
  }
  absl::StatusOr<std::string> AskPassword(absl::string_view prompt) override {
    const absl::StatusOr<SecretText> password = ReadTypedPassword(prompt);
    if (!password.ok()) return password.status();
    return password->text();
  }
  void Say(absl::string_view line) override { WriteToStderr(absl::StrCat(line, "\n")); }
  bool HasFile(const std::string& path) const override {
    std::error_code error;
    return fs::is_regular_file(path, error);
  }
};

std::string Sentence(const fs::path& file, absl::string_view reason) {
  return absl::StrCat("--init: cannot write '", file.string(), "': ", reason);
}

// Names the self-signed pair in the folder of `file`, which is made if it is not there.
absl::Status MakePair(const fs::path& file, absl::Time now, Console& console,
                      InitAnswers& answers) {
  const fs::path folder = file.parent_path();
  answers.certificate = folder / absl::StrCat(answers.server_name, ".crt");
  answers.key = folder / absl::StrCat(answers.server_name, ".key");
  if (console.HasFile(answers.certificate) && console.HasFile(answers.key)) {
    console.Say(absl::StrCat("The certificate ", answers.certificate, " is there already."));
    return absl::OkStatus();
  }
  return MakeCertificateFiles(answers.server_name, answers.certificate, now).status();
}

absl::Status WriteConfig(const fs::path& file, bool force, const std::string& text) {
  absl::Status status =
      force ? WriteAtomically(file.string(), text) : WriteNewFile(file.string(), text, 0600);
  if (status.ok()) status = ShareWithGroupOfFolder(file);
  return status.ok() ? status : absl::UnavailableError(Sentence(file, status.message()));
}

}  // namespace

std::unique_ptr<Console> TerminalConsole() { return std::make_unique<Terminal>(); }

absl::StatusOr<std::string> InitConfig(const std::string& file, const InitFlags& flags,
                                       Console& console, absl::Time now) {
  std::error_code error;
  fs::path path = fs::absolute(file, error).lexically_normal();
  if (fs::is_directory(path, error)) path /= "ircserv.toml";
  if (!flags.force && fs::exists(fs::symlink_status(path, error))) {
    return absl::AlreadyExistsError(absl::StrCat(
        "--init: '", path.string(), "' is there already; --force writes a new one in its place"));
  }
  if (const absl::Status can = CanWriteInto(path.parent_path()); !can.ok()) {
    return absl::UnavailableError(Sentence(path, can.message()));
  }
  absl::StatusOr<InitAnswers> answers = AskAll(flags, console);
  if (!answers.ok()) return answers.status();
  answers->program = flags.program;
  std::error_code no_error;
  fs::create_directories(path.parent_path(), no_error);
  const bool is_self_signed = answers->certificate.empty();
  if (is_self_signed) {
    const absl::Status made = MakePair(path, now, console, *answers);
    if (!made.ok()) return made;
  } else {
    answers->certificate = fs::absolute(answers->certificate, error).lexically_normal();
    answers->key = fs::absolute(answers->key, error).lexically_normal();
  }
  if (!answers->data_folder.empty() && answers->data_folder != kNoDataFolder) {
    answers->data_folder = fs::absolute(answers->data_folder, error).lexically_normal();
  }
  const std::string text = InitialConfig(*answers);
  const LoadedConfig judged =
      JudgeSettings(ParseToml(text, path.string(), path.parent_path().string()));
  if (!judged.errors.empty()) return absl::InvalidArgumentError(judged.errors.front());
  const absl::Status written = WriteConfig(path, flags.force, text);
  if (!written.ok()) return written;
  return NextCommands(*answers, path.string(), is_self_signed);
}

}  // namespace irc
