// The continuation of a request for slow work: data in the state rather than a captured function,
// so that it survives a snapshot and a replay.
#ifndef IRCSERV_CORE_STATE_PENDING_H_
#define IRCSERV_CORE_STATE_PENDING_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/ids.h"
#include "core/mail.h"
#include "core/records.h"
#include "core/state/account_uses.h"
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
  std::string service;          // empty: asked for by the command SETPASS
  std::vector<Record> records;  // to be kept with it
  bool is_reset = false;        // by who has proved to own the mail address, not the password
};
struct PendingProof {  // a password told to a service
  static constexpr absl::string_view kSavedName = "proof";
  std::string account;  // the name of the account that it may prove
  std::string service;
  std::vector<std::string> words;  // the command, and what is to be done when the proof is right
};
// A code of the second factor is checked. The fields beside `purpose` are for some purposes only.
struct PendingCode {
  static constexpr absl::string_view kSavedName = "code";
  std::string purpose;  // see core/kept/second_factor_parts.h
  AccountId account;
  CredentialId credential;  // on trial, for "add" and "confirm"
  std::string label;        // its name
  std::string service;
};
// A credential of random bytes is made.
struct PendingFactor {
  static constexpr absl::string_view kSavedName = "factor";
  std::string kind;  // of a CredentialRow
  AccountId account;
  std::string label;
  std::string scope;
  std::string service;
  bool enables = false;  // the second factor counts from then on
};
// In the place of a service: the server itself answers, with a notice.
inline constexpr absl::string_view kServerNotice = "*";

// Records to be kept. They are taken up when they are, also when the session is gone. `service` may
// also be a word of core/kept/answer.h, or kSaslAnswer.
struct PendingCommit {
  static constexpr absl::string_view kSavedName = "commit";
  std::vector<Record> records;
  std::string account;               // the name of the account that they are about; empty: of none
  std::string service;               // empty: the answer is that of `command`
  std::vector<std::string> lines;    // what is answered
  std::string text;                  // and the last line of it
  bool log_in = false;               // the session is then logged in to the account
  std::string command = "REGISTER";  // or VERIFY, SETPASS, or RENAME
  bool verify = false;               // the answer comes when a code is mailed to wanted_email
  bool disconnects_others = false;   // who else is logged in to the account is disconnected
  bool logs_out_others = false;      // the other sessions of the account are logged out
  std::vector<Mail> mails;           // sent when the records are kept
  bool proved = false;  // the account was made because the session has proved to own its name
  CountedUses counted;  // given back when the records are not kept
};

// A code that is drawn and mailed.
struct PendingMailedCode {
  static constexpr absl::string_view kSavedName = "mailed-code";
  AccountId account;         // 0: none; the answer is the same
  std::string kind;          // of its CredentialRow
  std::string email;         // that it proves
  std::string name;          // of the account, as the client has it
  std::string service;       // empty: the answer is that of `command`
  std::string command;       // REGISTER or RECOVER
  std::string text;          // the answer
  std::string failure_text;  // when there can be no mail; empty: that is kept quiet
};

// A code of a mail that a client has told.
struct PendingToldCode {
  static constexpr absl::string_view kSavedName = "told-code";
  AccountId account;
  CredentialId code;    // 0: there is none, and the check fails
  std::string name;     // of the account, as the client has it
  std::string service;  // empty: the answer is that of `command`
  std::string command;  // VERIFY, RECOVER or RESETPASS
  std::string secret;   // of RESETPASS: the handle of the new password
};

struct PendingMailState {
  static constexpr absl::string_view kSavedName = "mail-state";
  std::string service;
};

struct PendingAudit {  // rows of the audit
  static constexpr absl::string_view kSavedName = "audit";
  std::string service;
  std::string filters;  // as they were written
  uint64_t limit = 0;
};
// In the place of a service: the answer is that of AUTHENTICATE.
inline constexpr absl::string_view kSaslAnswer = "AUTHENTICATE";

struct PendingEffect {
  SessionId session;
  std::string label;  // of the line that caused it; the answer bears it
  std::variant<PendingRegistration, PendingOper, PendingRehash, PendingStatsLinks, PendingSasl,
               PendingNewAccount, PendingNewPassword, PendingProof, PendingCommit, PendingAudit,
               PendingMailedCode, PendingToldCode, PendingMailState, PendingCode, PendingFactor>
      what;
};

template <typename Archive>
void Fields(Archive& archive, Mail& mail) {
  auto& [kind, account, to, channel] = mail;
  IRC_FIELDS(archive, kind, account, to, channel);
}
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
  auto& [account, service, records, is_reset] = pending;
  IRC_FIELDS(archive, account.value, service, records, is_reset);
}
template <typename Archive>
void Fields(Archive& archive, PendingProof& pending) {
  auto& [account, service, words] = pending;
  IRC_FIELDS(archive, account, service, words);
}
template <typename Archive>
void Fields(Archive& archive, PendingCommit& pending) {
  auto& [records, account, service, lines, text, log_in, command, verify, disconnects_others,
         logs_out_others, mails, proved, counted] = pending;
  IRC_FIELDS(archive, records, account, service, lines, text, log_in, command, verify,
             disconnects_others, logs_out_others, mails, proved, counted);
}
template <typename Archive>
void Fields(Archive& archive, PendingMailedCode& pending) {
  auto& [account, kind, email, name, service, command, text, failure_text] = pending;
  IRC_FIELDS(archive, account.value, kind, email, name, service, command, text, failure_text);
}
template <typename Archive>
void Fields(Archive& archive, PendingToldCode& pending) {
  auto& [account, code, name, service, command, secret] = pending;
  IRC_FIELDS(archive, account.value, code.value, name, service, command, secret);
}
template <typename Archive>
void Fields(Archive& archive, PendingMailState& pending) {
  auto& [service] = pending;
  IRC_FIELDS(archive, service);
}

template <typename Archive>
void Fields(Archive& archive, PendingAudit& pending) {
  auto& [service, filters, limit] = pending;
  IRC_FIELDS(archive, service, filters, limit);
}
template <typename Archive>
void Fields(Archive& archive, PendingCode& pending) {
  auto& [purpose, account, credential, label, service] = pending;
  IRC_FIELDS(archive, purpose, account.value, credential.value, label, service);
}
template <typename Archive>
void Fields(Archive& archive, PendingFactor& pending) {
  auto& [kind, account, label, scope, service, enables] = pending;
  IRC_FIELDS(archive, kind, account.value, label, scope, service, enables);
}

template <typename Archive>
void Fields(Archive& archive, PendingEffect& pending) {
  auto& [session, label, what] = pending;
  IRC_FIELDS(archive, session, label, what);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_PENDING_H_
