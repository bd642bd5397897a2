// GroupServ REGISTER, DROP, FDROP, TRANSFER and SET: groups themselves.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/kept/channels/group_records.h"
#include "core/protocol/email.h"
#include "core/protocol/names.h"
#include "core/services/account_changes.h"
#include "core/services/confirmation.h"
#include "core/services/groupserv/group_requests.h"
#include "core/services/groupserv/group_settings.h"
#include "core/services/handlers.h"
#include "core/texts/common.h"
#include "core/texts/groupserv.h"
#include "core/texts/refusals.h"

namespace irc {
namespace {

// '!' and then what a channel has behind its '#', but nothing that a mask has, and no formatting,
// by which two names would look the same.
bool IsGroupName(const ServiceCtx& ctx, absl::string_view name) {
  return name.size() > 1 && name[0] == '!' && name.find_first_of("!*?@", 1) == name.npos &&
         std::none_of(name.begin(), name.end(), absl::ascii_iscntrl) &&
         IsValidChannelName(ctx.state.casemapping, absl::StrCat("#", name.substr(1)),
                            ctx.state.config.limits.channel_bytes);
}

// Has the group dropped, when the code is right.
void DropWithCode(ServiceCtx& ctx, const Group& group) {
  const std::string code = ConfirmationCode(
      absl::StrCat("!", group.id().value, "/", absl::ToUnixMillis(group.row.registered_at)));
  if (ctx.word(1) != code) {
    return ctx.Say(texts::kGroupDropCode, group.name(), ctx.request->name, code);
  }
  SaveOfName(ctx, group.name(), DropsOf(ctx.state, group),
             ctx.Text(texts::kGroupIsDropped, group.name()));
}

void SaySettings(ServiceCtx& ctx) {
  for (const GroupSettingInfo& row : kGroupSettings) {
    const AnswerText<2>& text = row.kind == GroupSettingKind::kSwitch   ? texts::kSettingSwitch
                                : row.kind == GroupSettingKind::kRights ? texts::kGroupSettingFlags
                                                                        : texts::kGroupSettingText;
    ctx.Say(text, absl::AsciiStrToUpper(row.key), ctx.Text(row.help));
  }
}

// What is kept of the value; empty: the default. Says why and returns false when it can be none.
bool TakeValue(ServiceCtx& ctx, const GroupSettingInfo& info, std::string& value) {
  const std::string name = absl::AsciiStrToUpper(info.key);
  if (value.empty()) return true;
  if (info.kind == GroupSettingKind::kSwitch) {
    value = absl::AsciiStrToLower(value);
    if (value != "on" && value != "off") {
      ctx.Say(texts::kSettingOnOrOff, name);
      return false;
    }
    if (value == "off") value.clear();
  }
  if (info.kind == GroupSettingKind::kRights) {
    const GroupRights rights = GroupRightsOfLetters(value);
    const bool all_known = std::all_of(value.begin(), value.end(), [](char letter) {
      return letter == '+' || (GroupRightOfLetter(letter) & kJoinRights) != 0;
    });
    if (rights == 0 || !all_known) {
      ctx.Say(texts::kGroupSettingIsFlags, name, LettersOfGroup(kJoinRights));
      return false;
    }
    value = LettersOfGroup(rights);
  }
  if (info.key == "email" && !IsEmail(value)) {
    ctx.Say(texts::kRegisterNoEmail);
    return false;
  }
  return true;
}

}  // namespace

// REGISTER <!group>
void GroupRegister(ServiceCtx& ctx) {
  const std::string name(ctx.word(0));
  if (!IsGroupName(ctx, name)) {
    return ctx.Say(texts::kGroupNoName, SafeParam(name).safe());
  }
  const Account* own = ctx.RequireAccount(ctx.user.account);
  if (own == nullptr) return;
  if (ctx.state.groups.Find(Fold(ctx.state.casemapping, name)) != nullptr ||
      IsGroupBeingTaken(ctx.state, name)) {
    return ctx.Say(texts::kGroupExists, name);
  }
  // Two registrations at once would be one too many.
  if (AnyGroupIsChanging(ctx.state, own->id())) {
    return ctx.Say(texts::kGroupsAreSaved);
  }
  if (!MayBecomeFounder(ctx, *own)) return;
  Group group;
  group.row = {.id = ctx.state.last_ids.NextGroup(), .name = name, .registered_at = ctx.state.now};
  SaveOfName(ctx, name, {Put(group.row), MemberRecord(ctx, group, *own, kGroupFounderRights)},
             ctx.Text(texts::kGroupIsRegistered, name));
}

// DROP <!group> [<code>]
void GroupDrop(ServiceCtx& ctx) {
  const Group* group = RequireGroup(ctx, ctx.word(0));
  if (group == nullptr || ctx.RequireAccount(ctx.user.account) == nullptr) return;
  if (RequireRight(ctx, *group, GroupRight::kFounder)) DropWithCode(ctx, *group);
}

// FDROP <!group> [<code>]
void GroupStaffDrop(ServiceCtx& ctx) {
  if (const Group* group = RequireGroup(ctx, ctx.word(0))) DropWithCode(ctx, *group);
}

// TRANSFER <!group> <account>
void GroupTransfer(ServiceCtx& ctx) {
  const Group* group = RequireGroup(ctx, ctx.word(0));
  const Account* own = group == nullptr ? nullptr : ctx.RequireAccount(ctx.user.account);
  if (own == nullptr || !RequireRight(ctx, *group, GroupRight::kFounder)) return;
  const Account* other = RequireTarget(ctx, ctx.word(1));
  if (other == nullptr) return;
  const GroupRights rights = group->RightsOf(other->id());
  if (rights == 0 || Has(rights, GroupRight::kBanned)) {
    return ctx.Say(texts::kGroupNotMember, other->name(), group->name());
  }
  if (Has(rights, GroupRight::kFounder)) {
    return ctx.Say(texts::kGroupFounderAlready, other->name(), group->name());
  }
  if (!MayBecomeFounder(ctx, *other)) return;
  const GroupRights left = group->RightsOf(own->id()) & ~BitOf(GroupRight::kFounder);
  SaveOfName(ctx, group->name(),
             {MemberRecord(ctx, *group, *other, kGroupFounderRights),
              MemberRecord(ctx, *group, *own, left == 0 ? kNewMemberRights : left)},
             ctx.Text(texts::kGroupIsTransferred, other->name(), group->name()));
}

// SET <!group> <setting> [<value>]
void GroupSet(ServiceCtx& ctx) {
  const std::string key = absl::AsciiStrToLower(ctx.word(1));
  const auto info = std::find_if(kGroupSettings.begin(), kGroupSettings.end(),
                                 [&](const GroupSettingInfo& row) { return row.key == key; });
  if (info == kGroupSettings.end()) {
    ctx.Say(texts::kGroupNoSetting, SafeParam(ctx.word(1)).safe());
    return SaySettings(ctx);
  }
  const Group* group = RequireGroup(ctx, ctx.word(0));
  if (group == nullptr || ctx.RequireAccount(ctx.user.account) == nullptr ||
      !RequireRight(ctx, *group, GroupRight::kSettings)) {
    return;
  }
  std::string value = ctx.WordsFrom(2);
  if (!TakeValue(ctx, *info, value)) return;
  const GroupSettingRow row{.group = group->id(), .key = key, .value = value};
  const std::string name = absl::AsciiStrToUpper(key);
  SaveOfName(ctx, group->name(), {value.empty() ? Drop(row) : Put(row)},
             value.empty() ? ctx.Text(texts::kGroupSettingDefault, name, group->name())
                           : ctx.Text(texts::kGroupSettingSet, name, group->name(), value));
}

}  // namespace irc
