// The demands of one event on the shell. The members are in the order in which the shell acts on
// them.
#ifndef IRCSERV_CORE_OUTPUT_H_
#define IRCSERV_CORE_OUTPUT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "core/audit.h"
#include "core/channel_line.h"
#include "core/ids.h"
#include "core/mail.h"
#include "core/records.h"

namespace irc {

// 1. A rendered line with its CRLF, and its recipients. The order of sends that share a recipient
// is the order on its wire; within one event nothing else is promised. Recipients that are gone are
// skipped.
struct Send {
  std::string line;
  std::vector<SessionId> to;
};

// The sends of an event. The next event finds their memory again, so that in the steady state
// nothing is allocated for what is delivered.
class Sends {
 public:
  // An empty one, the last from now on. Good until the next is added.
  Send& Add() {
    if (size_ == all_.size()) all_.emplace_back();
    return all_[size_++];
  }
  void Clear() {
    if (all_.size() > kKept) all_.resize(kKept);
    for (size_t i = 0; i < size_ && i < kKept; ++i) {
      all_[i].line.clear();
      all_[i].to.clear();
    }
    size_ = 0;
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Send& operator[](size_t i) { return all_[i]; }
  const Send* begin() const { return all_.data(); }
  const Send* end() const { return all_.data() + size_; }

 private:
  static constexpr size_t kKept = 16;

  std::vector<Send> all_;
  size_t size_ = 0;
};

// Why the core ends a session, for metrics and logs; its user reads a sentence.
enum class CloseCause : uint8_t {
  kDisconnected,  // the shell has said so, and knows why
  kQuit,
  kRegistrationTimeout,
  kRejected,  // banned, without the right password, or after too many tries
  kRemoved,   // by an operator
  kStopping,  // the server ends
};

// 2. The session ends when its queue has drained. The core has forgotten it: no further event about
// it may come.
struct Close {
  SessionId session;
  CloseCause cause = CloseCause::kDisconnected;
  std::string detail;  // of kRejected and kRemoved: which of their causes it was
};

// 3. Slow work. Each request comes back as exactly one Completed, also when `session` is gone by
// then. Until it has come back, the shell applies no further Received of `session`, so that what a
// client pipelines behind a password waits for its result.
struct CheckPassword {
  // "server", "oper/<name>", "account/<name>", or "code/<id>" of a CredentialRow; an unknown one
  // takes as long and fails.
  std::string credential;
  std::string secret;  // the handle that stood in the line
};
// A complete message of a SASL mechanism, in base64, by the handles of its pieces in their order.
// An empty piece has none.
struct CheckSasl {
  std::string mechanism;
  std::vector<std::string> secrets;
  bool first = true;  // it begins an exchange; otherwise it answers the last challenge
};
struct Rehash {};
struct ReadLinkStats {
  std::vector<SessionId> sessions;
};
// What is to be kept of a new password; `secret` is the handle that stood in the line.
struct MakeVerifier {
  std::string secret;
};
// Makes a credential of the account from random bytes; comes back as FactorMade. `kind`: that of a
// CredentialRow: totp, recovery_code or app_password. `name`: that of the account, for an
// authenticator app.
struct MakeFactor {
  std::string kind;
  AccountId account;
  std::string name;
};
// Checks a one-time code or a recovery code; comes back as PasswordChecked, with the credential
// that the code was of. `secrets`: the handles of its parts.
struct CheckFactor {
  AccountId account;
  CredentialId credential;  // 0: of all that count; otherwise of this one, which is still on trial
  std::vector<std::string> secrets;
  bool is_base64 = false;  // the parts are those of a message of AUTHENTICATE
};
// Keeps all of the records or none, so that they survive a loss of power.
struct Commit {
  std::vector<Record> records;
};
// Rows of the audit, the newest first. A filter is a part of the column, in letters of any case; an
// empty one lets every row through.
struct ReadAudit {
  std::string actor;
  std::string action;
  std::string target;
  absl::Time since = absl::UnixEpoch();
  uint64_t before = 0;  // only rows with a smaller id; 0: all
  uint64_t limit = 100;
};
// A mail with a code that the shell draws. Without an address nothing is mailed: the work is done
// all the same, so that its time does not tell whether there was one.
struct MailCode {
  Mail mail;
  absl::Time until = absl::InfiniteFuture();  // the code is good; then the mail is of no use
};
struct ReadMailState {};
struct Request {
  EffectId id;
  SessionId session;
  std::variant<CheckPassword, Rehash, ReadLinkStats, CheckSasl, MakeVerifier, Commit, ReadAudit,
               MailCode, ReadMailState, MakeFactor, CheckFactor>
      what;
};

// 5. The process ends, once every queue has drained or a second has passed.
enum class Stop { kNo, kDie, kRestart };

struct Output {
  // 0. Kept before any of the sends is written, and in order with the Commits. They survive the end
  // of the process, and a loss of power but for the last moments.
  std::vector<Record> stores;
  Sends sends;
  std::vector<Close> closes;
  std::vector<Request> requests;
  // 4. Sessions that have a piece of a long answer, and get the next one when they have read it:
  // the shell sends Drained when the send queue is empty. Until that event has been applied it
  // applies no further Received of the session, so that answers stay in order.
  std::vector<SessionId> unfinished;
  Stop stop = Stop::kNo;
  std::vector<Audit> audits;               // 5. for the log; recordings leave them out
  std::vector<SessionId> registered;       // sessions whose registration is complete from now on
  std::vector<Mail> mails;                 // 6. without a code; nobody is told whether one arrives
  std::vector<ChannelLine> channel_lines;  // 7. for the logs of channels; recordings leave them out

  void Clear() {
    stores.clear();
    sends.Clear();
    closes.clear();
    requests.clear();
    unfinished.clear();
    stop = Stop::kNo;
    audits.clear();
    registered.clear();
    mails.clear();
    channel_lines.clear();
  }
};

}  // namespace irc

#endif  // IRCSERV_CORE_OUTPUT_H_
