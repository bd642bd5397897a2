#include "core/services/hostserv/host_changes.h"

#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "core/kept/pending_records.h"
#include "core/policy/hosts.h"
#include "core/texts/hostserv.h"

namespace irc {
namespace {

// The host is on its way to somebody: two at once would have it both.
bool IsBeingGiven(const State& state, absl::string_view host) {
  return AnyPending(state, [&](const Record& record) {
    const auto* row = std::get_if<VhostRow>(&record.row);
    return row != nullptr && !record.drop && absl::EqualsIgnoreCase(row->host, host);
  });
}

}  // namespace

bool IsHostFor(ServiceCtx& ctx, absl::string_view host, const Account& account) {
  std::string why = WhyNoHost(ctx.state, host);
  if (why.empty()) why = WhyTaken(ctx.state, host, account.id());
  if (why.empty() && IsBeingGiven(ctx.state, host)) {
    why = ctx.Text(texts::kHostIsGiven);
  }
  if (!why.empty()) ctx.SayFilled(why);
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
