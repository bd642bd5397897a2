// PRIVMSG *playback :PLAY <target>{,<target>} [<from> [<to>]]
// PRIVMSG *playback :LIST [<target>{,<target>}] | CLEAR …
// A target may be a mask. Times are seconds since 1970 with a fraction; both limits are exclusive.
#include "core/actions/playback.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "core/actions/history_reader.h"
#include "core/protocol/names.h"

namespace irc {
namespace {

void ReplyLine(UserCtx& ctx, absl::string_view text) {
  Message message(absl::StrCat(kPlaybackName, "!playback@", ctx.state.config.server_name),
                  "PRIVMSG");
  message.Param(ctx.user.nick).Trailing(text);
  ctx.Reply(message);
}

// A time with a precision of milliseconds, that of server-time; absent when the text is not a
// number of seconds.
std::optional<absl::Time> ParseSeconds(absl::string_view text) {
  double seconds = 0;
  constexpr double kSecondsMax = 1e11;
  if (!absl::SimpleAtod(text, &seconds) || !(seconds >= 0 && seconds < kSecondsMax)) {
    return std::nullopt;
  }
  // Rounds, because a double does not represent a number such as 1.001 exactly.
  return absl::FromUnixMillis(static_cast<int64_t>(seconds * 1000 + 0.5));
}

std::string Seconds(absl::Time time) {
  const int64_t millis = absl::ToUnixMillis(time);
  return absl::StrFormat("%d.%03d", millis / 1000, millis % 1000);
}

// Calls visit(name, log) for the histories whose name matches one of the masks; an empty list
// matches all. Masks beyond limits.targets are left out.
void ForEachMeant(UserCtx& ctx, absl::string_view masks,
                  absl::FunctionRef<void(absl::string_view, const HistoryLog&)> visit) {
  Targets list = SplitTargets(masks);
  const auto most = static_cast<size_t>(ctx.state.config.limits.targets);
  if (list.size() > most) list.resize(most);
  ForEachHistory(ctx.state, ctx.user, [&](absl::string_view name, const HistoryLog& log) {
    bool meant = list.empty();
    for (absl::string_view mask : list) {
      meant |= MatchMask(ctx.state.casemapping, mask, name);
    }
    if (meant) visit(name, log);
  });
}

// False for an own message when the client has no capability for those: it would show the message
// as one from another user.
bool Expects(const UserCtx& ctx, const HistoryItem& item) {
  constexpr CapSet kSelf =
      CapSet(Cap::kSelfMessage) | CapSet(Cap::kEchoMessage) | CapSet(Cap::kChathistory);
  return !(ctx.session.caps & kSelf).empty() ||
         !(item.author == ParticipantOf(ctx.state, ctx.user));
}

void Play(UserCtx& ctx, const std::vector<absl::string_view>& words) {
  HistoryQuery query{.limit = static_cast<size_t>(ctx.state.config.limits.chathistory_messages),
                     .newest = true,
                     .events = ctx.session.caps.Has(Cap::kEventPlayback)};
  if (words.size() > 2) {
    const std::optional<absl::Time> from = ParseSeconds(words[2]);
    if (!from.has_value()) return ReplyLine(ctx, "A time is a number of seconds since 1970");
    query.after = *from;
  }
  if (words.size() > 3) {
    const std::optional<absl::Time> to = ParseSeconds(words[3]);
    if (!to.has_value()) return ReplyLine(ctx, "A time is a number of seconds since 1970");
    query.before = *to;
  }
  // All histories together give no more than one answer to CHATHISTORY does, in equal shares of
  // those that have something to give.
  size_t left = std::exchange(query.limit, 1);
  size_t giving = 0;
  ForEachMeant(ctx, words[1], [&](absl::string_view, const HistoryLog& log) {
    giving += log.Select(query).empty() ? 0 : 1;
  });
  const size_t share = std::max<size_t>(1, left / std::max<size_t>(1, giving));
  ForEachMeant(ctx, words[1], [&](absl::string_view name, const HistoryLog& log) {
    query.limit = std::min(share, left);
    std::vector<HistoryItem> items;
    for (HistoryItem& item : log.Select(query)) {
      if (Expects(ctx, item)) items.push_back(std::move(item));
    }
    if (items.empty()) return;
    left -= std::min(left, items.size());
    const bool of_channel = FindChannel(ctx.state, name) != nullptr;
    ReplyHistory(ctx, {.target = name, .name = of_channel ? name : "", .log = &log}, items);
  });
}

void List(UserCtx& ctx, absl::string_view masks) {
  ForEachMeant(ctx, masks, [&](absl::string_view name, const HistoryLog& log) {
    const auto first = log.Select({.limit = 1});
    const auto last = log.Select({.limit = 1, .newest = true});
    if (first.empty()) return;
    ReplyLine(ctx, absl::StrCat(name, " ", Seconds(first[0].time), " ", Seconds(last[0].time)));
  });
}

}  // namespace

bool IsPlayback(absl::string_view target) { return absl::EqualsIgnoreCase(target, kPlaybackName); }

void AskPlayback(UserCtx& ctx, absl::string_view text) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
  std::string command = words.empty() ? "" : absl::AsciiStrToUpper(words[0]);
  // A list without a target in it is not the missing list that means all.
  if (words.size() > 1 && SplitTargets(words[1]).empty()) command.clear();
  if (command == "PLAY" && words.size() > 1) return Play(ctx, words);
  if (command == "LIST") return List(ctx, words.size() > 1 ? words[1] : absl::string_view());
  if (command == "CLEAR") {
    return ReplyLine(ctx, "The history belongs to all who read it, so it cannot be cleared");
  }
  ReplyLine(ctx, "PLAY <target> [<from> [<to>]] | LIST [<target>]");
}

}  // namespace irc
