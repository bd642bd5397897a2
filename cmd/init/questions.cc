#include "cmd/init/questions.h"

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cmd/init/typed_password.h"
#include "core/config.h"
#include "net/config/config.h"

namespace irc {
namespace {

// So often is a question asked again.
constexpr int kTries = 3;

constexpr absl::string_view kNobody = "-";
constexpr absl::string_view kLetsEncrypt = "/etc/letsencrypt/live/";

// What is wrong with the value of a key; empty: nothing. One sentence.
std::string MistakeIn(const std::string& key, const std::string& value) {
  Settings settings;
  settings.values.push_back({.key = key, .value = value, .place = {"--init", ""}});
  const LoadedConfig loaded = JudgeSettings(settings);
  return loaded.errors.empty() ? "" : loaded.errors.front();
}

std::string MistakeInOper(const std::string& name) {
  Settings settings;
  settings.opers.push_back(
      {.name = name, .password = "x", .hosts = {"*@*"}, .place = {"--init", ""}});
  const LoadedConfig loaded = JudgeSettings(settings);
  return loaded.errors.empty() ? "" : loaded.errors.front();
}

// Where the pair is that `path` stands for: a folder of certbot (fullchain.pem, privkey.pem) or a
// certificate with its key beside it (NAME.crt and NAME.key, as of lego and --make-certificate).
absl::StatusOr<std::pair<std::string, std::string>> PairAt(std::string path,
                                                           const Console& console) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  std::vector<std::pair<std::string, std::string>> pairs = {
      {path + "/fullchain.pem", path + "/privkey.pem"}};
  const size_t slash = path.rfind('/') + 1;
  const std::string folder = path.substr(0, slash);
  const std::string name = path.substr(slash);
  if (absl::StartsWith(name, "fullchain")) {
    pairs.push_back({path, absl::StrCat(folder, "privkey", name.substr(9))});
  }
  const size_t dot = name.rfind('.');
  if (dot != std::string::npos) {
    pairs.push_back({path, absl::StrCat(folder, name.substr(0, dot), ".key")});
  }
  pairs.push_back({path, path + ".key"});
  for (const auto& pair : pairs) {
    if (console.HasFile(pair.first) && console.HasFile(pair.second)) return pair;
  }
  return absl::NotFoundError(absl::StrCat(
      "'", path, "' is no certificate with its key beside it (fullchain.pem and privkey.pem in a ",
      "folder, or NAME.crt and NAME.key)"));
}

class Questions {
 public:
  Questions(const InitFlags& flags, Console& console) : flags_(flags), console_(console) {}

  absl::StatusOr<InitAnswers> Run() {
    absl::Status status = Text("server.name", "Name of the server, with a dot", flags_.server_name,
                               Config().server_name, answers_.server_name);
    if (status.ok()) {
      status = Text("server.network", "Name of the network", flags_.network, Config().network_name,
                    answers_.network);
    }
    if (status.ok()) status = Oper();
    if (status.ok()) status = Certificate();
    if (!status.ok()) return status;
    answers_.data_folder = flags_.data_folder;
    return std::move(answers_);
  }

 private:
  // Asks until `take` finds no mistake in the answer: that of the flag, the typed one, or, for an
  // empty one, `standard`.
  template <typename Take>
  absl::Status Answer(absl::string_view question, const std::string& flag,
                      const std::string& standard, Take take) {
    if (!flag.empty()) return take(flag);
    if (!console_.is_terminal()) return take(standard);
    absl::Status status;
    for (int i = 0; i < kTries; ++i) {
      absl::StatusOr<std::string> typed = console_.Ask(absl::StrCat(
          question, standard.empty() ? "" : " [", standard, standard.empty() ? "" : "]", ": "));
      if (!typed.ok()) return typed.status();
      absl::StripAsciiWhitespace(&*typed);
      status = take(typed->empty() ? standard : *typed);
      if (status.ok()) return status;
      console_.Say(status.message());
    }
    return status;
  }

