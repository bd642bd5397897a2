// NPC <channel> <name> :<text> | NPCA <channel> <name> :<text> | SCENE <channel> :<text>
// Role-playing in channels with mode E: the speech or action of a figure, or the scene. The source
// contains the nick of the sender, so that a figure does not hide it.
// https://ergo.chat/manual#channel-mode-e-roleplaying
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/actions/say.h"
#include "core/actions/utterance.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

Refusal CannotPlay(UserCtx& ctx, const Channel& channel, absl::string_view text) {
  if (!ctx.state.config.roleplay) {
    return kErrCannotSendRp(channel.name, "Roleplaying is not offered on this server");
  }
  if (!channel.Has(ChannelMode::kRoleplay)) {
    return kErrCannotSendRp(channel.name, "Roleplaying needs channel mode +E");
  }
  if (FindMember(ctx.state, ctx.user, channel) == nullptr) return kErrNotOnChannel(channel.name);
  if (text.empty()) return kErrNoTextToSend();
  return CannotSpeak(ctx.state, ctx.user, channel, Speech::kPrivmsg, text);
}

// The parameters from index `first` on, joined by spaces: the text also without its colon.
std::string Rest(const Params& p, size_t first) {
  return p.size() <= first ? "" : absl::StrJoin(p.begin() + first, p.end(), " ");
}

void Play(UserCtx& ctx, absl::string_view name, absl::string_view figure, absl::string_view text) {
  Channel* channel = ctx.RequireChannel(name);
  if (channel == nullptr || ctx.Refuse(CannotPlay(ctx, *channel, text))) return;
  ctx.user.active_at = ctx.state.now;
  Message head(absl::StrCat(figure, "!", ctx.user.nick, "@npc.fakeuser.invalid"), "PRIVMSG");
  head.set_client_tags(ClientOnlyTags(ctx.state.config, ctx.line.tags));
  Say(ctx, *channel,
      {.head = head, .target = channel->name, .text = text, .in_another_name = true});
}

// The nick of a figure, such as "*bilbo*"; empty when the name is invalid.
std::string Figure(UserCtx& ctx, absl::string_view name) {
  return IsValidNick(ctx.state.casemapping, name, ctx.state.config.limits.nick_bytes)
             ? absl::StrCat("*", name, "*")
             : "";
}

}  // namespace

void Npc(UserCtx& ctx, const Params& p) {
  const std::string figure = Figure(ctx, p[1]);
  if (figure.empty()) return ctx.Reply(kErrErroneusNickname(SafeParam(p[1])));
  Play(ctx, p[0], figure, Rest(p, 2));
}

void Npca(UserCtx& ctx, const Params& p) {
  const std::string figure = Figure(ctx, p[1]);
  if (figure.empty()) return ctx.Reply(kErrErroneusNickname(SafeParam(p[1])));
  const std::string text = Rest(p, 2);
  Play(ctx, p[0], figure,
       text.empty() ? ""
                    : absl::StrCat("\x01"
                                   "ACTION ",
                                   text, "\x01"));
}

void Scene(UserCtx& ctx, const Params& p) { Play(ctx, p[0], "=Scene=", Rest(p, 1)); }

}  // namespace irc
