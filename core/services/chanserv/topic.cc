// ChanServ TOPIC and TOPICAPPEND: the topic, also for those who are not in the channel.
#include "core/actions/topic.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "core/actions/join.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv.h"

namespace irc {
namespace {

// The channel, if the user may change its topic.
Channel* RequireForTopic(ServiceCtx& ctx) {
  const RegisteredChannel* registered = RequireRegistered(ctx, ctx.word(0));
  if (registered == nullptr || !RequireRight(ctx, *registered, ChannelRight::kTopic)) {
    return nullptr;
  }
  return &ChannelOf(ctx.state, registered->live);
}

void Set(ServiceCtx& ctx, Channel& channel, const std::string& text) {
  Reveal(ctx.state, ctx.out, channel, ctx.user);
  SetTopic(ctx.state, ctx.out, channel, ctx.user, text);
  ctx.Say(texts::kTopicIsSet, channel.name);
}

}  // namespace

void TopicOfChannel(ServiceCtx& ctx) {
  Channel* channel = RequireForTopic(ctx);
  if (channel == nullptr) return;
  if (ctx.words.size() > 1) return Set(ctx, *channel, ctx.WordsFrom(1));
  if (channel->topic.text.empty()) return ctx.Say(texts::kChannelHasNoTopic, channel->name);
  ctx.Say(texts::kTopicOfChannel, channel->name, channel->topic.text);
}

void AppendToTopic(ServiceCtx& ctx) {
  Channel* channel = RequireForTopic(ctx);
  if (channel == nullptr) return;
  const std::string& before = channel->topic.text;
  const std::string text = absl::StrCat(before, before.empty() ? "" : " | ", ctx.WordsFrom(1));
  const int64_t bytes_max = ctx.state.config.limits.topic_bytes;
  if (static_cast<int64_t>(text.size()) > bytes_max) {
    return ctx.Say(texts::kTopicTooLong, before.size(), bytes_max);
  }
  Set(ctx, *channel, text);
}

}  // namespace irc
