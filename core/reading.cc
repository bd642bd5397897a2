#include "core/reading.h"

#include "core/batch.h"
#include "core/names.h"
#include "core/policy.h"
#include "core/recording.h"

namespace irc {

Conversation* FindConversation(State& state, const User& user, absl::string_view nick) {
  const Party self = PartyOf(state, user);
  if (const User* peer = FindUser(state, nick)) {
    return state.conversations.Find(self, PartyOf(state, *peer));
  }
  const Folded name = Fold(state.casemapping, nick);
  Conversation* found = nullptr;
  state.conversations.ForEachOf(self, [&](Conversation& conversation) {
    const Party& peer = conversation.Peer(self);
    // A guest who is here has another nick now.
    if (peer.is_guest() && state.users.Find(peer.guest) != nullptr) return;
    if (!(Fold(state.casemapping, conversation.NickOfPeer(self)) == name)) return;
    if (found == nullptr || found->heard < conversation.heard) found = &conversation;
  });
  return found;
}

void ForEachHistory(State& state, const User& user,
                    absl::FunctionRef<void(absl::string_view, const HistoryLog&)> visit) {
  for (const Membership& membership : user.channels) {
    const Channel& channel = ChannelOf(state, membership.channel);
    if (CanReadHistory(state, user, channel)) visit(channel.name, channel.history);
  }
  const Party self = PartyOf(state, user);
  state.conversations.ForEachOf(self, [&](Conversation& conversation) {
    const User* peer = state.users.Find(conversation.Peer(self).guest);
    visit(peer == nullptr ? conversation.NickOfPeer(self) : peer->nick, conversation.log);
  });
}

void SendHistory(Outbox& out, const Session& session, absl::string_view target,
                 const std::vector<const HistoryItem*>& items) {
  Batch batch(out, session, "chathistory", {target});
  for (const HistoryItem* item : items) {
    // One whose command the session does not know is not for it.
    if (item->kind == HistoryKind::kTagmsg && !session.caps.Has(Cap::kMessageTags)) continue;
    for (Message& message : Replay(out, session, *item)) {
      if (message.batch().empty()) {
        batch.Add(std::move(message));
      } else {
        out.ToSession(session, message);
      }
    }
  }
}

std::optional<absl::Time> ParseServerTime(absl::string_view text) {
  constexpr size_t kBytes = 24;
  absl::Time time;
  std::string error;
  if (text.size() != kBytes || text.back() != 'Z' ||
      !absl::ParseTime("%Y-%m-%d%ET%H:%M:%E3SZ", text, absl::UTCTimeZone(), &time, &error)) {
    return std::nullopt;
  }
  return time;
}

}  // namespace irc
