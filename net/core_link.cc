#include "net/core_link.h"

#include <cerrno>
#include <utility>

#include "core/check.h"
#include "core/protocol/names.h"
#include "net/auth/sasl.h"

namespace irc {

CoreLink::CoreLink(const Config& config, absl::Time started,
                   std::unique_ptr<PasswordService> passwords,
                   std::unique_ptr<RecordingFile> recording)
    : passwords_(std::move(passwords)),
      recording_(std::move(recording)),
      sequencer_(config, started) {
  if (recording_ == nullptr) return;
  sequencer_.Record(
      config, [this](absl::string_view text) { recording_->Append(text); },
      [this] { FlushRecording(); });
}

CoreLink::~CoreLink() { FlushRecording(); }

void CoreLink::FlushRecording() {
  if (recording_ != nullptr && !recording_->Flush()) recording_error_ = errno;
}

CoreLink::Applied* CoreLink::ApplyNext(absl::Time wall) {
  while (applied_count_ < submitted_.size()) {
    Submitted& next = submitted_[applied_count_++];
    applied_.event = std::move(next.event);
    applied_.resumes = next.resumes;
    // The core may have closed the session since the shell has submitted that it is gone.
    const auto* disconnected = std::get_if<Disconnected>(&applied_.event);
    if (disconnected != nullptr && !sequencer_.server().Knows(disconnected->session)) continue;
    sequencer_.Apply(wall, applied_.event, applied_.output);
    return &applied_;
  }
  submitted_.clear();
  applied_count_ = 0;
  return nullptr;
}

std::optional<EffectResult> CoreLink::Begin(const Request& request, Connection* client,
                                            const Config& config) {
  if (const auto* verify = std::get_if<VerifyPassword>(&request.what)) {
    bool known = false;
    std::string password;
    if (client != nullptr) password = client->TakeSecret(verify->secret, known);
    if (!known) return PasswordChecked{};
    Check({request.session, PasswordCheck{request.id}}, verify->credential, std::move(password));
    return std::nullopt;
  }
  const auto* verify = std::get_if<VerifySasl>(&request.what);
  IRC_CHECK(verify != nullptr, "the shell itself answers all other requests");
  std::string base64;
  bool known = client != nullptr;
  for (const std::string& secret : verify->secrets) {
    if (known) base64 += client->TakeSecret(secret, known);
  }
  const std::optional<PlainMessage> plain = known ? ParsePlain(base64) : std::nullopt;
  if (!plain.has_value()) return SaslChecked{};
  const Casemapping casemapping =
      ParseCasemapping(config.casemapping).value_or(Casemapping::kAscii);
  const auto same = [&](absl::string_view a, absl::string_view b) {
    return Fold(casemapping, a) == Fold(casemapping, b);
  };
  // Nobody acts for somebody else.
  const bool own =
      plain->authorization.empty() || same(plain->authorization, plain->authentication);
  std::string account;
  for (const std::string& name : config.accounts) {
    if (own && same(name, plain->authentication)) account = name;
  }
  Check({request.session, SaslCheck{request.id, account}}, AccountCredential(account),
        plain->password);
  return std::nullopt;
}

void CoreLink::CheckGateway(SessionId session, const std::string& gateway, std::string password) {
  Check({session, GatewayCheck{gateway}}, GatewayCredential(gateway), std::move(password));
}

void CoreLink::Check(Pending pending, std::string credential, std::string password) {
  const uint64_t work = ++last_work_;
  pending_.emplace(work, std::move(pending));
  passwords_->Ask({work}, std::move(credential), std::move(password));
}

std::vector<CoreLink::Done> CoreLink::TakeDone() {
  std::vector<Done> all;
  for (const PasswordAnswer& answer : passwords_->TakeAnswers()) {
    const auto found = pending_.find(answer.effect.value);
    IRC_CHECK(found != pending_.end(), "each check is answered once");
    const Pending pending = std::move(found->second);
    pending_.erase(found);
    Done done = {.session = pending.session, .result = {}};
    if (const auto* password = std::get_if<PasswordCheck>(&pending.what)) {
      done.result = Completed{password->effect, PasswordChecked{.ok = answer.ok}};
    } else if (const auto* sasl = std::get_if<SaslCheck>(&pending.what)) {
      done.result = Completed{sasl->effect, SaslChecked{.account = answer.ok ? sasl->account : ""}};
    } else {
      done.result = GatewayChecked{std::get<GatewayCheck>(pending.what).gateway, answer.ok};
    }
    all.push_back(std::move(done));
  }
  return all;
}

}  // namespace irc
