// The second factor on the shell's side of the border: all of it is quick, so it is done at once.
#include <string>

#include "core/conn/sasl_claim.h"
#include "core/protocol/sasl.h"
#include "core/state/state.h"
#include "net/auth/passwords/second_factors.h"
#include "net/core_link.h"

namespace irc {
namespace {

// The code that the client has sent; empty, and so wrong, when it cannot be read.
std::string TakeCode(const CheckFactor& check, Connection* client) {
  if (client == nullptr) return "";
  if (check.is_base64) {
    const CheckSasl message{.mechanism = std::string(kSaslCode), .secrets = check.secrets};
    return TakeSaslMessage(message, client->secrets.get()).value_or("");
  }
  std::string code;
  for (const std::string& handle : check.secrets) {
    bool known = false;
    code += client->TakeSecret(handle, known);
  }
  return code;
}

}  // namespace

FactorMade CoreLink::Make(const MakeFactor& make, const Config& config) const {
  if (make.kind == "totp") {
    return MakeTotp(sealing_key_, make.account, make.name, config.network_name);
  }
  return make.kind == "recovery_code" ? MakeRecoveryCodeSet() : MakeAppPassword();
}

PasswordChecked CoreLink::Check(const CheckFactor& check, Connection* client,
                                AccountVerifiers& verifiers) {
  const SecretText code(TakeCode(check, client));
  const State& state = sequencer_.server().state();
  const Account* account = state.accounts.Find(check.account);
  if (account == nullptr) return {};
  PasswordChecked result = CheckCode(verifiers, sealing_key_, account->details->credentials,
                                     check.credential, code.text(), state.now);
  if (result.ok) verifiers.Replace(result.credential, result.replacement);
  return result;
}

CredentialId CoreLink::FindAppPassword(absl::string_view name, const SecretText& password,
                                       const AccountVerifiers& verifiers) const {
  if (name.empty() || !LooksLikeAppPassword(password.text())) return {};
  const Account* account = FindAccount(sequencer_.server().state(), name);
  if (account == nullptr || account->configured) return {};
  return irc::FindAppPassword(verifiers, account->details->credentials, password.text());
}

}  // namespace irc
