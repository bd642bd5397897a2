// What the handlers of several services' commands do to accounts, and memos that they write.
#ifndef IRCSERV_CORE_SERVICES_ACCOUNT_CHANGES_H_
#define IRCSERV_CORE_SERVICES_ACCOUNT_CHANGES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/records.h"
#include "core/services/services.h"

namespace irc {

// Has the records about the account kept, and then says `text`. A command for operators is written
// into the audit with `detail`: as its name, or as `action` when that is not empty.
void SaveAndSay(ServiceCtx& ctx, const Account& account, std::vector<Record> records,
                std::string text, absl::string_view action = "", absl::string_view detail = "");

// The same for records about a name that need not be an account's.
void SaveOfName(ServiceCtx& ctx, absl::string_view name, std::vector<Record> records,
                std::string text, absl::string_view detail = "");

// What holds the name, so that nobody registers it.
std::vector<Record> HoldOf(const ServiceCtx& ctx, const std::string& name, std::string reason);

// Whether the account may get another memo.
bool HasRoomForMemo(const State& state, const Account& account);
// The reason why the account takes no memo of the sender; empty: it does.
std::string WhyNoMemo(const ServiceCtx& ctx, const Account& from, const Account& to);
// Counts a memo of the sender; says so and returns false when the last one was just now.
bool MaySendMemo(ServiceCtx& ctx, const Account& from);

// Says the marks of a name; returns how many there are.
size_t SayMarks(ServiceCtx& ctx, absl::string_view name);
// SET EMAIL: another mail address, or none.
void SetEmail(ServiceCtx& ctx);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_ACCOUNT_CHANGES_H_
