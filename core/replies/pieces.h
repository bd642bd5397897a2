// Answers in pieces. A long answer is not made at once: its parts (core/state/answer_part.h) wait
// in the state, and the next piece is made when the client has read the last one (Drained). So no
// list is too long for a send queue, and no question costs more than a piece in one event.
//
// A sender of a part, bool Send(…, Part&), replies until the part is done (true) or the piece is
// full (false; the part then says what is left). It asks Outbox::PieceIsFull before each item; at
// the beginning of an event the piece is empty, so each call gets on.
//
// Law of this file: a session's parts are sent in their order.
#ifndef IRCSERV_CORE_REPLIES_PIECES_H_
#define IRCSERV_CORE_REPLIES_PIECES_H_

#include <utility>
#include <vector>

#include "core/outbox/outbox.h"
#include "core/state/answer_part.h"
#include "core/state/state.h"

namespace irc {

// Puts a part behind those that wait.
void QueuePart(State& state, Outbox& out, const Session& session, decltype(AnswerPart::what) part);

// True when a reply would overtake parts that wait, or does not fit into the piece.
bool MustWait(const State& state, const Outbox& out, const Session& session);

// Calls send(part), and keeps what is left of it.
template <typename Part, typename Send>
void SendOrQueue(State& state, Outbox& out, const Session& session, Part part, Send&& send) {
  if (MustWait(state, out, session) || !send(part)) {
    QueuePart(state, out, session, std::move(part));
  }
}

// Calls visit(member) for the members that are left, until it returns false; true when none is
// left.
template <typename Visit>
bool ForEachLeft(const State& state, MembersLeft& members, Visit&& visit) {
  const Channel* channel = state.channels.Find(members.channel);
  if (channel == nullptr) return true;
  std::vector<SlotId<User>>& ids = members.ids;
  if (!members.begun) {
    size_t i = 0;
    while (i < channel->members.size() && visit(channel->members[i])) ++i;
    if (i == channel->members.size()) return true;
    members.begun = true;
    for (; i < channel->members.size(); ++i) ids.push_back(channel->members[i].user);
    return false;
  }
  size_t i = 0;
  for (; i < ids.size(); ++i) {
    const User* user = state.users.Find(ids[i]);
    const Member* member = user == nullptr ? nullptr : FindMember(state, *user, *channel);
    if (member != nullptr && !visit(*member)) break;
  }
  ids.erase(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(i));
  return ids.empty();
}

// A reply of a list that is made at once: it is sent, or waits when it does not fit into the piece.
void ReplyInTurn(State& state, Outbox& out, const Session& session, const Message& numeric);
bool SendReplies(Outbox& out, const Session& session, RepliesPart& part);

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_PIECES_H_
