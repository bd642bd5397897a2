// How much an event has answered. A long answer (core/replies/pieces.h) ends its piece when that is
// full, so that neither the time of an event nor what waits to be read by one client depends on the
// length of a list.
#ifndef IRCSERV_CORE_OUTBOX_PIECE_H_
#define IRCSERV_CORE_OUTBOX_PIECE_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/protocol/message.h"

namespace irc {

class Piece {
 public:
  void Clear() {
    cost_ = 0;
    refusal_.clear();
  }
  void Charge(size_t bytes) { cost_ += bytes; }
  void Charge(const Message& message) {
    cost_ += message.text_bytes() + message.client_tags().size() + kLineBytes;
  }
  // The comparison of a mask, in steps: up to the product of the lengths in the worst case.
  void ChargeMatch(absl::string_view mask, absl::string_view text) {
    cost_ += 1 + mask.size() * text.size() / kStepsPerByte;
  }
  bool IsFull(int64_t bytes_max) const { return cost_ >= static_cast<size_t>(bytes_max); }
  size_t cost() const { return cost_; }

  // The acting session was refused something: "401", the error numeric of it, or "notice".
  void NoteRefusal(absl::string_view how) { refusal_ = std::string(how); }
  // The last one; empty: none.
  const std::string& refusal() const { return refusal_; }

 private:
  static constexpr size_t kLineBytes = 64;  // of a line beside its words
  static constexpr size_t kStepsPerByte = 16;

  size_t cost_ = 0;
  std::string refusal_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTBOX_PIECE_H_
