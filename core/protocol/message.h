// A message as the handlers make it: source, command and parameters, without protocol syntax.
// render.cc turns it into lines.
#ifndef IRCSERV_CORE_PROTOCOL_MESSAGE_H_
#define IRCSERV_CORE_PROTOCOL_MESSAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "core/protocol/caps.h"
#include "core/protocol/server_tag.h"
#include "core/protocol/text_list.h"

namespace irc {

class Message;

// Text of a client, made safe to stand as a middle parameter: an empty text, one that begins with
// ':', and one that contains a space become "*".
class SafeParam {
 public:
  explicit SafeParam(absl::string_view text) : text_(text) {}
  absl::string_view safe() const {
    return text_.empty() || text_[0] == ':' || text_.find(' ') != absl::string_view::npos ? "*"
                                                                                          : text_;
  }

  // A kind of parameter of a numeric; see numeric.h.
  using Arg = SafeParam;
  static void Put(Message& message, SafeParam arg);

 private:
  absl::string_view text_;
};

// One message. All its text lies in one piece of memory, so that making one costs one allocation.
class Message {
 public:
  // From the server.
  explicit Message(absl::string_view command) { pieces_.Add(command); }
  // From a user; `source` is nick!user@host, or a bare nick.
  Message(absl::string_view source, absl::string_view command) {
    pieces_.Reserve(source.size() + command.size() + kRoomForParams);
    has_source_ = true;
    pieces_.Add(source);
    pieces_.Add(command);
  }
  // The same, with the parts of the source, which need not be joined elsewhere first.
  Message(absl::string_view nick, absl::string_view username, absl::string_view host,
          absl::string_view command) {
    pieces_.Reserve(nick.size() + username.size() + host.size() + command.size() + kRoomForParams);
    has_source_ = true;
    pieces_.Add({nick, "!", username, "@", host});
    pieces_.Add(command);
  }
  // From the server, but without saying so: ERROR and PING, which concern the connection alone.
  static Message OfConnection(absl::string_view command) {
    Message message(command);
    message.of_connection_ = true;
    return message;
  }
  // A reply with a three-digit code. Its first parameter, the client's nick, is added when it is
  // rendered for that client.
  static Message Numeric(int code) {
    Message message(Digits(code));
    message.numeric_ = true;
    return message;
  }

  // Adds a middle parameter that the server made or has checked.
  Message& Param(absl::string_view text) & {
    pieces_.Add(text);
    return *this;
  }
  Message& Param(int64_t number) & {
    return Param(absl::string_view(absl::AlphaNum(number).Piece()));
  }
  // Gives way when the line would be too long; see WithShorterEchoes.
  Message& Param(SafeParam param) & {
    if (params() < kEchoesMax) echoes_ |= static_cast<uint8_t>(1u << params());
    return Param(param.safe());
  }
  // Adds the last parameter, which may be anything and is always written with its colon.
  Message& Trailing(absl::string_view text) & {
    pieces_.Add(text);
    trailing_ = true;
    return *this;
  }
  template <typename T>
  Message&& Param(T&& text) && {
    return std::move(Param(std::forward<T>(text)));
  }
  Message&& Trailing(absl::string_view text) && { return std::move(Trailing(text)); }

  // The parameters added from here on are only for sessions that have `cap`.
  Message& OnlyWith(Cap cap) & {
    extension_cap_ = cap;
    basic_params_ = static_cast<uint8_t>(params());
    return *this;
  }

  // The tags of this message follow. Rendering adds those of a recipient: time, label and batch.

