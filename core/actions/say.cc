#include "core/actions/say.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "core/actions/history_writer.h"
#include "core/actions/join.h"
#include "core/policy/policy.h"
#include "core/policy/private_messages.h"

namespace irc {
namespace {

// The messages that an utterance is. One of several lines is a batch for sessions that understand
// it, and plain lines for the others: https://ircv3.net/specs/extensions/multiline
class Forms {
 public:
  // The utterance outlives its forms. REQUIRES: it is complete.
  Forms(Outbox& out, const Utterance& utterance)
      : tags_only_(!utterance.text.has_value() && utterance.lines.empty()),
        single_(utterance.lines.empty() ? &utterance.head : nullptr) {
    if (single_ != nullptr) return;
    MakeBatch(out, utterance);
    MakeLines(utterance);
  }

  // Calls send(message, only) for each message, with those of `only` whom it is for.
  template <typename Send>
  void Each(const Only& only, Send&& send) const {
    Only others = only;
    if (tags_only_) others.with.Add(Cap::kMessageTags);
    if (single_ != nullptr) return send(*single_, others);
    others.lacking = kUnderstanding;
    for (const Message& message : plain_) send(message, others);
    Only understanding = only;
    understanding.with.Add(kUnderstanding);
    for (const Message& message : batch_) send(message, understanding);
  }

 private:
  static constexpr CapSet kUnderstanding = CapSet(Cap::kBatch) | CapSet(Cap::kMultiline);

  static Message WithTarget(Message message, absl::string_view target) {
    message.Param(target);
    return message;
  }

  void MakeBatch(Outbox& out, const Utterance& utterance) {
    const Message& head = utterance.head;
    const std::string reference = out.NewBatch();
    batch_.push_back(head.WithCommand("BATCH"));
    batch_.back().Param(absl::StrCat("+", reference)).Param("draft/multiline");
    batch_.back().Param(utterance.target);
    for (const TextLine& line : utterance.lines) {
      Message message(head.source(), head.command());
      message.Param(utterance.target).Trailing(line.text).set_batch(reference);
      if (head.past_time().has_value()) message.set_past(*head.past_time(), "");
      if (line.concat) message.AddTag(Cap::kMultiline, "draft/multiline-concat", "");
      batch_.push_back(std::move(message));
    }
    batch_.push_back(Message("BATCH").Param(absl::StrCat("-", reference)));
    if (head.past_time().has_value()) batch_.back().set_past(*head.past_time(), "");
  }

  // Blank lines are no lines to those without the capability; the id is on the first alone.
  void MakeLines(const Utterance& utterance) {
    Message head = utterance.head;
    for (const TextLine& line : utterance.lines) {
      if (line.text.empty()) continue;
      plain_.push_back(WithTarget(head, utterance.target));
      plain_.back().Trailing(line.text);
      head.set_msgid(0);
      if (head.past_time().has_value()) head.set_past(*head.past_time(), "");
    }
  }

  bool tags_only_;
  const Message* single_;  // of one line; otherwise the two below
  std::vector<Message> plain_;
  std::vector<Message> batch_;
};

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

std::vector<Message> FormFor(Outbox& out, const Session& session, const Utterance& utterance) {
  std::vector<Message> messages;
  Forms(out, utterance).Each({}, [&](const Message& message, const Only& only) {
    if (only.Admits(session)) messages.push_back(message);
  });
  return messages;
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
