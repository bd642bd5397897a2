#include "core/actions/join.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "core/actions/history_writer.h"
#include "core/actions/list_reply.h"
#include "core/actions/metadata_notify.h"
#include "core/policy/policy.h"
#include "core/policy/visibility.h"
#include "core/protocol/numerics.h"
#include "core/protocol/render.h"

namespace irc {
namespace {

void SetDefaultModes(const State& state, Channel& channel) {
  for (char letter : state.config.default_channel_modes) {
    const ChannelModeRow* row = FindChannelMode(letter);
    if (row != nullptr && row->kind == ModeKind::kFlag) channel.Set(row->mode, true);
  }
}

void CountJoin(const State& state, JoinThrottle& throttle) {
  if (throttle.joins == 0) return;
  if (state.now >= throttle.window_began + absl::Seconds(throttle.seconds)) {
    throttle.window_began = state.now;
    throttle.seen = 0;
  }
  ++throttle.seen;
}

Message JoinMessage(Outbox& out, const User& user, const Channel& channel) {
  Message join = From(user, "JOIN");
  join.Param(channel.name).set_msgid(out.NewMsgid());
  // No account: "*". https://ircv3.net/specs/extensions/extended-join
  join.OnlyWith(Cap::kExtendedJoin)
      .Param(user.has_account() ? absl::string_view(user.account) : "*")
      .Trailing(user.realname);
  return join;
}

// Shows the user's coming to those who may see it.
void ShowJoin(const State& state, Outbox& out, const User& user, Channel& channel,
              const Only& only) {
  Message join = JoinMessage(out, user, channel);
  RecordEvent(state, out, user, channel, join, &user);
  out.ToWitnesses(channel, user, join, only);
  if (user.is_away()) {
    out.ToWitnesses(channel, user, From(user, "AWAY").Trailing(*user.away),
                    {.with = Cap::kAwayNotify, .except = &user});
  }
  TellMetadataOfJoiner(out, channel, user);
}

std::array<Message, 2> TopicReplies(const Channel& channel) {
  return {kRplTopic(channel.name, channel.topic.text),
          kRplTopicWhoTime(channel.name, channel.topic.setter,
                           absl::ToUnixSeconds(channel.topic.set_at))};
}

absl::string_view SymbolOf(const Channel& channel) {
  if (channel.Has(ChannelMode::kSecret)) return "@";
  return channel.Has(ChannelMode::kPrivate) ? "*" : "=";
}

}  // namespace

void EnterChannel(State& state, Outbox& out, User& user, absl::string_view name) {
  Channel* channel = FindChannel(state, name);
  const bool created = channel == nullptr;
  if (created) {
    channel = &CreateChannel(state, name);
    SetDefaultModes(state, *channel);
  }
  JoinChannel(state, *channel, user, created ? kOp : Prefixes{0});
  CountJoin(state, channel->throttle);
  auto& invitations = user.invitations;
  invitations.erase(std::remove(invitations.begin(), invitations.end(), channel->id),
                    invitations.end());
  ShowJoin(state, out, user, *channel, {});
  SendTopic(out, *channel, user);
  for (SlotId<Session> id : user.sessions) {
    const Session& session = SessionOf(state, id);
    SendReadMarker(state, out, session, user, channel->name);
    SyncMetadata(state, out, session, user, *channel);
    if (!session.caps.Has(Cap::kNoImplicitNames)) SendNames(state, out, session, user, *channel);
  }
}

void ShowOwnJoin(const State& state, Outbox& out, const Session& session, const User& user,
                 const Channel& channel) {
  out.ToSession(session, JoinMessage(out, user, channel));
  if (!channel.topic.text.empty()) {
    for (const Message& line : TopicReplies(channel)) out.ToSession(session, line);
  }
  SyncMetadata(state, out, session, user, channel);
  if (!session.caps.Has(Cap::kNoImplicitNames)) SendNames(state, out, session, user, channel);
}

void Reveal(State& state, Outbox& out, Channel& channel, User& user) {
  Member* member = FindMember(state, user, channel);
  if (member == nullptr || !member->hidden) return;
  member->hidden = false;
  ShowJoin(state, out, user, channel, {.except = &user});
}

void LeaveChannel(State& state, Outbox& out, User& user, Channel& channel,
                  absl::string_view reason) {
  Message part = From(user, "PART");
  part.Param(channel.name);
  if (!reason.empty()) part.Trailing(reason);
  RecordEvent(state, out, user, channel, part, &user);
  out.ToWitnesses(channel, user, part);
  PartChannel(state, channel, user);
}

void SendReadMarker(const State& state, Outbox& out, const Session& session, const User& user,
                    absl::string_view target) {
  if (!session.caps.Has(Cap::kReadMarker)) return;
  const auto marker = user.read_markers->find(Fold(state.casemapping, target));
  out.ToSession(session,
                Message("MARKREAD")
                    .Param(target)
                    .Param(absl::string_view(
                        marker == user.read_markers->end()
                            ? "*"
                            : absl::StrCat("timestamp=", FormatServerTime(marker->second)))));
}

void SendTopic(Outbox& out, const Channel& channel, const User& user) {
  if (channel.topic.text.empty()) return;
  for (const Message& line : TopicReplies(channel)) out.ToUser(user, line);
}

void SendMembers(const State& state, Outbox& out, const Session& session, const User& viewer,
                 const Channel& channel) {
  const Member* inside = FindMember(state, viewer, channel);
  if (inside == nullptr && !CanSee(state, viewer, channel)) return;
  Message head = Message::Numeric(kRplNamReply.code);
  head.Param(SymbolOf(channel)).Param(channel.name);
  ListReply names(state, out, session, std::move(head));
  for (const Member& member : channel.members) {
    if (!CanSeeMember(state, viewer, inside, channel, member)) continue;
    // Whom others see only by their rank does not stand in his own list either.
    if (&member == inside && SightOf(channel, member) == Sight::kPrefixed) continue;
    const User& user = UserOf(state, member.user);
    std::string entry = PrefixSymbols(member.prefixes, session.caps.Has(Cap::kMultiPrefix));
    absl::StrAppend(&entry, session.caps.Has(Cap::kUserhostInNames) ? user.mask() : user.nick);
    names.Add(entry);
  }
  names.Finish();
}

void SendNames(const State& state, Outbox& out, const Session& session, const User& viewer,
               const Channel& channel) {
  SendMembers(state, out, session, viewer, channel);
  out.ToSession(session, kRplEndOfNames(Echo(channel.name)));
}

}  // namespace irc
