#include "core/conn/secrets.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
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
  return param == "*" || param == "+" || FindSaslMechanism(param).has_value();
}

// REQUIRES: no NUL in `line`.
std::optional<Found> Find(absl::string_view line) {
  ParsedLine parsed;
  if (ParseLine(line, parsed).has_value()) return std::nullopt;
  const CommandFacts* row = FindCommand(parsed.command);
  if (row == nullptr || row->secret_param < 0) return std::nullopt;
  const size_t index = static_cast<size_t>(row->secret_param);
  if (index >= parsed.params.size()) return std::nullopt;
  const absl::string_view text = parsed.params[index];
  const bool sasl = row->name == "AUTHENTICATE";
  return Found{.begin = static_cast<size_t>(text.data() - line.data()),
               .text = std::string(text),
               .is_public = sasl && IsWordOfSasl(text),
               .tells_length = sasl || row->name == "REGISTER"};
}

}  // namespace

void Secrets::Hide(std::string& line) {
  const bool has_nul = line.find('\0') != std::string::npos;
  std::string readable;
  if (has_nul) {
    readable = line;
    std::replace(readable.begin(), readable.end(), '\0', '?');
  }
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
  absl::StrAppend(&line, "*", ++last_number_);
  if (found->tells_length) absl::StrAppend(&line, "/", found->text.size());
  if (kept_.size() == kKeptMax) kept_.pop_front();
  kept_.push_back({.number = last_number_, .text = std::move(found->text)});
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
