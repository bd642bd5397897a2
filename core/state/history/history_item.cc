#include "core/state/history/history_item.h"

#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "core/check.h"
#include "core/protocol/render.h"

namespace irc {
namespace {

// Writes what LoadArchive reads, into memory that is known to suffice: every message is packed.
class Packer {
 public:
  explicit Packer(char* at) : at_(at) {}
  void Integer(uint64_t value) {
    for (; value >= 0x80; value >>= 7) *at_++ = static_cast<char>(value | 0x80);
    *at_++ = static_cast<char>(value);
  }
  void Bytes(absl::string_view bytes) {
    Integer(bytes.size());
    if (!bytes.empty()) std::memcpy(at_, bytes.data(), bytes.size());
    at_ += bytes.size();
  }
  const char* at() const { return at_; }

 private:
  char* at_;
};

// At least the packed size: an integer takes ten bytes at most.
size_t RoomFor(const HistoryItem& item) {
  constexpr size_t kInteger = 10;
  size_t bytes = 16 * kInteger + item.author.account.bytes().size() + item.origin.size() +
                 item.source.size() + item.client_tags.size();
  for (absl::string_view param : item.params) bytes += kInteger + param.size();
  for (const HistoryLine& line : item.lines) bytes += 2 * kInteger + line.text.size();
  for (const HistoryTag& tag : item.tags) bytes += 2 * kInteger + tag.value.size();
  return bytes;
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

HistoryItem MakeHistoryItem(absl::Time now, uint64_t event, Participant author,
                            const Message& message) {
  IRC_CHECK(message.msgid() != 0, "what is recorded has an id");
  const std::optional<HistoryKind> kind = FindHistoryKind(message.command());
  IRC_CHECK(kind.has_value(), "what is recorded has a row in kHistoryKinds");
  HistoryItem item{.time = absl::FromUnixMillis(absl::ToUnixMillis(now)),
                   .position = {event, message.msgid()},
                   .kind = *kind,
                   .trailing = message.trailing(),
                   .author = std::move(author),
                   .origin = {},
                   .source = message.source(),
                   .client_tags = message.client_tags(),
                   .params = {},
                   .tags = {},
                   .lines = {}};
  for (size_t i = 0; i < message.params(); ++i) item.params.push_back(message.param(i));
  for (const auto& [tag, value] : message.tags()) item.tags.push_back({tag, value});
  return item;
}

Message HeadOf(absl::Time epoch, const HistoryItem& item) {
  Message message(item.source, item.command());
  message.set_past(item.time, FormatMsgid(epoch, item.position.event, item.position.ordinal));
  message.set_client_tags(item.client_tags);
  for (const auto& [tag, value] : item.tags) message.AddTag(tag, value);
  return message;
}

Message MessageOf(absl::Time epoch, const HistoryItem& item) {
  Message message = HeadOf(epoch, item);
  for (size_t i = 0; i < item.params.size(); ++i) {
    // As it was sent: https://ircv3.net/specs/extensions/extended-join
    if (i == 1 && item.kind == HistoryKind::kJoin) message.OnlyWith(Cap::kExtendedJoin);
    if (i + 1 == item.params.size() && item.trailing) {
      message.Trailing(item.params[i]);
    } else {
      message.Param(item.params[i]);
    }
  }
  return message;
}

void PackHistoryItem(const HistoryItem& item, std::string& packed) {
  packed.resize(RoomFor(item));
  Packer packer(packed.data());
  packer.Integer(static_cast<uint64_t>(item.kind));
  packer.Integer(static_cast<uint64_t>(absl::ToUnixNanos(item.time)));
  packer.Integer(item.position.event);
  packer.Integer(item.position.ordinal);
  packer.Integer(item.trailing ? 1 : 0);
  packer.Bytes(item.author.account.bytes());
  packer.Integer(item.author.guest.slot);
  packer.Integer(item.author.guest.generation);
  for (absl::string_view text : {item.origin, item.source, item.client_tags}) packer.Bytes(text);
  packer.Integer(item.params.size());
  for (absl::string_view param : item.params) packer.Bytes(param);
  packer.Integer(item.lines.size());
  for (const HistoryLine& line : item.lines) {
    packer.Bytes(line.text);
    packer.Integer(line.concat ? 1 : 0);
  }
  packer.Integer(item.tags.size());
  for (const auto& [tag, value] : item.tags) {
    packer.Integer(tag.index());
    packer.Bytes(value);
  }
  packed.resize(static_cast<size_t>(packer.at() - packed.data()));
}

std::optional<HistoryItem> UnpackHistoryItem(absl::string_view packed) {
  LoadArchive archive(packed, LoadArchive::Source::kOwnMemory);
  HistoryItem item;
  const uint64_t kind = archive.Integer();
  if (kind >= kHistoryKinds.size()) return std::nullopt;
  item.kind = static_cast<HistoryKind>(kind);
  archive(item.time, item.position, item.trailing, item.author, item.origin, item.source,
          item.client_tags, item.params, item.lines);
  const size_t tags = archive.Count();
  for (size_t i = 0; i < tags && archive.ok(); ++i) {
    const uint64_t index = archive.Integer();
    if (index >= kServerTags.size()) return std::nullopt;
    item.tags.push_back({ServerTag::At(static_cast<uint8_t>(index)), archive.View()});
  }
  if (!archive.ok() || !archive.AtEnd()) return std::nullopt;
  return item;
}

}  // namespace irc
