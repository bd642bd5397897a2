// CHATHISTORY LATEST <target> <reference or *> <limit>
// CHATHISTORY BEFORE|AFTER|AROUND <target> <reference> <limit>
// CHATHISTORY BETWEEN <target> <reference> <reference> <limit>
// CHATHISTORY TARGETS <timestamp> <timestamp> <limit>
// A reference is msgid=<id> or timestamp=<time>. The message of an id may have been removed,
// because the id itself contains the position. https://ircv3.net/specs/extensions/chathistory
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "core/actions/history_reader.h"
#include "core/commands/commands.h"
#include "core/outbox/batch.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/render.h"
#include "core/protocol/standard_replies.h"

namespace irc {
namespace {

// The parser of a request. It replies with the FAIL for each parameter that is invalid.
struct HistoryRequest {
  UserCtx& ctx;
  std::string subcommand;

  void RefuseMissing() const {
    ctx.Reply(kFailChathistoryParams(SafeParam(subcommand), "Not enough parameters"));
  }

  std::optional<size_t> Limit(absl::string_view text) {
    const int64_t limit_max = ctx.state.config.limits.chathistory_messages;
    int64_t limit = 0;
    if (!absl::SimpleAtoi(text, &limit) || limit <= 0) {
      ctx.Reply(
          kFailChathistoryParams(SafeParam(subcommand), "The limit must be a number above 0"));
      return std::nullopt;
    }
    return static_cast<size_t>(std::min(limit, limit_max));
  }

  std::optional<HistoryReference> Reference(absl::string_view target, absl::string_view text) {
    if (absl::ConsumePrefix(&text, "timestamp=")) {
      if (const std::optional<absl::Time> time = ParseServerTime(text)) return *time;
      ctx.Reply(kFailChathistoryParams(SafeParam(subcommand), "This is no time"));
      return std::nullopt;
    }
    if (absl::ConsumePrefix(&text, "msgid=")) {
      if (const auto position = ParseMsgid(ctx.state.started, text)) return *position;
      ctx.Reply(kFailChathistoryMessage(subcommand, SafeParam(target), SafeParam(text)));
      return std::nullopt;
    }
    ctx.Reply(kFailChathistoryReference(subcommand, SafeParam(target), SafeParam(text)));
    return std::nullopt;
  }

  std::optional<absl::Time> Timestamp(absl::string_view text) {
    if (!absl::ConsumePrefix(&text, "timestamp=")) {
      ctx.Reply(kFailChathistoryReference(subcommand, SafeParam("*"), SafeParam(text)));
      return std::nullopt;
    }
    const std::optional<absl::Time> time = ParseServerTime(text);
    if (!time.has_value()) {
      ctx.Reply(kFailChathistoryParams(SafeParam(subcommand), "This is no time"));
    }
    return time;
  }

