// HostServ ACTIVATE, REJECT, WAITING, SET, DEL, LIST, OFFER and UNOFFER, for operators.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/policy/hosts.h"
#include "core/protocol/glob.h"
#include "core/replies/date.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/services/hostserv/host_changes.h"

namespace irc {
namespace {

constexpr size_t kListedMax = 100;
constexpr size_t kOffersMax = 100;
constexpr size_t kReasonBytesMax = 150;  // so that the memo is one line

// The account and the host that it has asked for; says so and returns null when there is none.
const VhostRequestRow* RequireRequest(ServiceCtx& ctx, const Account* account) {
  if (account == nullptr) return nullptr;
  const VhostRequestRow* request = ctx.state.vhosts.RequestOf(account->id());
  if (request == nullptr) {
    ctx.Say(absl::StrCat("The account ", account->name(), " has asked for no host"));
  }
  return request;
}

std::string NameOf(const State& state, AccountId account) {
  return state.accounts.Find(account)->name();
}

const VhostOfferRow* FindOffer(const State& state, absl::string_view host) {
  for (const auto& [key, offer] : state.vhosts.offers()) {
    if (absl::EqualsIgnoreCase(key, host)) return &offer;
  }
  return nullptr;
}

}  // namespace

void HostActivate(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  const VhostRequestRow* request = RequireRequest(ctx, account);
  if (request == nullptr || !IsHostFor(ctx, request->host, *account)) return;
  const std::string host = request->host;
  SaveAndSay(ctx, *account, {HostRecord(ctx, *account, host), Drop(*request)},
             absl::StrCat("The account ", account->name(), " has the host ", host), "", host);
}

void HostReject(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  const VhostRequestRow* request = RequireRequest(ctx, account);
  if (request == nullptr) return;
  const std::string reason = ctx.WordsFrom(1);
  if (reason.size() > kReasonBytesMax) {
    return ctx.Say(absl::StrCat("A reason has at most ", kReasonBytesMax, " bytes"));
  }
  const std::string why = absl::StrCat(reason.empty() ? "" : ": ", reason);
  const MemoRow memo{
      .id = ctx.state.last_ids.NextMemo(),
      .account = account->id(),
      .sender = std::string(ctx.service.nick),
      .sent_at = ctx.state.now,
      .text = absl::StrCat("The host ", request->host, " that you have asked for is refused", why)};
  SaveAndSay(
      ctx, *account, {Drop(*request), Put(memo)},
      absl::StrCat("The account ", account->name(), " does not get the host ", request->host), "",
      absl::StrCat(request->host, why));
}

void HostWaiting(ServiceCtx& ctx) {
  std::vector<const VhostRequestRow*> requests;
  for (const auto& [account, request] : ctx.state.vhosts.requests()) requests.push_back(&request);
  std::stable_sort(requests.begin(), requests.end(),
                   [](const auto* a, const auto* b) { return a->asked_at < b->asked_at; });
  const size_t all = requests.size();
  requests.resize(std::min(all, kListedMax));
  for (const VhostRequestRow* request : requests) {
    ctx.Say(absl::StrCat(NameOf(ctx.state, request->account), " ", request->host, " since ",
                         FormatDate(request->asked_at)));
  }
  ctx.Say(absl::StrCat("Waiting: ", all));
}

void HostSet(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  const std::string host(ctx.word(1));
  if (account == nullptr || !IsHostFor(ctx, host, *account)) return;
  SaveAndSay(ctx, *account, {HostRecord(ctx, *account, host)},
             absl::StrCat("The account ", account->name(), " has the host ", host), "", host);
}

void HostDelete(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  const VhostRow* vhost = ctx.state.vhosts.Of(account->id());
  if (vhost == nullptr) {
    return ctx.Say(absl::StrCat("The account ", account->name(), " has no host"));
  }
  SaveAndSay(ctx, *account, {Drop(*vhost)},
             absl::StrCat("The account ", account->name(), " has no host now"), "", vhost->host);
}

void HostList(ServiceCtx& ctx) {
  const State& state = ctx.state;
  const Glob mask(state.casemapping, ctx.word(0));
  size_t found = 0;
  for (const auto& [id, vhost] : state.vhosts.hosts()) {
    const std::string name = NameOf(state, vhost.account);
    if (!mask.Matches(GlobText(state.casemapping, vhost.host)) &&
        !mask.Matches(GlobText(state.casemapping, name))) {
      continue;
    }
    if (++found > kListedMax) continue;
    ctx.Say(absl::StrCat(name, " ", vhost.host, " by ", vhost.by.substr(0, vhost.by.find('!')),
                         " on ", FormatDate(vhost.set_at)));
  }
  ctx.Say(found > kListedMax ? absl::StrCat("The first ", kListedMax, " of ", found, " hosts")
                             : absl::StrCat("Hosts: ", found));
}

void HostOffer(ServiceCtx& ctx) {
  const VhostOfferRow offer{
      .host = std::string(ctx.word(0)), .by = ctx.user.mask(), .set_at = ctx.state.now};
  std::string why = WhyNoHost(ctx.state, OfferedHost(offer, "x"));
  if (why.empty()) why = WhyTaken(ctx.state, offer.host, AccountId());
  if (why.empty() && FindOffer(ctx.state, offer.host) != nullptr) {
    why = "That host is offered already";
  }
  if (why.empty() && ctx.state.vhosts.offers().size() >= kOffersMax) {
    why = "There are as many offers as there may be";
  }
  if (!why.empty()) return ctx.Say(why);
  SaveOfName(ctx, offer.host, {Put(offer)}, absl::StrCat("The host ", offer.host, " is offered"));
}

void HostUnoffer(ServiceCtx& ctx) {
  const VhostOfferRow* offer = FindOffer(ctx.state, ctx.word(0));
  if (offer == nullptr) {
    return ctx.Say(absl::StrCat("The host ", SafeParam(ctx.word(0)).safe(), " is not offered"));
  }
  const std::string host = offer->host;
  SaveOfName(ctx, host, {Drop(*offer)}, absl::StrCat("The host ", host, " is not offered now"));
}

}  // namespace irc
