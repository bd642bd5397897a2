#include "core/actions/topic.h"

#include <array>
#include <string>

#include "core/actions/history_writer.h"
#include "core/actions/keep_channel.h"
#include "core/outbox/source.h"
#include "core/protocol/numerics.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

std::array<Message, 2> TopicReplies(const Channel& channel) {
  return {kRplTopic(channel.name, channel.topic.text),
          kRplTopicWhoTime(channel.name, channel.topic.setter,
                           absl::ToUnixSeconds(channel.topic.set_at))};
}

}  // namespace

void SetTopic(State& state, Outbox& out, Channel& channel, const User& setter,
              absl::string_view text) {
  const auto bytes_max = static_cast<size_t>(state.config.limits.topic_bytes);
  channel.topic = {.text = std::string(TruncateUtf8(text, bytes_max)),
                   .setter = setter.mask(),
                   .set_at = state.now};
  KeepTopic(out, channel);
  Message message = From(setter, "TOPIC");
  message.Param(channel.name).Trailing(channel.topic.text);
  AppendEventToHistory(state, out, setter, channel, message);
  out.ReplyToChannel(channel, message);
}

void ReplyTopic(Outbox& out, const Channel& channel, const Session& session) {
  if (channel.topic.text.empty()) return;
  for (const Message& line : TopicReplies(channel)) out.ReplyTo(session, line);
}

void ReplyTopic(Outbox& out, const Channel& channel, const User& user) {
  if (channel.topic.text.empty()) return;
  for (const Message& line : TopicReplies(channel)) out.ReplyToUser(user, line);
}

}  // namespace irc
