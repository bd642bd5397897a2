// A batch of messages to one session, in reply to its line. The constructor opens it and the
// destructor closes it, so that none is left open. A session without the capability gets the
// messages without the batch.
// https://ircv3.net/specs/extensions/batch
#ifndef IRCSERV_CORE_OUTBOX_BATCH_H_
#define IRCSERV_CORE_OUTBOX_BATCH_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/protocol/message.h"
#include "core/state/session.h"

namespace irc {

// The messages that open and close a batch. `tag`, without a value, stands on the first.
inline Message OpenBatch(absl::string_view reference, absl::string_view type,
                         std::initializer_list<absl::string_view> params = {},
                         std::optional<ServerTag> tag = std::nullopt) {
  Message open("BATCH");
  open.Param(absl::StrCat("+", reference)).Param(type);
  for (absl::string_view param : params) open.Param(param);
  if (tag.has_value()) open.AddTag(*tag, "");
  return open;
}
inline Message CloseBatch(absl::string_view reference) {
  return Message("BATCH").Param(absl::StrCat("-", reference));
}

class Batch {
 public:
  Batch(Outbox& out, const Session& session, absl::string_view type,
        std::initializer_list<absl::string_view> params = {},
        std::optional<ServerTag> tag = std::nullopt)
      : out_(out), session_(session) {
    if (!session.caps.Has(Cap::kBatch)) return;
    reference_ = out.ids().NewBatch();
    out.ReplyTo(session, OpenBatch(reference_, type, params, tag));
  }
  ~Batch() {
    if (reference_.empty()) return;
    out_.ReplyTo(session_, CloseBatch(reference_));
  }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  // Empty: the session gets no batches.
  const std::string& reference() const { return reference_; }

  void Add(Message message) {
    if (!reference_.empty()) message.set_batch(reference_);
    out_.ReplyTo(session_, message);
  }

 private:
  Outbox& out_;
  const Session& session_;
  std::string reference_;  // empty: no batch
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTBOX_BATCH_H_
