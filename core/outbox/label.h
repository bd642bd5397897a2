// Labelled responses: holds back the answer to a labelled line until it is complete, because its
// form depends on the number of its messages.
// A long answer comes in several events; its batch is then open from the first to the last.
// https://ircv3.net/specs/extensions/labeled-response
#ifndef IRCSERV_CORE_OUTBOX_LABEL_H_
#define IRCSERV_CORE_OUTBOX_LABEL_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
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
    reference_.clear();
    continues_ = stays_open_ = false;
    held_.clear();
  }
  // Begins to hold back what belongs to the batch that an earlier event has opened.
  void Continue(const Session* session, std::string reference) {
    Begin(session, "");
    session_ = session;
    reference_ = std::move(reference);
    continues_ = true;
  }
  // The answer goes on in a later event: its batch stays open.
  void StayOpen(absl::string_view reference) {
    reference_ = std::string(reference);
    stays_open_ = true;
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
  // The batch of an answer in several events; empty: the answer is complete in this one.
  const std::string& reference() const { return reference_; }
  bool continues() const { return continues_; }
  bool stays_open() const { return stays_open_; }
  const std::vector<Held>& held() const { return held_; }

 private:
  const Session* session_ = nullptr;
  std::string label_;
  bool deferred_ = false;
  std::string reference_;
  bool continues_ = false;
  bool stays_open_ = false;
  std::vector<Held> held_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTBOX_LABEL_H_
