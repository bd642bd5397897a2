#include "core/actions/say.h"

#include "core/actions/history_writer.h"
#include "core/actions/join.h"
#include "core/policy/policy.h"
#include "core/policy/private_messages.h"

namespace irc {
namespace {

// Sets the id, which counts in the order of sending. A message of a single line also gets its
// parameters, so that it can be kept and sent without another copy.
void Complete(Outbox& out, Utterance& utterance) {
  utterance.head.set_msgid(out.ids().NewMsgid());
  if (!utterance.lines.empty()) return;
  utterance.head.Param(utterance.target);
  if (utterance.text.has_value()) utterance.head.Trailing(*utterance.text);
}

void ReplyEchoes(UserCtx& ctx, const UtteranceVariants& variants) {
  variants.ForEach({}, [&](const Message& message, const AudienceFilter& filter) {
    ctx.out.ReplyEcho(ctx.user, message, filter);
  });
}

}  // namespace

void Say(UserCtx& ctx, Channel& channel, Utterance utterance, Prefixes prefixes) {
  prefixes = HearersOf(ctx.state, ctx.user, channel, prefixes);
  Reveal(ctx.state, ctx.out, channel, ctx.user);
  Complete(ctx.out, utterance);  // after Reveal, which may send a JOIN with an id
  // A message to some of the members is not kept, because all members may read the history.
  if (prefixes == 0) AppendToHistory(ctx.state, ctx.out, ctx.user, channel, utterance);
  const UtteranceVariants variants(ctx.out, utterance);
  if (utterance.in_another_name) {
    return variants.ForEach({.prefixes = prefixes, .not_deaf = true},
                            [&](const Message& message, const AudienceFilter& filter) {
                              ctx.out.ReplyToChannel(channel, message, filter);
                            });
  }
  variants.ForEach({.prefixes = prefixes, .not_deaf = true, .except = &ctx.user},
                   [&](const Message& message, const AudienceFilter& filter) {
                     ctx.out.NotifyChannel(channel, message, filter);
                   });
  ReplyEchoes(ctx, variants);
}

void Say(UserCtx& ctx, const User& target, Utterance utterance) {
  Complete(ctx.out, utterance);
  const UtteranceVariants variants(ctx.out, utterance);
  // A silenced sender gets the echo as usual.
  if (Silences(ctx.state, target, ctx.user)) return ReplyEchoes(ctx, variants);
  AppendToHistory(ctx.state, ctx.user, target, utterance);
  variants.ForEach({}, [&](const Message& message, const AudienceFilter& filter) {
    ctx.out.NotifyUser(target, message, filter);
  });
  ReplyEchoes(ctx, variants);
}

void SayToEverybody(UserCtx& ctx, Utterance utterance) {
  Complete(ctx.out, utterance);
  const UtteranceVariants variants(ctx.out, utterance);
  variants.ForEach({.except = &ctx.user},
                   [&](const Message& message, const AudienceFilter& filter) {
                     ctx.out.NotifyEverybody(message, filter);
                   });
  ReplyEchoes(ctx, variants);
}

}  // namespace irc
