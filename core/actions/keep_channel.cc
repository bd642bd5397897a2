#include "core/actions/keep_channel.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/protocol/modes.h"
#include "core/state/registered.h"

namespace irc {
namespace {

constexpr absl::Duration kUseInterval = absl::Hours(1);

bool IsKept(const Channel& channel) { return channel.registered != ChannelId(); }

void Keep(Outbox& out, Record record) { out.output().stores.push_back(std::move(record)); }

std::string LetterOf(ChannelMode list) {
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.mode == list) return std::string(1, row.letter);
  }
  return "";
}

ChannelModesRow ModesOf(ChannelId id, const Channel& channel) {
  ChannelModesRow row{.channel = id,
                      .created_at = channel.created_at,
                      .key = channel.key,
                      .forward = channel.extras->forward,
                      .limit = channel.limit};
  for (const ChannelModeRow& mode : kChannelModes) {
    if (mode.kind == ModeKind::kFlag && channel.Has(mode.mode)) row.flags.push_back(mode.letter);
  }
  if (channel.extras->throttle.joins != 0) {
    row.throttle =
        absl::StrCat(channel.extras->throttle.joins, ":", channel.extras->throttle.seconds);
  }
  return row;
}

ChannelTopicRow TopicOf(ChannelId id, const Channel& channel) {
  return {.channel = id,
          .text = channel.topic.text,
          .setter = channel.topic.setter,
          .set_at = channel.topic.set_at};
}

ChannelMaskRow MaskOf(ChannelId id, ChannelMode list, const ListEntry& entry) {
  return {.channel = id,
          .list = LetterOf(list),
          .mask = entry.mask,
          .setter = entry.setter,
          .set_at = entry.set_at};
}

}  // namespace

void KeepModes(Outbox& out, const Channel& channel) {
  if (IsKept(channel)) Keep(out, Put(ModesOf(channel.registered, channel)));
}

void KeepTopic(Outbox& out, const Channel& channel) {
  if (IsKept(channel)) Keep(out, Put(TopicOf(channel.registered, channel)));
}

void KeepListEntry(Outbox& out, const Channel& channel, ChannelMode list, const ListEntry& entry) {
  if (IsKept(channel)) Keep(out, Put(MaskOf(channel.registered, list, entry)));
}

void DropListEntry(Outbox& out, const Channel& channel, ChannelMode list, const ListEntry& entry) {
  if (IsKept(channel)) Keep(out, Drop(MaskOf(channel.registered, list, entry)));
}

void KeepMetadata(Outbox& out, const Channel& channel, const std::string& key,
                  const std::string* value) {
  if (!IsKept(channel)) return;
  ChannelMetadataRow row{.channel = channel.registered, .key = key};
  if (value == nullptr) return Keep(out, Drop(std::move(row)));
  row.value = *value;
  Keep(out, Put(std::move(row)));
}

void KeepUse(State& state, Outbox& out, const Channel& channel) {
  const RegisteredChannel* registered = RegistrationOf(state, channel);
  if (registered == nullptr || state.now < registered->used_at() + kUseInterval) return;
  Record use = Put(ChannelUseRow{.channel = channel.registered, .at = state.now});
  state.registered_channels.Apply(state.casemapping, use);
  Keep(out, std::move(use));
}

std::vector<Row> RowsOfChannel(ChannelId id, const Channel& channel) {
  std::vector<Row> rows = {ModesOf(id, channel)};
  if (!channel.topic.text.empty()) rows.push_back(TopicOf(id, channel));
  for (const ChannelModeRow& mode : kChannelModes) {
    if (mode.kind != ModeKind::kList) continue;
    for (const ListEntry& entry : channel.list(mode.mode)) {
      rows.push_back(MaskOf(id, mode.mode, entry));
    }
  }
  for (const auto& [key, value] : channel.metadata) {
    rows.push_back(ChannelMetadataRow{.channel = id, .key = key, .value = value});
  }
  return rows;
}

}  // namespace irc
