#include "cmd/init/initial_config.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/config.h"

namespace irc {
namespace {

// The file that the package installs, and its service reads.
constexpr absl::string_view kFileOfService = "/etc/ircserv/ircserv.toml";

constexpr absl::string_view kHead =
    R"(# The configuration of ircserv, as `ircserv --init` wrote it. Keys that are not here have their
# defaults; `ircserv --example-config` prints all of them with explanations.
#
# ircserv --config=FILE --check-config says whether a file is right. SIGHUP, REHASH and, for the
# service, `systemctl reload ircserv` read it again while the server runs.
)";

constexpr absl::string_view kListen = R"(
[listen]
# Everybody may connect to port 6697, with TLS. Port 6667 is without TLS, and for this machine alone
# ("*:6667" opens it to everybody). A change takes a restart.
addresses = ["127.0.0.1:6667", "*:6697 tls"]
)";

constexpr absl::string_view kOper = R"(
# Who sends "OPER NAME PASSWORD" from one of these hosts (masks of user@host) is an operator. The
# hash of another password is the output of `ircserv --hash-password`.
)";

constexpr absl::string_view kNoOper = R"(
# Nobody is an operator. `ircserv --hash-password` makes the hash for a block such as this one:
#
# [[oper]]
# name = "admin"
# password = "$y$..."
)";

}  // namespace

std::string TomlString(absl::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      absl::StrAppendFormat(&quoted, "\\u%04X", static_cast<unsigned>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string InitialConfig(const InitAnswers& answers) {
  std::string text = absl::StrCat(
      kHead,
      "\n[server]\n# The name of this server, with a dot. A change takes a restart.\nname = ",
      TomlString(answers.server_name),
      "\n# The name of the network, as clients show it.\nnetwork = ", TomlString(answers.network),
      "\n# The message of the day, a list of lines.\nmotd = [",
      TomlString(absl::StrCat("Welcome to ", answers.network, ".")), "]\n", kListen,
      "\n[tls]\n# The certificate with its chain, and its key, in PEM.\ncertificates = [",
      TomlString(answers.certificate), "]\nkeys = [", TomlString(answers.key), "]\n");
  if (!answers.data_folder.empty()) {
    absl::StrAppend(&text,
                    "\n[data]\n# What is kept: accounts, channels, server bans.\ndirectory = ",
                    TomlString(answers.data_folder), "\n");
  }
  if (answers.oper.empty()) return absl::StrCat(text, kNoOper);
  return absl::StrCat(text, kOper, "[[oper]]\nname = ", TomlString(answers.oper),
                      "\npassword = ", TomlString(answers.oper_hash), "\nhosts = [\"*@*\"]\n");
}

std::string NextCommands(const InitAnswers& answers, absl::string_view file, bool is_self_signed) {
  const bool is_service = file == kFileOfService;
  const std::string host =
      answers.server_name == Config().server_name ? "127.0.0.1" : answers.server_name;
  std::string text = absl::StrCat(
      file, " is written. What comes next:\n\n    check    ",
      is_service ? "runuser -u ircserv -- " : "", answers.program, " --config=", file,
      " --check-config\n    start    ",
      is_service ? "systemctl restart ircserv" : absl::StrCat(answers.program, " --config=", file),
      "\n    connect  /connect -tls", is_self_signed ? " -notls_verify " : " ", host, " 6697",
      "    (in irssi; the start prints more)\n");
  if (!answers.oper.empty()) {
    absl::StrAppend(&text, "    then     /oper ", answers.oper, " PASSWORD\n");
  }
  return text;
}

}  // namespace irc
