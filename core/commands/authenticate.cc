// AUTHENTICATE <mechanism> | <base64, at most 400 bytes of it> | + | *
// The client names a mechanism, gets the reply "+", and sends its message in pieces: a piece of 400
// bytes is followed by another one, and "+" is an empty one. The pieces are secrets: the core gets
// only their handles and lengths, and the shell reads them (VerifySasl).
// https://ircv3.net/specs/extensions/sasl-3.1, https://ircv3.net/specs/extensions/sasl-3.2
#include "core/actions/login.h"
#include "core/actions/quit.h"
#include "core/commands/commands.h"
#include "core/protocol/numerics.h"
#include "core/protocol/secret_handle.h"

namespace irc {
namespace {

constexpr size_t kPieceBytes = 400;
constexpr size_t kPiecesMax = 5;  // enough for a name and a password of 600 bytes

void Fail(SessionCtx& ctx) {
  ctx.session.sasl.reset();
  ctx.Reply(kErrSaslFail());
  if (++ctx.session.failed_logins >= ctx.state.config.limits.login_tries) {
    EndSession(ctx.state, ctx.out, ctx.session, "Too many failed logins", CloseCause::kRejected);
  }
}

void Begin(SessionCtx& ctx, absl::string_view mechanism) {
  if (mechanism != kSaslMechanisms) {
    ctx.Reply(kRplSaslMechs(kSaslMechanisms));
    return Fail(ctx);
  }
  ctx.session.sasl = std::make_unique<SaslExchange>();
  ctx.Reply(Message("AUTHENTICATE").Param("+"));
}

void TakePiece(SessionCtx& ctx, absl::string_view piece) {
  SaslExchange& exchange = *ctx.session.sasl;
  size_t length = 0;
  if (piece != "+") {
    const std::optional<size_t> told = LengthOfSecret(piece);
    if (!told.has_value() || exchange.secrets.size() >= kPiecesMax) return Fail(ctx);
    length = *told;
    exchange.secrets.emplace_back(piece);
  }
  if (length > kPieceBytes) {
    ctx.session.sasl.reset();
    return ctx.Reply(kErrSaslTooLong());
  }
  if (length == kPieceBytes) return;  // another piece follows
  exchange.checking = true;
  ctx.Ask(VerifySasl{.mechanism = std::string(kSaslMechanisms), .secrets = exchange.secrets},
          PendingSasl{});
}

}  // namespace

void Authenticate(SessionCtx& ctx, const Params& p) {
  if (!ctx.session.caps.Has(Cap::kSasl)) return ctx.Reply(kErrSaslFail());
  if (p[0] == "*") {
    ctx.session.sasl.reset();
    return ctx.Reply(kErrSaslAborted());
  }
  if (ctx.session.sasl == nullptr) return Begin(ctx, p[0]);
  // The shell delivers no line of a session during a check, but the core does not rely on that.
  if (ctx.session.sasl->checking) return Fail(ctx);
  TakePiece(ctx, p[0]);
}

void OnSaslChecked(SessionCtx& ctx, const SaslChecked& result) {
  if (ctx.session.sasl == nullptr || !ctx.session.sasl->checking) return;  // aborted
  const std::string* account =
      result.account.empty() ? nullptr : FindAccount(ctx.state, result.account);
  if (account == nullptr) return Fail(ctx);
  ctx.session.sasl.reset();
  LogIn(ctx.state, ctx.out, ctx.session, *account);
  ctx.Reply(kRplSaslSuccess());
}

}  // namespace irc
