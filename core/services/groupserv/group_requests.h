// What the handlers of GroupServ's commands share.
#ifndef IRCSERV_CORE_SERVICES_GROUPSERV_GROUP_REQUESTS_H_
#define IRCSERV_CORE_SERVICES_GROUPSERV_GROUP_REQUESTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/group_rights.h"
#include "core/records.h"
#include "core/services/services.h"

namespace irc {

// The group of that name; says so and returns null when there is none.
const Group* RequireAnyGroup(ServiceCtx& ctx, absl::string_view name);
// The same, and says so when a change of the group is under way: for what changes it.
const Group* RequireGroup(ServiceCtx& ctx, absl::string_view name);
// The kept account of that name, which is not changing, to be made a member or to be taken out.
const Account* RequireTarget(ServiceCtx& ctx, absl::string_view name);
// Whether the user's account has the right in the group; says so when it does not.
bool RequireRight(ServiceCtx& ctx, const Group& group, GroupRight right);
// What the right allows.
const AnswerText<0>& HelpOf(GroupRight right);

// What the user may do in the group; 0: it is no member.
GroupRights OwnRights(const ServiceCtx& ctx, const Group& group);
// What a new member gets.
GroupRights JoinRightsOf(const Group& group);
// How many groups the account is a founder of.
size_t CountFounded(const State& state, AccountId account);

// Says so when the account wants to be in no group (SET NEVERGROUP of NickServ).
bool TakesGroups(ServiceCtx& ctx, const Account& account);
// Says so when the group has no room for another member.
bool HasRoom(ServiceCtx& ctx, const Group& group);
// Says why when the account cannot become a founder.
bool MayBecomeFounder(ServiceCtx& ctx, const Account& account);
// Says so when the account is the only founder of the group.
bool IsTheLastFounder(ServiceCtx& ctx, const Group& group, const Account& account);

// The row of a member that has these rights from now on.
Record MemberRecord(const ServiceCtx& ctx, const Group& group, const Account& account,
                    GroupRights rights);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_GROUPSERV_GROUP_REQUESTS_H_
