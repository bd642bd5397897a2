#include "core/actions/notify/channel_log.h"

#include <algorithm>
#include <utility>

#include "core/protocol/glob.h"
#include "core/protocol/modes.h"
#include "core/protocol/names.h"
#include "core/protocol/render.h"

namespace irc {
namespace {

constexpr absl::string_view kIsLogged =
    "What is said in this channel is written to a log by the operators of the server";
constexpr absl::string_view kIsNotLogged =
    "What is said in this channel is no longer written to a log";

ChannelLine LineOf(const State& state, absl::string_view channel, const Message& message,
                   absl::string_view account) {
  return {
      .time = state.now,
      .channel = std::string(channel),
      .folded = Fold(state.casemapping, channel).bytes(),
      .command = std::string(message.command()),
      .source = std::string(message.source()),
      .account = std::string(account),
      .msgid = message.msgid() == 0 ? "" : FormatMsgid(state.started, state.seq, message.msgid()),
      .params = {}};
}

// Puts "*" in the place of the channel's key.
void HideKey(std::vector<std::string>& params) {
  std::vector<absl::string_view> views(params.begin() + 1, params.end());
  for (const ModeChange& change : ParseChannelModes(params[0], views.data(), views.size())) {
    if (change.letter != 'k' || !change.has_param) continue;
    const auto at = std::find_if(views.begin(), views.end(), [&](absl::string_view view) {
      return view.data() == change.param.data();
    });
    if (at != views.end()) params[static_cast<size_t>(at - views.begin()) + 1].assign(1, '*');
  }
}

}  // namespace

bool MatchesLoggedChannel(const State& state, const std::vector<std::string>& masks,
                          absl::string_view name) {
  if (masks.empty()) return false;
  const GlobText text(state.casemapping, name);
  return std::any_of(masks.begin(), masks.end(), [&](const std::string& mask) {
    return Glob(state.casemapping, mask).Matches(text);
  });
}

void LogLine(const State& state, Outbox& out, const Channel& channel, const Message& message,
             absl::string_view account) {
  LogLine(state, out, channel.name, message, account);
}

void LogLine(const State& state, Outbox& out, absl::string_view channel, const Message& message,
             absl::string_view account) {
  if (!IsLogged(state, channel)) return;
  ChannelLine line = LineOf(state, channel, message, account);
  const bool of_user = line.command == "QUIT" || line.command == "NICK";
  // RENAME has two names, of which one is that of the channel now; INVITE has the channel second.
  const bool whole = of_user || line.command == "RENAME";
  const size_t skipped = line.command == "INVITE" ? 1 : 0;
  for (size_t i = 0; i < message.ParamsFor({}); ++i) {
    if (whole || i != skipped) line.params.emplace_back(message.param(i));
  }
  if (line.command == "MODE" && !line.params.empty()) HideKey(line.params);
  out.output().channel_lines.push_back(std::move(line));
}

void LogSaid(const State& state, Outbox& out, const User& author, const Channel& channel,
             const Message& head, absl::Span<const TextLine> lines) {
  if (!IsLogged(state, channel.name) || head.command() == "TAGMSG") return;
  if (lines.empty()) return LogLine(state, out, channel, head, author.account);
  std::vector<std::string> texts;
  for (const TextLine& line : lines) {
    if (line.concat && !texts.empty()) {
      texts.back() += line.text;
    } else {
      texts.push_back(line.text);
    }
  }
  for (std::string& text : texts) {
    ChannelLine line = LineOf(state, channel.name, head, author.account);
    line.params.push_back(std::move(text));
    out.output().channel_lines.push_back(std::move(line));
  }
}

void LogRedaction(const State& state, Outbox& out, const User& author, const Channel& channel,
                  const HistoryItem& removed, absl::string_view reason) {
  if (!IsLogged(state, channel.name)) return;
  Message redact(author.mask(), "REDACT");
  ChannelLine line = LineOf(state, channel.name, redact, author.account);
  line.params = {FormatMsgid(state.started, removed.position.event, removed.position.ordinal),
                 std::string(removed.source.substr(0, removed.source.find('!'))),
                 absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", removed.time, absl::UTCTimeZone())};
  if (!reason.empty()) line.params.emplace_back(reason);
  out.output().channel_lines.push_back(std::move(line));
}

void TellOfLog(const State& state, Outbox& out, const Session& session, const Channel& channel) {
  if (!IsLogged(state, channel.name)) return;
  out.ReplyTo(session, Message("NOTICE").Param(channel.name).Trailing(kIsLogged));
}

void TellOfChangedLogs(const State& state, Outbox& out, const std::vector<std::string>& before) {
  if (state.config.logged_channels == before) return;
  state.channels.ForEach([&](const Channel& channel) {
    const bool was = MatchesLoggedChannel(state, before, channel.name);
    const bool is = IsLogged(state, channel.name);
    if (was == is) return;
    out.NotifyChannel(
        channel, Message("NOTICE").Param(channel.name).Trailing(is ? kIsLogged : kIsNotLogged));
  });
}

}  // namespace irc
