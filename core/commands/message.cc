// PRIVMSG <target>{,<target>} :<text>, NOTICE, and TAGMSG <target>{,<target>}
// A target is a nick, a channel, a channel with the lowest prefix of its recipients (@#c), or, for
// operators, $<server mask>.
// https://modern.ircdocs.horse/#privmsg-message, https://ircv3.net/specs/extensions/message-tags
#include "core/commands/message.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/actions/say.h"
#include "core/commands/commands.h"
#include "core/commands/playback.h"
#include "core/policy/policy.h"
#include "core/policy/private_messages.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// A message during delivery, the same for all of its targets.
struct Saying {
  UserCtx& ctx;
  Speech speech;
  absl::string_view command;
  absl::string_view text;
  absl::Span<const TextLine> lines;  // of a multiline message; otherwise empty
  std::string client_tags;

  // Sends an error reply, except to a NOTICE: two programs could otherwise answer each other in an
  // endless loop (RFC 1459 section 4.4.2).
  void Refuse(const Message& message) {
    if (speech != Speech::kNotice) ctx.Reply(message);
  }

  Utterance To(absl::string_view target) {
    Utterance utterance{.head = From(ctx.user, command), .target = target, .lines = lines};
    if (speech != Speech::kTagmsg) utterance.text = text;
    utterance.head.set_client_tags(client_tags);
    return utterance;
  }
};

// True if CLIENTTAGDENY forbids the tag: "*" forbids all, and "-name" excepts one.
bool IsDenied(const Config& config, absl::string_view name) {
  bool denied = false;
  for (absl::string_view item : config.client_tag_deny) {
    if (item == "*" || item == name) denied = true;
    if (absl::StartsWith(item, "-") && item.substr(1) == name) return false;
  }
  return denied;
}

void SayToChannel(Saying& say, absl::string_view target) {
  // "@#c" means members with that prefix or a higher one.
  Prefixes least = 0;
  absl::string_view name = target;
  while (!name.empty() && PrefixOfSymbol(name[0]) != 0) {
    const Prefixes prefix = PrefixOfSymbol(name[0]);
    least = least == 0 ? prefix : std::min(least, prefix);
    name.remove_prefix(1);
  }
  UserCtx& ctx = say.ctx;
  Channel* channel = FindChannel(ctx.state, name);
  if (channel == nullptr) return say.Refuse(kErrNoSuchChannel(Echo(name)));
  if (const Refusal refusal = CannotSpeak(ctx.state, ctx.user, *channel, say.speech, say.text)) {
    return say.Refuse(*refusal);
  }
  const std::string spelled =
      absl::StrCat(target.substr(0, target.size() - name.size()), channel->name);
  Say(ctx, *channel, say.To(spelled), least == 0 ? Prefixes{0} : AtLeast(least));
}

void SayToNick(Saying& say, absl::string_view nick) {
  UserCtx& ctx = say.ctx;
  User* target = FindUser(ctx.state, nick);
  if (target == nullptr) return say.Refuse(kErrNoSuchNick(Echo(nick)));
  AcceptInReturn(ctx.state, ctx.user, *target);
  if (NeedsAccepting(*target, ctx.user)) {
    if (say.speech == Speech::kNotice) return;
    ctx.Reply(kRplTargUmodeG(target->nick));
    ctx.out.SayToUser(
        *target,
        CausedBy(ctx.user, kRplUmodeGMsg(ctx.user.nick,
                                         absl::StrCat(ctx.user.username, "@", ctx.user.host))));
    return ctx.Reply(kRplTargNotify(target->nick));
  }
  if (const Refusal refusal = CannotReach(*target, ctx.user, say.text)) {
    return say.Refuse(*refusal);
  }
  Say(ctx, *target, say.To(target->nick));
  if (target->is_away() && say.speech == Speech::kPrivmsg) {
    ctx.Reply(CausedBy(*target, kRplAway(target->nick, *target->away)));
  }
}

