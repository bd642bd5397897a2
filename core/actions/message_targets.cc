#include "core/actions/message_targets.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/actions/playback.h"
#include "core/actions/say.h"
#include "core/opers/audit_record.h"
#include "core/opers/rights.h"
#include "core/outbox/source.h"
#include "core/policy/private_messages.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

void Refuse(MessageRequest& request, const Message& message) {
  if (request.speech != Speech::kNotice) request.ctx.Reply(message);
}

Utterance UtteranceTo(const MessageRequest& request, absl::string_view target) {
  Utterance utterance{
      .head = From(request.ctx.user, request.command), .target = target, .lines = request.lines};
  if (request.speech != Speech::kTagmsg) utterance.text = request.text;
  utterance.head.set_client_tags(request.client_tags);
  return utterance;
}

void SayToChannel(MessageRequest& request, absl::string_view target) {
  // "@#c": the members with that prefix or a higher one.
  Prefixes least = 0;
  absl::string_view name = target;
  while (!name.empty() && PrefixOfSymbol(name[0]) != 0) {
    const Prefixes prefix = PrefixOfSymbol(name[0]);
    least = least == 0 ? prefix : std::min(least, prefix);
    name.remove_prefix(1);
  }
  UserCtx& ctx = request.ctx;
  Channel* channel = FindChannel(ctx.state, name);
  if (channel == nullptr) return Refuse(request, kErrNoSuchChannel(SafeParam(name)));
  if (const Refusal refusal =
          CannotSpeak(ctx.state, ctx.user, *channel, request.speech, request.text)) {
    // The refusal may not show that a secret channel exists.
    const bool seen = CanSeeChannel(ctx.state, ctx.user, *channel);
    return Refuse(request, seen ? *refusal : kErrNoSuchChannel(SafeParam(name)));
  }
  const std::string spelled =
      absl::StrCat(target.substr(0, target.size() - name.size()), channel->name);
  Say(ctx, *channel, UtteranceTo(request, spelled), least == 0 ? Prefixes{0} : AtLeast(least));
}

// Puts `other`, the recipient of a message of `user`, on the ACCEPT list of `user` if their modes
// would refuse an answer. Does nothing when the list is full.
void AcceptInReturn(const Limits& limits, User& user, const User& other) {
  const bool guarded = user.Has(UserMode::kCallerId) || user.Has(UserMode::kRegisteredOnly);
  if (!guarded || user.id == other.id || Accepts(user, other)) return;
  if (static_cast<int64_t>(user.accepted->size()) >= limits.accept_entries) return;
  user.accepted.Edit().push_back(other.id);
}

void SayToNick(MessageRequest& request, absl::string_view nick) {
  UserCtx& ctx = request.ctx;
  User* target = FindUser(ctx.state, nick);
  if (target == nullptr) return Refuse(request, kErrNoSuchNick(SafeParam(nick)));
  AcceptInReturn(ctx.state.config.limits, ctx.user, *target);
  if (NeedsAccepting(*target, ctx.user)) {
    if (request.speech == Speech::kNotice) return;
    ctx.Reply(kRplTargUmodeG(target->nick));
    ctx.out.NotifyUser(
        *target,
        CausedBy(ctx.user, kRplUmodeGMsg(ctx.user.nick,
                                         absl::StrCat(ctx.user.username, "@", ctx.user.host))));
    return ctx.Reply(kRplTargNotify(target->nick));
  }
  if (const Refusal refusal = CannotMessage(*target, ctx.user, request.text)) {
    return Refuse(request, *refusal);
  }
  Say(ctx, *target, UtteranceTo(request, target->nick));
  if (target->is_away() && request.speech == Speech::kPrivmsg) {
    ctx.Reply(CausedBy(*target, kRplAway(target->nick, *target->away)));
  }
}

// $<mask>: all users of the servers that match.
void SayToServers(MessageRequest& request, absl::string_view target) {
  UserCtx& ctx = request.ctx;
  if (const Refusal refusal = CannotUse(ctx.state, ctx.user, Privilege::kAnnounce)) {
    return Refuse(request, *refusal);
  }
  absl::string_view mask = target.substr(1);
  const size_t dot = mask.rfind('.');
  if (dot == absl::string_view::npos) return Refuse(request, kErrNoTopLevel(SafeParam(target)));
  if (HasWildcard(mask.substr(dot + 1)))
    return Refuse(request, kErrWildTopLevel(SafeParam(target)));
  if (!MatchMask(Casemapping::kAscii, mask, ctx.state.config.server_name)) return;
  WriteAudit(ctx.state, ctx.out, ctx.user, request.command, target, request.text);
  SayToEverybody(ctx, UtteranceTo(request, target));
}

bool IsChannelTarget(absl::string_view target) {
  const size_t start = target.find_first_not_of("~&@%+");
  return start != absl::string_view::npos && LooksLikeChannel(target.substr(start));
}

}  // namespace

void SayToTarget(MessageRequest& request, absl::string_view target) {
  if (IsChannelTarget(target)) return SayToChannel(request, target);
  if (target[0] == '$') return SayToServers(request, target);
  if (request.speech == Speech::kPrivmsg && IsPlayback(target))
    return AskPlayback(request.ctx, request.text);
  SayToNick(request, target);
}

void SayToTargets(MessageRequest& request, absl::string_view targets) {
  int64_t left = request.ctx.state.config.limits.targets;
  const Targets list = SplitTargets(targets);
  if (list.empty()) {
    return Refuse(request,
                  kErrNoRecipient(absl::StrCat("No recipient given (", request.command, ")")));
  }
  for (absl::string_view target : list) {
    if (left-- == 0) return Refuse(request, kErrTooManyTargets(SafeParam(target)));
    SayToTarget(request, target);
  }
}

}  // namespace irc