  // Finds the history of the target, null for a nick without a conversation so far. Replies with
  // the error and returns false when the client may not read it.
  bool Log(absl::string_view target, const HistoryLog*& log) {
    log = nullptr;
    const Channel* channel = FindChannel(ctx.state, target);
    if (channel != nullptr && CanReadHistory(ctx.state, ctx.user, *channel)) {
      log = &channel->history;
      return true;
    }
    if (channel != nullptr ||
        !IsValidNick(ctx.state.casemapping, target, ctx.state.config.limits.nick_bytes)) {
      ctx.Reply(kFailChathistoryTarget(subcommand, SafeParam(target)));
      return false;
    }
    const Conversation* conversation = FindConversation(ctx.state, ctx.user, target);
    if (conversation != nullptr) log = &conversation->log;
    return true;
  }
};

using Items = std::vector<HistoryItem>;

Items Around(const HistoryLog& log, HistoryQuery query, const HistoryReference& reference) {
  const size_t limit = query.limit;
  query.limit = limit / 2;
  query.newest = true;
  query.before = reference;
  Items items = log.Select(query);
  query.limit = limit - items.size();
  query.newest = false;
  query.before = std::nullopt;
  query.from = reference;
  const Items rest = log.Select(query);
  items.insert(items.end(), rest.begin(), rest.end());
  return items;
}

// The messages that the query selects; `complete` is true when the limit cut none off.
Items Most(const HistoryLog* log, HistoryQuery query, bool& complete) {
  complete = true;
  if (log == nullptr) return {};
  const size_t limit = query.limit++;
  Items items = log->Select(query);
  complete = items.size() <= limit;
  if (!complete) items.erase(query.newest ? items.begin() : items.end() - 1);
  return items;
}

// True if the first reference is before the second. A msgid and a timestamp cannot be compared
// directly: the first is before the second if the history has an item between them.
bool IsForward(const HistoryLog& log, const HistoryReference& first,
               const HistoryReference& second) {
  if (first.index() == second.index()) return first < second;
  return !log.Select({.after = first, .before = second, .limit = 1, .events = true}).empty();
}

void ReplyMessages(HistoryRequest& request, const Params& p) {
  UserCtx& ctx = request.ctx;
  const bool between = request.subcommand == "BETWEEN";
  if (p.size() < (between ? 5u : 4u)) return request.RefuseMissing();
  const HistoryLog* log = nullptr;
  if (!request.Log(p[1], log)) return;
  const std::string target = SpellingOf(ctx.state, ctx.user, p[1]);
  std::optional<HistoryReference> first, second;
  const bool all = request.subcommand == "LATEST" && p[2] == "*";
  if (!all && !(first = request.Reference(target, p[2])).has_value()) return;
  if (between && !(second = request.Reference(target, p[3])).has_value()) return;
  const std::optional<size_t> limit = request.Limit(p[between ? 4 : 3]);
  if (!limit.has_value()) return;
  HistoryQuery query{.limit = *limit, .events = ctx.session.caps.Has(Cap::kEventPlayback)};
  if (request.subcommand == "LATEST" || request.subcommand == "AFTER") {
    query.after = first;
    query.newest = request.subcommand == "LATEST";
  } else if (request.subcommand == "BEFORE") {
    query.before = first;
    query.newest = true;
  } else if (between && log != nullptr) {
    const bool forward = IsForward(*log, *first, *second);
    query.after = forward ? first : second;
    query.before = forward ? second : first;
    query.newest = !forward;
  }
  const Channel* channel = FindChannel(ctx.state, p[1]);
  HistoryAnswer answer{.target = target, .log = log};
  if (channel != nullptr) answer.name = channel->name;
  Items items;
  if (log != nullptr && request.subcommand == "AROUND") {
    items = Around(*log, query, *first);
  } else {
    items = Most(log, query, answer.complete);
  }
  ReplyHistory(ctx, answer, items);
}

// Replies with the targets whose last message is between the two timestamps, the earliest first.
void ReplyTargets(HistoryRequest& request, const Params& p) {
  UserCtx& ctx = request.ctx;
  if (p.size() < 4) return request.RefuseMissing();
  const std::optional<absl::Time> first = request.Timestamp(p[1]);
  if (!first.has_value()) return;
  const std::optional<absl::Time> second = request.Timestamp(p[2]);
  if (!second.has_value()) return;
  const std::optional<size_t> limit = request.Limit(p[3]);
  if (!limit.has_value()) return;
  std::vector<std::pair<HistoryItem, std::string>> targets;
  ForEachHistory(ctx.state, ctx.user, [&](absl::string_view name, const HistoryLog& log) {
    const Items last = log.Select({.limit = 1, .newest = true});
    if (last.empty() || last[0].time <= std::min(*first, *second) ||
        last[0].time >= std::max(*first, *second)) {
      return;
    }
    targets.emplace_back(last[0], std::string(name));
  });
  std::sort(targets.begin(), targets.end(),
            [](const auto& a, const auto& b) { return a.first.position < b.first.position; });
  // The limit keeps the targets nearest to the first timestamp.
  if (targets.size() > *limit) {
    const auto excess = static_cast<std::ptrdiff_t>(targets.size() - *limit);
    if (*second < *first) {
      targets.erase(targets.begin(), targets.begin() + excess);
    } else {
      targets.erase(targets.end() - excess, targets.end());
    }
  }
  Batch batch(ctx.out, ctx.session, "draft/chathistory-targets");
  for (const auto& [item, name] : targets) {
    batch.Add(Message("CHATHISTORY")
                  .Param("TARGETS")
                  .Param(absl::string_view(name))
                  .Param(absl::string_view(FormatServerTime(item.time))));
  }
}

}  // namespace

void Chathistory(UserCtx& ctx, const Params& p) {
  HistoryRequest request{.ctx = ctx, .subcommand = absl::AsciiStrToUpper(p[0])};
  if (p.empty()) return request.RefuseMissing();
  constexpr absl::string_view kOfMessages[] = {"LATEST", "BEFORE", "AFTER", "AROUND", "BETWEEN"};
  // Every client understands the messages of a reply, but TARGETS has a reply of its own, which
  // needs the capability.
  if (request.subcommand == "TARGETS" && ctx.session.caps.Has(Cap::kChathistory)) {
    return ReplyTargets(request, p);
  }
  if (std::find(std::begin(kOfMessages), std::end(kOfMessages), request.subcommand) !=
      std::end(kOfMessages)) {
    return ReplyMessages(request, p);
  }
  ctx.Reply(kFailChathistoryParams(SafeParam(p[0]), "There is no such subcommand"));
}

}  // namespace irc
