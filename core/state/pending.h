// The continuation of a request for slow work: data in the state rather than a captured function,
// so that it survives a snapshot and a replay.
#ifndef IRCSERV_CORE_STATE_PENDING_H_
#define IRCSERV_CORE_STATE_PENDING_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/ids.h"
#include "core/records.h"
#include "core/state/archive.h"
#include "core/state/row_fields.h"

namespace irc {

struct PendingRegistration {  // the password of PASS
  static constexpr absl::string_view kSavedName = "registration";
};
struct PendingOper {  // the password of OPER
  static constexpr absl::string_view kSavedName = "oper";
  std::string name;
};
struct PendingRehash {
  static constexpr absl::string_view kSavedName = "rehash";
};
struct PendingStatsLinks {
  static constexpr absl::string_view kSavedName = "stats-links";
};
struct PendingSasl {  // the proof of AUTHENTICATE
  static constexpr absl::string_view kSavedName = "sasl";
};

struct PendingNewAccount {  // the verifier of a new account's password
  static constexpr absl::string_view kSavedName = "new-account";
  std::string name;
  std::string email;    // empty: none given
  std::string service;  // asked for by a message to that service; empty: by REGISTER
  bool by_staff = false;
};
struct PendingNewPassword {  // the verifier of another password
  static constexpr absl::string_view kSavedName = "new-password";
  AccountId account;
  std::string service;
  std::vector<Record> records;  // to be kept with it
};
struct PendingProof {  // a password told to a service
  static constexpr absl::string_view kSavedName = "proof";
  std::string account;  // the name of the account that it may prove
  std::string service;
  std::vector<std::string> words;  // the command, and what is to be done when the proof is right
};
// In the place of a service: the server itself answers, with a notice.
inline constexpr absl::string_view kServerNotice = "*";

// Records to be kept. They are taken up when they are, also when the session is gone.
struct PendingCommit {
  static constexpr absl::string_view kSavedName = "commit";
  std::vector<Record> records;
  std::string account;  // the name of the account that they are about; empty: of none
  std::string service;  // empty: the answer is that of REGISTER
  std::string text;     // what the service answers
  bool log_in = false;  // the session is then logged in to the account
};

struct PendingEffect {
  SessionId session;
  std::string label;  // of the line that caused it; the answer bears it
  std::variant<PendingRegistration, PendingOper, PendingRehash, PendingStatsLinks, PendingSasl,
               PendingNewAccount, PendingNewPassword, PendingProof, PendingCommit>
      what;
};

template <typename Archive>
void Fields(Archive&, PendingRegistration&) {}
template <typename Archive>
void Fields(Archive& archive, PendingOper& oper) {
  auto& [name] = oper;
  IRC_FIELDS(archive, name);
}
template <typename Archive>
void Fields(Archive&, PendingRehash&) {}
template <typename Archive>
void Fields(Archive&, PendingStatsLinks&) {}
template <typename Archive>
void Fields(Archive&, PendingSasl&) {}
template <typename Archive>
void Fields(Archive& archive, PendingNewAccount& pending) {
  auto& [name, email, service, by_staff] = pending;
  IRC_FIELDS(archive, name, email, service, by_staff);
}
template <typename Archive>
void Fields(Archive& archive, PendingNewPassword& pending) {
  auto& [account, service, records] = pending;
  IRC_FIELDS(archive, account.value, service, records);
}
template <typename Archive>
void Fields(Archive& archive, PendingProof& pending) {
  auto& [account, service, words] = pending;
  IRC_FIELDS(archive, account, service, words);
}
template <typename Archive>
void Fields(Archive& archive, PendingCommit& pending) {
  auto& [records, account, service, text, log_in] = pending;
  IRC_FIELDS(archive, records, account, service, text, log_in);
}

template <typename Archive>
void Fields(Archive& archive, PendingEffect& pending) {
  auto& [session, label, what] = pending;
  IRC_FIELDS(archive, session, label, what);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_PENDING_H_
