// ChanServ AMODE: the access list as modes that accounts keep.
#include <optional>
#include <string>

#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/roles.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv_access.h"

namespace irc {
namespace {

// The role whose highest prefix on joining has that letter.
struct AmodeRow {
  char letter;
  Prefixes prefix;
  absl::string_view role;
};
constexpr AmodeRow kAmodes[] = {
    {'q', kOwner, "QOP"},  {'a', kAdmin, "SOP"}, {'o', kOp, "AOP"},
    {'h', kHalfop, "HOP"}, {'v', kVoice, "VOP"},
};

const AmodeRow* AmodeOf(ChannelRights rights) {
  const Prefixes highest = HighestRank(AutomaticPrefixes(rights));
  for (const AmodeRow& row : kAmodes) {
    if (row.prefix == highest) return &row;
  }
  return nullptr;
}

void ListAmodes(ServiceCtx& ctx, const RegisteredChannel& channel) {
  if (!MaySeeAccess(ctx, channel)) return;
  size_t said = 0;
  const auto say = [&](absl::string_view subject, ChannelRights rights) {
    const AmodeRow* row = AmodeOf(rights);
    if (row == nullptr) return;
    ++said;
    ctx.Say(texts::kAmodeOfSubject, subject, absl::string_view(&row->letter, 1));
  };
  say(NameOfAccount(ctx.state, channel.row.founder), kFounderRights);
  for (const AccessEntry& entry : channel.access.entries()) {
    if (!entry.IsOver(ctx.state.now)) say(SubjectOf(ctx.state, entry), entry.flags);
  }
  ctx.Say(texts::kAmodesKept, channel.name(), said);
}

}  // namespace

void AmodeOfChannel(ServiceCtx& ctx) {
  if (ctx.words.size() == 1) {
    const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
    if (channel != nullptr) ListAmodes(ctx, *channel);
    return;
  }
  const absl::string_view change = ctx.word(1);
  const AmodeRow* row = nullptr;
  for (const AmodeRow& each : kAmodes) {
    if (change.size() == 2 && change[1] == each.letter) row = &each;
  }
  if (row == nullptr || (change[0] != '+' && change[0] != '-') || ctx.words.size() < 3) {
    return ctx.SaySyntax();
  }
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kAccess);
  if (channel == nullptr) return;
  const std::optional<AccessRow> key = SubjectNamed(ctx, *channel, ctx.word(2));
  if (!key.has_value()) return;
  const AccessEntry* entry = EntryOf(ctx.state, *channel, *key);
  const ChannelRights before = RightsNow(ctx, entry);
  const ChannelRights role = RightsNamed(*channel, row->role).value_or(0);
  if (change[0] == '-' && AmodeOf(before) != row) {
    return ctx.Say(texts::kHasNoAmode, ctx.word(2), absl::string_view(&row->letter, 1),
                   channel->name());
  }
  const ChannelRights after = change[0] == '+' ? role : before & ~role;
  if (MayChangeRights(ctx, *channel, before, after)) SaveEntry(ctx, *channel, *key, after);
}

}  // namespace irc
