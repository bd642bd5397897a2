// AUTHENTICATE <mechanism> | <base64, at most 400 bytes of it> | + | *
// The client names a mechanism, is answered "+", and sends its message in pieces
// (core/protocol/sasl.h). The pieces are secrets: only their handles and lengths get here. The
// local half of the connection reads them (core/conn/sasl_claim.h) when this asks for it
// (CheckSasl). https://ircv3.net/specs/extensions/sasl-3.1,
// https://ircv3.net/specs/extensions/sasl-3.2
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/actions/login.h"
#include "core/commands/commands.h"
#include "core/commands/completions.h"
#include "core/kept/proved_account.h"
#include "core/kept/registration.h"
#include "core/kept/second_factor.h"
#include "core/policy/account_access.h"
#include "core/protocol/numerics.h"
#include "core/protocol/sasl.h"
#include "core/protocol/secret_handle.h"

namespace irc {
namespace {

// `why`: empty when the shell knows the reason, which it adds to the log (net/core_link.h).
void Fail(SessionCtx& ctx, absl::string_view why, const std::string& sentence = "") {
  ctx.session.sasl = nullptr;
  ctx.Note(AuditKind::kLoginFailed, {{"method", "SASL"}, {"why", std::string(why)}});
  ctx.Reply(sentence.empty() ? kErrSaslFail() : kErrSaslRefused(sentence));
  CountFailedLogin(ctx);
}

// OAUTHBEARER sends a message only to say that the token is wrong (RFC 7628 section 3.2.2): to
// abort is another way to take note of that.
void Abort(SessionCtx& ctx) {
  const SaslExchange* sasl = ctx.session.sasl.get();
  const bool failed = sasl != nullptr && sasl->challenged && sasl->mechanism == "OAUTHBEARER";
  ctx.session.sasl = nullptr;
  ctx.Reply(kErrSaslAborted());
  if (failed) CountFailedLogin(ctx);
}

// The proof is right, but nobody may log in to the account.
void RefuseAccount(SessionCtx& ctx, const std::string& name, absl::string_view why) {
  ctx.session.sasl = nullptr;
  ctx.Note(AuditKind::kLoginFailed,
           {{"method", "SASL"}, {"name", name}, {"why", std::string(kRefusedAccount)}});
  ctx.Reply(kErrSaslRefused(why));
}

std::string Mechanisms(const SessionCtx& ctx) {
  const Config& config = ctx.state.config;
  return SaslMechanismsFor(config.accounts_kept, config.bearer_tokens, ctx.session.peer.tls);
}

bool IsOffered(const SessionCtx& ctx, absl::string_view mechanism) {
  const std::string offered = Mechanisms(ctx);
  const std::vector<absl::string_view> names = absl::StrSplit(offered, ',');
  return std::find(names.begin(), names.end(), mechanism) != names.end();
}

void Begin(SessionCtx& ctx, absl::string_view mechanism) {
  if (!IsOffered(ctx, mechanism)) {
    ctx.Reply(kRplSaslMechs(Mechanisms(ctx)));
    return Fail(ctx, kUnknownMechanism);
  }
  ctx.session.sasl = std::make_unique<SaslExchange>();
  ctx.session.sasl->mechanism = std::string(mechanism);
  ctx.Reply(Message("AUTHENTICATE").Param("+"));
}

// The code of the second factor: after the first, the message of a client that names it in the
// place of a mechanism.
void BeginCode(SessionCtx& ctx) {
  ctx.session.sasl = std::make_unique<SaslExchange>();
  ctx.session.sasl->mechanism = std::string(kSaslCode);
  ctx.Reply(Message("AUTHENTICATE").Param("+"));
}

void Check(SessionCtx& ctx) {
  SaslExchange& exchange = *ctx.session.sasl;
  exchange.checking = true;
  if (exchange.mechanism == kSaslCode) {
    // The first factor counts no more: its credential is gone, for example.
    if (!IsInSasl(ctx.session)) return Fail(ctx, kMalformed);
    return FinishHalfLogin(ctx, exchange.secrets, "");
  }
  ctx.Ask(CheckSasl{.mechanism = exchange.mechanism,
                    .secrets = exchange.secrets,
                    .first = !exchange.challenged},
          PendingSasl{});
}

// Sends the server's message in pieces, and waits for the client's next one.
void Challenge(SessionCtx& ctx, absl::string_view challenge) {
  SaslExchange& exchange = *ctx.session.sasl;
  exchange.secrets.clear();
  exchange.checking = false;
  exchange.challenged = true;
  const bool whole_pieces = challenge.size() % kSaslPieceBytes == 0;
  for (; !challenge.empty(); challenge.remove_prefix(std::min(challenge.size(), kSaslPieceBytes))) {
    ctx.Reply(Message("AUTHENTICATE").Param(challenge.substr(0, kSaslPieceBytes)));
  }
  if (whole_pieces) ctx.Reply(Message("AUTHENTICATE").Param("+"));
}

void TakePiece(SessionCtx& ctx, absl::string_view piece) {
  if (piece == "+") return Check(ctx);
  const std::optional<size_t> length = LengthOfSecret(piece);
  if (!length.has_value()) return Fail(ctx, kMalformed);
  std::vector<std::string>& pieces = ctx.session.sasl->secrets;
  const SaslPiece kind = ClassifySaslPiece(ctx.session.sasl->mechanism, pieces.size(), *length);
  if (kind == SaslPiece::kTooMany) return Fail(ctx, kMalformed);
  if (kind == SaslPiece::kTooLong) {
    ctx.session.sasl = nullptr;
    return ctx.Reply(kErrSaslTooLong());
  }
  pieces.emplace_back(piece);
  if (kind == SaslPiece::kLast) Check(ctx);
}

}  // namespace

void Authenticate(SessionCtx& ctx, const Params& p) {
  if (!ctx.session.caps.Has(Cap::kSasl)) return ctx.Reply(kErrSaslFail());
  if (p[0] == "*") {
    if (IsInSasl(ctx.session)) ctx.session.half_login = nullptr;
    return Abort(ctx);
  }
  if (ctx.session.sasl == nullptr && IsInSasl(ctx.session)) {
    if (p[0] == kSaslCode) return BeginCode(ctx);
    // Clients end SCRAM with an empty message, and some send it late. It is no empty code.
    if (p[0] == "+") return;
    ctx.session.half_login = nullptr;
  }
  if (ctx.session.sasl == nullptr) return Begin(ctx, p[0]);
  // The shell delivers no line of a session during a check, but the core does not rely on that.
  if (ctx.session.sasl->checking) return Fail(ctx, kMalformed);
  TakePiece(ctx, p[0]);
}

void OnSaslChecked(SessionCtx& ctx, const SaslChecked& result) {
  if (ctx.session.sasl == nullptr || !ctx.session.sasl->checking) return;  // aborted
  if (!result.challenge.empty()) return Challenge(ctx, result.challenge);
  if (result.account.empty()) return Fail(ctx, "", result.refusal);
  const Account* account = FindAccount(ctx.state, result.account);
  if (account == nullptr) {
    const std::string why = result.create ? MakeProvedAccount(ctx, result.account, kSaslAnswer)
                                          : std::string(kNoSuchAccount);
    if (!why.empty()) RefuseAccount(ctx, result.account, why);
    return;
  }
  if (const std::string why = WhyNoLogin(ctx.state, *account); !why.empty()) {
    return RefuseAccount(ctx, account->name(), why);
  }
  const std::string method = absl::StrCat("SASL ", ctx.session.sasl->mechanism);
  const bool by_token = IsOfTokens(ctx.session.sasl->mechanism);
  const CredentialId credential =
      result.credential.value == 0 && !by_token ? account->password : result.credential;
  ctx.session.sasl = nullptr;
  ReplaceVerifier(ctx.state, ctx.out, *account, result.replacement);
  if (NeedsCode(*account, credential)) {
    return AskForSecondFactor(
        ctx, *account,
        {.account = account->name(), .method = method, .credential = credential, .by_sasl = true});
  }
  ctx.Note(AuditKind::kLoggedIn, {{"method", "SASL"}, {"name", account->name()}});
  const std::string name = account->name();
  LogIn(ctx.state, ctx.out, ctx.session, name, {.method = method, .credential = credential});
  ctx.Reply(kRplSaslSuccess());
}

}  // namespace irc
