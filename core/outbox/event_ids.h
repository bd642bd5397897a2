// Numbers for what an event makes: its messages and its batches.
#ifndef IRCSERV_CORE_OUTBOX_EVENT_IDS_H_
#define IRCSERV_CORE_OUTBOX_EVENT_IDS_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"

namespace irc {

class EventIds {
 public:
  // `event`: the number in the stamp of the event.
  void Begin(uint64_t event) {
    batches_ = 0;
    if (event_ != event) messages_ = 0;
    event_ = event;
  }

  // The reference of a batch that begins and ends within this event.
  std::string NewBatch() { return std::to_string(++batches_); }
  // The reference of a batch that may stay open after this event.
  std::string NewLastingBatch() { return absl::StrCat("e", event_, "-", NewBatch()); }
  // A number for the id of a message (Message::set_msgid): 1, 2, … within an event.
  uint32_t NewMsgid() { return ++messages_; }

 private:
  uint64_t event_ = 0;
  uint32_t batches_ = 0;
  uint32_t messages_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTBOX_EVENT_IDS_H_
