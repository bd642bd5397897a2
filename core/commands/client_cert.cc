// CLIENTCERT CREATE <name> | LIST | DELETE [<fingerprint>]
// https://github.com/ircv3/ircv3-specifications/pull/584, with the SHA-256 in place of the SHA-512.
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/commands/commands.h"
#include "core/kept/answer.h"
#include "core/kept/certificates.h"
#include "core/kept/commit.h"
#include "core/outbox/batch.h"
#include "core/policy/account_access.h"
#include "core/protocol/fingerprint.h"
#include "core/protocol/message.h"
#include "core/protocol/numerics.h"
#include "core/protocol/parse.h"
#include "core/protocol/standard_replies.h"

namespace irc {
namespace {

constexpr size_t kNameBytesMax = 100;

void Keep(SessionCtx& ctx, const Account& account, std::vector<Record> records,
          absl::string_view answer) {
  AskCommit(ctx, {.records = std::move(records),
                  .account = account.name(),
                  .service = std::string(kClientCert),
                  .text = std::string(answer)});
}

void Create(SessionCtx& ctx, const Account& account, absl::string_view name) {
  const std::string& fingerprint = ctx.session.peer.certfp;
  if (fingerprint.empty()) return ctx.Reply(kFailCertNone("CREATE"));
  const CredentialRow* own = account.Credential(kCertificateKind, fingerprint);
  if (own != nullptr && !IsPending(*own)) return AnswerLine(ctx, kClientCert, "CREATE");
  if (ctx.state.accounts.OfCertificate(fingerprint) != nullptr) {
    return ctx.Reply(kFailCertInUse("CREATE"));
  }
  if (own == nullptr && HasAllCertificates(ctx.state, account)) {
    return ctx.Reply(kFailCertFull("CREATE"));
  }
  CredentialRow row = NewCertificate(ctx, account, fingerprint, name.substr(0, kNameBytesMax));
  if (own != nullptr) row.id = own->id;
  Keep(ctx, account, {Put(std::move(row))}, "CREATE");
}

// A certificate's attributes are written like tags.
std::string Attributes(const Account& account, const CredentialRow& row) {
  std::string text = "name=";
  AppendEscapedTagValue(NameOfCertificate(row), &text);
  const UseRow* use = account.LastUse(row.id);
  if (use != nullptr) {
    absl::StrAppend(
        &text, ";time=", absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", use->at, absl::UTCTimeZone()),
        ";ip=", use->address);
  }
  return text;
}

void List(SessionCtx& ctx, const Account& account) {
  Batch batch(ctx.out, ctx.session, "draft/client-cert");
  for (const CredentialRow& row : account.details->credentials) {
    if (row.kind != kCertificateKind || IsPending(row)) continue;
    batch.Add(Message("CLIENTCERT")
                  .Param("LIST")
                  .Param(absl::AsciiStrToUpper(row.label))
                  .Param(Attributes(account, row)));
  }
}

void Delete(SessionCtx& ctx, const Account& account, absl::string_view named) {
  const std::string fingerprint = named.empty() ? ctx.session.peer.certfp : AsFingerprint(named);
  const CredentialRow* row =
      fingerprint.empty() ? nullptr : account.Credential(kCertificateKind, fingerprint);
  if (row == nullptr) return ctx.Reply(kFailCertNone("DELETE"));
  Keep(ctx, account, DropsOf(account, *row),
       named.empty() ? "DELETE" : absl::StrCat("DELETE ", absl::AsciiStrToUpper(fingerprint)));
}

}  // namespace

void ClientCertCommand(SessionCtx& ctx, const Params& p) {
  const std::string sub = absl::AsciiStrToUpper(p[0]);
  if (sub != "CREATE" && sub != "LIST" && sub != "DELETE") {
    return ctx.Reply(kFailCertCommand(SafeParam(p[0])));
  }
  const Account* account = FindAccount(ctx.state, AccountOf(ctx.state, ctx.session));
  if (account == nullptr || account->configured) {
    return ctx.Reply(kFailCertLogin(SafeParam(sub)));
  }
  if (sub == "LIST") return List(ctx, *account);
  if (!MayChangeCredentials(ctx.session, *account)) return ctx.Reply(kFailCertForbidden(sub));
  if (IsChanging(ctx.state, account->id())) return ctx.Reply(kFailCertInternal(sub));
  if (sub == "DELETE") return Delete(ctx, *account, p.size() > 1 ? p[1] : "");
  if (p.size() < 2) return ctx.Reply(kErrNeedMoreParams(ctx.command));
  Create(ctx, *account, p[1]);
}

}  // namespace irc
