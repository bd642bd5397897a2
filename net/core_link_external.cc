// What is checked outside of this server (net/external): passwords and certificates by the
// operator's script, where the server does not know the account itself, and tokens. And the
// addresses that may not have anything checked for a while.
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/conn/bearer_claim.h"
#include "core/conn/sasl_claim.h"
#include "core/protocol/names.h"
#include "core/protocol/sasl.h"
#include "core/state/state.h"
#include "net/auth/encodings.h"
#include "net/config/external_config.h"
#include "net/core_link.h"

namespace irc {
namespace {

constexpr absl::string_view kTooManyFailures =
    "Too many failed logins from your address; try again later";
constexpr absl::string_view kNotNow = "Your login cannot be checked now; try again later";

// The most questions that wait for a thread. A further one is refused: its client would have given
// up before the answer comes.
constexpr size_t kQuestionsMax = 500;

Secrets* SecretsOf(Connection* client) {
  return client == nullptr ? nullptr : client->secrets.get();
}

// Whether a request begins a login to an account.
bool BeginsLogin(const Request& request) {
  if (const auto* check = std::get_if<CheckPassword>(&request.what)) {
    return absl::StartsWith(check->credential, kAccountCredentials);
  }
  const auto* check = std::get_if<CheckSasl>(&request.what);
  return check != nullptr && check->first;
}

// The result of a request whose secrets are dropped.
EffectResult Refuse(const Request& request, Connection& client) {
  if (const auto* check = std::get_if<CheckPassword>(&request.what)) {
    bool known = false;
    client.TakeSecret(check->secret, known);
    return PasswordChecked{.refusal = std::string(kTooManyFailures)};
  }
  TakeSaslMessage(std::get<CheckSasl>(request.what), SecretsOf(&client));
  return SaslChecked{.refusal = std::string(kTooManyFailures)};
}

bool HasFailed(const EffectResult& result) {
  const auto* checked = std::get_if<SaslChecked>(&result);
  return checked != nullptr && checked->account.empty() && checked->challenge.empty() &&
         checked->refusal.empty();
}

// Whether the account of a token, or of a certificate, is the one that the client has named, with
// or without a domain. To name another is a mistake; what the client gets is its own in any case.
bool IsWanted(const State& state, absl::string_view wanted, absl::string_view account) {
  const auto folded = [&](absl::string_view name) { return Fold(state.casemapping, name); };
  return wanted.empty() || folded(wanted) == folded(account) ||
         folded(wanted.substr(0, wanted.find('@'))) == folded(account);
}

}  // namespace

std::optional<EffectResult> CoreLink::Begin(const Request& request, Connection* client,
                                            const Config& config, AccountVerifiers& verifiers,
                                            const Instant& now) {
  now_ = now;
  const auto* sasl = std::get_if<CheckSasl>(&request.what);
  if (sasl != nullptr && sasl->first) failed_tokens_.erase(request.session);
  if (client != nullptr && BeginsLogin(request) &&
      failed_logins_.Refuses(client->address(), now.steady)) {
    sasl_failures_[request.id.value] = {.account = "", .why = kTooManyFailed};
    return Refuse(request, *client);
  }
  // The second step of a failed token was counted with the first.
  const bool is_counted = failed_tokens_.contains(request.session);
  std::optional<EffectResult> result = BeginCheck(request, client, config, verifiers);
  if (client != nullptr && !is_counted && result.has_value() && HasFailed(*result)) {
    failed_logins_.Count(client->address(), now.steady);
  }
  return result;
}

void CoreLink::SetLoginRules(const FullConfig& config) {
  FailedLoginLimits limits{.most = config.shell.failed_logins,
                           .window = absl::Minutes(config.shell.failed_logins_minutes)};
  for (const std::string& text : config.shell.exempt) {
    limits.exempt.push_back(*ParseIpNetwork(text));
  }
  failed_logins_.SetLimits(std::move(limits));
  const ExternalConfig& external = config.shell;
  if (external == external_config_) return;
  if (external_ != nullptr) external_->Stop();
  external_config_ = external;
  external_ = ExternalChecksOf(external);
}

// Whether the script knows better: there is no such account here, or one without a password.
bool CoreLink::AsksScript(absl::string_view name) const {
  if (external_ == nullptr || !external_->has_script() || name.empty()) return false;
  const State& state = sequencer_.server().state();
  const Account* account = state.accounts.OwnerOf(Fold(state.casemapping, name));
  return account == nullptr || (!account->configured && account->password.value == 0);
}

std::optional<EffectResult> CoreLink::AskOutside(const Request& request, const Connection& client,
                                                 ExternalQuestion question, std::string wanted) {
  const auto* check = std::get_if<CheckSasl>(&request.what);
  PendingExternal pending{.effect = request.id,
                          .mechanism = check == nullptr ? "" : check->mechanism,
                          .account = sequencer_.server().AccountNamed(question.account),
                          .wanted = std::move(wanted)};
  if (workers_->waiting(WorkKind::kExternalLogin) >= kQuestionsMax) {
    return ResultOf(request.session, pending,
                    {.verdict = ExternalVerdict::kNoAnswer, .detail = "too many questions wait"});
  }
  const Session* session = FindSession(sequencer_.server().state(), request.session);
  if (session != nullptr) question.certfp = session->peer.certfp;
  question.ip = AddressText(client.address());
  question.now = now_.wall;
  Submit(
      {request.session, std::move(pending)},
      ExternalWork{.from = client.address(), .checks = external_, .question = std::move(question)});
  return std::nullopt;
}

std::optional<EffectResult> CoreLink::BeginToken(const Request& request, const CheckSasl& check,
                                                 Connection* client) {
  std::optional<std::string> message = TakeSaslMessage(check, SecretsOf(client));
  auto failed = failed_tokens_.extract(request.session);
  if (!check.first) {
    // The client has taken note of the failure. What it says is always the same.
    if (!failed.empty()) sasl_failures_[request.id.value] = std::move(failed.mapped());
    return SaslChecked{};
  }
  const bool oauth = FindSaslMechanism(check.mechanism) == SaslMechanism::kOauthBearer;
  std::optional<BearerClaim> claim;
  if (message.has_value()) claim = oauth ? ReadOauthBearer(*message) : ReadIrcv3Bearer(*message);
  if (message.has_value()) Wipe(*message);
  if (!claim.has_value() || external_ == nullptr || client == nullptr) {
    if (!oauth) return FailSasl(request, "", kMalformed);
    return FailOauthBearer(request.session, "invalid_request", {.account = "", .why = kMalformed});
  }
  return AskOutside(request, *client,
                    {.kind = ProofKind::kToken,
                     .account = claim->account,
                     .secret = SecretText(std::move(claim->token)),
                     .token_type = claim->type,
                     .host = std::move(claim->host),
                     .port = claim->port},
                    claim->account);
}

// RFC 7628 section 3.2.2: the server says why, the client takes note, and only then it has failed.
SaslChecked CoreLink::FailOauthBearer(SessionId session, absl::string_view status,
                                      SaslFailure failure) {
  failed_tokens_[session] = std::move(failure);
  return {.account = "", .challenge = EncodeBase64(absl::StrCat("{\"status\":\"", status, "\"}"))};
}

EffectResult CoreLink::ResultOf(SessionId session, const PendingExternal& pending,
                                ExternalAnswer answer) {
  const State& state = sequencer_.server().state();
  if (answer.verdict == ExternalVerdict::kRight &&
      !IsWanted(state, pending.wanted, answer.account)) {
    answer = {.detail = "the client wants to act as another"};
  }
  const bool is_right = answer.verdict == ExternalVerdict::kRight;
  const bool is_wrong = answer.verdict == ExternalVerdict::kWrong;
  const std::string refusal(is_right || is_wrong ? "" : kNotNow);
  const bool create = is_right && external_config_.autocreate;
  if (!is_right) {
    SaslFailure failure{.account = pending.account,
                        .why = is_wrong ? kWrongPassword : kNotChecked,
                        .detail = std::move(answer.detail)};
    if (is_wrong && pending.mechanism == "OAUTHBEARER") {
      return FailOauthBearer(session, "invalid_token", std::move(failure));
    }
    sasl_failures_[pending.effect.value] = std::move(failure);
  }
  if (pending.mechanism.empty()) {
    return PasswordChecked{
        .ok = is_right, .account = answer.account, .create = create, .refusal = refusal};
  }
  return SaslChecked{.account = answer.account, .create = create, .refusal = refusal};
}

}  // namespace irc
