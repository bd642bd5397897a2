// OPER <name> [<password>]
// https://modern.ircdocs.horse/#oper-message
#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/commands/commands.h"
#include "core/commands/completions.h"
#include "core/opers/audit_record.h"
#include "core/opers/office.h"
#include "core/opers/rights.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// The name is confirmed to who has given a proof alone: by 491 and a sentence about what is missing
// beside it.
void RefuseOper(UserCtx& ctx, const OperConfig* block, absl::string_view why,
                absl::string_view sentence) {
  // What does not exist may be a password in the wrong place.
  const std::string name = block == nullptr ? "" : block->name;
  ctx.Note(AuditKind::kLoginFailed,
           {{"method", "OPER"}, {"name", name}, {"why", std::string(why)}});
  ctx.out.NotifyOperators(Snomask::kOpers,
                          absl::StrCat("Failed OPER attempt by ", ctx.user.mask()));
  WriteAudit(ctx.state, ctx.out, ctx.user, "OPER", name, absl::StrCat("refused: ", why));
  if (sentence.empty()) {
    ctx.Reply(kErrPasswdMismatch());
  } else {
    ctx.Reply(kErrNoOperHost());
    if (why != kWrongHost) {
      ctx.Reply(Message("NOTICE").Param(ctx.user.nick).Trailing(absl::StrCat("*** ", sentence)));
    }
  }
  CountFailedLogin(ctx);
}

}  // namespace

void Oper(UserCtx& ctx, const Params& p) {
  if (ctx.user.is_oper()) return ctx.Reply(kRplYoureOper());
  if (p.size() < 2) return OnOperPassword(ctx, std::string(p[0]), false);
  // Unknown names are checked too, so that neither the reply nor its delay reveals whether a name
  // exists.
  ctx.Ask(CheckPassword{.credential = absl::StrCat("oper/", p[0]), .secret = std::string(p[1])},
          PendingOper{std::string(p[0])});
}

void OnOperPassword(UserCtx& ctx, const std::string& name, bool ok) {
  const OperConfig* block = FindOperBlock(ctx.state.config, name);
  if (block == nullptr) return RefuseOper(ctx, nullptr, kUnknownName, "");
  if (block->password && !ok) return RefuseOper(ctx, block, kWrongPassword, "");
  const Lack lack = LackFor(ctx.state, ctx.session, ctx.user, *block);
  if (lack.why.empty()) {
    return TakeOffice(ctx.state, ctx.out, ctx.session, ctx.user, *block, "OPER");
  }
  const bool proved = block->password || !lack.is_proof;
  RefuseOper(ctx, block, lack.why, proved ? lack.sentence : "");
}

}  // namespace irc
