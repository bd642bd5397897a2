// The steps of SASL on the shell's side of the border: what reads a client's message, and the
// exchanges that have several.
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/escaping.h"
#include "core/conn/sasl_claim.h"
#include "core/protocol/names.h"
#include "core/state/state.h"
#include "net/auth/encodings.h"
#include "net/auth/keyed_hash.h"
#include "net/auth/passwords/verifier.h"
#include "net/core_link.h"

namespace irc {
namespace {

Folded FoldedName(const State& state, absl::string_view name) {
  return Fold(state.casemapping, name);
}

Secrets* SecretsOf(Connection* client) {
  return client == nullptr ? nullptr : client->secrets.get();
}

// The channel bindings of the connection, from the facts that the core has.
ScramChannel ChannelFor(const Peer& peer, bool is_plus) {
  ScramChannel channel{
      .is_plus = is_plus, .offers_plus = peer.tls, .tls_exporter = "", .tls_server_end_point = ""};
  for (const ChannelBinding& binding : peer.bindings) {
    std::string& data =
        binding.type == "tls-exporter" ? channel.tls_exporter : channel.tls_server_end_point;
    data = DecodeHex(binding.data).value_or("");
  }
  return channel;
}

SaslChecked Challenge(absl::string_view text) {
  return {.account = "", .challenge = absl::Base64Escape(text)};
}

}  // namespace

SaslChecked CoreLink::FailSasl(const Request& request, std::string account, absl::string_view why) {
  sasl_failures_[request.id.value] = {.account = std::move(account), .why = why};
  return {};
}

std::optional<EffectResult> CoreLink::BeginPlain(const Request& request, const CheckSasl& check,
                                                 Connection* client, const Config& config,
                                                 const AccountVerifiers& verifiers) {
  std::optional<SaslClaim> claim = ReadSaslClaim(check, SecretsOf(client), config);
  if (!claim.has_value()) return FailSasl(request, "", kMalformed);
  // The result has the account as the core spells it, so no byte of the client's message gets into
  // the core or a recording.
  std::string account = sequencer_.server().AccountNamed(claim->account);
  // What is checked in place of an unknown account depends on its name. Its spelling must not
  // matter, because it does not for a known one.
  const State& state = sequencer_.server().state();
  const std::string name = account.empty() ? FoldedName(state, claim->account).bytes() : account;
  SecretText password(std::move(claim->password));
  const CredentialId app = FindAppPassword(account, password, verifiers);
  if (app.value != 0) {
    return SaslChecked{
        .account = std::move(account), .challenge = "", .replacement = "", .credential = app};
  }
  if (AsksScript(claim->account)) {
    return AskOutside(request, *client,
                      {.account = std::move(claim->account), .secret = std::move(password)}, "");
  }
  CheckAccount({request.session, PendingSasl{request.id, std::move(account)}}, client->address(),
               name, std::move(password), verifiers);
  return std::nullopt;
}

// https://datatracker.ietf.org/doc/html/rfc4422#appendix-A: the message is the name of the account,
// or empty.
std::optional<EffectResult> CoreLink::CheckExternal(const Request& request, const CheckSasl& check,
                                                    Connection* client) {
  const std::optional<std::string> name = TakeSaslMessage(check, SecretsOf(client));
  if (!name.has_value()) return FailSasl(request, "", kMalformed);
  const State& state = sequencer_.server().state();
  const Session* session = FindSession(state, request.session);
  const Account* account = session == nullptr || session->peer.certfp.empty()
                               ? nullptr
                               : state.accounts.OfCertificate(session->peer.certfp);
  if (account == nullptr) {
    const bool asks = session != nullptr && !session->peer.certfp.empty() && client != nullptr &&
                      external_ != nullptr && external_->has_script();
    if (!asks) return FailSasl(request, "", kUnknownCertificate);
    return AskOutside(request, *client, {.kind = ProofKind::kCertificate, .account = *name}, *name);
  }
  if (!name->empty() && FoldedName(state, *name) != FoldedName(state, account->name())) {
    return FailSasl(request, account->name(), kUnknownCertificate);
  }
  const CredentialRow* row = account->Credential("certificate", session->peer.certfp);
  return SaslChecked{.account = account->name(),
                     .challenge = "",
                     .replacement = "",
                     .credential = row == nullptr ? CredentialId() : row->id};
}

// https://datatracker.ietf.org/doc/html/rfc5802#section-5
SaslChecked CoreLink::GoOnWithScram(const Request& request, const CheckSasl& check,
                                    Connection* client, const AccountVerifiers& verifiers) {
  const std::optional<std::string> message = TakeSaslMessage(check, SecretsOf(client));
  if (!message.has_value()) {
    scrams_.erase(request.session);
    return FailSasl(request, "", kMalformed);
  }
  if (check.first) return BeginScram(request, check, *message, verifiers);
  const auto found = scrams_.find(request.session);
  if (found == scrams_.end()) return FailSasl(request, "", kMalformed);
  Scram& scram = found->second;
  if (!scram.proved) {
    const auto final_message = scram.exchange->ReadClientFinal(*message);
    if (const auto* text = std::get_if<std::string>(&final_message)) {
      scram.proved = true;
      return Challenge(*text);
    }
    std::string account = std::move(scram.account);
    scrams_.erase(found);
    const absl::string_view why = account.empty() ? kUnknownName : kWrongPassword;
    return FailSasl(request, std::move(account), why);
  }
  SaslChecked result{.account = std::move(scram.account), .challenge = ""};
  scrams_.erase(found);
  return message->empty() ? result : FailSasl(request, result.account, kMalformed);
}

SaslChecked CoreLink::BeginScram(const Request& request, const CheckSasl& check,
                                 const std::string& message, const AccountVerifiers& verifiers) {
  const State& state = sequencer_.server().state();
  const Session* session = FindSession(state, request.session);
  if (session == nullptr) return {};
  const auto same = [casemapping = state.casemapping](absl::string_view a, absl::string_view b) {
    return Fold(casemapping, a) == Fold(casemapping, b);
  };
  Scram scram{.exchange = std::make_unique<ScramExchange>(
                  ChannelFor(session->peer, check.mechanism == "SCRAM-SHA-256-PLUS"), same),
              .account = ""};
  const auto named = scram.exchange->ReadClientFirst(message);
  const auto* name = std::get_if<std::string>(&named);
  if (name == nullptr) return FailSasl(request, "", kMalformed);
  const Account* account = state.accounts.OwnerOf(FoldedName(state, *name));
  std::optional<ScramKeys> keys;
  if (account != nullptr && !account->configured) {
    keys = ScramKeysOf(verifiers.Of(account->password));
  }
  if (keys.has_value()) {
    scram.account = account->name();
  } else {
    keys = FakeScramKeys(FoldedName(state, *name).bytes(), scram_secret_, kFewestScramIterations);
  }
  const std::string nonce = absl::Base64Escape(RandomKey());
  SaslChecked result = Challenge(scram.exchange->ServerFirst(*std::move(keys), nonce));
  scrams_[request.session] = std::move(scram);
  return result;
}

}  // namespace irc
