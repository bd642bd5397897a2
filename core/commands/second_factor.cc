// 2FA STATUS | LIST | CHALLENGE <type> | ADD <type> <name> <code> | REMOVE <id> | ENABLE |
//     DISABLE <type> <code>
// https://github.com/ircv3/ircv3-specifications/pull/610
#include "core/kept/second_factor.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/kept/answer.h"
#include "core/policy/account_access.h"
#include "core/protocol/numerics.h"
#include "core/protocol/standard_replies.h"

namespace irc {
namespace {

std::string Stamp(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", time, absl::UTCTimeZone());
}

void Status(const FactorCtx& of) {
  AnswerLine(of.ctx, kTwoFactor,
             HasSecondFactor(of.account) ? "NOTE ENABLED :The second factor is on"
                                         : "NOTE DISABLED :The second factor is off");
}

void List(const FactorCtx& of) {
  bool found = false;
  for (const CredentialRow& row : of.account.details->credentials) {
    if (row.kind != "totp" || !row.scope.empty()) continue;
    found = true;
    AnswerLine(of.ctx, kTwoFactor,
               absl::StrCat("NOTE CREDENTIAL ", row.id.value, " totp ", row.label, " ",
                            Stamp(row.created_at), " :An authenticator app"));
  }
  if (!found) {
    AnswerLine(of.ctx, kTwoFactor, "NOTE NO_CREDENTIALS :Your account has no authenticator app");
  }
}

// The subcommands with a type, which is the second parameter.
bool HasType(const SessionCtx& ctx, absl::string_view type) {
  if (absl::EqualsIgnoreCase(type, "totp")) return true;
  ctx.out.Reply(kFail2faType(SafeParam(type)));
  return false;
}

}  // namespace

void TwoFactorCommand(SessionCtx& ctx, const Params& p) {
  const Account* account = RequireFactorAccount(ctx, kTwoFactor);
  if (account == nullptr) return;
  const FactorCtx of{ctx, *account, kTwoFactor};
  const std::string sub = absl::AsciiStrToUpper(p[0]);
  const auto needs = [&](size_t params) {
    if (p.size() >= params) return false;
    ctx.Reply(kErrNeedMoreParams(ctx.command));
    return true;
  };
  if (sub == "STATUS") return Status(of);
  if (sub == "LIST") return List(of);
  if (sub == "ENABLE") return EnableSecondFactor(of);
  if (sub == "REMOVE") return needs(2) ? void() : RemoveTotp(of, p[1]);
  if (sub == "CHALLENGE") {
    if (needs(2) || !HasType(ctx, p[1])) return;
    return BeginTotp(of);
  }
  if (sub == "ADD") {
    if (needs(4) || !HasType(ctx, p[1])) return;
    return AddTotp(of, p[2], {std::string(p[3])}, /*enables=*/false);
  }
  if (sub == "DISABLE") {
    if (needs(3) || !HasType(ctx, p[1])) return;
    return DisableSecondFactor(of, {std::string(p[2])}, /*forgets=*/false);
  }
  ctx.Reply(kFail2faCommand(SafeParam(p[0])));
}

}  // namespace irc
