#include "core/services/hostserv/host_changes.h"

#include "absl/strings/str_replace.h"
#include "core/policy/hosts.h"

namespace irc {

bool IsHostFor(ServiceCtx& ctx, absl::string_view host, const Account& account) {
  std::string why = WhyNoHost(ctx.state, host);
  if (why.empty()) why = WhyTaken(ctx.state, host, account.id());
  if (!why.empty()) ctx.Say(why);
  return why.empty();
}

Record HostRecord(const ServiceCtx& ctx, const Account& account, const std::string& host) {
  return Put(VhostRow{
      .account = account.id(), .host = host, .by = ctx.user.mask(), .set_at = ctx.state.now});
}

std::string OfferedHost(const VhostOfferRow& offer, absl::string_view account) {
  return absl::StrReplaceAll(offer.host, {{"$account", AccountAsHost(account)}});
}

}  // namespace irc
