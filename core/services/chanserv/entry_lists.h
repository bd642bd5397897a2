// The lists of ChanServ that show a part of an access list: ACCESS, AKICK, and QOP and its like.
// Their entries have numbers, from 1 in the order in which they are shown, and DEL takes these.
#ifndef IRCSERV_CORE_SERVICES_CHANSERV_ENTRY_LISTS_H_
#define IRCSERV_CORE_SERVICES_CHANSERV_ENTRY_LISTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "core/services/entry_numbers.h"
#include "core/services/services.h"
#include "core/state/registered.h"

namespace irc {

// A list as the user sees it now.
struct EntryList {
  std::string name;  // "AKICK"
  const RegisteredChannel& channel;
  std::vector<const AccessEntry*> entries;
};

// The list of the entries for which `is_shown` holds, without those that are over.
EntryList EntriesFor(const ServiceCtx& ctx, std::string name, const RegisteredChannel& channel,
                     absl::FunctionRef<bool(const AccessEntry&)> is_shown);

// Says each entry, by what `describe` makes of its number and it, and how many there are.
void SayList(ServiceCtx& ctx, const EntryList& list,
             absl::FunctionRef<std::string(size_t, const AccessEntry&)> describe);

// Leaves those with such a number. Says so, and returns false, when there are none, or when the
// user may not see the list.
bool TakeNumbered(ServiceCtx& ctx, EntryList& list, const EntryNumbers& numbers);

// Has all entries of the list lose these rights, and those without any other ones dropped.
void SaveWithout(ServiceCtx& ctx, const EntryList& list, ChannelRights rights);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_CHANSERV_ENTRY_LISTS_H_
