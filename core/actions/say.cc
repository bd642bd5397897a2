#include "core/actions/say.h"

#include "core/actions/history_writer.h"
#include "core/actions/join.h"
#include "core/policy/policy.h"
#include "core/policy/private_messages.h"

namespace irc {
namespace {

// Gives it its id, which is in the order of what is sent, and what stands behind the command of one
// that has a single line: this message is then recorded and sent without another copy.
void Complete(Outbox& out, Utterance& utterance) {
  utterance.head.set_msgid(out.NewMsgid());
  if (!utterance.lines.empty()) return;
  utterance.head.Param(utterance.target);
  if (utterance.text.has_value()) utterance.head.Trailing(*utterance.text);
}

void EchoTo(UserCtx& ctx, const Forms& forms) {
  forms.Each(
      {}, [&](const Message& message, const Only& only) { ctx.out.Echo(ctx.user, message, only); });
}

}  // namespace

void Say(UserCtx& ctx, Channel& channel, Utterance utterance, Prefixes prefixes) {
  prefixes = HearersOf(ctx.state, ctx.user, channel, prefixes);
  Reveal(ctx.state, ctx.out, channel, ctx.user);
  Complete(ctx.out, utterance);  // only now: Reveal may have shown something
  // What is meant for a part of the channel only is not kept for the others.
  if (prefixes == 0) RecordSaid(ctx.state, ctx.user, channel, utterance);
  const Forms forms(ctx.out, utterance);
  if (utterance.in_another_name) {
    return forms.Each({.prefixes = prefixes, .hearing = true},
                      [&](const Message& message, const Only& only) {
                        ctx.out.ToChannel(channel, message, only);
                      });
  }
  forms.Each({.prefixes = prefixes, .hearing = true, .except = &ctx.user},
             [&](const Message& message, const Only& only) {
               ctx.out.SayToChannel(channel, message, only);
             });
  EchoTo(ctx, forms);
}

void Say(UserCtx& ctx, const User& target, Utterance utterance) {
  Complete(ctx.out, utterance);
  const Forms forms(ctx.out, utterance);
  // Who is silenced sees his message go as ever.
  if (Silences(ctx.state, target, ctx.user)) return EchoTo(ctx, forms);
  RecordSaid(ctx.state, ctx.user, target, utterance);
  forms.Each({}, [&](const Message& message, const Only& only) {
    ctx.out.SayToUser(target, message, only);
  });
  EchoTo(ctx, forms);
}

void SayToEverybody(UserCtx& ctx, Utterance utterance) {
  Complete(ctx.out, utterance);
  const Forms forms(ctx.out, utterance);
  forms.Each({}, [&](const Message& message, const Only& only) {
    ctx.state.users.ForEach([&](const User& user) {
      if (user.id != ctx.user.id) ctx.out.SayToUser(user, message, only);
    });
  });
  EchoTo(ctx, forms);
}

}  // namespace irc
