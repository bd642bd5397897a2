// The slow work that does not run in the loop's thread: the closed vocabulary of the workers. A
// unit of work is a value that carries all that it needs; it runs in a worker's thread and gives a
// value as its result.
//
// A new kind of work is a struct in Work, a struct in WorkResult, a kind with its name, and an
// overload in work.cc; the compiler names every place that lacks one.
//
// Law of this file: a unit shares nothing that changes with the loop's thread. What several units
// refer to is immutable and behind a shared_ptr.
#ifndef IRCSERV_NET_WORKERS_WORK_H_
#define IRCSERV_NET_WORKERS_WORK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/string_view.h"
#include "core/protocol/address.h"
#include "net/auth/credentials.h"
#include "net/auth/secret_text.h"
#include "net/external/external_checks.h"
#include "net/external/question.h"

namespace irc {

// Each kind has a queue of its own, and the queues take turns, so that a flood of one kind delays
// another kind by one unit at most. Within a kind the addresses take turns (fair_queue.h).
enum class WorkKind : uint8_t {
  kLoginPassword,       // SASL
  kOperPassword,        // OPER
  kConnectionPassword,  // PASS and WEBIRC
  kNewPassword,         // REGISTER, and the like
  kExternalLogin,       // SASL and NickServ, where somebody else knows the answer
};
inline constexpr size_t kWorkKinds = 5;

// Whether units of the kind wait for others rather than compute. They have threads of their own, so
// that one who does not answer holds up nothing else.
constexpr bool WaitsForOthers(WorkKind kind) { return kind == WorkKind::kExternalLogin; }

// The name of the kind for the labels of metrics, such as "login_password".
absl::string_view WorkKindName(WorkKind kind);

// The check of a password against the verifier that is stored under `credential`
// (net/auth/credentials.h).
struct PasswordWork {
  IpAddress from;  // where the password came from; addresses take turns
  std::shared_ptr<const Credentials> credentials;  // in force when the check was requested
  std::string credential;
  SecretText password;
};
struct PasswordWorkResult {
  bool ok = false;
};

// The check of the password of a kept account (net/auth/passwords/verifier.h). An account that does
// not exist has an empty verifier: the check takes as long and fails.
struct AccountPasswordWork {
  IpAddress from;
  std::string verifier;
  SecretText password;
};
struct AccountPasswordWorkResult {
  bool ok = false;
  std::string replacement;  // for a verifier that is to be replaced; empty: none
};

// The check of a code that was sent by mail (net/auth/mail_codes.h); the verifier is empty when
// there is no code.
struct MailCodeWork {
  IpAddress from;
  std::string verifier;
  SecretText password;  // the code
};

// The making of a verifier.
struct NewPasswordWork {
  IpAddress from;
  SecretText password;
};
struct NewPasswordWorkResult {
  std::string verifier;  // empty: the password cannot be used
};

// A question to somebody outside of this server.
struct ExternalWork {
  IpAddress from;
  std::shared_ptr<ExternalChecks> checks;  // in force when the question was asked
  ExternalQuestion question;
};
struct ExternalWorkResult {
  ExternalAnswer answer;
};

using Work =
    std::variant<PasswordWork, AccountPasswordWork, NewPasswordWork, MailCodeWork, ExternalWork>;
using WorkResult = std::variant<PasswordWorkResult, AccountPasswordWorkResult,
                                NewPasswordWorkResult, ExternalWorkResult>;

// The kind of a check follows from the credential's name: "account/bob", "oper/bob", "server",
// "webirc/gate".
WorkKind KindOf(const Work& work);

// The address that takes a turn with the work: all of an IPv6 /64 are one.
IpAddress UnitOf(const Work& work);

// Does the work. This is slow, so it is called in a worker's thread.
WorkResult RunWork(const Work& work);

// Identifies a unit that was submitted. It is no EffectId: the caller that submits work for the
// core remembers which request a unit belongs to.
struct WorkId {
  uint64_t value = 0;

  friend bool operator==(WorkId a, WorkId b) { return a.value == b.value; }
  friend bool operator<(WorkId a, WorkId b) { return a.value < b.value; }
  template <typename H>
  friend H AbslHashValue(H h, WorkId id) {
    return H::combine(std::move(h), id.value);
  }
};

}  // namespace irc

#endif  // IRCSERV_NET_WORKERS_WORK_H_
