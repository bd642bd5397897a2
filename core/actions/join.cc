#include "core/actions/join.h"

#include <algorithm>

#include "core/actions/channel_grants.h"
#include "core/actions/history_writer.h"
#include "core/actions/keep_channel.h"
#include "core/actions/notify/channel_log.h"
#include "core/actions/notify/metadata_notify.h"
#include "core/actions/topic.h"
#include "core/outbox/source.h"
#include "core/policy/heard.h"
#include "core/replies/names.h"
#include "core/replies/read_marker.h"
#include "core/state/registered.h"

namespace irc {
namespace {

void SetDefaultModes(const State& state, Channel& channel) {
  for (char letter : state.config.default_channel_modes) {
    const ChannelModeRow* row = FindChannelMode(letter);
    if (row != nullptr && row->kind == ModeKind::kFlag) channel.Set(row->mode, true);
  }
}

void CountJoin(const State& state, Channel& channel) {
  if (channel.extras->throttle.joins == 0) return;
  JoinThrottle& throttle = channel.extras.Edit().throttle;
  if (state.now >= throttle.window_began + absl::Seconds(throttle.seconds)) {
    throttle.window_began = state.now;
    throttle.seen = 0;
  }
  ++throttle.seen;
}

Message JoinMessage(Outbox& out, const User& user, const Channel& channel) {
  Message join = From(user, "JOIN");
  join.Param(channel.name).set_msgid(out.ids().NewMsgid());
  // No account: "*". https://ircv3.net/specs/extensions/extended-join
  join.OnlyWith(Cap::kExtendedJoin)
      .Param(user.has_account() ? absl::string_view(user.account) : "*")
      .Trailing(user.realname);
  return join;
}

// Sends the JOIN of the user to the members who see the user.
void ReplyJoin(State& state, Outbox& out, const User& user, Channel& channel,
               const AudienceFilter& filter) {
  Message join = JoinMessage(out, user, channel);
  AppendEventToHistory(state, out, user, channel, join, &user);
  out.ReplyToWitnesses(channel, user, join, filter);
  if (user.is_away()) {
    const absl::string_view heard = HeardText(state, user, channel, *user.away);
    out.ReplyToWitnesses(channel, user,
                         From(user, "AWAY").Trailing(heard.empty() ? kUnheardAway : heard),
                         {.has_all = Cap::kAwayNotify, .except = &user});
  }
  NotifyMetadataOfJoiner(state, out, channel, user);
}

// What a session of a member gets after the JOIN, whatever has brought it into the channel.
void ReplyEntry(State& state, Outbox& out, const Session& session, const User& user,
                const Channel& channel) {
  ReplyTopic(out, channel, session);
  ReplyReadMarker(state, out, session, user, channel.name);
  SyncMetadata(state, out, session, user, channel);
  if (!session.caps.Has(Cap::kNoImplicitNames)) ReplyNames(state, out, session, user, channel);
  TellOfLog(state, out, session, channel);
}

// KEEPTOPIC: whether the topic has outlived the last member.
void ForgetTopicOfEmpty(const State& state, Outbox& out, Channel& channel) {
  const RegisteredChannel* registered = RegistrationOf(state, channel);
  if (registered == nullptr || !channel.members.empty() || channel.topic.text.empty()) return;
  if (registered->Setting("keeptopic") != "off") return;
  channel.topic = {};
  KeepTopic(out, channel);
}

}  // namespace

void EnterChannel(State& state, Outbox& out, User& user, absl::string_view name) {
  Channel* channel = FindChannel(state, name);
  const bool created = channel == nullptr;
  if (created) {
    channel = &CreateChannel(state, name);
    SetDefaultModes(state, *channel);
  }
  const ChannelRights rights = created ? 0 : RightsIn(state, user, *channel);
  const Prefixes granted = PrefixesOnJoining(state, *channel, rights);
  ForgetTopicOfEmpty(state, out, *channel);
  JoinChannel(state, *channel, user, created ? kOp : granted);
  CountJoin(state, *channel);
  auto& invitations = user.invitations;
  invitations.erase(std::remove(invitations.begin(), invitations.end(), channel->id),
                    invitations.end());
  ReplyJoin(state, out, user, *channel, {});
  AnnouncePrefixes(state, out, *channel, user, granted, 0);
  for (SlotId<Session> id : user.sessions) {
    ReplyEntry(state, out, SessionOf(state, id), user, *channel);
  }
  FollowJoin(state, out, *channel, user, rights);
}

void ReplyOwnJoin(State& state, Outbox& out, const Session& session, const User& user,
                  const Channel& channel) {
  out.ReplyTo(session, JoinMessage(out, user, channel));
  ReplyEntry(state, out, session, user, channel);
}

void Reveal(State& state, Outbox& out, Channel& channel, User& user) {
  Member* member = FindMember(state, user, channel);
  if (member == nullptr || !member->hidden) return;
  ShowMember(user, *member);
  ReplyJoin(state, out, user, channel, {.except = &user});
}

void LeaveChannel(State& state, Outbox& out, User& user, Channel& channel,
                  absl::string_view reason) {
  Message part = From(user, "PART");
  part.Param(channel.name);
  if (!reason.empty()) part.Trailing(reason);
  AppendEventToHistory(state, out, user, channel, part, &user);
  out.ReplyToWitnesses(channel, user, part);
  PartChannel(state, channel, user);
}

void ForgetDeadInvitations(const State& state, User& user) {
  auto& list = user.invitations;
  list.erase(std::remove_if(list.begin(), list.end(),
                            [&](SlotId<Channel> id) { return state.channels.Find(id) == nullptr; }),
             list.end());
}

void RememberInvitation(const State& state, User& user, const Channel& channel) {
  ForgetDeadInvitations(state, user);
  auto& list = user.invitations;
  if (std::find(list.begin(), list.end(), channel.id) != list.end()) return;
  if (static_cast<int64_t>(list.size()) >= state.config.limits.invites_per_user) {
    list.erase(list.begin());
  }
  list.push_back(channel.id);
}

}  // namespace irc
