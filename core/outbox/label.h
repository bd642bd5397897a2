// Labelled responses: holds back the answer to a labelled line until it is complete, because its
// form depends on the number of its messages.
// https://ircv3.net/specs/extensions/labeled-response
#ifndef IRCSERV_CORE_OUTBOX_LABEL_H_
#define IRCSERV_CORE_OUTBOX_LABEL_H_

#include <string>
#include <utility>
#include <vector>

#include "core/protocol/message.h"
#include "core/state/session.h"

namespace irc {

class Labeller {
 public:
  // `caps` are the capabilities of the session at the time of the message: CAP REQ changes them in
  // the middle of an answer.
  struct Held {
    Message message;
    CapSet caps;
  };

  // Begins to hold back the answer to `session`. An empty label holds back nothing.
  void Begin(const Session* session, std::string label) {
    session_ = label.empty() ? nullptr : session;
    label_ = std::move(label);
    deferred_ = false;
    held_.clear();
  }
  bool Holds(const Session& session) const { return session_ == &session; }
  void Hold(const Message& message, CapSet caps) { held_.push_back({message, caps}); }
  // The answer comes with a later event; this one sends no ACK.
  void Defer() { deferred_ = true; }
  // Stops holding back, before the answer is sent.
  void End() { session_ = nullptr; }

  const Session* session() const { return session_; }
  const std::string& label() const { return label_; }
  bool deferred() const { return deferred_; }
  const std::vector<Held>& held() const { return held_; }

 private:
  const Session* session_ = nullptr;
  std::string label_;
  bool deferred_ = false;
  std::vector<Held> held_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTBOX_LABEL_H_
