#include "core/commands/completions.h"

#include "core/actions/register.h"
#include "core/kept/mail_codes.h"
#include "core/kept/password_reset.h"
#include "core/kept/registration.h"
#include "core/kept/second_factor.h"
#include "core/services/services.h"

namespace irc {
namespace {

// The order of the overloads is that of PendingEffect::what.
struct CompletionResumer {
  SessionCtx& ctx;
  const EffectResult& result;

  void operator()(const PendingRegistration&) const {
    if (const auto* checked = std::get_if<PasswordChecked>(&result)) {
      OnServerPassword(ctx, checked->ok);
    }
  }
  void operator()(const PendingOper& oper) const {
    const auto* checked = std::get_if<PasswordChecked>(&result);
    if (checked == nullptr || !ctx.session.registered()) return;
    UserCtx user_ctx{ctx, UserOf(ctx.state, ctx.session.user)};
    OnOperPassword(user_ctx, oper.name, checked->ok);
  }
  void operator()(const PendingSasl&) const {
    if (const auto* checked = std::get_if<SaslChecked>(&result)) OnSaslChecked(ctx, *checked);
  }
  void operator()(const PendingNewAccount& pending) const {
    if (const auto* made = std::get_if<VerifierMade>(&result)) {
      OnVerifierOfNewAccount(ctx, pending, *made);
    }
  }
  void operator()(const PendingNewPassword& pending) const {
    if (const auto* made = std::get_if<VerifierMade>(&result)) {
      OnVerifierOfNewPassword(ctx, pending, *made);
    }
  }
  void operator()(const PendingMailedCode& pending) const {
    if (const auto* mailed = std::get_if<CodeMailed>(&result)) OnCodeMailed(ctx, pending, *mailed);
  }
  void operator()(const PendingToldCode& pending) const {
    if (const auto* checked = std::get_if<PasswordChecked>(&result)) {
      OnToldCodeChecked(ctx, pending, *checked);
    }
  }
  void operator()(const PendingMailState& pending) const {
    const auto* mails = std::get_if<MailState>(&result);
    if (mails == nullptr || !ctx.session.registered()) return;
    UserCtx user_ctx{ctx, UserOf(ctx.state, ctx.session.user)};
    OnMailState(user_ctx, pending, *mails);
  }
  void operator()(const PendingProof& pending) const {
    const auto* checked = std::get_if<PasswordChecked>(&result);
    if (checked == nullptr || !ctx.session.registered()) return;
    UserCtx user_ctx{ctx, UserOf(ctx.state, ctx.session.user)};
    OnProof(user_ctx, pending, *checked);
  }
  void operator()(const PendingAudit& pending) const {
    const auto* read = std::get_if<AuditRead>(&result);
    if (read != nullptr) OnAuditRead(ctx, pending, *read);
  }
  // Server::Apply takes up records, because they count also when the session is gone.
  void operator()(const PendingCommit&) const {}
  void operator()(const PendingCode& pending) const {
    if (const auto* checked = std::get_if<PasswordChecked>(&result)) {
      OnFactorChecked(ctx, pending, *checked);
    }
  }
  void operator()(const PendingFactor& pending) const {
    if (const auto* made = std::get_if<FactorMade>(&result)) OnFactorMade(ctx, pending, *made);
  }
  void operator()(const PendingRehash&) const {
    const auto* done = std::get_if<RehashDone>(&result);
    if (done == nullptr || !ctx.session.registered()) return;
    UserCtx user_ctx{ctx, UserOf(ctx.state, ctx.session.user)};
    OnRehashDone(user_ctx, *done);
  }
  void operator()(const PendingStatsLinks&) const {
    const auto* stats = std::get_if<LinkStats>(&result);
    if (stats == nullptr || !ctx.session.registered()) return;
    UserCtx user_ctx{ctx, UserOf(ctx.state, ctx.session.user)};
    OnLinkStats(user_ctx, *stats);
  }
};

}  // namespace

void ResumeCommand(SessionCtx& ctx, const PendingEffect& pending, const EffectResult& result) {
  std::visit(CompletionResumer{ctx, result}, pending.what);
}

}  // namespace irc
