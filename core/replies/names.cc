#include "core/replies/names.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/policy/policy.h"
#include "core/policy/visibility.h"
#include "core/protocol/numerics.h"
#include "core/replies/list_reply.h"

namespace irc {
namespace {

absl::string_view SymbolOf(const Channel& channel) {
  if (channel.Has(ChannelMode::kSecret)) return "@";
  return channel.Has(ChannelMode::kPrivate) ? "*" : "=";
}

}  // namespace

void ReplyMembers(const State& state, Outbox& out, const Session& session, const User& viewer,
                  const Channel& channel) {
  const Member* inside = FindMember(state, viewer, channel);
  if (inside == nullptr && !CanSee(state, viewer, channel)) return;
  Message head = Message::Numeric(kRplNamReply.code);
  head.Param(SymbolOf(channel)).Param(channel.name);
  ListReply names(state, out, session, std::move(head));
  for (const Member& member : channel.members) {
    if (!CanSeeMember(state, viewer, inside, channel, member)) continue;
    // A member who is seen only by members with a prefix is left out of their own list too.
    if (&member == inside && VisibilityOf(channel, member) == Visibility::kPrefixed) continue;
    const User& user = UserOf(state, member.user);
    std::string entry = PrefixSymbols(member.prefixes, session.caps.Has(Cap::kMultiPrefix));
    absl::StrAppend(&entry, session.caps.Has(Cap::kUserhostInNames) ? user.mask() : user.nick);
    names.Add(entry);
  }
  names.Finish();
}

void ReplyNames(const State& state, Outbox& out, const Session& session, const User& viewer,
                const Channel& channel) {
  ReplyMembers(state, out, session, viewer, channel);
  out.ReplyTo(session, kRplEndOfNames(SafeParam(channel.name)));
}

}  // namespace irc
