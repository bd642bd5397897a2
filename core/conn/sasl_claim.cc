#include "core/conn/sasl_claim.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "core/protocol/names.h"
#include "core/protocol/sasl.h"

namespace irc {
namespace {

// https://datatracker.ietf.org/doc/html/rfc4616#section-2
struct PlainMessage {
  std::string authorization;   // the identity to act as; empty: the one of `authentication`
  std::string authentication;  // the identity whose password it is
  std::string password;
};

// The whole message in base64. The pieces have passed the same rule in the core, which knows their
// lengths; nothing is read that breaks it.
std::optional<std::string> TakeMessage(const CheckSasl& check, Secrets* secrets) {
  const std::vector<std::string>& handles = check.secrets;
  std::string message;
  bool readable = secrets != nullptr;
  SaslPiece last = SaslPiece::kNotLast;  // also of no pieces: a message that is "+" alone
  for (size_t i = 0; i < handles.size() && secrets != nullptr; ++i) {
    const std::optional<std::string> text = secrets->Take(handles[i]);
    if (!text.has_value() || last != SaslPiece::kNotLast) {
      readable = false;
      continue;
    }
    last = ClassifySaslPiece(check.mechanism, i, text->size());
    message += *text;
  }
  readable = readable && (last == SaslPiece::kNotLast || last == SaslPiece::kLast);
  return readable ? std::make_optional(std::move(message)) : std::nullopt;
}

std::optional<PlainMessage> ParsePlain(const std::string& text) {
  std::vector<std::string> parts = absl::StrSplit(text, '\0');
  if (parts.size() != 3 || parts[1].empty() || parts[2].empty()) return std::nullopt;
  return PlainMessage{.authorization = std::move(parts[0]),
                      .authentication = std::move(parts[1]),
                      .password = std::move(parts[2])};
}

// True if the client asks to act as the account whose password it gives. No account may act as
// another.
bool ActsAsItself(const PlainMessage& plain, const Config& config) {
  const Casemapping casemapping =
      ParseCasemapping(config.casemapping).value_or(Casemapping::kAscii);
  return plain.authorization.empty() ||
         Fold(casemapping, plain.authorization) == Fold(casemapping, plain.authentication);
}

}  // namespace

std::optional<std::string> TakeSaslMessage(const CheckSasl& check, Secrets* secrets) {
  if (check.secrets.empty()) return "";
  const std::optional<std::string> base64 = TakeMessage(check, secrets);
  std::string text;
  if (!base64.has_value() || base64->size() % 4 != 0 || !absl::Base64Unescape(*base64, &text)) {
    return std::nullopt;
  }
  return text;
}

std::optional<SaslClaim> ReadSaslClaim(const CheckSasl& check, Secrets* secrets,
                                       const Config& config) {
  const std::optional<std::string> message = TakeSaslMessage(check, secrets);
  if (!message.has_value() || FindSaslMechanism(check.mechanism) != SaslMechanism::kPlain) {
    return std::nullopt;
  }
  std::optional<PlainMessage> plain = ParsePlain(*message);
  if (!plain.has_value()) return std::nullopt;
  if (!ActsAsItself(*plain, config)) plain->authentication.clear();
  return SaslClaim{.account = std::move(plain->authentication),
                   .password = std::move(plain->password)};
}

}  // namespace irc