  absl::Status Text(const std::string& key, absl::string_view question, const std::string& flag,
                    const std::string& standard, std::string& answer) {
    return Answer(question, flag, standard, [&](const std::string& text) {
      const std::string mistake = MistakeIn(key, text);
      answer = text;
      return mistake.empty() ? absl::OkStatus() : absl::InvalidArgumentError(mistake);
    });
  }

  absl::Status Oper() {
    const std::pair<std::string, std::string> given =
        absl::StrSplit(flags_.oper, absl::MaxSplits(':', 1));
    const std::string standard(console_.is_terminal() ? "admin" : kNobody);
    const absl::Status status = Answer(
        "Name of an operator (\"-\": none)", given.first, standard, [&](const std::string& name) {
          if (name == kNobody) return absl::OkStatus();
          const std::string mistake = MistakeInOper(name);
          answers_.oper = name;
          return mistake.empty() ? absl::OkStatus() : absl::InvalidArgumentError(mistake);
        });
    if (!status.ok() || answers_.oper.empty()) return status;
    if (absl::StartsWith(given.second, "$")) {
      answers_.oper_hash = given.second;
      return status;
    }
    return given.second.empty() ? TypedPassword() : Hash(given.second);
  }

  absl::Status TypedPassword() {
    absl::Status status;
    for (int i = 0; i < (console_.is_terminal() ? kTries : 1); ++i) {
      const absl::StatusOr<std::string> typed =
          console_.AskPassword(absl::StrCat("Password of ", answers_.oper, " (not shown): "));
      status = typed.ok() ? Hash(*typed) : typed.status();
      if (status.ok()) return status;
      if (console_.is_terminal()) console_.Say(status.message());
    }
    return status;
  }

  absl::Status Hash(const std::string& password) {
    absl::StatusOr<std::string> hash = HashOfPassword(password);
    if (!hash.ok()) return hash.status();
    answers_.oper_hash = *std::move(hash);
    return absl::OkStatus();
  }

  absl::Status Certificate() {
    if (flags_.self_signed) return absl::OkStatus();
    const std::string certbot = absl::StrCat(kLetsEncrypt, answers_.server_name);
    const bool has_certbot = console_.HasFile(certbot + "/fullchain.pem");
    return Answer("TLS certificate, a file or a folder (\"-\": a self-signed one is made)",
                  flags_.certificate, has_certbot ? certbot : std::string(kNobody),
                  [&](const std::string& path) {
                    if (path == kNobody) return absl::OkStatus();
                    const auto pair = PairAt(path, console_);
                    if (!pair.ok()) return pair.status();
                    answers_.certificate = pair->first;
                    answers_.key = pair->second;
                    return absl::OkStatus();
                  });
  }

  const InitFlags& flags_;
  Console& console_;
  InitAnswers answers_;
};

}  // namespace

void RefuseWrongInit(bool init, const InitFlags& flags, Settings& settings) {
  std::vector<std::string>& errors = settings.errors;
  if (!init) {
    if (flags.force) errors.push_back("--force goes with --init");
    if (!flags.certificate.empty()) errors.push_back("--certificate goes with --init");
    return;
  }
  if (flags.self_signed && !flags.certificate.empty()) {
    errors.push_back("--init takes --certificate or --tls-self-signed, not both");
  }
  for (const Setting& setting : settings.values) {
    const std::string& flag = setting.place.text;
    if (flag == "--server-name" || flag == "--network" || flag == "--data") continue;
    if (flag == "--tls-self-signed") continue;
    errors.push_back(absl::StrCat("--init takes no ", flag, "; its key belongs into the file"));
  }
}

absl::StatusOr<InitAnswers> AskAll(const InitFlags& flags, Console& console) {
  return Questions(flags, console).Run();
}

}  // namespace irc
