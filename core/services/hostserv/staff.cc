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
#include "core/texts/hostserv.h"

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
    ctx.Say(texts::kHostNoRequest, account->name());
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
             ctx.Text(texts::kHostIsSet, account->name(), host), "", host);
}

void HostReject(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  const VhostRequestRow* request = RequireRequest(ctx, account);
  if (request == nullptr) return;
  const std::string reason = ctx.WordsFrom(1);
  if (reason.size() > kReasonBytesMax) {
    return ctx.Say(texts::kHostReasonTooLong, kReasonBytesMax);
  }
  const MemoRow memo{.id = ctx.state.last_ids.NextMemo(),
                     .account = account->id(),
                     .sender = std::string(ctx.service.nick),
                     .sent_at = ctx.state.now,
                     .text = reason.empty()
                                 ? ctx.Text(texts::kHostMemoRefused, request->host)
                                 : ctx.Text(texts::kHostMemoRefusedWhy, request->host, reason)};
  SaveAndSay(ctx, *account, {Drop(*request), Put(memo)},
             ctx.Text(texts::kHostIsRejected, account->name(), request->host), "",
             absl::StrCat(request->host, reason.empty() ? "" : ": ", reason));
}

void HostWaiting(ServiceCtx& ctx) {
  std::vector<const VhostRequestRow*> requests;
  for (const auto& [account, request] : ctx.state.vhosts.requests()) requests.push_back(&request);
  std::stable_sort(requests.begin(), requests.end(),
                   [](const auto* a, const auto* b) { return a->asked_at < b->asked_at; });
  const size_t all = requests.size();
  requests.resize(std::min(all, kListedMax));
  for (const VhostRequestRow* request : requests) {
    ctx.Say(texts::kHostRequest, NameOf(ctx.state, request->account), request->host,
            FormatDate(request->asked_at));
  }
  ctx.Say(texts::kHostRequestsWaiting, all);
}

void HostSet(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  const std::string host(ctx.word(1));
  if (account == nullptr || !IsHostFor(ctx, host, *account)) return;
  SaveAndSay(ctx, *account, {HostRecord(ctx, *account, host)},
             ctx.Text(texts::kHostIsSet, account->name(), host), "", host);
}

void HostDelete(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  const VhostRow* vhost = ctx.state.vhosts.Of(account->id());
  if (vhost == nullptr) {
    return ctx.Say(texts::kHostAccountHasNone, account->name());
  }
  SaveAndSay(ctx, *account, {Drop(*vhost)}, ctx.Text(texts::kHostIsDeleted, account->name()), "",
             vhost->host);
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
    ctx.Say(texts::kHostListed, name, vhost.host, vhost.by.substr(0, vhost.by.find('!')),
            FormatDate(vhost.set_at));
  }
  if (found > kListedMax) return ctx.Say(texts::kHostsListedFirst, kListedMax, found);
  ctx.Say(texts::kHostsListed, found);
}

void HostOffer(ServiceCtx& ctx) {
  const VhostOfferRow offer{
      .host = std::string(ctx.word(0)), .by = ctx.user.mask(), .set_at = ctx.state.now};
  std::string why = WhyNoHost(ctx.state, OfferedHost(offer, "x"));
  if (why.empty()) why = WhyTaken(ctx.state, offer.host, AccountId());
  if (why.empty() && FindOffer(ctx.state, offer.host) != nullptr) {
    why = ctx.Text(texts::kHostIsOfferedAlready);
  }
  if (why.empty() && ctx.state.vhosts.offers().size() >= kOffersMax) {
    why = ctx.Text(texts::kHostOffersFull);
  }
  if (!why.empty()) return ctx.SayFilled(why);
  SaveOfName(ctx, offer.host, {Put(offer)}, ctx.Text(texts::kHostIsOffered, offer.host));
}

void HostUnoffer(ServiceCtx& ctx) {
  const VhostOfferRow* offer = FindOffer(ctx.state, ctx.word(0));
  if (offer == nullptr) {
    return ctx.Say(texts::kHostNotOffered, SafeParam(ctx.word(0)).safe());
  }
  const std::string host = offer->host;
  SaveOfName(ctx, host, {Drop(*offer)}, ctx.Text(texts::kHostIsUnoffered, host));
}

}  // namespace irc
