// Labelled responses: holds back what answers a labelled line until the answer is complete, because
// its form depends on how many messages it has.
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
  // `caps` are those of the session when it was said: CAP REQ changes them in the midst of an
  // answer.
  struct Held {
    Message message;
    CapSet caps;
  };

  // From now on the answer to `session` is held back. An empty label holds back nothing.
  void Begin(const Session* session, std::string label) {
    session_ = label.empty() ? nullptr : session;
    label_ = std::move(label);
    deferred_ = false;
    held_.clear();
  }
  bool Holds(const Session& session) const { return session_ == &session; }
  void Hold(const Message& message, CapSet caps) { held_.push_back({message, caps}); }
  // The answer comes with a later event; nothing is said now.
  void Defer() { deferred_ = true; }
  // The session goes away; its answer so far must be sent first.
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