// $<mask>: all users of the matching servers.
void SayToServers(Saying& say, absl::string_view target) {
  UserCtx& ctx = say.ctx;
  if (!ctx.user.is_oper()) return say.Refuse(kErrNoPrivileges());
  absl::string_view mask = target.substr(1);
  const size_t dot = mask.rfind('.');
  if (dot == absl::string_view::npos) return say.Refuse(kErrNoTopLevel(Echo(target)));
  if (HasWildcard(mask.substr(dot + 1))) return say.Refuse(kErrWildTopLevel(Echo(target)));
  if (!MatchMask(Casemapping::kAscii, mask, ctx.state.config.server_name)) return;
  SayToEverybody(ctx, say.To(target));
}

bool IsChannelTarget(absl::string_view target) {
  const size_t start = target.find_first_not_of("~&@%+");
  return start != absl::string_view::npos && LooksLikeChannel(target.substr(start));
}

void SayToOne(Saying& say, absl::string_view target) {
  if (IsChannelTarget(target)) return SayToChannel(say, target);
  if (target[0] == '$') return SayToServers(say, target);
  if (say.speech == Speech::kPrivmsg && IsPlayback(target)) return AskPlayback(say.ctx, say.text);
  SayToNick(say, target);
}

void SayToAll(Saying& say, absl::string_view targets) {
  int64_t left = say.ctx.state.config.limits.targets;
  for (absl::string_view target : SplitTargets(targets)) {
    if (left-- == 0) return say.Refuse(kErrTooManyTargets(Echo(target)));
    SayToOne(say, target);
  }
}

Saying MakeSaying(UserCtx& ctx, Speech speech, absl::string_view text) {
  return {.ctx = ctx,
          .speech = speech,
          .command = ctx.command,
          .text = text,
          .client_tags = ClientOnlyTags(ctx.state.config, ctx.line.tags)};
}

}  // namespace

std::string ClientOnlyTags(const Config& config, absl::string_view tags) {
  std::string kept;
  ForEachTag(tags, [&](absl::string_view key, absl::string_view value, bool has_value) {
    if (key.size() < 2 || key[0] != '+' || IsDenied(config, key.substr(1))) return;
    absl::StrAppend(&kept, kept.empty() ? "" : ";", key, has_value && !value.empty() ? "=" : "",
                    value);
  });
  return kept;
}

void Privmsg(UserCtx& ctx, const Params& p) {
  if (p[0].empty()) return ctx.Reply(kErrNoRecipient("No recipient given (PRIVMSG)"));
  if (p[1].empty()) return ctx.Reply(kErrNoTextToSend());
  ctx.user.active_at = ctx.state.now;
  Saying say = MakeSaying(ctx, Speech::kPrivmsg, p[1]);
  SayToAll(say, p[0]);
}

void Notice(UserCtx& ctx, const Params& p) {
  if (p[0].empty() || p[1].empty()) return;
  ctx.user.active_at = ctx.state.now;
  Saying say = MakeSaying(ctx, Speech::kNotice, p[1]);
  SayToAll(say, p[0]);
}

void Tagmsg(UserCtx& ctx, const Params& p) {
  if (p[0].empty()) return ctx.Reply(kErrNoRecipient("No recipient given (TAGMSG)"));
  Saying say = MakeSaying(ctx, Speech::kTagmsg, "");
  if (say.client_tags.empty()) return;
  SayToAll(say, p[0]);
}

void SayBatch(UserCtx& ctx, const ClientBatch& batch) {
  ctx.user.active_at = ctx.state.now;
  // The rules check the text in the form in which clients without draft/multiline get it, line by
  // line.
  const std::string text = absl::StrJoin(
      batch.lines, "\n",
      [](std::string* out, const TextLine& line) { absl::StrAppend(out, line.text); });
  Saying say{.ctx = ctx,
             .speech = batch.command == "NOTICE" ? Speech::kNotice : Speech::kPrivmsg,
             .command = batch.command,
             .text = text,
             .lines = batch.lines,
             .client_tags = batch.client_tags};
  SayToOne(say, batch.target);
}

}  // namespace irc
