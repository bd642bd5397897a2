#include "core/replies/names.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/policy/policy.h"
#include "core/policy/visibility.h"
#include "core/protocol/numerics.h"
#include "core/replies/list_reply.h"
#include "core/replies/pieces.h"

namespace irc {
namespace {

absl::string_view SymbolOf(const Channel& channel) {
  if (channel.Has(ChannelMode::kSecret)) return "@";
  return channel.Has(ChannelMode::kPrivate) ? "*" : "=";
}

// Sends 353 for the members who are left. A piece ends with a line, so that the lines are the same
// in pieces of any size.
bool SendMembers(const State& state, Outbox& out, const Session& session, const User& viewer,
                 MembersLeft& members) {
  const Channel* channel = state.channels.Find(members.channel);
  if (channel == nullptr) return true;
  const Member* inside = FindMember(state, viewer, *channel);
  if (inside == nullptr && !CanSeeChannel(state, viewer, *channel)) return true;
  Message head = Message::Numeric(kRplNamReply.code);
  head.Param(SymbolOf(*channel)).Param(channel->name);
  ListReply names(state, out, session, std::move(head));
  const bool done = ForEachLeft(state, members, [&](const Member& member) {
    if (!CanSeeMember(state, viewer, inside, *channel, member)) return true;
    // A member who is seen only by members with a prefix is left out of their own list too.
    if (&member == inside && VisibilityOf(*channel, member) == Visibility::kPrefixed) return true;
    const User& user = UserOf(state, member.user);
    std::string entry = PrefixSymbols(member.prefixes, session.caps.Has(Cap::kMultiPrefix));
    absl::StrAppend(&entry, session.caps.Has(Cap::kUserhostInNames) ? user.mask() : user.nick);
    if (names.BeginsLine(entry)) {
      names.Finish();
      if (out.PieceIsFull()) return false;
    }
    names.Add(entry);
    return true;
  });
  names.Finish();
  return done;
}

}  // namespace

void ReplyNames(State& state, Outbox& out, const Session& session, const User& viewer,
                const Channel& channel) {
  SendOrQueue(state, out, session,
              NamesPart{.members = {.channel = channel.id}, .ended = channel.name},
              [&](NamesPart& part) { return SendNames(state, out, session, viewer, part); });
}

bool SendNames(const State& state, Outbox& out, const Session& session, const User& viewer,
               NamesPart& part) {
  if (!SendMembers(state, out, session, viewer, part.members)) return false;
  if (!part.ended.empty()) out.ReplyTo(session, kRplEndOfNames(SafeParam(part.ended)));
  return true;
}

}  // namespace irc
