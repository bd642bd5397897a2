#include "core/opers/office.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/opers/audit_record.h"
#include "core/opers/news.h"
#include "core/opers/rights.h"
#include "core/outbox/source.h"
#include "core/protocol/mask.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

bool HostMatches(const Peer& peer, const User& user, const OperConfig& block) {
  constexpr Casemapping kCasemapping = Casemapping::kAscii;
  UserText text{.nick = {}, .username = GlobText(kCasemapping, user.username), .hosts = {}};
  text.hosts.emplace_back(kCasemapping, peer.host);
  text.hosts.emplace_back(kCasemapping, peer.ip);
  return std::any_of(block.hosts.begin(), block.hosts.end(), [&](const std::string& mask) {
    return UserHostMask(kCasemapping, mask).Matches(text);
  });
}

bool HasAccountOf(const State& state, const User& user, const OperConfig& block) {
  return block.account.empty() ||
         (user.has_account() &&
          Fold(state.casemapping, user.account) == Fold(state.casemapping, block.account));
}

bool HasCertificateOf(const Peer& peer, const OperConfig& block) {
  return block.certfps.empty() ||
         std::find(block.certfps.begin(), block.certfps.end(), peer.certfp) != block.certfps.end();
}

uint32_t NoticesOf(const Config& config) {
  if (config.oper_notices == "*") return kAllSnomasks;
  uint32_t snomask = 0;
  for (char letter : config.oper_notices) snomask |= SnomaskBitOfLetter(letter);
  return snomask;
}

void GivePowers(State& state, Outbox& out, Session& session, User& user, const std::string& name) {
  SetOper(state, user, name);
  user.snomask = NoticesOf(state.config);
  const bool notices = user.snomask != 0;
  SetUserMode(state, user, UserMode::kServerNotices, notices);
  out.ReplyTo(session, kRplYoureOper());
  out.ReplyToUser(user, From(user, "MODE").Param(user.nick).Trailing(notices ? "+os" : "+o"));
  if (notices) out.ReplyTo(session, kRplSnomask(SnomaskString(user.snomask)));
}

}  // namespace

Lack LackFor(const State& state, const Session& session, const User& user,
             const OperConfig& block) {
  if (!HasAccountOf(state, user, block)) {
    return {kWrongAccount, "This operator has to be logged in to another account", true};
  }
  if (!HasCertificateOf(session.peer, block)) {
    return {kWrongCertificate, "This operator has to show another certificate", true};
  }
  if (!HostMatches(session.peer, user, block)) {
    return {kWrongHost, "This operator has to come from another host"};
  }
  if (block.second_factor && !session.second_factor) {
    return {kNoSecondFactor, "This operator has to log in with a second factor"};
  }
  return {};
}

void TakeOffice(State& state, Outbox& out, Session& session, User& user, const OperConfig& block,
                absl::string_view how) {
  const std::string name = block.name;
  out.output().audits.push_back(
      {.kind = AuditKind::kLoggedIn,
       .session = session.id,
       .by = user.mask(),
       .fields = {{"method", how == "auto" ? "OPER auto" : "OPER"}, {"name", name}}});
  // Before the powers, so that the new operator does not get the notice.
  out.NotifyOperators(Snomask::kOpers,
                      absl::StrCat(user.mask(), " is now an operator (", name, ")"));
  GivePowers(state, out, session, user, name);
  ReplyNews(state, out, session, kOperNews);
  WriteAudit(state, out, user, "OPER", name, how == "auto" ? how : "");
}

void TakeOfficeByItself(State& state, Outbox& out, Session& session, User& user) {
  if (user.is_oper()) return;
  // An app password for reading makes no operator, as OPER is not for it either.
  if (session.login != nullptr && session.login->reading) return;
  for (const OperConfig& block : state.config.opers) {
    if (!block.automatic || !LackFor(state, session, user, block).why.empty()) continue;
    return TakeOffice(state, out, session, user, block, "auto");
  }
}

void LayDownOffice(State& state, User& user, ModeString& applied) {
  SetOper(state, user, "");
  applied.Add(false, 'o');
  if (!user.Has(UserMode::kServerNotices)) return;
  user.snomask = 0;
  SetUserMode(state, user, UserMode::kServerNotices, false);
  applied.Add(false, 's');
}

void DismissOperator(State& state, Outbox& out, User& user, absl::string_view to_user,
                     absl::string_view to_operators) {
  const std::string name = *user.oper;
  ModeString applied;
  LayDownOffice(state, user, applied);
  out.NotifyUser(user, Message("NOTICE").Param(user.nick).Trailing(
                           absl::StrCat("You are no operator any more: ", to_user)));
  out.NotifyUser(user, Message("MODE").Param(user.nick).Trailing(applied.letters()));
  out.NotifyOperators(Snomask::kOpers, absl::StrCat(user.mask(), " is no operator any more (", name,
                                                    "): ", to_operators));
}

void DismissTheLoggedOut(State& state, Outbox& out, User& user) {
  if (!user.is_oper()) return;
  const OperConfig* block = FindOperBlock(state.config, *user.oper);
  if (block == nullptr || HasAccountOf(state, user, *block)) return;
  DismissOperator(state, out, user, "you are not logged in to its account",
                  "the account is logged out");
}

std::string SnomaskString(uint32_t snomask) {
  std::string letters = "+";
  for (const SnomaskRow& row : kSnomasks) {
    if ((snomask & SnomaskBit(row.kind)) != 0) letters.push_back(row.letter);
  }
  return letters;
}

}  // namespace irc
