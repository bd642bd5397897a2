// What the handlers of several services' commands do to accounts.
#ifndef IRCSERV_CORE_SERVICES_ACCOUNT_CHANGES_H_
#define IRCSERV_CORE_SERVICES_ACCOUNT_CHANGES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/records.h"
#include "core/services/services.h"

namespace irc {

// Has the records about the account kept, and then says `text`. Where the user acts as an operator,
// `action` (not empty) is written into the audit with `detail`.
void SaveAndSay(ServiceCtx& ctx, const Account& account, std::vector<Record> records,
                std::string text, absl::string_view action = "", absl::string_view detail = "");

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_ACCOUNT_CHANGES_H_
