// MONITOR + <nick>{,<nick>} | MONITOR - <nick>{,<nick>} | MONITOR C | MONITOR L | MONITOR S
// https://ircv3.net/specs/extensions/monitor
#include "absl/strings/str_cat.h"
#include "core/actions/notify/metadata_notify.h"
#include "core/commands/commands.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/render.h"
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
void ReplyMetadataOf(UserCtx& ctx, const std::vector<std::string>& nicks) {
  if (!ctx.session.HasMetadata()) return;
  for (const std::string& nick : nicks) {
    const User* user = FindUser(ctx.state, nick);
    if (user == nullptr) continue;
    ReplyMetadata(ctx.state, ctx.out, ctx.session, user->nick, {{.user = user->id}},
                  /*always=*/false);
  }
}

// 734 for the nicks that found no room in the list, on as many lines as they need.
void ReplyFull(UserCtx& ctx, int64_t entries_max, const std::vector<std::string>& refused) {
  const size_t room =
      RoomFor(kErrMonListFull(entries_max, ""), ctx.state.config.server_name, ctx.user.nick);
  std::string nicks;
  for (const std::string& nick : refused) {
    if (!nicks.empty() && nicks.size() + 1 + nick.size() > room) {
      ctx.Reply(kErrMonListFull(entries_max, nicks));
      nicks.clear();
    }
    absl::StrAppend(&nicks, nicks.empty() ? "" : ",", nick);
  }
  if (!nicks.empty()) ctx.Reply(kErrMonListFull(entries_max, nicks));
}

void Add(UserCtx& ctx, const Targets& targets) {
  const auto entries_max = static_cast<size_t>(ctx.state.config.limits.monitor_entries);
  std::vector<std::string> added;
  std::vector<std::string> refused;
  for (absl::string_view nick : targets) {
    if (!IsValidNick(ctx.state.casemapping, nick, ctx.state.config.limits.nick_bytes))
      continue;  // masks and invalid nicks are ignored
    if (ctx.session.monitored.size() >= entries_max) {
      refused.push_back(std::string(nick));
    } else if (AddMonitor(ctx.state, ctx.session, nick)) {
      added.push_back(std::string(nick));
    }
  }
  ReplyPresence(ctx, added);
  ReplyMetadataOf(ctx, added);
  ReplyFull(ctx, static_cast<int64_t>(entries_max), refused);
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
  Targets nicks;
  if (what == '+' || what == '-') {
    nicks = ctx.RequireTargets(p[1]);
    if (nicks.empty()) return;
  }
  switch (what) {
    case '+':
      return Add(ctx, nicks);
    case '-':
      return RemoveMonitors(ctx.state, ctx.session, nicks);
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
