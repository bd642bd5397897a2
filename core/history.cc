#include "core/history.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "core/check.h"
#include "core/render.h"

namespace irc {
namespace {

// The server's own tags that are kept. A snapshot holds their rows, so new ones go at the end.
struct TagRow {
  Cap cap;
  absl::string_view key;
};
constexpr std::array kTagRows = {
    TagRow{Cap::kAccountTag, "account"},
    TagRow{Cap::kMessageTags, "bot"},
    TagRow{Cap::kOperTag, "draft/oper"},
    TagRow{Cap::kRelaymsg, "draft/relaymsg"},
};

bool IsBefore(const HistoryItem& item, const HistoryReference& reference) {
  if (const auto* time = std::get_if<absl::Time>(&reference)) return item.time < *time;
  return item.position < std::get<HistoryPosition>(reference);
}

bool IsAfter(const HistoryItem& item, const HistoryReference& reference) {
  if (const auto* time = std::get_if<absl::Time>(&reference)) return item.time > *time;
  return item.position > std::get<HistoryPosition>(reference);
}

}  // namespace

std::optional<HistoryPosition> ParseMsgid(absl::Time epoch, absl::string_view msgid) {
  const std::vector<absl::string_view> parts = absl::StrSplit(msgid, '-');
  HistoryPosition position;
  if (parts.size() < 3 || !absl::SimpleHexAtoi(parts[parts.size() - 2], &position.event) ||
      !absl::SimpleHexAtoi(parts.back(), &position.ordinal) ||
      FormatMsgid(epoch, position.event, position.ordinal) != msgid) {
    return std::nullopt;
  }
  return position;
}

HistoryItem MakeHistoryItem(absl::Time epoch, absl::Time now, uint64_t event, HistoryKind kind,
                            Party author, const Message& message) {
  IRC_CHECK(message.msgid() != 0, "what is recorded has an id");
  HistoryItem item{.time = absl::FromUnixMillis(absl::ToUnixMillis(now)),
                   .position = {event, message.msgid()},
                   .kind = kind,
                   .trailing = message.trailing(),
                   .author = std::move(author),
                   .texts = {},
                   .tags = {},
                   .lines = {}};
  const std::string msgid = FormatMsgid(epoch, event, message.msgid());
  item.texts.Reserve(msgid.size() + message.text_bytes() + message.client_tags().size());
  item.texts.Add(msgid);
  item.texts.Add(message.source());
  item.texts.Add(message.command());
  item.texts.Add(message.client_tags());
  for (size_t i = 0; i < message.params(); ++i) item.texts.Add(message.param(i));
  for (const Message::Tag& tag : message.tags()) {
    for (size_t row = 0; row < kTagRows.size(); ++row) {
      if (kTagRows[row].key == tag.key) item.tags.push_back({static_cast<uint8_t>(row), tag.value});
    }
  }
  return item;
}

Message HeadOf(const HistoryItem& item) {
  Message message(item.source(), item.command());
  message.set_past(item.time, item.msgid()).set_client_tags(item.client_tags());
  for (const HistoryTag& tag : item.tags) {
    // A damaged snapshot may hold any number.
    if (tag.row < kTagRows.size()) {
      message.AddTag(kTagRows[tag.row].cap, kTagRows[tag.row].key, tag.value);
    }
  }
  return message;
}

Message MessageOf(const HistoryItem& item) {
  Message message = HeadOf(item);
  for (size_t i = 0; i < item.params(); ++i) {
    // As it was said: https://ircv3.net/specs/extensions/extended-join
    if (i == 1 && item.command() == "JOIN") message.OnlyWith(Cap::kExtendedJoin);
    if (i + 1 == item.params() && item.trailing) {
      message.Trailing(item.param(i));
    } else {
      message.Param(item.param(i));
    }
  }
  return message;
}

HistoryItem HistoryItem::WithParam(size_t place, absl::string_view text) const {
  HistoryItem changed = *this;
  changed.texts = TextList();
  for (size_t i = 0; i < texts.size(); ++i) {
    changed.texts.Add(i == kFixedTexts + place ? text : texts[i]);
  }
  return changed;
}

void HistoryLog::Add(HistoryItem&& item, int64_t limit) {
  items_.push_back(std::move(item));
  while (static_cast<int64_t>(items_.size()) > limit) items_.pop_front();
}

std::vector<const HistoryItem*> HistoryLog::Select(const HistoryQuery& query) const {
  auto begin = items_.begin(), end = items_.end();
  if (query.after.has_value()) {
    begin = std::partition_point(begin, end, [&](const HistoryItem& item) {
      return !IsAfter(item, *query.after);
    });
  }
  if (query.from.has_value()) {
    begin = std::partition_point(begin, end,
                                 [&](const HistoryItem& item) { return IsBefore(item, *query.from); });
  }
  if (query.before.has_value()) {
    end = std::partition_point(begin, end, [&](const HistoryItem& item) {
      return IsBefore(item, *query.before);
    });
  }
  std::vector<const HistoryItem*> found;
  const auto take = [&](const HistoryItem& item) {
    if (query.events || item.kind == HistoryKind::kMessage) found.push_back(&item);
  };
  if (!query.newest) {
    for (; begin != end && found.size() < query.limit; ++begin) take(*begin);
    return found;
  }
  while (end != begin && found.size() < query.limit) take(*--end);
  std::reverse(found.begin(), found.end());
  return found;
}

const HistoryItem* HistoryLog::Find(absl::string_view msgid) const {
  const auto found = std::find_if(items_.begin(), items_.end(),
                                  [&](const HistoryItem& item) { return item.msgid() == msgid; });
  return found == items_.end() ? nullptr : &*found;
}

void HistoryLog::Remove(HistoryPosition position) {
  const auto found = std::find_if(items_.begin(), items_.end(), [&](const HistoryItem& item) {
    return item.position == position;
  });
  if (found != items_.end()) items_.erase(found);
}

bool HistoryLog::IsWhole() const {
  if (!std::all_of(items_.begin(), items_.end(),
                   [](const HistoryItem& item) { return item.IsWhole(); })) {
    return false;
  }
  for (size_t i = 1; i < items_.size(); ++i) {
    if (!(items_[i - 1].position < items_[i].position) || items_[i].time < items_[i - 1].time) {
      return false;
    }
  }
  return true;
}

}  // namespace irc
