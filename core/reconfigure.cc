#include "core/reconfigure.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/actions/capabilities.h"
#include "core/actions/host.h"
#include "core/actions/login.h"
#include "core/actions/nick.h"
#include "core/actions/notify/channel_log.h"
#include "core/kept/account_names.h"
#include "core/opers/office.h"
#include "core/outbox/source.h"
#include "core/protocol/utf8.h"
#include "core/replies/isupport.h"
#include "core/state/ban_list.h"
#include "core/state/history_keeper.h"
#include "core/state/session_deadlines.h"

namespace irc {
namespace {

// Without accounts, channel mode +R would lock out everybody.
void OpenChannelsOfTheRegistered(State& state, Outbox& out) {
  if (HasAccounts(state)) return;
  state.channels.ForEach([&](Channel& channel) {
    if (!channel.Has(ChannelMode::kRegisteredOnly)) return;
    SetFlag(state, channel, ChannelMode::kRegisteredOnly, false);
    const Message mode = Message("MODE").Param(channel.name).Param("-R");
    LogLine(state, out, channel, mode);
    out.NotifyChannel(channel, mode, {});
  });
}

void DismissOperators(State& state, Outbox& out) {
  state.users.ForEach([&](User& user) {
    if (!user.is_oper()) return;
    const std::string name = *user.oper;
    const auto& blocks = state.config.opers;
    if (std::any_of(blocks.begin(), blocks.end(),
                    [&](const OperConfig& block) { return block.name == name; })) {
      return;
    }
    DismissOperator(state, out, user, absl::StrCat("the configuration has no operator ", name),
                    "the configuration has none of that name");
  });
}

void HoldLimits(State& state) {
  const Limits& limits = state.config.limits;
  HoldHistoryBounds(state);
  state.whowas.Limit(limits.whowas_user_entries, limits.whowas_entries);
  state.former_names.Limit(state.now + absl::Seconds(limits.former_name_seconds),
                           limits.former_names);
  RenewRegistrationDeadlines(state);
  const auto most = static_cast<size_t>(limits.invites_per_user);
  state.users.ForEach([&](User& user) {
    auto& list = user.invitations;
    if (list.size() > most) list.erase(list.begin(), list.end() - static_cast<ptrdiff_t>(most));
  });
}

// Each function below puts '?' for what is not UTF-8: no client could send such a text back, to
// remove a mask or to give a key. Names and metadata have always been UTF-8.
bool Mend(std::string& text) {
  if (IsValidUtf8(text)) return false;
  ReplaceInvalidUtf8(text);
  return true;
}

// An entry that is no mask any more matched nobody; one that is like another is removed.
void MakeUtf8(State& state, Channel& channel, ChannelMode list) {
  auto& entries = channel.list(list);
  for (size_t i = entries.size(); i-- > 0;) {
    if (!Mend(entries[i].mask)) continue;
    std::optional<BanEntry> parsed = ParseEntry(state.casemapping, entries[i].mask);
    const bool twice = std::count_if(entries.begin(), entries.end(), [&](const ListEntry& entry) {
                         return SameEntry(state.casemapping, entry.mask, entries[i].mask);
                       }) > 1;
    if (!parsed.has_value() || twice) {
      RemoveListEntry(channel, list, i);
      continue;
    }
    entries[i].parsed = *std::move(parsed);
    ++channel.lists_version;
  }
}

void MakeUtf8(State& state, Outbox& out, Channel& channel) {
  if (Mend(channel.topic.text)) {
    out.NotifyChannel(channel, Message("TOPIC").Param(channel.name).Trailing(channel.topic.text),
                      {});
  }
  Mend(channel.key);
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.kind == ModeKind::kList) MakeUtf8(state, channel, row.mode);
  }
  channel.history.MakeUtf8();
}

void MakeUtf8(State& state, Outbox& out, User& user) {
  if (std::string realname = user.realname; Mend(realname)) {
    SetRealname(user, realname);
    out.ReplyToObservers(user, From(user, "SETNAME").Trailing(user.realname), Cap::kSetname, true);
  }
  if (user.is_away() && Mend(user.away.Edit())) {
    out.ReplyToObservers(user, From(user, "AWAY").Trailing(*user.away), Cap::kAwayNotify, false);
  }
  if (user.silenced->empty()) return;
  for (SilencedMask& silenced : user.silenced.Edit()) {
    if (Mend(silenced.text)) silenced.mask = UserMask(state.casemapping, silenced.text);
  }
}

void MakeUtf8(State& state, Session& session) {
  if (session.registration != nullptr) {
    Mend(session.registration->realname);
    Mend(session.registration->away);
  }
  if (session.batch != nullptr) {
    ClientBatch& batch = *session.batch;
    for (std::string* text : {&batch.reference, &batch.label, &batch.target, &batch.client_tags}) {
      Mend(*text);
    }
    for (TextLine& line : batch.lines) Mend(line.text);
  }
  // No nick has other bytes, so nobody will ever have one of these.
  const std::vector<std::string> monitored = session.monitored;
  std::vector<absl::string_view> removed;
  for (const std::string& nick : monitored) {
    if (!IsValidUtf8(nick)) removed.push_back(nick);
  }
  RemoveMonitors(state, session, removed);
}

void MakeEverythingUtf8(State& state, Outbox& out) {
  state.channels.ForEach([&](Channel& channel) { MakeUtf8(state, out, channel); });
  state.users.ForEach([&](User& user) { MakeUtf8(state, out, user); });
  state.sessions.ForEach([&](Session& session) { MakeUtf8(state, session); });
  state.conversations.ForEach([&](Conversation& conversation) { conversation.log.MakeUtf8(); });
  state.whowas.ForEach([](WhowasEntry& entry) { Mend(entry.realname); });
  for (auto& [effect, pending] : state.pending) Mend(pending.label);
  MakeBansUtf8(state);
}

}  // namespace

void TakeUpConfig(State& state, Outbox& out, const Config& before) {
  ConfigureAccounts(state);
  NotifyIsupport(state, out, before);
  NotifyCaps(state, out, before);
  LogOutTheRemoved(state, out);
  ForgetConversationsOfTheRemoved(state);
  OpenChannelsOfTheRegistered(state, out);
  DismissOperators(state, out);
  state.users.ForEach([&](User& user) {
    RenewHost(state, out, user);
    if (state.config.nick_protection != before.nick_protection) WatchNick(state, out, user);
  });
  HoldLimits(state);
  TellOfChangedLogs(state, out, before.logged_channels);
  if (IsUtf8Only(state.config) && !IsUtf8Only(before)) MakeEverythingUtf8(state, out);
}

}  // namespace irc
