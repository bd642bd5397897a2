#include "net/external/introspection.h"

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "net/external/https_post.h"

namespace irc {
namespace {

ExternalAnswer NoAnswer(std::string why) {
  return {.verdict = ExternalVerdict::kNoAnswer,
          .detail = absl::StrCat("the issuer was not heard: ", why)};
}

// A value of the type application/x-www-form-urlencoded.
std::string FormValue(absl::string_view text) {
  std::string value;
  for (const char c : text) {
    const bool plain =
        absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains("-._~", c);
    if (plain) {
      value += c;
    } else {
      absl::StrAppend(&value, "%", absl::AsciiStrToUpper(absl::BytesToHexString({&c, 1})));
    }
  }
  return value;
}

std::string Headers(const IntrospectionOptions& options) {
  const std::string accept = "Accept: application/json\r\n";
  if (options.client_id.empty()) return accept;
  return absl::StrCat(
      accept, "Authorization: Basic ",
      absl::Base64Escape(absl::StrCat(options.client_id, ":", options.client_secret)), "\r\n");
}

}  // namespace

ExternalAnswer Introspection::Check(const std::string& token, int stop) const {
  const auto body =
      Send({.url = options_.url,
            .headers = Headers(options_),
            .body = absl::StrCat("token=", FormValue(token), "&token_type_hint=access_token"),
            .timeout = options_.timeout,
            .answer_bytes_max = kAnswerBytesMax,
            .stop = stop});
  return body.ok() ? ReadIntrospection(*body) : NoAnswer(std::string(body.status().message()));
}

ExternalAnswer ReadIntrospection(absl::string_view body) {
  const auto object = nlohmann::json::parse(body.begin(), body.end(), /*cb=*/nullptr,
                                            /*allow_exceptions=*/false);
  if (!object.is_object()) return NoAnswer("the answer is no JSON object");
  const auto active = object.find("active");
  if (active == object.end() || !active->is_boolean()) {
    return NoAnswer("the answer has no \"active\"");
  }
  if (!active->get<bool>()) return {.detail = "the token is not active"};
  const auto name = object.find("username");
  const auto* text =
      name == object.end() ? nullptr : name->get_ptr<const nlohmann::json::string_t*>();
  if (text == nullptr || text->empty()) return {.detail = "the answer names no \"username\""};
  return {.verdict = ExternalVerdict::kRight, .account = *text};
}

}  // namespace irc
