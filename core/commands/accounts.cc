// REGISTER <account or *> <email or *> <password> | VERIFY <account> <code>
// Accounts are created only in the configuration, so the capability is not offered. A client that
// sends the commands anyway gets the refusals of the specification, but none that tells whether an
// account exists.
// https://ircv3.net/specs/extensions/account-registration
#include "core/actions/login.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/secret_handle.h"
#include "core/protocol/standard_replies.h"

namespace irc {
namespace {

constexpr size_t kEmailBytesMax = 254;  // RFC 5321, 4.5.3.1.3, without the angle brackets
constexpr size_t kPasswordBytesMin = 8;
constexpr size_t kPasswordBytesMax = 300;

bool LooksLikeEmail(absl::string_view text) {
  const size_t at = text.rfind('@');
  return at != absl::string_view::npos && at > 0 && at + 1 < text.size();
}

// The refusal for the account name, independent of the other parameters.
Refusal CannotRegister(SessionCtx& ctx, absl::string_view account) {
  const Casemapping casemapping = ctx.state.casemapping;
  const User& user = UserOf(ctx.state, ctx.session.user);
  if (user.has_account()) return kFailRegisterLoggedIn(SafeParam(user.account));
  if (!IsValidNick(account, ctx.state.config.limits.nick_bytes)) {
    return kFailRegisterName(SafeParam(account));
  }
  if (Fold(casemapping, account) != Fold(casemapping, user.nick)) {
    return kFailRegisterNick(SafeParam(account));
  }
  return std::nullopt;
}

Refusal CannotUse(absl::string_view account, absl::string_view email, absl::string_view password) {
  if (email != "*" && !LooksLikeEmail(email)) return kFailRegisterEmail(SafeParam(account));
  if (email.size() > kEmailBytesMax) return kFailRegisterLongEmail(SafeParam(account));
  const size_t length = LengthOfSecret(password).value_or(kPasswordBytesMin);
  if (length < kPasswordBytesMin) return kFailRegisterWeak(SafeParam(account));
  if (length > kPasswordBytesMax) return kFailRegisterPassword(SafeParam(account));
  return std::nullopt;
}

Message TooEarly(const SessionCtx& ctx, absl::string_view account) {
  const bool nameless = account == "*" && ctx.session.registration->nick.empty();
  return nameless ? kFailRegisterNoNick("*") : kFailRegisterEarly();
}

}  // namespace

void RegisterCommand(SessionCtx& ctx, const Params& p) {
  if (!ctx.session.registered()) return ctx.Reply(TooEarly(ctx, p[0]));
  const User& user = UserOf(ctx.state, ctx.session.user);
  const absl::string_view account = p[0] == "*" ? absl::string_view(user.nick) : p[0];
  if (ctx.Refuse(CannotRegister(ctx, account)) || ctx.Refuse(CannotUse(account, p[1], p[2]))) {
    return;
  }
  ctx.Reply(kFailRegisterUnavailable(SafeParam(account)));
}

void Verify(SessionCtx& ctx, const Params& p) {
  if (!ctx.session.registered()) return ctx.Reply(kFailVerifyEarly());
  const absl::string_view own = AccountOf(ctx.state, ctx.session);
  if (!own.empty()) return ctx.Reply(kFailVerifyLoggedIn(SafeParam(own)));
  ctx.Reply(kFailVerifyUnavailable(SafeParam(p[0])));
}

}  // namespace irc
