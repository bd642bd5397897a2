#include "net/external/script_lines.h"

#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kDetailBytesMax = 200;

void Add(Json& object, const char* key, const std::string& value) {
  if (!value.empty()) object[key] = value;
}

bool IsUtf8(const ExternalQuestion& question) {
  return IsValidUtf8(question.account) && IsValidUtf8(question.secret.text()) &&
         IsValidUtf8(question.host);
}

// The text of a member; empty when there is none, or `fallback` when it is no text.
std::string TextOf(const Json& object, const char* key, const char* fallback) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return "";
  const auto* text = found->get_ptr<const Json::string_t*>();
  return text == nullptr ? fallback : *text;
}

// The script's words for the log. A script that repeats what it was told says nothing.
std::string DetailOf(std::string error, const ExternalQuestion& question) {
  const std::string& secret = question.secret.text();
  if (!secret.empty() && absl::StrContains(error, secret)) return "the script reports an error";
  error.resize(std::min(error.size(), kDetailBytesMax));
  return error.empty() ? "" : absl::StrCat("the script says: ", error);
}

}  // namespace

std::optional<std::string> ScriptQuestion(const ExternalQuestion& question) {
  if (!IsUtf8(question)) return std::nullopt;
  Json object = Json::object();
  if (question.kind == ProofKind::kToken) {
    Json& token = object["oauth2"];
    Add(token, "username", question.account);
    Add(token, "token", question.secret.text());
    Add(token, "host", question.host);
    if (question.port != 0) token["port"] = question.port;
  } else {
    Add(object, "accountName", question.account);
    Add(object, "passphrase", question.secret.text());
  }
  Add(object, "certfp", question.certfp);
  Add(object, "ip", question.ip);
  return absl::StrCat(object.dump(), "\n");
}

std::optional<ExternalAnswer> ReadScriptAnswer(absl::string_view line,
                                               const ExternalQuestion& question) {
  const Json object =
      Json::parse(line.begin(), line.end(), /*cb=*/nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return std::nullopt;
  const auto success = object.find("success");
  if (success == object.end() || !success->is_boolean()) return std::nullopt;
  const std::string error = TextOf(object, "error", "an error that is no text");
  if (!error.empty()) {
    return ExternalAnswer{.verdict = ExternalVerdict::kNoAnswer,
                          .detail = DetailOf(error, question)};
  }
  if (!success->get<bool>()) return ExternalAnswer{.detail = "the script refuses"};
  std::string account = TextOf(object, "accountName", "");
  if (account.empty()) account = question.account;
  if (account.empty()) return std::nullopt;
  return ExternalAnswer{.verdict = ExternalVerdict::kRight, .account = std::move(account)};
}

}  // namespace irc
