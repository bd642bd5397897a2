#include "net/core_link.h"

#include <malloc.h>

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/check.h"
#include "core/protocol/sasl.h"
#include "core/state/state.h"
#include "net/auth/keyed_hash.h"
#include "net/auth/secret_key.h"

namespace irc {
namespace {

// What has to be free before the search for whole free pages is worth its time.
constexpr uint64_t kWorthReturning = 32 << 20;

// malloc() keeps freed memory below what is in use; malloc_trim() finds the free pages there.
void ReturnFreePages() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

bool IsWrong(const WorkResult& result) {
  if (const auto* checked = std::get_if<PasswordWorkResult>(&result)) return !checked->ok;
  if (const auto* checked = std::get_if<AccountPasswordWorkResult>(&result)) return !checked->ok;
  const auto* checked = std::get_if<ExternalWorkResult>(&result);
  return checked != nullptr && checked->answer.verdict == ExternalVerdict::kWrong;
}

}  // namespace

CoreLink::CoreLink(const FullConfig& config, const Instant& started,
                   std::unique_ptr<Workers> workers, const std::string& secret_key,
                   std::unique_ptr<RecordingFile> recording)
    : workers_(std::move(workers)),
      credentials_(CredentialsOf(config)),
      recording_(std::move(recording)),
      sealing_key_(DeriveKey(secret_key.empty() ? RandomKey() : secret_key, "one-time codes")),
      // The salts should be the same after a restart, too, or they tell unknown names from known.
      scram_secret_(DeriveKey(secret_key.empty() ? RandomKey() : secret_key, "salts of SCRAM")),
      sequencer_(config.core, started) {
  SetLoginRules(config);
  if (recording_ == nullptr) return;
  const auto hash = std::make_shared<KeyedHash>(RandomKey());
  sequencer_.Record(
      config.core,
      transcript::HiddenKeys([hash](absl::string_view text) { return hash->Of(text); }),
      [this](absl::string_view text) { recording_->Append(text); }, [this] { FlushRecording(); });
}

CoreLink::~CoreLink() {
  if (external_ != nullptr) external_->Stop();  // or the threads of the workers wait for answers
  FlushRecording();
}

void CoreLink::FlushRecording() {
  if (recording_ != nullptr && !recording_->Flush()) recording_error_ = recording_->error();
}

CoreLink::Applied* CoreLink::ApplyNext(const Instant& now) {
  while (applied_count_ < submitted_.size()) {
    Submitted& next = submitted_[applied_count_++];
    applied_.event = std::move(next.event);
    applied_.resumes = next.resumes;
    if (const auto* completed = std::get_if<Completed>(&applied_.event)) {
      auto failure = sasl_failures_.extract(completed->effect.value);
      applied_.sasl = failure.empty() ? SaslFailure() : std::move(failure.mapped());
    }
    // The core may have closed the session after the shell had submitted the event.
    const auto* disconnected = std::get_if<Disconnected>(&applied_.event);
    if (disconnected != nullptr && !sequencer_.server().Knows(disconnected->session)) continue;
    const auto* drained = std::get_if<Drained>(&applied_.event);
    if (drained != nullptr && !sequencer_.server().Knows(drained->session)) continue;
    sequencer_.Apply(now, applied_.event, applied_.output);
    ReturnMemory();
    // The rows of a start were in memory twice. Events of clients may wait behind them.
    const bool more = applied_count_ < submitted_.size() &&
                      std::holds_alternative<Restored>(submitted_[applied_count_].event);
    if (std::holds_alternative<Restored>(applied_.event) && !more) ReturnFreePages();
    return &applied_;
  }
  submitted_.clear();
  applied_count_ = 0;
  return nullptr;
}

void CoreLink::ReturnMemory() {
  const uint64_t bytes = sequencer_.server().totals().history_bytes;
  history_bytes_ = std::max(history_bytes_, bytes);
  if (history_bytes_ - bytes < kWorthReturning) return;
  history_bytes_ = bytes;
  ReturnFreePages();
}

std::optional<EffectResult> CoreLink::BeginCheck(const Request& request, Connection* client,
                                                 const Config& config,
                                                 AccountVerifiers& verifiers) {
  if (const auto* make = std::get_if<MakeFactor>(&request.what)) return Make(*make, config);
  if (const auto* code = std::get_if<CheckFactor>(&request.what)) {
    return Check(*code, client, verifiers);
  }
  const auto take = [client](const std::string& handle) -> std::optional<SecretText> {
    bool known = false;
    std::string text;
    if (client != nullptr) text = client->TakeSecret(handle, known);
    if (!known) return std::nullopt;
    return SecretText(std::move(text));
  };
  if (const auto* check = std::get_if<CheckPassword>(&request.what)) {
    std::optional<SecretText> password = take(check->secret);
    if (!password.has_value()) return PasswordChecked{};
    Pending pending{request.session, PendingPassword{request.id}};
    absl::string_view account = check->credential;
    absl::string_view code = check->credential;
    uint64_t id = 0;
    if (absl::ConsumePrefix(&code, kCodeCredentials) && absl::SimpleAtoi(code, &id)) {
      Submit(std::move(pending), MailCodeWork{.from = client->address(),
                                              .verifier = verifiers.Of(CredentialId{id}),
                                              .password = *std::move(password)});
    } else if (absl::ConsumePrefix(&account, kAccountCredentials)) {
      const CredentialId app = FindAppPassword(account, *password, verifiers);
      if (app.value != 0) return PasswordChecked{.ok = true, .replacement = "", .credential = app};
      if (AsksScript(account)) {
        return AskOutside(request, *client,
                          {.account = std::string(account), .secret = *std::move(password)}, "");
      }
      CheckAccount(std::move(pending), client->address(), std::string(account),
                   *std::move(password), verifiers);
    } else {
      Check(std::move(pending), client->address(), check->credential, *std::move(password));
    }
    return std::nullopt;
  }
  if (const auto* make = std::get_if<MakeVerifier>(&request.what)) {
    std::optional<SecretText> password = take(make->secret);
    if (!password.has_value()) return VerifierMade{};
    Submit({request.session, PendingVerifier{request.id}},
           NewPasswordWork{.from = client->address(), .password = *std::move(password)});
    return std::nullopt;
  }
  const auto* check = std::get_if<CheckSasl>(&request.what);
  IRC_CHECK(check != nullptr, "the shell itself answers all other requests");
  switch (FindSaslMechanism(check->mechanism).value_or(SaslMechanism::kPlain)) {
    case SaslMechanism::kPlain:
      return BeginPlain(request, *check, client, config, verifiers);
    case SaslMechanism::kExternal:
      return CheckExternal(request, *check, client);
    case SaslMechanism::kScramSha256:
    case SaslMechanism::kScramSha256Plus:
      return GoOnWithScram(request, *check, client, verifiers);
    case SaslMechanism::kOauthBearer:
    case SaslMechanism::kIrcv3Bearer:
      return BeginToken(request, *check, client);
  }
  return SaslChecked{};
}

void CoreLink::CheckGateway(SessionId session, const IpAddress& address, const std::string& gateway,
                            std::string password) {
  Check({session, PendingGateway{gateway}}, address, GatewayCredential(gateway),
        SecretText(std::move(password)));
}

void CoreLink::Check(Pending pending, const IpAddress& from, std::string credential,
                     SecretText password) {
  Submit(std::move(pending), PasswordWork{.from = from,
                                          .credentials = credentials_,
                                          .credential = std::move(credential),
                                          .password = std::move(password)});
}

// Where there is a store, an unknown name is checked like a kept account.
void CoreLink::CheckAccount(Pending pending, const IpAddress& from, const std::string& name,
                            SecretText password, const AccountVerifiers& verifiers) {
  const State& state = sequencer_.server().state();
  const Account* account = FindAccount(state, name);
  const bool configured = account == nullptr ? !state.config.accounts_kept : account->configured;
  if (configured) {
    return Check(std::move(pending), from, AccountCredential(name), std::move(password));
  }
  Submit(std::move(pending),
         AccountPasswordWork{.from = from,
                             .verifier = account == nullptr ? "" : verifiers.Of(account->password),
                             .password = std::move(password)});
}

void CoreLink::Submit(Pending pending, Work work) {
  pending.from = UnitOf(work);
  const WorkKind kind = KindOf(work);
  pending.is_login = kind == WorkKind::kLoginPassword || kind == WorkKind::kExternalLogin;
  const WorkId id = workers_->Submit(std::move(work));
  checks_[pending.session] = id;
  pending_.emplace(id, std::move(pending));
}

void CoreLink::DropCheck(SessionId session) {
  scrams_.erase(session);
  failed_tokens_.erase(session);
  if (checks_.empty()) return;
  const auto check = checks_.find(session);
  if (check == checks_.end() || !workers_->Cancel(check->second)) return;
  Done dropped = TakePending(check->second, PasswordWorkResult{});
  if (auto* completed = std::get_if<Completed>(&dropped.result)) Submit(std::move(*completed));
}

// Removes a pending check, and returns its result; that of a dropped check is a failure.
CoreLink::Done CoreLink::TakePending(WorkId work, const WorkResult& result) {
  const auto found = pending_.find(work);
  IRC_CHECK(found != pending_.end(), "each unit of work is completed once, or dropped");
  const Pending pending = std::move(found->second);
  pending_.erase(found);
  const auto check = checks_.find(pending.session);
  if (check != checks_.end() && check->second == work) checks_.erase(check);
  Done done = {.session = pending.session, .result = {}};
  bool ok = false;
  if (const auto* checked = std::get_if<PasswordWorkResult>(&result)) ok = checked->ok;
  std::string replacement;
  if (const auto* checked = std::get_if<AccountPasswordWorkResult>(&result)) {
    ok = checked->ok;
    replacement = checked->replacement;
  }
  if (const auto* password = std::get_if<PendingPassword>(&pending.what)) {
    done.result = Completed{
        password->effect,
        PasswordChecked{.ok = ok, .replacement = std::move(replacement), .credential = {}}};
  } else if (const auto* verifier = std::get_if<PendingVerifier>(&pending.what)) {
    const auto* made = std::get_if<NewPasswordWorkResult>(&result);
    done.result = Completed{verifier->effect, VerifierMade{made == nullptr ? "" : made->verifier}};
  } else if (const auto* sasl = std::get_if<PendingSasl>(&pending.what)) {
    done.result = Completed{sasl->effect, SaslChecked{.account = ok ? sasl->account : "",
                                                      .challenge = "",
                                                      .replacement = std::move(replacement),
                                                      .credential = {}}};
    if (!ok) {
      sasl_failures_[sasl->effect.value] = {
          .account = sasl->account, .why = sasl->account.empty() ? kUnknownName : kWrongPassword};
    }
  } else if (const auto* external = std::get_if<PendingExternal>(&pending.what)) {
    const auto* checked = std::get_if<ExternalWorkResult>(&result);
    done.result = Completed{external->effect,
                            ResultOf(pending.session, *external,
                                     checked == nullptr ? ExternalAnswer() : checked->answer)};
  } else {
    done.result = GatewayChecked{std::get<PendingGateway>(pending.what).gateway, ok};
  }
  return done;
}

std::vector<CoreLink::Done> CoreLink::TakeDone(const Instant& now) {
  std::vector<Done> all;
  for (const WorkCompletion& completion : workers_->TakeCompletions()) {
    const auto pending = pending_.find(completion.id);
    if (pending != pending_.end() && pending->second.is_login && IsWrong(completion.result)) {
      failed_logins_.Count(pending->second.from, now.steady);
    }
    all.push_back(TakePending(completion.id, completion.result));
  }
  return all;
}

}  // namespace irc
