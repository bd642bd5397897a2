#include "core/protocol/render.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "core/limits.h"
#include "core/protocol/parse.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

// Not absl::StrAppend, which fills with zeros first what it then overwrites.
void Append(absl::string_view text, std::string* line) { line->append(text.data(), text.size()); }

// Writes "key=value;" pieces; Close turns the last ';' into the space that ends the section.
class TagWriter {
 public:
  explicit TagWriter(std::string* line) : line_(line) {}
  void Add(absl::string_view key, absl::string_view value) {
    Separate();
    Append(key, line_);
    if (value.empty()) return;
    line_->push_back('=');
    AppendEscapedTagValue(value, line_);
  }
  void AddRaw(absl::string_view tags) {
    Separate();
    Append(tags, line_);
  }
  void Close() {
    if (any_) line_->push_back(' ');
  }

 private:
  void Separate() {
    line_->push_back(any_ ? ';' : '@');
    any_ = true;
  }
  std::string* line_;
  bool any_ = false;
};

void AppendTags(const Message& message, CapSet caps, const RenderContext& context,
                std::string* line) {
  TagWriter tags(line);
  if (!context.label.empty()) tags.Add("label", context.label);
  // Within the batch of a labelled answer there may be another one; a message names the inner one.
  const absl::string_view batch = message.batch().empty() ? context.batch : message.batch();
  if (!batch.empty() && caps.Has(Cap::kBatch)) tags.Add("batch", batch);
  if (caps.Has(Cap::kServerTime)) {
    tags.Add("time", FormatServerTime(message.past_time().value_or(context.time)));
  }
  if (!message.past_msgid().empty()) {
    if (caps.Has(Cap::kMessageTags)) tags.Add("msgid", message.past_msgid());
  } else if (message.msgid() != 0 && (caps & message.msgid_needs()) == message.msgid_needs()) {
    tags.Add("msgid", FormatMsgid(context.epoch, context.seq, message.msgid()));
  }
  for (const auto& [tag, value] : message.tags()) {
    if (caps.Has(tag.cap())) tags.Add(tag.key(), value);
  }
  if (caps.Has(Cap::kMessageTags) && !message.client_tags().empty()) {
    tags.AddRaw(message.client_tags());
  }
  tags.Close();
}

// A middle parameter must not be empty, begin with a colon or hold a space.
bool IsMiddle(absl::string_view param) {
  return !param.empty() && param[0] != ':' &&
         std::memchr(param.data(), ' ', param.size()) == nullptr;
}

// Room is made for all of it first: while the line grew by each word, a private message cost the
// core a twelfth more.
void AppendBody(const Message& message, CapSet caps, const RenderContext& context,
                std::string* line) {
  const size_t begin = line->size();
  const size_t count = message.ParamsFor(caps);
  // Before each word there are at most a space and a colon, and "*" may stand for no text at all.
  constexpr size_t kRoomAroundWord = 3;
  line->resize(begin + message.text_bytes() + context.server_name.size() + context.client.size() +
               (count + 3) * kRoomAroundWord);
  char* at = line->data() + begin;
  const auto put = [&at](absl::string_view text) {
    std::memcpy(at, text.data(), text.size());
    at += text.size();
  };
  if (!message.of_connection()) {
    *at++ = ':';
    put(message.has_source() ? message.source() : context.server_name);
    *at++ = ' ';
  }
  put(message.command());
  if (message.numeric()) {
    *at++ = ' ';
    put(context.client);
  }
  for (size_t i = 0; i < count; ++i) {
    const absl::string_view param = message.param(i);
    const bool last = i + 1 == count;
    const bool trailing = last && message.trailing() && count == message.params();
    const bool middle = !trailing && IsMiddle(param);
    *at++ = ' ';
    if (last && !middle) *at++ = ':';
    put(last || middle ? param : "*");
  }
  const auto end = static_cast<size_t>(at - line->data());
  IRC_CHECK(end <= line->size(), "room was made for all that a body can have");
  line->resize(end);
}

char* PutDigits(char* at, int64_t value, int width) {
  for (int i = width - 1; i >= 0; --i) {
    at[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return at + width;
}

}  // namespace

void Render(const Message& message, CapSet caps, const RenderContext& context, std::string* line) {
  AppendTags(message, caps, context, line);
  const size_t body = line->size();
  AppendBody(message, caps, context, line);
  if (line->size() - body > kBodyBytesMax && message.has_echoes()) {
    const size_t excess = line->size() - body - kBodyBytesMax;
    line->resize(body);
    AppendBody(message.WithShorterEchoes(excess), caps, context, line);
  }
  if (line->size() - body > kBodyBytesMax) {
    line->resize(body + TruncateUtf8(absl::string_view(*line).substr(body), kBodyBytesMax).size());
  }
  line->append("\r\n");
}

size_t RoomFor(const Message& message, absl::string_view server_name, absl::string_view client) {
  std::string body;
  AppendBody(message, CapSet(), {.server_name = server_name, .client = client}, &body);
  constexpr size_t kSpaceAndColon = 2;
  const size_t used = body.size() + kSpaceAndColon;
  return used < kBodyBytesMax ? kBodyBytesMax - used : 0;
}

std::string FormatMsgid(absl::Time epoch, uint64_t seq, uint32_t ordinal) {
  return absl::StrCat(absl::Hex(absl::ToUnixMillis(epoch)), "-", absl::Hex(seq), "-",
                      absl::Hex(ordinal));
}

std::string FormatServerTime(absl::Time time) {
  // By hand: absl::FormatTime costs a microsecond, and this is done for every variant of a line.
  const absl::CivilSecond civil = absl::ToCivilSecond(time, absl::UTCTimeZone());
  const int64_t millis = (absl::ToUnixMillis(time) % 1000 + 1000) % 1000;
  char text[25];
  char* at = PutDigits(text, civil.year(), 4);
  *at++ = '-';
  at = PutDigits(at, civil.month(), 2);
  *at++ = '-';
  at = PutDigits(at, civil.day(), 2);
  *at++ = 'T';
  at = PutDigits(at, civil.hour(), 2);
  *at++ = ':';
  at = PutDigits(at, civil.minute(), 2);
  *at++ = ':';
  at = PutDigits(at, civil.second(), 2);
  *at++ = '.';
  at = PutDigits(at, millis, 3);
  *at++ = 'Z';
  return std::string(text, static_cast<size_t>(at - text));
}

}  // namespace irc
