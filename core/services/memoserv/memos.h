// What several commands of MemoServ share.
#ifndef IRCSERV_CORE_SERVICES_MEMOSERV_MEMOS_H_
#define IRCSERV_CORE_SERVICES_MEMOSERV_MEMOS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/records.h"
#include "core/services/services.h"

namespace irc {

// A memo and its number.
using NumberedMemo = std::pair<size_t, const MemoRow*>;

// The memos that "1,3-5", LAST, NEW, READ or ALL means. Says so, and returns none, when there are
// none.
std::vector<NumberedMemo> RequireMemos(ServiceCtx& ctx, absl::string_view which);

// The user's own account; says so and returns null when it is frozen.
const Account* RequireUnfrozen(ServiceCtx& ctx);

// The kept account of that name or nick; says so and returns null when there is none.
const Account* RequireReceiver(ServiceCtx& ctx, absl::string_view name);

// Has the records kept, and then says `text`.
void SaveMemos(ServiceCtx& ctx, std::vector<Record> records, std::string text,
               CountedUses counted = {});

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_MEMOSERV_MEMOS_H_
