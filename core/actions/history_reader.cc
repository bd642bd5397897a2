#include "core/actions/history_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/actions/utterance.h"
#include "core/outbox/batch.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"

namespace irc {

Conversation* FindConversation(State& state, const User& user, absl::string_view nick) {
  const Participant self = ParticipantOf(state, user);
  if (const User* peer = FindUser(state, nick)) {
    return state.conversations.Find(self, ParticipantOf(state, *peer));
  }
  const Folded name = Fold(state.casemapping, nick);
  Conversation* found = nullptr;
  state.conversations.ForEachOf(self, [&](Conversation& conversation) {
    const Participant& peer = conversation.Peer(self);
    // A guest who is connected was looked up by nick already, so they have another one now.
    if (peer.is_guest() && state.users.Find(peer.guest) != nullptr) return;
    if (!(Fold(state.casemapping, conversation.NickOfPeer(self)) == name)) return;
    if (found == nullptr || found->heard < conversation.heard) found = &conversation;
  });
  return found;
}

std::string SpellingOf(State& state, const User& user, absl::string_view target) {
  if (const Channel* channel = FindChannel(state, target)) {
    const bool may_look = CanReadHistory(state, user, *channel);
    return may_look ? channel->name : std::string(target);
  }
  if (const User* peer = FindUser(state, target)) return peer->nick;
  const Conversation* conversation = FindConversation(state, user, target);
  return conversation == nullptr ? std::string(target)
                                 : conversation->NickOfPeer(ParticipantOf(state, user));
}

void ForEachHistory(State& state, const User& user,
                    absl::FunctionRef<void(absl::string_view, const HistoryLog&)> visit) {
  for (const Membership& membership : user.channels) {
    const Channel& channel = ChannelOf(state, membership.channel);
    if (CanReadHistory(state, user, channel)) visit(channel.name, channel.history);
  }
  const Participant self = ParticipantOf(state, user);
  state.conversations.ForEachOf(self, [&](Conversation& conversation) {
    const User* peer = state.users.Find(conversation.Peer(self).guest);
    visit(peer == nullptr ? conversation.NickOfPeer(self) : peer->nick, conversation.log);
  });
}

namespace {

bool MayReplay(const Session& session, const HistoryItem& item) {
  const CapSet needs = RowOf(item.kind).needs;
  return (session.caps & needs) == needs;
}

// The item's target under the channel's present name, with its prefix symbols; nothing when the
// name has not changed. With the old name, the client would show a channel that it does not know.
// `index` is set to that of the parameter.
std::optional<std::string> NewTarget(const HistoryItem& item, absl::string_view name,
                                     size_t& index) {
  const int param = RowOf(item.kind).channel_param;
  if (name.empty() || param < 0) return std::nullopt;
  index = static_cast<size_t>(param);
  if (item.params.size() <= index) return std::nullopt;
  const absl::string_view target = item.params[index];
  // "@#c" is the target of a message to the operators of #c.
  const size_t symbols = std::min(target.find('#'), target.size());
  if (target.substr(symbols) == name) return std::nullopt;
  return absl::StrCat(target.substr(0, symbols), name);
}

// The messages that `session` gets of the item.
std::vector<Message> MessagesFor(Outbox& out, const Session& session, const HistoryItem& item) {
  const absl::Time epoch = out.epoch();
  if (item.lines.empty()) return {MessageOf(epoch, item)};
  std::vector<TextLine> lines;
  for (const HistoryLine& line : item.lines) lines.push_back({std::string(line.text), line.concat});
  return MessagesFor(out, session,
                     {.head = HeadOf(epoch, item),
                      .target = item.params.empty() ? "*" : item.params[0],
                      .lines = lines});
}

}  // namespace

void ReplyHistory(Outbox& out, const Session& session, const HistoryAnswer& answer,
                  const std::vector<HistoryItem>& items) {
  // https://github.com/ircv3/ircv3-specifications/pull/598
  std::optional<ServerTag> end;
  if (answer.complete) end = ServerTag("draft/chathistory-end");
  Batch batch(out, session, "chathistory", {answer.target}, end);
  for (HistoryItem item : items) {
    if (!MayReplay(session, item)) continue;
    size_t index = 0;
    const std::optional<std::string> target = NewTarget(item, answer.name, index);
    if (target.has_value()) item.params[index] = *target;
    for (Message& message : MessagesFor(out, session, item)) {
      if (message.batch().empty()) {
        batch.Add(std::move(message));
      } else {
        out.ReplyTo(session, message);
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
