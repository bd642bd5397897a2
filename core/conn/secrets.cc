#include "core/conn/secrets.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/commands/command_facts.h"
#include "core/limits.h"
#include "core/protocol/parse.h"
#include "core/protocol/sasl.h"

namespace irc {
namespace {

struct Found {
  size_t begin;      // of the secret in the line
  std::string text;  // the parameter alone
  bool is_public = false;
  bool tells_length = false;
};

// Whether a parameter of AUTHENTICATE is part of the protocol instead of a piece of a message.
bool IsWordOfSasl(absl::string_view param) {
  return param == "*" || param == "+" || param == kSaslCode || FindSaslMechanism(param).has_value();
}

// The index of the secret parameter: of 2FA it depends on the subcommand, the first parameter.
size_t SecretParam(const CommandFacts& row, const Params& params) {
  if (row.name == "2FA" && absl::EqualsIgnoreCase(params[0], "DISABLE")) return 2;
  return static_cast<size_t>(row.secret_param);
}

// REQUIRES: no NUL in `line`.
std::optional<Found> Find(absl::string_view line) {
  ParsedLine parsed;
  if (ParseLine(line, parsed).has_value()) return std::nullopt;
  const CommandFacts* row = FindCommand(parsed.command);
  if (row == nullptr || row->secret_param < 0) return std::nullopt;
  const size_t index = SecretParam(*row, parsed.params);
  if (index >= parsed.params.size()) return std::nullopt;
  const absl::string_view text = parsed.params[index];
  const bool sasl = row->name == "AUTHENTICATE";
  return Found{.begin = static_cast<size_t>(text.data() - line.data()),
               .text = std::string(text),
               .is_public = sasl && IsWordOfSasl(text),
               .tells_length =
                   sasl || row->name == "REGISTER" || row->name == "SETPASS" || row->name == "2FA"};
}

// The words for a service in a line, and where they begin.
struct ServiceWords {
  const ServiceRow* service;
  size_t begin;                          // behind the command or the target, in the line
  std::vector<absl::string_view> words;  // of a copy of the line
};

// REQUIRES: no NUL in `line`.
std::optional<ServiceWords> FindServiceWords(absl::string_view line, const ServiceNames& names) {
  ParsedLine parsed;
  if (ParseLine(line, parsed).has_value()) return std::nullopt;
  const ServiceRow* service = ServiceSpokenTo(parsed, names);
  if (service == nullptr) return std::nullopt;
  const bool is_message = FindServiceOfCommand(parsed.command, names) == nullptr;
  const absl::string_view last_kept = is_message ? parsed.params[0] : parsed.command;
  ServiceWords found{
      .service = service,
      .begin = static_cast<size_t>(last_kept.data() + last_kept.size() - line.data()),
      .words = {}};
  for (size_t i = is_message ? 1 : 0; i < parsed.params.size(); ++i) {
    for (absl::string_view word : absl::StrSplit(parsed.params[i], ' ', absl::SkipEmpty())) {
      found.words.push_back(word);
    }
  }
  return found;
}

}  // namespace

const ServiceRow* ServiceSpokenTo(const ParsedLine& parsed, const ServiceNames& names) {
  if (const ServiceRow* service = FindServiceOfCommand(parsed.command, names)) return service;
  if (!absl::EqualsIgnoreCase(parsed.command, "PRIVMSG") &&
      !absl::EqualsIgnoreCase(parsed.command, "NOTICE")) {
    return nullptr;
  }
  for (absl::string_view target : absl::StrSplit(parsed.params[0], ',')) {
    if (const ServiceRow* service = FindService(target, names)) return service;
  }
  return nullptr;
}

std::string Secrets::Keep(absl::string_view text, bool tells_length) {
  if (kept_.size() == kKeptMax) kept_.pop_front();
  kept_.push_back({.number = ++last_number_, .text = std::string(text)});
  return tells_length ? absl::StrCat("*", last_number_, "/", text.size())
                      : absl::StrCat("*", last_number_);
}

bool Secrets::HideFromService(std::string& line, absl::string_view readable,
                              const ServiceNames& names) {
  const std::optional<ServiceWords> found = FindServiceWords(readable, names);
  if (!found.has_value()) return false;
  if (readable.size() - TagsSectionBytes(readable) > kBodyBytesMax ||
      line.find('\0') != std::string::npos) {
    std::replace_if(
        line.begin() + static_cast<ptrdiff_t>(found->begin), line.end(),
        [](char c) { return c != '\0' && c != ' '; }, '*');
    return true;
  }
  std::string text;
  const std::vector<absl::string_view>& words = found->words;
  const ServiceCommand* command =
      words.empty() ? nullptr : FindServiceCommand(*found->service, words[0]);
  for (size_t i = 0; i < words.size(); ++i) {
    const bool secret =
        i > 0 && command != nullptr && IsSecretWord(*command, i - 1, words.size() - 1, words[i]);
    const bool plain = i == 0 || (command != nullptr && !secret);
    absl::StrAppend(&text, i == 0 ? "" : " ",
                    plain    ? std::string(words[i])
                    : secret ? Keep(words[i], true)
                             : "*");
  }
  line = absl::StrCat(readable.substr(0, found->begin), " :", text);
  return true;
}

void Secrets::Hide(std::string& line, const ServiceNames& names) {
  const bool has_nul = line.find('\0') != std::string::npos;
  std::string readable;
  if (has_nul) {
    readable = line;
    std::replace(readable.begin(), readable.end(), '\0', '?');
  }
  if (HideFromService(line, has_nul ? readable : std::string(line), names)) return;
  std::optional<Found> found = Find(has_nul ? readable : line);
  if (!found.has_value()) return;
  if (has_nul || line.size() - TagsSectionBytes(line) > kBodyBytesMax) {
    std::replace_if(
        line.begin() + found->begin, line.end(), [](char c) { return c != '\0'; }, '*');
    return;
  }
  line.resize(found->begin);
  if (found->is_public) {
    absl::StrAppend(&line, found->text);
    return;
  }
  absl::StrAppend(&line, Keep(found->text, found->tells_length));
}

std::optional<std::string> Secrets::Take(absl::string_view handle) {
  uint32_t number = 0;
  if (handle.empty() || handle.front() != '*') return std::nullopt;
  if (!absl::SimpleAtoi(handle.substr(1, handle.find('/') - 1), &number)) return std::nullopt;
  const auto kept =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& k) { return k.number == number; });
  if (kept == kept_.end()) return std::nullopt;
  std::string text = std::move(kept->text);
  kept_.erase(kept);
  return text;
}

}  // namespace irc
