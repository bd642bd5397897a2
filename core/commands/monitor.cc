// MONITOR + <nick>{,<nick>} | MONITOR - <nick>{,<nick>} | MONITOR C | MONITOR L | MONITOR S
// https://ircv3.net/specs/extensions/monitor
#include "absl/strings/str_cat.h"
#include "core/actions/metadata_notify.h"
#include "core/commands/commands.h"
#include "core/outbox/batch.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/replies/list_reply.h"

namespace irc {
namespace {

// Replies with the online and the offline ones of `nicks`.
void ReplyPresence(UserCtx& ctx, const std::vector<std::string>& nicks) {
  ListReply online(ctx, kRplMonOnline(), ','), offline(ctx, kRplMonOffline(), ',');
  for (const std::string& nick : nicks) {
    const User* user = FindUser(ctx.state, nick);
    if (user != nullptr) online.Add(user->mask());
  }
  online.Finish();
  for (const std::string& nick : nicks) {
    if (FindUser(ctx.state, nick) == nullptr) offline.Add(nick);
  }
  offline.Finish();
}

// Sends the metadata of the newly monitored nicks.
void ReplyMetadata(UserCtx& ctx, const std::vector<std::string>& nicks) {
  if (!ctx.session.HasMetadata()) return;
  for (const std::string& nick : nicks) {
    const User* user = FindUser(ctx.state, nick);
    std::vector<Message> messages;
    if (user != nullptr) AppendSubscribed(ctx.session, *user, messages);
    if (messages.empty()) continue;
    Batch batch(ctx.out, ctx.session, "metadata", {user->nick});
    for (const Message& message : messages) batch.Add(message);
  }
}

void Add(UserCtx& ctx, absl::string_view targets) {
  const auto entries_max = static_cast<size_t>(ctx.state.config.limits.monitor_entries);
  std::vector<std::string> added;
  std::string refused;
  for (absl::string_view nick : SplitTargets(targets)) {
    if (!IsValidNick(nick, ctx.state.config.limits.nick_bytes))
      continue;  // masks and invalid nicks are ignored
    if (ctx.session.monitored.size() >= entries_max) {
      absl::StrAppend(&refused, refused.empty() ? "" : ",", nick);
    } else if (AddMonitor(ctx.state, ctx.session, nick)) {
      added.push_back(std::string(nick));
    }
  }
  ReplyPresence(ctx, added);
  ReplyMetadata(ctx, added);
  if (!refused.empty()) {
    ctx.Reply(kErrMonListFull(static_cast<int64_t>(entries_max), refused));
  }
}

void ListTargets(UserCtx& ctx) {
  ListReply list(ctx, kRplMonList(), ',');
  for (const std::string& nick : ctx.session.monitored) list.Add(nick);
  list.Finish();
  ctx.Reply(kRplEndOfMonList());
}

}  // namespace

void Monitor(UserCtx& ctx, const Params& p) {
  const char what = p[0].size() == 1 ? p[0][0] : '?';
  if ((what == '+' || what == '-') && p[1].empty()) {
    return ctx.Reply(kErrNeedMoreParams(ctx.command));
  }
  switch (what) {
    case '+':
      return Add(ctx, p[1]);
    case '-':
      return RemoveMonitors(ctx.state, ctx.session, SplitTargets(p[1]));
    case 'C':
    case 'c':
      return ClearMonitors(ctx.state, ctx.session);
    case 'L':
    case 'l':
      return ListTargets(ctx);
    case 'S':
    case 's':
      return ReplyPresence(ctx, ctx.session.monitored);
    default:
      return ctx.Reply(kErrUnknownError(SafeParam(ctx.command), "Unknown MONITOR subcommand"));
  }
}

}  // namespace irc
