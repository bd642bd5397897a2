#include "core/actions/history_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/actions/utterance.h"
#include "core/outbox/batch.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/replies/pieces.h"

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

// https://github.com/ircv3/ircv3-specifications/pull/598
std::optional<ServerTag> EndTag(bool complete) {
  return complete ? std::optional<ServerTag>(ServerTag("draft/chathistory-end")) : std::nullopt;
}

// The messages that `session` gets of the item.
std::vector<Message> MessagesFor(const State& state, Outbox& out, const Session& session,
                                 const HistoryItem& item) {
  const absl::Time epoch = state.started;
  if (item.lines.empty()) return {MessageOf(epoch, item)};
  std::vector<TextLine> lines;
  for (const HistoryLine& line : item.lines) lines.push_back({std::string(line.text), line.concat});
  return MessagesFor(out, session,
                     {.head = HeadOf(epoch, item),
                      .target = item.params.empty() ? "*" : item.params[0],
                      .lines = lines});
}

// Sends an item in the batch of that reference.
void ReplyItem(const State& state, Outbox& out, const Session& session, HistoryItem item,
               absl::string_view name, absl::string_view batch) {
  if (!MayReplay(session, item)) return;
  size_t index = 0;
  const std::optional<std::string> target = NewTarget(item, name, index);
  if (target.has_value()) item.params[index] = *target;
  for (Message& message : MessagesFor(state, out, session, item)) {
    if (message.batch().empty()) message.set_batch(batch);
    out.ReplyTo(session, message);
  }
}

// About the length of what ReplyItem sends.
size_t BytesOf(const HistoryItem& item) {
  constexpr size_t kLineBytes = 160;
  size_t bytes = kLineBytes + item.source.size() + item.client_tags.size();
  for (absl::string_view param : item.params) bytes += param.size();
  for (const HistoryLine& line : item.lines) bytes += kLineBytes + line.text.size();
  return bytes;
}

bool FitsIntoPiece(const State& state, const std::vector<HistoryItem>& items) {
  size_t bytes = 0;
  for (const HistoryItem& item : items) bytes += BytesOf(item);
  return bytes <= static_cast<size_t>(state.config.limits.answer_bytes);
}

HistoryPart PartOf(UserCtx& ctx, const HistoryAnswer& answer,
                   const std::vector<HistoryItem>& items) {
  HistoryPart part{.target = std::string(answer.target), .complete = answer.complete};
  if (ctx.session.caps.Has(Cap::kBatch)) part.batch = ctx.out.ids().NewLastingBatch();
  if (const Channel* channel = FindChannel(ctx.state, answer.name)) {
    part.channel = channel->id;
  } else {
    const auto note = [&](const Conversation& conversation) {
      if (&conversation.log == answer.log) part.participants = conversation.participants;
    };
    ctx.state.conversations.ForEachOf(ParticipantOf(ctx.state, ctx.user), note);
  }
  for (const HistoryItem& item : items) part.left.push_back(item.position);
  return part;
}

// The history of a part, and the channel's name; null when the user may not read it any more.
const HistoryLog* LogOf(State& state, const User& user, const HistoryPart& part,
                        absl::string_view& name) {
  if (!part.channel.none()) {
    const Channel* channel = state.channels.Find(part.channel);
    if (channel == nullptr || !CanReadHistory(state, user, *channel)) return nullptr;
    name = channel->name;
    return &channel->history;
  }
  const Participants& of = part.participants;
  const Participant self = ParticipantOf(state, user);
  if (!(of.first == self) && !(of.second == self)) return nullptr;
  const Conversation* conversation = state.conversations.Find(of.first, of.second);
  return conversation == nullptr ? nullptr : &conversation->log;
}

}  // namespace

void ReplyHistory(UserCtx& ctx, const HistoryAnswer& answer,
                  const std::vector<HistoryItem>& items) {
  if (MustWait(ctx.state, ctx.out, ctx.session) || !FitsIntoPiece(ctx.state, items)) {
    return SendOrQueue(ctx.state, ctx.out, ctx.session, PartOf(ctx, answer, items),
                       [&](HistoryPart& part) {
                         return SendHistory(ctx.state, ctx.out, ctx.session, ctx.user, part);
                       });
  }
  Batch batch(ctx.out, ctx.session, "chathistory", {answer.target}, EndTag(answer.complete));
  for (const HistoryItem& item : items) {
    ReplyItem(ctx.state, ctx.out, ctx.session, item, answer.name, batch.reference());
  }
}

bool SendHistory(State& state, Outbox& out, const Session& session, const User& user,
                 HistoryPart& part) {
  if (!part.begun && !part.batch.empty()) {
    out.ReplyTo(session,
                OpenBatch(part.batch, "chathistory", {part.target}, EndTag(part.complete)));
  }
  part.begun = true;
  absl::string_view name;
  const HistoryLog* log = LogOf(state, user, part, name);
  size_t sent = 0;
  for (; sent < part.left.size() && log != nullptr && !out.PieceIsFull(); ++sent) {
    const std::optional<HistoryItem> item = log->Find(part.left[sent]);
    if (item.has_value()) ReplyItem(state, out, session, *item, name, part.batch);
    out.piece().Charge(1);
  }
  part.left.erase(part.left.begin(), part.left.begin() + static_cast<std::ptrdiff_t>(sent));
  if (!part.left.empty() && log != nullptr) return false;
  if (!part.batch.empty()) out.ReplyTo(session, CloseBatch(part.batch));
  return true;
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
