#include "net/config/config_page.h"

#include <algorithm>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/config_keys.h"
#include "net/config/shell_config.h"

namespace irc {
namespace {

constexpr absl::string_view kHead =
    R"(# Configure

The server reads one file in TOML, `ircserv --config=FILE`; a service installed from the package
reads `/etc/ircserv/ircserv.toml`. A file needs only the keys that differ from the defaults below.

    ircserv --init=FILE                      # writes a first one, after at most five questions
    ircserv --config=FILE --check-config     # says what is wrong with one, or deserves attention
    ircserv --example-config                 # prints all keys with their whole explanations

Root may read every file, so the configuration of a service is checked as its user, who reads it at a
start:

    runuser -u ircserv -- ircserv --config=/etc/ircserv/ircserv.toml --check-config

## Change it while the server runs

1. Edit the file, and check it with `--check-config`, for a service as its user.
2. `systemctl reload ircserv`, SIGHUP, or `/rehash` as an operator. All of it is taken or, when there
   is a mistake, nothing; the mistakes are in the log, and what an operator who sent REHASH reads.
3. Keys with the mark ↻ keep their value until a restart; the log names those that have changed.

Everything else holds at once, also for what is there. A path in the file starts from the folder of
the file. Any key can be given on the command line, which wins over the file:
`--set=flood.burst=50,server.utf8_only=true`. `/msg OperServ SET mail.blocked *.example.org` changes
a key while the server runs, also beyond a restart, until it is `SET mail.blocked DEFAULT`.

## Another language

What services say can be in other words. `ircserv --texts > texts.txt` prints all of it; translate
the lines that you want, delete the others, and name the file with `services.texts_file`. Each line is
the name of a text, `=` and the words, with values such as `{nick}` in any order. A reload takes the
file. Lines that are wrong count for nothing, and `--check-config` names them, after an upgrade also
those whose text has another name now. Numerics and FAIL stay in English, because clients know them
by their codes.

## Blocks

These stand in the file once for each thing. The end of
[the example](../../testdata/config/example.toml) explains their keys.

| block | what it is |
|---|---|
| `[[oper]]` | an operator: name, and password, account or certificate; `class` for less than all privileges |
| `[[oper_class]]` | privileges of operators, see [moderate.md](moderate.md) |
| `[[account]]` | an account of the file, beside those that users register |
| `[[webirc]]` | a gateway that brings the addresses of its users, see [proxy.md](proxy.md) |
| `[[jwt]]` | a key of an identity provider whose tokens are a login |
| `[[channel_log]]` | channels whose lines are appended to a file a day; their members are told |

## Keys

Each with its default. The first sentence of the explanation is here.
)";

constexpr absl::string_view kFoot = R"(
The tables of the program make this page: `bazel run //net/config:config_page_test -- --write` writes it
anew.
)";

struct Row {
  std::string section;
  std::string name;
  std::string value;
  std::string help;
  bool live;
};

std::string ValueText(const ConfigValue& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const int64_t* number = std::get_if<int64_t>(&value)) return absl::StrCat(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return absl::StrCat("\"", *text, "\"");
  return absl::StrCat("[",
                      absl::StrJoin(std::get<std::vector<std::string>>(value), ", ",
                                    [](std::string* out, const std::string& text) {
                                      absl::StrAppend(out, "\"", text, "\"");
                                    }),
                      "]");
}

// The text up to its first full stop or semicolon behind which something else begins.
std::string FirstSentence(absl::string_view help) {
  const size_t end = std::min(help.find(". "), help.find("; "));
  std::string text(help.substr(0, end));
  if (text.back() != '.') text += '.';
  return absl::StrReplaceAll(text, {{"|", "\\|"}, {"<", "\\<"}, {"*", "\\*"}});
}

template <typename Key>
Row RowOf(const Key& key, const ConfigValue& value) {
  const size_t dot = key.name.find('.');
  return {.section = std::string(key.name.substr(0, dot)),
          .name = std::string(key.name.substr(dot + 1)),
          .value = ValueText(value),
          .help = FirstSentence(key.help),
          .live = key.live};
}

std::vector<Row> Rows() {
  std::vector<Row> rows;
  for (const ShellKey& key : ShellKeys()) {
    rows.push_back(RowOf(key, GetShellConfig(ShellConfig(), key)));
  }
  for (const ConfigKey& key : ConfigKeys()) {
    if (!key.help.empty()) rows.push_back(RowOf(key, GetConfig(Config(), key)));
  }
  // In the order in which their first keys come.
  std::vector<std::string> sections;
  for (const Row& row : rows) {
    if (std::find(sections.begin(), sections.end(), row.section) == sections.end()) {
      sections.push_back(row.section);
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
    return std::find(sections.begin(), sections.end(), a.section) <
           std::find(sections.begin(), sections.end(), b.section);
  });
  return rows;
}

}  // namespace

std::string ConfigPage() {
  std::string text = absl::StrCat(kHead, "\n| key | default | |\n|---|---|---|\n");
  std::string section;
  for (const Row& row : Rows()) {
    if (row.section != section) {
      section = row.section;
      absl::StrAppend(&text, "| **[", section, "]** | | |\n");
    }
    absl::StrAppend(&text, "| `", row.name, "`", row.live ? "" : " ↻", " | `", row.value, "` | ",
                    row.help, " |\n");
  }
  return absl::StrCat(text, kFoot);
}

}  // namespace irc
