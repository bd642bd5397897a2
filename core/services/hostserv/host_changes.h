// What several commands of HostServ share.
#ifndef IRCSERV_CORE_SERVICES_HOSTSERV_HOST_CHANGES_H_
#define IRCSERV_CORE_SERVICES_HOSTSERV_HOST_CHANGES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/records.h"
#include "core/services/services.h"

namespace irc {

// Whether the account may have the host; says why not.
bool IsHostFor(ServiceCtx& ctx, absl::string_view host, const Account& account);

// What gives the account the host.
Record HostRecord(const ServiceCtx& ctx, const Account& account, const std::string& host);

// The host of an offer for the account of that name.
std::string OfferedHost(const VhostOfferRow& offer, absl::string_view account);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_HOSTSERV_HOST_CHANGES_H_
