#include "core/conn/bearer_claim.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace irc {
namespace {

constexpr char kSeparator = '\x01';

// RFC 6750 section 2.1: b64token.
bool IsToken(absl::string_view text) {
  const absl::string_view body = text.substr(0, text.find_last_not_of('=') + 1);
  return !body.empty() && text.size() <= kTokenBytesMax &&
         std::all_of(body.begin(), body.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  absl::StrContains("-._~+/", absl::string_view(&c, 1));
         });
}

// RFC 5801 section 4: saslname, in which "=2C" stands for a comma and "=3D" for '='.
std::optional<std::string> ReadSaslName(absl::string_view text) {
  std::string name;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') return std::nullopt;
    if (text[i] != '=') {
      name += text[i];
      continue;
    }
    const absl::string_view code = text.substr(i + 1, 2);
    if (code != "2C" && code != "3D") return std::nullopt;
    name += code == "2C" ? ',' : '=';
    i += 2;
  }
  return name.empty() ? std::nullopt : std::make_optional(std::move(name));
}

// The header of GS2: "n,," or "y,a=alice,". One that asks for a channel binding ("p=…") is refused,
// because the mechanism has none.
bool ReadHeader(absl::string_view text, BearerClaim& claim) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ',');
  if (parts.size() != 3 || !parts[2].empty() || (parts[0] != "n" && parts[0] != "y")) return false;
  absl::string_view account = parts[1];
  if (account.empty()) return true;
  if (!absl::ConsumePrefix(&account, "a=")) return false;
  std::optional<std::string> name = ReadSaslName(account);
  if (!name.has_value()) return false;
  claim.account = *std::move(name);
  return true;
}

bool IsKey(absl::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return absl::ascii_isalpha(static_cast<unsigned char>(c));
  });
}

// One "key=value". Keys that mean nothing here are passed over (RFC 7628 section 3.1).
bool ReadPair(absl::string_view pair, BearerClaim& claim) {
  const size_t equals = pair.find('=');
  if (equals == absl::string_view::npos || !IsKey(pair.substr(0, equals))) return false;
  const absl::string_view key = pair.substr(0, equals);
  absl::string_view value = pair.substr(equals + 1);
  if (key == "host") {
    claim.host = std::string(value);
  } else if (key == "port") {
    uint32_t port = 0;
    if (!absl::SimpleAtoi(value, &port) || port > 65'535) return false;
    claim.port = static_cast<uint16_t>(port);
  } else if (key == "auth") {
    constexpr absl::string_view kScheme = "Bearer ";
    if (!claim.token.empty() || !absl::StartsWithIgnoreCase(value, kScheme)) return false;
    value = absl::StripLeadingAsciiWhitespace(value.substr(kScheme.size()));
    if (!IsToken(value)) return false;
    claim.token = std::string(value);
  }
  return true;
}

std::optional<TokenType> ReadType(absl::string_view word) {
  if (word == "oauth2") return TokenType::kOauth2;
  if (word == "jwt") return TokenType::kJwt;
  if (word == "opaque") return TokenType::kOpaque;
  return std::nullopt;
}

}  // namespace

std::optional<BearerClaim> ReadOauthBearer(absl::string_view message) {
  std::vector<absl::string_view> parts = absl::StrSplit(message, kSeparator);
  // The last pair and the whole message end with a separator.
  if (parts.size() < 3 || !parts.back().empty() || !parts[parts.size() - 2].empty()) {
    return std::nullopt;
  }
  BearerClaim claim;
  if (!ReadHeader(parts[0], claim)) return std::nullopt;
  for (size_t i = 1; i + 2 < parts.size(); ++i) {
    if (!ReadPair(parts[i], claim)) return std::nullopt;
  }
  return claim.token.empty() ? std::nullopt : std::make_optional(std::move(claim));
}

std::optional<BearerClaim> ReadIrcv3Bearer(absl::string_view message) {
  const std::vector<absl::string_view> parts = absl::StrSplit(message, '\0');
  if (parts.size() != 3) return std::nullopt;
  const std::optional<TokenType> type = ReadType(parts[1]);
  if (!type.has_value() || parts[2].empty() || parts[2].size() > kTokenBytesMax) {
    return std::nullopt;
  }
  // An opaque token may have any bytes but NUL.
  if (*type != TokenType::kOpaque && !IsToken(parts[2])) return std::nullopt;
  return BearerClaim{
      .account = std::string(parts[0]), .type = *type, .token = std::string(parts[2])};
}

}  // namespace irc
