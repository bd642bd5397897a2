// RELAYMSG <channel> <nick> :<text>
// Relays a message of a user on another network, in that user's name. The nick contains a '/', so
// it is never the nick of a user of this server.
// https://github.com/ircv3/ircv3-specifications/pull/417
#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/actions/say.h"
#include "core/actions/utterance.h"
#include "core/commands/commands.h"
#include "core/policy/extban.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/standard_replies.h"

namespace irc {
namespace {

// Relayed nicks contain the name of their network, so they may be longer than others.
constexpr size_t kRelayedNickBytesMax = 64;

bool IsRelayedNick(absl::string_view nick) {
  constexpr absl::string_view kForbidden = "!+%@&#$:'\"?*,.";
  return nick.size() <= kRelayedNickBytesMax && nick.find('/') != absl::string_view::npos &&
         nick[0] != '/' && std::all_of(nick.begin(), nick.end(), [&](unsigned char c) {
           return c > ' ' && c != 0x7f && kForbidden.find(c) == absl::string_view::npos;
         });
}

Refusal CannotRelay(UserCtx& ctx, const Channel& channel, absl::string_view nick,
                    absl::string_view text) {
  const Member* member = FindMember(ctx.state, ctx.user, channel);
  if (member == nullptr) return kErrNotOnChannel(channel.name);
  if (!IsRelayedNick(nick)) {
    return kFailRelaymsgNick(
        "Relayed nicknames contain a / and nothing that nicknames cannot have");
  }
  if ((member->prefixes & AtLeast(kOp)) == 0 && !ctx.user.is_oper()) return kFailRelaymsgPrivs();
  if (text.empty()) return kFailRelaymsgBlank();
  return CannotSpeak(ctx.state, ctx.user, channel, Speech::kPrivmsg, text);
}

// True if the lists of the channel forbid a user of that name to send the message.
bool IsBannedName(const State& state, const Channel& channel, absl::string_view mask,
                  absl::string_view text) {
  const auto banned = [&](BanAction action) {
    return MatchesName(state, mask, channel.list(ChannelMode::kBan), action) &&
           !MatchesName(state, mask, channel.list(ChannelMode::kExcept), action);
  };
  return banned(BanAction::kSpeak) || (IsCtcpRequest(text) && banned(BanAction::kCtcp)) ||
         (HasFormatting(text) && banned(BanAction::kFormat)) ||
         MatchesName(state, mask, channel.list(ChannelMode::kQuiet), BanAction::kSpeak);
}

}  // namespace

void Relaymsg(UserCtx& ctx, const Params& p) {
  if (!ctx.state.config.relaymsg) return ctx.Reply(kFailRelaymsgOff());
  Channel* channel = ctx.RequireChannel(p[0]);
  if (channel == nullptr || ctx.Refuse(CannotRelay(ctx, *channel, p[1], p[2]))) return;
  const std::string source = absl::StrCat(p[1], "!", ctx.user.username, "@", ctx.user.host);
  if (IsBannedName(ctx.state, *channel, source, p[2])) return ctx.Reply(kFailRelaymsgBanned());
  ctx.user.active_at = ctx.state.now;
  Message head(source, "PRIVMSG");
  head.AddTag("draft/relaymsg", ctx.user.nick)
      .set_client_tags(ClientOnlyTags(ctx.state.config, ctx.line.tags));
  Say(ctx, *channel,
      {.head = head, .target = channel->name, .text = p[2], .in_another_name = true});
}

}  // namespace irc
