#include "net/external/external_checks.h"

#include <utility>
#include <variant>

namespace irc {
namespace {

// Whether the key has signed the token, so that nobody else needs to be asked.
bool Decides(JwtError error) {
  return error != JwtError::kMalformed && error != JwtError::kAlgorithm &&
         error != JwtError::kSignature && error != JwtError::kNotForUs;
}

}  // namespace

ExternalChecks::ExternalChecks(std::vector<JwtIssuer> issuers, IntrospectionOptions introspection,
                               ScriptOptions script)
    : issuers_(std::move(issuers)),
      has_introspection_(!introspection.url.empty()),
      has_script_(!script.command.empty()),
      introspection_(std::move(introspection)),
      scripts_(std::move(script)) {}

ExternalAnswer ExternalChecks::Check(const ExternalQuestion& question) {
  if (question.kind == ProofKind::kToken) {
    if (question.token_type != TokenType::kOpaque) {
      if (std::optional<ExternalAnswer> answer = AskIssuers(question)) return *std::move(answer);
    }
    if (question.token_type == TokenType::kOauth2 && has_introspection_) {
      return introspection_.Check(question.secret.text(), stop_.fd());
    }
  }
  if (has_script_) return AskScript(question);
  return {.detail = "nobody here knows such tokens"};
}

// What a key says about the token; nothing when none has signed it.
std::optional<ExternalAnswer> ExternalChecks::AskIssuers(const ExternalQuestion& question) const {
  for (const JwtIssuer& issuer : issuers_) {
    auto account = AccountOfJwt(question.secret.text(), issuer.key, issuer.rules, question.now);
    if (auto* name = std::get_if<std::string>(&account)) {
      return ExternalAnswer{.verdict = ExternalVerdict::kRight, .account = std::move(*name)};
    }
    const JwtError error = std::get<JwtError>(account);
    if (Decides(error)) return ExternalAnswer{.detail = std::string(JwtErrorText(error))};
  }
  return std::nullopt;
}

ExternalAnswer ExternalChecks::AskScript(const ExternalQuestion& question) {
  ScriptPool::Answer answer = scripts_.Ask(question);
  if (auto* checked = std::get_if<ExternalAnswer>(&answer)) return std::move(*checked);
  return {.verdict = ExternalVerdict::kNoAnswer,
          .detail = std::string(ScriptFailureText(std::get<ScriptFailure>(answer)))};
}

void ExternalChecks::Stop() {
  stop_.Raise();
  scripts_.Stop();
}

}  // namespace irc
