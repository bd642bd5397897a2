#include "core/kept/account_names.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "core/actions/host.h"
#include "core/actions/nick.h"
#include "core/opers/office.h"
#include "core/outbox/source.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {

void ForgetConversationsOfTheRemoved(State& state) {
  const auto is_gone = [&](const Participant& participant) {
    return !participant.is_guest() && state.accounts.Find(participant.account) == nullptr;
  };
  std::vector<Participants> gone;
  state.conversations.ForEach([&](const Conversation& conversation) {
    const Participants& participants = conversation.participants;
    if (is_gone(participants.first) || is_gone(participants.second)) gone.push_back(participants);
  });
  for (const Participants& participants : gone) {
    state.conversations.Erase(state.ledger, participants);
  }
}

void FollowRename(State& state, Outbox& out, const std::string& before, const std::string& after) {
  const Folded from = Fold(state.casemapping, before), to = Fold(state.casemapping, after);
  if (from != to) state.conversations.Rename(from, to);
  const auto is_in = [&](const std::string& account) {
    return !account.empty() && Fold(state.casemapping, account) == from;
  };
  const std::string sentence = absl::StrCat("You are now logged in as ", after);
  state.sessions.ForEach([&](Session& session) {
    if (session.registered() || !is_in(session.registration->account)) return;
    session.registration->account = after;
    out.NotifySession(session, kRplLoggedIn(MaskOf(state, session), after, sentence));
  });
  state.users.ForEach([&](User& user) {
    if (!is_in(user.account)) return;
    SetAccount(state, user, after);
    out.NotifyUser(user, kRplLoggedIn(user.mask(), after, sentence));
    out.ReplyToObservers(user, From(user, "ACCOUNT").Param(after), Cap::kAccountNotify, true);
    RenewHost(state, out, user);
    DismissTheLoggedOut(state, out, user);
    if (Fold(state.casemapping, user.nick) == from) TakeNickOfAccount(state, out, user);
    WatchNick(state, out, user);
  });
}

}  // namespace irc
