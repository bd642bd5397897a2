// GroupServ INFO, LIST and LISTGROUPS: what is known about groups.
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "core/protocol/glob.h"
#include "core/protocol/names.h"
#include "core/replies/date.h"
#include "core/services/groupserv/group_requests.h"
#include "core/services/groupserv/group_settings.h"
#include "core/services/handlers.h"
#include "core/texts/groupserv.h"

namespace irc {
namespace {

constexpr size_t kListedMax = 100;

std::string FoundersOf(const State& state, const Group& group) {
  std::vector<std::string> names;
  for (const auto& [id, member] : group.members) {
    if (!Has(GroupRightsOfLetters(member.flags), GroupRight::kFounder)) continue;
    names.push_back(state.accounts.Find(id)->name());
  }
  return absl::StrJoin(names, " ");
}

void SayCount(ServiceCtx& ctx, size_t count) {
  if (count > kListedMax) return ctx.Say(texts::kGroupsListedFirst, kListedMax, count);
  ctx.Say(texts::kGroupsListed, count);
}

}  // namespace

// INFO <!group>
void GroupInfo(ServiceCtx& ctx) {
  const Group* group = RequireAnyGroup(ctx, ctx.word(0));
  if (group == nullptr) return;
  ctx.Say(texts::kGroupInfoName, group->name());
  ctx.Say(texts::kGroupInfoRegistered, FormatDate(group->row.registered_at));
  const std::string founders = FoundersOf(ctx.state, *group);
  if (!founders.empty()) ctx.Say(texts::kGroupInfoFounders, founders);
  ctx.Say(texts::kGroupInfoMembers, group->members.size());
  for (const GroupSettingInfo& info : kGroupSettings) {
    const absl::string_view value = group->Setting(info.key);
    if (!value.empty()) ctx.Say(texts::kGroupInfoSetting, absl::AsciiStrToUpper(info.key), value);
  }
  const Account* own = ctx.OwnAccount();
  if (own == nullptr) return;
  if (const GroupRights rights = group->RightsOf(own->id()); rights != 0) {
    ctx.Say(texts::kGroupInfoFlags, LettersOfGroup(rights));
  } else if (ctx.state.groups.IsInvited(group->id(), own->id())) {
    ctx.Say(texts::kGroupInfoInvited, group->name());
  }
}

// LIST [<mask>]
void GroupList(ServiceCtx& ctx) {
  const Glob mask(ctx.state.casemapping, ctx.words.empty() ? absl::string_view("*") : ctx.word(0));
  size_t found = 0;
  ctx.state.groups.ForEach([&](const Group& group) {
    if (!mask.Matches(GlobText(ctx.state.casemapping, group.name()))) return;
    if (++found > kListedMax) return;
    ctx.Say(texts::kGroupListed, group.name(), FoundersOf(ctx.state, group), group.members.size());
  });
  SayCount(ctx, found);
}

// LISTGROUPS
void GroupListOwn(ServiceCtx& ctx) {
  const AccountId own = ctx.OwnAccount()->id();
  size_t found = 0;
  for (const GroupId id : ctx.state.groups.GroupsOf(own)) {
    const Group& group = *ctx.state.groups.Find(id);
    if (++found > kListedMax) continue;
    ctx.Say(texts::kGroupListedOwn, group.name(), LettersOfGroup(group.RightsOf(own)));
  }
  SayCount(ctx, found);
}

}  // namespace irc