  // Gives the message an id. `ordinal` counts from 1 within the event, which gives the rest of the
  // id. Only sessions with all of `needs` get it.
  Message& set_msgid(uint32_t ordinal, CapSet needs = Cap::kMessageTags) & {
    msgid_ = ordinal;
    msgid_needs_ = needs;
    return *this;
  }
  // Client-only tags, as they came: "+a=b;+c".
  Message& set_client_tags(absl::string_view tags) & {
    client_tags_.assign(tags.data(), tags.size());
    return *this;
  }
  // A tag of the server's own, for sessions that have its capability.
  Message& AddTag(ServerTag tag, absl::string_view value) & {
    tags_.push_back({tag, std::string(value)});
    return *this;
  }
  // For a message of the history: its own time and id, not those of this event.
  Message& set_past(absl::Time time, absl::string_view msgid) & {
    past_time_ = time;
    past_msgid_ = std::string(msgid);
    return *this;
  }
  // A message with the same source, tags and id, another command, and no parameters yet.
  Message WithCommand(absl::string_view command) const {
    Message message(source(), command);
    message.msgid_ = msgid_;
    message.msgid_needs_ = msgid_needs_;
    message.past_time_ = past_time_;
    message.past_msgid_ = past_msgid_;
    message.client_tags_ = client_tags_;
    message.tags_ = tags_;
    return message;
  }
  // The same with less of the text of clients that it echoes, so that `excess` bytes fewer are
  // rendered and what the server itself says stays whole.
  Message WithShorterEchoes(size_t excess) const;
  // The reference of the batch that the message belongs to; see Outbox::NewBatch.
  Message& set_batch(absl::string_view reference) & {
    batch_ = std::string(reference);
    return *this;
  }

  bool numeric() const { return numeric_; }
  bool of_connection() const { return of_connection_; }
  bool has_source() const { return has_source_; }
  absl::string_view source() const { return has_source_ ? pieces_[0] : absl::string_view(); }
  absl::string_view command() const { return pieces_[has_source_ ? 1 : 0]; }
  size_t params() const { return pieces_.size() - (has_source_ ? 2 : 1); }
  absl::string_view param(size_t i) const { return pieces_[i + (has_source_ ? 2 : 1)]; }
  size_t text_bytes() const { return pieces_.bytes(); }  // of source, command and parameters
  bool trailing() const { return trailing_; }
  bool has_echoes() const { return echoes_ != 0; }
  uint32_t msgid() const { return msgid_; }
  CapSet msgid_needs() const { return msgid_needs_; }
  const std::string& client_tags() const { return client_tags_; }
  struct Tag {
    ServerTag tag;
    std::string value;
  };
  absl::Span<const Tag> tags() const { return tags_; }
  const std::optional<absl::Time>& past_time() const { return past_time_; }
  const std::string& past_msgid() const { return past_msgid_; }
  const std::string& batch() const { return batch_; }

  // The number of parameters that a session with `caps` sees.
  size_t ParamsFor(CapSet caps) const {
    return extension_cap_.empty() || !(extension_cap_ & caps).empty() ? params() : basic_params_;
  }

  // The capabilities that change the bytes of this message.
  CapSet Relevant() const {
    CapSet relevant = CapSet(Cap::kServerTime) | extension_cap_;
    if (!past_msgid_.empty() || !client_tags_.empty()) relevant.Add(Cap::kMessageTags);
    if (msgid_ != 0) relevant.Add(msgid_needs_);
    for (const Tag& tag : tags_) relevant.Add(tag.tag.cap());
    if (!batch_.empty()) relevant.Add(Cap::kBatch);
    return relevant;
  }

 private:
  static absl::string_view Digits(int code);

  // Enough for what most people say.
  static constexpr size_t kRoomForParams = 160;
  static constexpr size_t kEchoesMax = 8;

  TextList pieces_;  // the source if there is one, the command, the parameters
  uint32_t msgid_ = 0;
  CapSet msgid_needs_;
  std::string client_tags_;
  absl::InlinedVector<Tag, 1> tags_;
  std::optional<absl::Time> past_time_;
  std::string past_msgid_;
  std::string batch_;
  CapSet extension_cap_;
  uint8_t basic_params_ = 0;
  uint8_t echoes_ = 0;  // bits of the parameters that are text of a client
  bool numeric_ = false;
  bool of_connection_ = false;
  bool has_source_ = false;
  bool trailing_ = false;
};

inline void SafeParam::Put(Message& message, SafeParam arg) { message.Param(arg); }

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_MESSAGE_H_
