// FindViolatedInvariant: the invariants of the state, in one place.
#include <algorithm>
#include <functional>

#include "absl/strings/str_cat.h"
#include "core/state/history_keeper.h"
#include "core/state/state.h"

namespace irc {
namespace {

// True if the account of a user or session exists, or there is none.
bool HasAccount(const State& state, const std::string& account) {
  return account.empty() || FindAccount(state, account) != nullptr;
}

// True if the name from a snapshot is case-folded.
bool IsFolded(const State& state, const Folded& name) {
  return Fold(state.casemapping, name.bytes()) == name;
}

// True if every id of a list that outlives its objects was the id of an object once.
template <typename T>
bool WereIssued(const SlotMap<T>& map, const std::vector<SlotId<T>>& ids) {
  return std::all_of(ids.begin(), ids.end(), [&](SlotId<T> id) { return map.WasIssued(id); });
}

std::string CheckBatch(const State& state, const Session& session) {
  if (session.batch == nullptr) return "";
  const ClientBatch& batch = *session.batch;
  if (state.batch_deadlines.contains({batch.deadline, session.id}) == batch.refused) {
    return "a batch has a deadline exactly as long as it is not refused";
  }
  if (!batch.refused && batch.deadline > state.now + kClientBatchTimeout) {
    return "the deadline of a batch is too far away";
  }
  if (batch.command.empty() ? !batch.lines.empty()
                            : batch.command != "PRIVMSG" && batch.command != "NOTICE") {
    return "the lines of a batch have another command than PRIVMSG and NOTICE";
  }
  return "";
}

std::string CheckSession(const State& state, const Session& session) {
  const auto& keys = session.metadata_use->subscriptions;
  if (std::adjacent_find(keys.begin(), keys.end(), std::greater_equal<>()) != keys.end()) {
    return "the keys that a session subscribes to are sorted";
  }
  if (state.sessions.Find(session.slot) != &session) return "a session is not in its slot";
  if (FindSession(state, session.id) != &session) return "a session is not in its index";
  for (const std::string& nick : session.monitored) {
    const auto* monitors = MonitorsOf(state, nick);
    if (monitors == nullptr || !monitors->contains(session.slot)) {
      return "a session that monitors is not in the index";
    }
  }
  if (session.registered() == session.user.none()) {
    return "a session is registered exactly when it has a user";
  }
  if (std::string found = CheckBatch(state, session); !found.empty()) return found;
  if (session.registered()) {
    const User* user = state.users.Find(session.user);
    if (user == nullptr) return "a session's user does not exist";
    if (session.login != nullptr && !user->has_account()) return "a login is left over";
    if (std::count(user->sessions.begin(), user->sessions.end(), session.slot) != 1) {
      return "a user does not know his session";
    }
    return "";
  }
  if (state.registration_deadlines.count({session.registration->deadline, session.id}) != 1) {
    return "an unregistered session has no deadline";
  }
  if (session.login != nullptr && session.registration->account.empty()) {
    return "a login is left over";
  }
  if (!HasAccount(state, session.registration->account)) {
    return "a session is logged in to an account that does not exist";
  }
  const std::string& nick = session.registration->nick;
  if (nick.empty()) return "";
  if (!IsValidNick(state.casemapping, nick, state.config.limits.nick_bytes))
    return "a reserved nick is no nick";
  auto it = state.nick_index.find(Fold(state.casemapping, nick));
  if (it == state.nick_index.end() || it->second.session != session.slot) {
    return "a reserved nick is not in its index";
  }
  return "";
}

bool IsTwiceInAChannel(const User& user) {
  std::vector<SlotId<Channel>> ids;
  for (const Membership& membership : user.channels) ids.push_back(membership.channel);
  std::sort(ids.begin(), ids.end());
  return std::adjacent_find(ids.begin(), ids.end()) != ids.end();
}

std::string CheckUser(const State& state, const User& user) {
  if (state.users.Find(user.id) != &user) return "a user is not in his slot";
  if (FindUser(state, user.nick) != &user) return "a user is not in the index of nicks";
  if (!IsValidNick(state.casemapping, user.nick, state.config.limits.nick_bytes))
    return "the nick of a user is no nick";
  if (!HasAccount(state, user.account)) return "a user's account does not exist";
  if (user.sessions.empty()) return "a user has no session";
  for (SlotId<Session> id : user.sessions) {
    const Session* session = state.sessions.Find(id);
    if (session == nullptr || session->user != user.id) return "a user's session is not his";
  }
  for (const Membership& membership : user.channels) {
    const Channel* channel = state.channels.Find(membership.channel);
    if (channel == nullptr) return "a user is in a channel that does not exist";
    if (membership.index >= channel->members.size() ||
        channel->members[membership.index].user != user.id) {
      return "a membership points to somebody else";
    }
  }
  if (IsTwiceInAChannel(user)) return "a user is in a channel twice";
  if (!WereIssued(state.channels, user.invitations)) return "an invitation leads to no channel";
  if (!WereIssued(state.users, *user.accepted)) return "an accepted user has never been there";
  for (const auto& [target, time] : *user.read_markers) {
    if (!IsFolded(state, target)) return "the target of a read marker is not folded";
  }
  if (user.Has(UserMode::kServerNotices) != state.notice_readers.contains(user.id)) {
    return "who reads server notices is in the index, others are not";
  }
  if (user.is_oper() != user.Has(UserMode::kOper)) return "operators have +o, others do not";
  return "";
}

std::string CheckChannel(const State& state, const Channel& channel) {
  if (state.channels.Find(channel.id) != &channel) return "a channel is not in its slot";
  if (FindChannel(state, channel.name) != &channel) return "a channel is not in its index";
  if (channel.registered == ChannelId()) {
    if (channel.members.empty()) return "a channel is empty";
  } else {
    const RegisteredChannel* registered = state.registered_channels.Find(channel.registered);
    if (registered == nullptr) return "a channel is registered, but has no registration";
    if (registered->live != channel.id) return "the registration of a channel leads to another";
    if (registered->name() != channel.name) return "a registered channel has another name";
  }
  if (!IsValidChannelName(state.casemapping, channel.name, state.config.limits.channel_bytes)) {
    return "the name of a channel is no channel name";
  }
  if (!channel.history.IsInOrder({state.seq, UINT32_MAX}, state.now)) {
    return "the history of a channel is out of order";
  }
  for (const Knock& knock : channel.extras->knocks) {
    if (!state.users.WasIssued(knock.user)) return "a user who knocked has never been there";
  }
  for (size_t i = 0; i < channel.members.size(); ++i) {
    const User* user = state.users.Find(channel.members[i].user);
    if (user == nullptr) return "a member does not exist";
    if (channel.members[i].hidden && channel.members[i].prefixes != 0) {
      return "a member with a prefix is hidden";
    }
    const auto is_this = [&](const Membership& membership) {
      return membership.channel == channel.id && membership.index == i;
    };
    if (std::count_if(user->channels.begin(), user->channels.end(), is_this) != 1) {
      return "a member does not know his channel";
    }
  }
  return "";
}

std::string CheckConversation(const State& state, const Conversation& conversation) {
  const auto can_read = [&](const Participant& participant) {
    return !participant.is_guest() || state.users.Find(participant.guest) != nullptr;
  };
  if (!can_read(conversation.participants.first) && !can_read(conversation.participants.second)) {
    return "nobody is left who may read a conversation";
  }
  for (const Participant& participant :
       {conversation.participants.first, conversation.participants.second}) {
    if (participant.is_guest() == !(participant.account == Folded())) {
      return "a participant of a conversation is either an account or a guest";
    }
    if (participant.is_guest() ? !state.users.WasIssued(participant.guest)
                               : !IsFolded(state, participant.account)) {
      return "a participant of a conversation has never been there";
    }
  }
  if (conversation.log.empty()) return "a conversation has no message";
  const HistoryPosition latest{state.seq, UINT32_MAX};
  if (conversation.heard > latest || !conversation.log.IsInOrder(conversation.heard, state.now)) {
    return "the history of a conversation is out of order";
  }
  return "";
}

std::string CheckFormerNames(const State& state) {
  std::string found;
  state.former_names.ForEach([&](const Folded& name, SlotId<Channel> channel) {
    if (!IsFolded(state, name)) found = "a former name of a channel is not folded";
    if (!state.channels.WasIssued(channel)) found = "a former name leads to no channel";
  });
  return found;
}

std::string CheckCounting(const State& state) {
  // A bound far below an overflow of a sum of times or a count.
  constexpr absl::Time kYear2200 = absl::FromUnixSeconds(7'258'118'400);
  if (state.now < absl::UnixEpoch() || state.now > kYear2200) return "the time is out of range";
  if (state.last_effect > UINT64_MAX / 2) return "the count of requests is out of range";
  for (const auto& [user, shown] : state.hosts_shown) {
    if (state.users.Find(user) == nullptr) return "a host was shown by nobody";
  }
  std::string found;
  state.nick_guard.deadlines.ForEach([&](SlotId<User> user, absl::Time) {
    if (state.users.Find(user) == nullptr) found = "nobody has a nick that has a deadline";
  });
  state.nick_guard.held.ForEach([&](const Folded& nick, absl::Time) {
    if (!IsFolded(state, nick)) found = "a nick that is held is not folded";
  });
  if (!found.empty()) return found;
  for (const auto& [effect, pending] : state.pending) {
    if (effect == 0 || effect > state.last_effect) return "a request was never made";
  }
  return "";
}

std::string CheckGroups(const State& state) {
  std::string found;
  state.groups.ForEach([&](const Group& group) {
    for (const auto& [id, member] : group.members) {
      if (state.accounts.Find(id) == nullptr) found = "a member of a group has no account";
    }
  });
  return found;
}

std::string CheckUnfinished(const State& state) {
  for (const auto& [slot, parts] : state.unfinished) {
    const Session* session = state.sessions.Find(slot);
    if (session == nullptr || !session->registered()) return "nobody waits for an answer";
    if (parts.empty()) return "an answer that is finished is left over";
    for (const AnswerPart& part : parts) {
      const auto* replies = std::get_if<RepliesPart>(&part.what);
      if (replies == nullptr) continue;
      for (const SavedReply& reply : replies->left) {
        if (reply.code < 1 || reply.code > 999) return "a reply has no numeric";
      }
    }
  }
  return "";
}

std::string CheckCounts(const State& state) {
  uint64_t invisible = 0, opers = 0, readers = 0, unregistered = 0, batches = 0,
           nicks = state.users.size();
  state.users.ForEach([&](const User& user) {
    invisible += user.Has(UserMode::kInvisible) ? 1 : 0;
    opers += user.is_oper() ? 1 : 0;
    readers += user.Has(UserMode::kServerNotices) ? 1 : 0;
  });
  size_t monitored = 0, monitors = 0;
  for (const auto& [nick, sessions] : state.monitors) monitors += sessions.size();
  state.sessions.ForEach([&](const Session& session) {
    monitored += session.monitored.size();
    unregistered += session.registered() ? 0 : 1;
    batches += session.batch != nullptr && !session.batch->refused ? 1 : 0;
    nicks += !session.registered() && !session.registration->nick.empty() ? 1 : 0;
  });
  if (invisible != state.counters.invisible) return "the count of invisible users is wrong";
  if (opers != state.counters.opers) return "the count of operators is wrong";
  if (unregistered != state.registration_deadlines.size()) return "a deadline is left over";
  if (batches != state.batch_deadlines.size()) return "a deadline of a batch is left over";
  if (nicks != state.nick_index.size()) return "a nick is left over";
  if (monitored != monitors) return "a monitor is left over";
  if (readers != state.notice_readers.size()) return "a reader of notices is left over";
  if (state.channels.size() != state.channel_index.size()) return "a channel's name is left over";
  if (state.sessions.size() != state.session_index.size()) return "a session's id is left over";
  absl::Time deadline = absl::InfiniteFuture();
  for (const ServerBan& ban : state.bans) {
    deadline = std::min({deadline, ban.expires_at, ban.hits_due});
  }
  if (deadline != state.next_ban_deadline) return "the soonest deadline of a ban is wrong";
  return "";
}

std::string CheckBelongings(const State& state) {
  std::string found;
  const auto check = [&](AccountId owner, AccountId account) {
    if (owner != account || state.accounts.Find(account) == nullptr) {
      found = "a memo or a host is that of no account";
    }
  };
  state.memos.ForEachAccount([&](AccountId account) {
    check(account, account);
    for (const MemoRow* memo : state.memos.Of(account)) check(memo->account, account);
    for (const MemoIgnoreRow& ignore : state.memos.IgnoresOf(account)) {
      check(ignore.account, account);
      check(ignore.ignored, ignore.ignored);
    }
  });
  for (const auto& [id, vhost] : state.vhosts.hosts()) check(vhost.account, {id});
  for (const auto& [id, request] : state.vhosts.requests()) check(request.account, {id});
  return found;
}

}  // namespace

std::string FindViolatedInvariant(const State& state) {
  std::string found;
  const auto check = [&](const auto& object, auto checker) {
    if (found.empty()) found = checker(state, object);
  };
  state.sessions.ForEach([&](const Session& session) { check(session, CheckSession); });
  state.users.ForEach([&](const User& user) { check(user, CheckUser); });
  state.channels.ForEach([&](const Channel& channel) { check(channel, CheckChannel); });
  state.conversations.ForEach([&](const Conversation& c) { check(c, CheckConversation); });
  if (found.empty()) found = CheckLedger(state);
  if (found.empty() && !state.whowas.IsConsistent()) found = "a departed user is left over";
  if (found.empty()) found = CheckFormerNames(state);
  if (found.empty()) found = CheckCounting(state);
  if (found.empty()) found = CheckGroups(state);
  if (found.empty()) found = CheckBelongings(state);
  if (found.empty()) found = CheckUnfinished(state);
  if (found.empty()) found = CheckCounts(state);
  return found;
}

}  // namespace irc
