// PRIVMSG <target>{,<target>} :<text>, NOTICE, and TAGMSG <target>{,<target>}
// A target is a nick, a channel, a channel with the least prefix of those who are meant (@#c), or,
// for operators, $<server mask>.
// https://modern.ircdocs.horse/#privmsg-message, https://ircv3.net/specs/extensions/message-tags
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/names.h"
#include "core/numerics.h"
#include "core/policy.h"

namespace irc {
namespace {

// One line that somebody says, on its way to its targets.
struct Saying {
  UserCtx& ctx;
  Speech speech;
  absl::string_view text;
  std::string client_tags;
  uint32_t ordinal = 0;  // counts the targets, for the msgid

  // Nobody is told why his NOTICE went nowhere, lest two programs answer each other for ever.
  void Refuse(const Message& message) {
    if (speech != Speech::kNotice) ctx.Reply(message);
  }

  Only Audience() const {
    return speech == Speech::kTagmsg ? Only{.with = Cap::kMessageTags} : Only{};
  }

  Message To(absl::string_view target) {
    Message message = From(ctx.user, ctx.command);
    message.Param(target);
    if (speech != Speech::kTagmsg) message.Trailing(text);
    message.set_msgid(++ordinal).set_client_tags(client_tags);
    return message;
  }
};

// What a client may put on others' screens: its client-only tags, unchanged.
std::string ClientOnlyTags(absl::string_view tags) {
  std::string kept;
  ForEachTag(tags, [&](absl::string_view key, absl::string_view value, bool has_value) {
    if (key.size() < 2 || key[0] != '+') return;
    absl::StrAppend(&kept, kept.empty() ? "" : ";", key, has_value && !value.empty() ? "=" : "",
                    value);
  });
  return kept;
}

void SayToChannel(Saying& say, absl::string_view target) {
  // "@#c": who has that prefix or a higher one.
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
  Only only = say.Audience();
  only.except = &ctx.user;
  if (least != 0) only.prefixes = AtLeast(least);
  const Message message = say.To(absl::StrCat(
      target.substr(0, target.size() - name.size()), channel->name));
  ctx.out.SayToChannel(*channel, message, only);
  ctx.out.Echo(ctx.user, message, say.Audience());
}

// Caller-id: only those whom the user has accepted reach him; he hears that somebody tried.
Refusal BlockedByCallerId(UserCtx& ctx, const User& target) {
  if (!target.Has(UserMode::kCallerId) || target.id == ctx.user.id || ctx.user.is_oper()) {
    return std::nullopt;
  }
  if (std::find(target.accepted.begin(), target.accepted.end(), ctx.user.id) !=
      target.accepted.end()) {
    return std::nullopt;
  }
  return kRplTargUmodeG(target.nick);
}

void SayToNick(Saying& say, absl::string_view nick) {
  UserCtx& ctx = say.ctx;
  User* target = FindUser(ctx.state, nick);
  if (target == nullptr) return say.Refuse(kErrNoSuchNick(Echo(nick)));
  if (const Refusal refusal = BlockedByCallerId(ctx, *target)) {
    if (say.speech == Speech::kNotice) return;
    ctx.Reply(*refusal);
    ctx.out.SayToUser(*target, kRplUmodeGMsg(ctx.user.nick,
                                             absl::StrCat(ctx.user.username, "@", ctx.user.host)));
    return ctx.Reply(kRplTargNotify(target->nick));
  }
  // Until there are accounts nobody is logged in, so +R lets only operators through.
  if (target->Has(UserMode::kRegisteredOnly) && !ctx.user.is_oper() && target->id != ctx.user.id) {
    return say.Refuse(kErrCantSendToUser(
        target->nick, "You must be logged in to an account to message this user"));
  }
  const Message message = say.To(target->nick);
  ctx.out.SayToUser(*target, message, say.Audience());
  ctx.out.Echo(ctx.user, message, say.Audience());
  if (target->is_away() && say.speech == Speech::kPrivmsg) {
    ctx.Reply(kRplAway(target->nick, target->away));
  }
}

// $<mask>: everybody on the servers that match.
void SayToServers(Saying& say, absl::string_view target) {
  UserCtx& ctx = say.ctx;
  if (!ctx.user.is_oper()) return say.Refuse(kErrNoPrivileges());
  absl::string_view mask = target.substr(1);
  const size_t dot = mask.rfind('.');
  if (dot == absl::string_view::npos) return say.Refuse(kErrNoTopLevel(Echo(target)));
  if (HasWildcard(mask.substr(dot + 1))) return say.Refuse(kErrWildTopLevel(Echo(target)));
  if (!MatchMask(Casemapping::kAscii, mask, ctx.state.config.server_name)) return;
  const Message message = say.To(target);
  ctx.state.users.ForEach([&](const User& user) {
    if (user.id != ctx.user.id) ctx.out.SayToUser(user, message, say.Audience());
  });
  ctx.out.Echo(ctx.user, message, say.Audience());
}

bool IsChannelTarget(absl::string_view target) {
  const size_t start = target.find_first_not_of("~&@%+");
  return start != absl::string_view::npos && LooksLikeChannel(target.substr(start));
}

void SayToAll(Saying& say, absl::string_view targets) {
  int64_t left = say.ctx.state.config.limits.targets;
  for (absl::string_view target : SplitTargets(targets)) {
    if (left-- == 0) return say.Refuse(kErrTooManyTargets(Echo(target)));
    if (IsChannelTarget(target)) {
      SayToChannel(say, target);
    } else if (target[0] == '$') {
      SayToServers(say, target);
    } else {
      SayToNick(say, target);
    }
  }
}

Saying MakeSaying(UserCtx& ctx, Speech speech, absl::string_view text) {
  return {.ctx = ctx,
          .speech = speech,
          .text = text,
          .client_tags = ClientOnlyTags(ctx.line.tags)};
}

}  // namespace

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

}  // namespace irc
