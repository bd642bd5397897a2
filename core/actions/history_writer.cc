#include "core/actions/history_writer.h"

#include <algorithm>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "core/actions/notify/channel_log.h"
#include "core/policy/heard.h"
#include "core/policy/visibility.h"
#include "core/protocol/parse.h"
#include "core/state/history_keeper.h"

namespace irc {
namespace {

HistoryItem ItemOf(const State& state, const User& author, const Message& message) {
  return MakeHistoryItem(state.now, state.seq, ParticipantOf(state, author), message);
}

HistoryItem ItemOf(const State& state, const User& author, const Utterance& utterance) {
  HistoryItem item = ItemOf(state, author, utterance.head);
  if (utterance.lines.empty()) return item;
  item.params.push_back(utterance.target);
  for (const TextLine& line : utterance.lines) item.lines.push_back({line.text, line.concat});
  return item;
}

// True if the message has only the tag for typing, which is of no use later.
// https://ircv3.net/specs/client-tags/typing
bool TellsOfTypingOnly(const Utterance& utterance) {
  if (utterance.text.has_value() || !utterance.lines.empty()) return false;
  bool only = true;
  ForEachTag(utterance.head.client_tags(), [&](absl::string_view key, absl::string_view, bool) {
    if (key != "+typing") only = false;
  });
  return only;
}

void GiveEventId(Outbox& out, Message& message) {
  if (message.msgid() != 0) return;
  message.set_msgid(out.ids().NewMsgid(), CapSet(Cap::kMessageTags) | CapSet(Cap::kEventPlayback));
}

bool EverybodySees(const State& state, const User& user, const Channel& channel) {
  const Member* member = FindMember(state, user, channel);
  return member != nullptr && VisibilityOf(channel, *member) == Visibility::kEverybody;
}

}  // namespace

void AppendToHistory(State& state, Outbox& out, const User& author, Channel& channel,
                     const Utterance& utterance) {
  LogSaid(state, out, author, channel, utterance.head, utterance.lines);
  if (TellsOfTypingOnly(utterance)) return;
  KeepInChannel(state, author, channel, ItemOf(state, author, utterance));
}

void AppendToHistory(State& state, const User& author, const User& target,
                     const Utterance& utterance) {
  if (TellsOfTypingOnly(utterance)) return;
  KeepInConversation(state, author, target, ItemOf(state, author, utterance));
}

void AppendEventToHistory(State& state, Outbox& out, const User& author, Channel& channel,
                          Message& message, const User* subject) {
  GiveEventId(out, message);
  if (subject != nullptr && !EverybodySees(state, *subject, channel)) return;
  LogLine(state, out, channel, message, author.account);
  KeepInChannel(state, author, channel, ItemOf(state, author, message));
}

void AppendEventToHistory(State& state, Outbox& out, const User& author, Message& message) {
  AppendEventToHistory(state, out, author, {.message = message, .words = ""});
}

void AppendEventToHistory(State& state, Outbox& out, const User& author, const Spoken& spoken) {
  GiveEventId(out, spoken.message);
  if (spoken.otherwise != nullptr) {
    // Both forms are one event and have one id.
    spoken.otherwise->set_msgid(spoken.message.msgid(), spoken.message.msgid_needs());
  }
  // In the order of the ids, as RebuildLedger finds them.
  absl::InlinedVector<SlotId<Channel>, 8> channels;
  for (const Membership& membership : author.channels) channels.push_back(membership.channel);
  std::sort(channels.begin(), channels.end());
  for (SlotId<Channel> id : channels) {
    Channel& channel = ChannelOf(state, id);
    if (!EverybodySees(state, author, channel)) continue;
    const bool unheard =
        !spoken.words.empty() && CannotBeHeard(state, author, channel, spoken.words).has_value();
    if (unheard && spoken.otherwise == nullptr) continue;
    const Message& heard = unheard ? *spoken.otherwise : spoken.message;
    LogLine(state, out, channel, heard, author.account);
    KeepInChannel(state, author, channel, ItemOf(state, author, heard));
  }
}

}  // namespace irc
