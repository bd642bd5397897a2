// Everything that can change the server: the closed vocabulary of the core's input. The same events
// in the same order give the same bytes out, so nothing else (clock, addresses, results of slow
// work, configuration) can influence the server.
#ifndef IRCSERV_CORE_EVENT_H_
#define IRCSERV_CORE_EVENT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "core/config.h"
#include "core/ids.h"
#include "core/records.h"

namespace irc {

// The time of an event. Given, never read from a clock; `now` may stand still or step back (the
// core then holds on to the latest time that it has seen).
struct Stamp {
  uint64_t seq = 0;
  absl::Time now = absl::UnixEpoch();
  // The clock was set by so much since the last event: the part of the change of `now` in which no
  // time has passed. The core follows it, also back, and its timers run on (core/clock.h).
  absl::Duration set_by;
};

// The tie between an authentication and the TLS connection that it goes through (RFC 5056, RFC
// 9266): no secret, but no other connection has the same "tls-exporter".
struct ChannelBinding {
  std::string type;  // "tls-exporter", "tls-server-end-point"
  std::string data;  // hexadecimal digits

  friend bool operator==(const ChannelBinding&, const ChannelBinding&) = default;
};

// The facts about the other end of a connection.
struct Peer {
  std::string ip;     // numeric; "0::1" rather than "::1", because no parameter starts with ':'
  std::string host;   // verified host name, or the address again
  std::string cloak;  // shown to others instead of `host` under user mode +x
  uint16_t local_port = 0;  // the listener's port
  bool tls = false;
  bool sni = false;    // with TLS: came under a host name (SNI) that the STS policy is for
  std::string certfp;  // SHA-256 of the certificate shown, lower-case hex; empty: none
  std::vector<ChannelBinding> bindings;

  friend bool operator==(const Peer&, const Peer&) = default;
};

// A connection was accepted. Nothing was said on it yet.
struct Connected {
  SessionId session;
  Peer peer;
};

// One line without its line ending. A secret parameter (PASS, OPER) has been replaced by a handle
// such as "*1" that means something only to the shell. May be longer than allowed (417).
struct Received {
  SessionId session;
  std::string line;
};

// The shell ends this connection, or found it ended: closed by the client, ping timeout, send queue
// exceeded. The core says goodbye (ERROR to the session, QUIT with the reason to others).
struct Disconnected {
  SessionId session;
  std::string reason;
};

// Everything that was sent to the session has been written. Only for a session whose answer is
// unfinished (output.h), and once each time; the core goes on with the answer.
struct Drained {
  SessionId session;
};

// Results of requests, see output.h for what was asked.
struct PasswordChecked {
  bool ok = false;
  // Of the verifier that was used, when it is old or was used up (see VerifierMade); empty: none.
  std::string replacement;
  CredentialId credential;  // that was right, if it was not the account's password
  // Of a check outside of this server: the account, as it is spelled there. Empty: the account that
  // was asked about.
  std::string account;
  bool create = false;  // `account` is made when it does not exist
  // Why nothing was checked, a sentence for the client; empty: it was.
  std::string refusal;
};
// The account that a client has proved to own, as it is spelled; empty: the proof is wrong, or the
// mechanism goes on.
struct SaslChecked {
  std::string account;
  // The server's next message of the mechanism, in base64; empty: there is none. The core passes it
  // on without reading it, and recordings have another one of the same length.
  std::string challenge;
  std::string replacement;  // see PasswordChecked
  CredentialId credential;  // likewise, as the next two
  bool create = false;
  std::string refusal;
};
// After a successful one the shell has applied Configured before this event.
struct RehashDone {
  bool ok = false;
  std::vector<std::string> messages;  // for the operator: errors, or what needs a restart
};
struct LinkStats {
  struct Row {
    SessionId session;
    uint64_t send_queue_bytes = 0;
    uint64_t sent_lines = 0;
    uint64_t sent_bytes = 0;
    uint64_t received_lines = 0;
    uint64_t received_bytes = 0;
  };
  std::vector<Row> rows;  // in the order of the sessions that were asked for; closed ones left out
};
// What is to be kept of a password (net/auth/passwords/verifier.h); empty: it cannot be used. The
// core passes the text on without reading it, and recordings have another one in its place.
struct VerifierMade {
  std::string verifier;
};
// A credential that was made of random bytes: what is to be kept of it, and the words that its
// owner is shown once (net/auth/passwords/second_factors.h says which). Both empty: it cannot be
// made. The core passes them on without reading them, and recordings have other words of the same
// lengths.
struct FactorMade {
  std::string verifier;
  std::vector<std::string> shown;
};
// Whether the records of a Commit are kept: they survive a loss of power. Otherwise nothing of them
// is.
struct Committed {
  bool ok = false;
};
// The rows of a ReadAudit. Not ok: they could not be read.
struct AuditRead {
  bool ok = false;
  std::vector<AuditRecordRow> rows;
};
// What is to be kept of a code that is being mailed (net/auth/mail_codes.h); empty: it is not,
// because the server sends no mail, or too many mails wait.
struct CodeMailed {
  std::string verifier;
};
// The mails since the start.
struct MailState {
  uint64_t waiting = 0;
  uint64_t sent = 0;
  uint64_t failed = 0;              // given up
  std::vector<std::string> errors;  // the last ones, the newest last

  friend bool operator==(const MailState&, const MailState&) = default;
};
using EffectResult = std::variant<PasswordChecked, RehashDone, LinkStats, SaslChecked, VerifierMade,
                                  Committed, AuditRead, CodeMailed, MailState, FactorMade>;

struct Completed {
  EffectId effect;
  EffectResult result;
};

// The deadline that Server::NextDeadline asked for has come. Harmless at any other time.
struct Ticked {};

// A new configuration: at boot (given to the constructor) and after a rehash.
struct Configured {
  Config config;
};

// The process is about to end (signal): every client is told why and closed.
struct Stopping {
  std::string reason;
};

// What was kept before this start, in as many events as the shell likes, before the first client.
struct Restored {
  std::vector<Row> rows;
  // The highest id that a row of each table ever had, where one had any: no id is given twice.
  std::vector<std::pair<std::string, uint64_t>> last_ids;
};

// The shell has something to tell the operators: that the disk is full, for example.
struct Reported {
  std::string sentence;
};

using Event = std::variant<Connected, Received, Disconnected, Drained, Completed, Ticked,
                           Configured, Stopping, Restored, Reported>;

}  // namespace irc

#endif  // IRCSERV_CORE_EVENT_H_
