// HostServ REQUEST, OFFERLIST, TAKE, ON and OFF: what users do for their own host.
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "core/kept/commit.h"
#include "core/policy/hosts.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/services/hostserv/host_changes.h"
#include "core/texts/hostserv.h"

namespace irc {
namespace {

// Each host that somebody asks for is work for the staff, or a line to everybody who sees the user.
bool IsTooSoon(ServiceCtx& ctx, const Account& account) {
  const State& state = ctx.state;
  const absl::Duration pause = absl::Seconds(state.config.limits.host_request_seconds);
  if (UsesOf(state.account_uses.host_requests, account.id().value, pause, state.now) == 0) {
    return false;
  }
  ctx.Say(texts::kHostAskedJustNow);
  return true;
}

// Counts the use, and saves.
void SaveUse(ServiceCtx& ctx, const Account& account, Record record, std::string text) {
  State& state = ctx.state;
  CountUse(state.account_uses.host_requests, account.id().value,
           absl::Seconds(state.config.limits.host_request_seconds), state.now);
  AskCommit(ctx, {.records = {std::move(record)},
                  .account = account.name(),
                  .service = std::string(ctx.service.nick),
                  .text = std::move(text),
                  .counted = {.host_request = account.id().value}});
}

bool IsHostOf(const State& state, const Account& account, absl::string_view host) {
  const VhostRow* vhost = state.vhosts.Of(account.id());
  return vhost != nullptr && vhost->host == host;
}

// The offer that the user names, as OFFERLIST shows it or with the name of the account in it.
const VhostOfferRow* FindOffer(const State& state, const Account& account, absl::string_view host) {
  for (const auto& [key, offer] : state.vhosts.offers()) {
    if (absl::EqualsIgnoreCase(offer.host, host) ||
        absl::EqualsIgnoreCase(OfferedHost(offer, account.name()), host)) {
      return &offer;
    }
  }
  return nullptr;
}

void Show(ServiceCtx& ctx, bool on) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  if (ctx.state.vhosts.Of(account->id()) == nullptr) return ctx.Say(texts::kHostNone);
  if ((account->Setting(kShowsVhost) != "off") == on) {
    return ctx.Say(on ? texts::kHostIsOnAlready : texts::kHostIsOffAlready);
  }
  const SettingRow row{
      .account = account->id(), .key = std::string(kShowsVhost), .value = on ? "" : "off"};
  SaveAndSay(ctx, *account, {on ? Drop(row) : Put(row)},
             ctx.Text(on ? texts::kHostIsOn : texts::kHostIsOff));
}

}  // namespace

void HostRequest(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  const std::string host(ctx.word(0));
  if (!IsHostFor(ctx, host, *account)) return;
  if (IsHostOf(ctx.state, *account, host)) return ctx.Say(texts::kHostIsYours);
  if (IsTooSoon(ctx, *account)) return;
  SaveUse(ctx, *account,
          Put(VhostRequestRow{.account = account->id(), .host = host, .asked_at = ctx.state.now}),
          ctx.Text(texts::kHostIsRequested, host));
}

void HostOfferList(ServiceCtx& ctx) {
  for (const auto& [host, offer] : ctx.state.vhosts.offers()) ctx.Say(texts::kHostOffered, host);
  ctx.Say(texts::kHostsOffered, ctx.state.vhosts.offers().size());
}

void HostTake(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  const VhostOfferRow* offer = FindOffer(ctx.state, *account, ctx.word(0));
  if (offer == nullptr) {
    return ctx.Say(texts::kHostNotOffered, SafeParam(ctx.word(0)).safe());
  }
  const std::string host = OfferedHost(*offer, account->name());
  std::string why = WhyNoHost(ctx.state, host);
  // Several may have the same host only when it names none of them.
  if (why.empty() && host != offer->host) why = WhyTaken(ctx.state, host, account->id());
  if (!why.empty()) return ctx.SayFilled(why);
  if (IsHostOf(ctx.state, *account, host)) return ctx.Say(texts::kHostIsYours);
  if (IsTooSoon(ctx, *account)) return;
  SaveUse(ctx, *account, HostRecord(ctx, *account, host), ctx.Text(texts::kHostIsTaken, host));
}

void HostOn(ServiceCtx& ctx) { Show(ctx, true); }
void HostOff(ServiceCtx& ctx) { Show(ctx, false); }

}  // namespace irc
