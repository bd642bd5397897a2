#include "core/kept/channels/channel_rename.h"

#include <string>
#include <utility>
#include <variant>

#include "core/actions/history_writer.h"
#include "core/actions/join.h"
#include "core/actions/notify/channel_log.h"
#include "core/kept/channels/channel_records.h"
#include "core/kept/commit.h"
#include "core/outbox/source.h"
#include "core/protocol/names.h"
#include "core/protocol/standard_replies.h"
#include "core/replies/service_notice.h"

namespace irc {
namespace {

// Sends PART and JOIN to members without the capability.
void ReplyMove(State& state, Outbox& out, const Channel& channel, absl::string_view old_name,
               absl::string_view reason) {
  for (const Member& member : channel.members) {
    const User& user = UserOf(state, member.user);
    Message part = From(user, "PART");
    part.Param(old_name);
    if (!reason.empty()) part.Trailing(reason);
    for (SlotId<Session> id : user.sessions) {
      const Session& session = SessionOf(state, id);
      if (session.caps.Has(Cap::kChannelRename)) continue;
      out.ReplyTo(session, part);
      ReplyOwnJoin(state, out, session, user, channel);
    }
  }
}

// `by`: null when the user has left since.
void RenameNow(State& state, Outbox& out, const User* by, Channel& channel, absl::string_view name,
               absl::string_view reason) {
  const std::string old_name = channel.name;
  const bool same_letters = Fold(state.casemapping, old_name) == Fold(state.casemapping, name);
  RenameChannel(state, channel, name);
  Message rename =
      by != nullptr ? From(*by, "RENAME") : FromService(state, ChanServ(state), "RENAME");
  rename.Param(old_name).Param(channel.name).Trailing(reason);
  if (by != nullptr) AppendEventToHistory(state, out, *by, channel, rename);
  if (!same_letters) LogLine(state, out, old_name, rename, by != nullptr ? by->account : "");
  out.ReplyToChannel(channel, rename, {.has_all = Cap::kChannelRename});
  if (same_letters) return;
  channel.extras.Edit().renamed_at = state.now;
  ReplyMove(state, out, channel, old_name, reason);
}

}  // namespace

void AskToRename(UserCtx& ctx, Channel& channel, absl::string_view name, absl::string_view reason) {
  const RegisteredChannel* registered = RegistrationOf(ctx.state, channel);
  if (registered == nullptr) {
    return RenameNow(ctx.state, ctx.out, &ctx.user, channel, name, reason);
  }
  ChannelRow row = registered->row;
  row.name = std::string(name);
  AskCommit(ctx,
            {.records = {Put(std::move(row))}, .text = std::string(reason), .command = "RENAME"});
}

void OnNewNameKept(State& state, Outbox& out, const Session* session, const PendingCommit& pending,
                   bool ok) {
  const ChannelRow& row = std::get<ChannelRow>(pending.records.front().row);
  const RegisteredChannel* registered = state.registered_channels.Find(row.id);
  if (registered == nullptr) return;
  Channel& channel = ChannelOf(state, registered->live);
  const auto refuse = [&](const Message& why) {
    if (session != nullptr) out.ReplyTo(*session, why);
  };
  if (!ok) {
    return refuse(kFailCannotRename(channel.name, SafeParam(row.name),
                                    "This cannot be saved now, try again later"));
  }
  const Channel* other = FindChannel(state, row.name);
  if (other != nullptr && other != &channel) {  // somebody was faster
    out.output().stores.push_back(Put(registered->row));
    return refuse(kFailChannelNameInUse(channel.name, SafeParam(row.name)));
  }
  const User* by =
      session == nullptr || session->user.none() ? nullptr : &UserOf(state, session->user);
  RenameNow(state, out, by, channel, row.name, pending.text);
  TakeUpChannelRecord(state, pending.records.front());
}

}  // namespace irc
