#include "core/joining.h"

#include <algorithm>
#include <array>

#include "core/list_reply.h"
#include "core/numerics.h"
#include "core/policy.h"

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

Message JoinMessage(const User& user, const Channel& channel) {
  Message join = From(user, "JOIN");
  join.Param(channel.name);
  // No account: "*". https://ircv3.net/specs/extensions/extended-join
  join.OnlyWith(Cap::kExtendedJoin)
      .Param(user.has_account() ? absl::string_view(user.account) : "*")
      .Trailing(user.realname);
  return join;
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
  out.ToChannel(*channel, JoinMessage(user, *channel));
  if (user.is_away()) {
    out.ToChannel(*channel, From(user, "AWAY").Trailing(user.away),
                  {.with = Cap::kAwayNotify, .except = &user});
  }
  SendTopic(out, *channel, user);
  for (SlotId<Session> id : user.sessions) {
    const Session& session = SessionOf(state, id);
    if (!session.caps.Has(Cap::kNoImplicitNames)) SendNames(state, out, session, user, *channel);
  }
}

void ShowOwnJoin(const State& state, Outbox& out, const Session& session, const User& user,
                 const Channel& channel) {
  out.ToSession(session, JoinMessage(user, channel));
  if (!channel.topic.text.empty()) {
    for (const Message& line : TopicReplies(channel)) out.ToSession(session, line);
  }
  SendNames(state, out, session, user, channel);
}

void LeaveChannel(State& state, Outbox& out, User& user, Channel& channel,
                  absl::string_view reason) {
  Message part = From(user, "PART");
  part.Param(channel.name);
  if (!reason.empty()) part.Trailing(reason);
  out.ToChannel(channel, part);
  PartChannel(state, channel, user);
}

void SendTopic(Outbox& out, const Channel& channel, const User& user) {
  if (channel.topic.text.empty()) return;
  for (const Message& line : TopicReplies(channel)) out.ToUser(user, line);
}

void SendNames(const State& state, Outbox& out, const Session& session, const User& viewer,
               const Channel& channel) {
  const bool inside = FindMember(state, viewer, channel) != nullptr;
  if (inside || CanSee(state, viewer, channel)) {
    Message head = Message::Numeric(kRplNamReply.code);
    head.Param(SymbolOf(channel)).Param(channel.name);
    ListReply names(state, out, session, std::move(head));
    for (const Member& member : channel.members) {
      const User& user = UserOf(state, member.user);
      if (!inside && !CanFind(state, viewer, user)) continue;
      std::string entry =
          PrefixSymbols(member.prefixes, session.caps.Has(Cap::kMultiPrefix));
      absl::StrAppend(&entry,
                      session.caps.Has(Cap::kUserhostInNames) ? user.mask() : user.nick);
      names.Add(entry);
    }
    names.Finish();
  }
  out.ToSession(session, kRplEndOfNames(Echo(channel.name)));
}

}  // namespace irc
