// One connection, from accept to close. A client that has registered on it is a User. The two are
// separate types, so that a user can have several sessions, and so that a function that needs a
// user cannot be given a connection without one.
#ifndef IRCSERV_CORE_STATE_SESSION_H_
#define IRCSERV_CORE_STATE_SESSION_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "core/event.h"
#include "core/ids.h"
#include "core/protocol/caps.h"
#include "core/state/archive.h"
#include "core/state/client_batch.h"
#include "core/state/lazy.h"
#include "core/state/metadata.h"
#include "core/state/owned.h"
#include "core/state/slot_map.h"

namespace irc {

struct User;

// The state of a session before it is registered.
struct Registration {
  std::string nick;  // reserved in the nick index; empty: none yet
  std::string username;
  std::string realname;
  std::string password;      // the handle of PASS; empty: none given
  bool negotiating = false;  // between CAP LS or REQ and CAP END
  bool password_ok = false;  // PASS was checked and right
  bool verifying = false;    // the check is under way
  std::string away;          // AWAY before registration (draft/pre-away)
  Metadata metadata;         // METADATA SET before registration
  std::string account;       // logged in to before registration; empty: none
  absl::Time deadline;       // end of limits.unregistered_seconds
  std::string refused_nick;  // the last NICK, when it belongs to somebody else
};

// AUTHENTICATE, from the name of the mechanism to the answer.
struct SaslExchange {
  std::string mechanism;
  std::vector<std::string> secrets;  // handles of the pieces of the message so far
  bool checking = false;             // the message is complete and is being checked
  bool challenged = false;           // the server has sent a message of the mechanism
};

// RECOVER has proved that the client may choose another password of the account, once.
struct PasswordGrant {
  AccountId account;
  absl::Time until;
};

// How a session has logged in to its account.
struct SessionLogin {
  std::string method;       // "SASL PLAIN", "NickServ": for the owner
  CredentialId credential;  // 0: none of the account's
  bool reading = false;     // it may only read (core/commands/reading_scope.h)
  absl::Time at;
};

// A login that lacks the code of the second factor.
struct HalfLogin {
  std::string account;
  std::string method;
  CredentialId credential;  // the first factor
  bool by_sasl = false;     // AUTHENTICATE goes on with it, otherwise NickServ
  absl::Time deadline;
};

// The use of METADATA by a client; most use none.
struct MetadataUse {
  std::vector<std::string> subscriptions;  // keys of METADATA SUB, sorted
  MetadataThrottle throttle;
};

// Rarely used members are behind a pointer, because there are many sessions.
struct Session {
  SessionId id;
  SlotId<Session> slot;
  CapSet caps;
  Peer peer;
  uint32_t cap_version = 0;  // of CAP LS; the highest requested one
  uint32_t failed_logins = 0;
  bool second_factor = false;        // the login to the account had one
  bool shunned = false;              // by a SHUN: hardly any command of it is heard
  SlotId<User> user;                 // none before registration
  Owned<Registration> registration;  // null after it
  Owned<ClientBatch> batch;          // the open batch; null: none
  absl::Time connected_at;
  std::vector<std::string> monitored;  // nicks of MONITOR, as they were given
  Lazy<MetadataUse> metadata_use;
  Owned<SaslExchange> sasl;   // null: none is under way
  Owned<SessionLogin> login;  // null: not logged in
  Owned<HalfLogin> half_login;
  Owned<PasswordGrant> grant;  // null: none

  bool registered() const { return registration == nullptr; }
  bool HasMetadata() const { return caps.Has(Cap::kMetadata2) || caps.Has(Cap::kMetadata3); }
  bool HasSubscriptions() const { return HasMetadata() && !metadata_use->subscriptions.empty(); }
  bool SubscribesTo(const std::string& key) const {
    const std::vector<std::string>& keys = metadata_use->subscriptions;
    return std::binary_search(keys.begin(), keys.end(), key);
  }
};

template <typename Archive>
void Fields(Archive& archive, ChannelBinding& binding) {
  auto& [type, data] = binding;
  IRC_FIELDS(archive, type, data);
}

template <typename Archive>
void Fields(Archive& archive, Peer& peer) {
  auto& [ip, host, cloak, local_port, tls, sni, certfp, bindings] = peer;
  IRC_FIELDS(archive, ip, host, cloak, local_port, tls, certfp, bindings);
  IRC_FIELDS_SINCE(10, archive, sni);
}

template <typename Archive>
void Fields(Archive& archive, Registration& registration) {
  auto& [nick, username, realname, password, negotiating, password_ok, verifying, away, metadata,
         account, deadline, refused_nick] = registration;
  IRC_FIELDS(archive, nick, username, realname, password, negotiating, password_ok, verifying, away,
             metadata, account, deadline);
  IRC_FIELDS_SINCE(10, archive, refused_nick);
}

template <typename Archive>
void Fields(Archive& archive, SaslExchange& exchange) {
  auto& [mechanism, secrets, checking, challenged] = exchange;
  IRC_FIELDS(archive, secrets, checking);
  IRC_FIELDS_SINCE(10, archive, mechanism, challenged);
}

template <typename Archive>
void Fields(Archive& archive, PasswordGrant& grant) {
  auto& [account, until] = grant;
  IRC_FIELDS(archive, account.value, until);
}

template <typename Archive>
void Fields(Archive& archive, SessionLogin& login) {
  auto& [method, credential, reading, at] = login;
  IRC_FIELDS(archive, method, credential.value, reading, at);
}

template <typename Archive>
void Fields(Archive& archive, HalfLogin& half) {
  auto& [account, method, credential, by_sasl, deadline] = half;
  IRC_FIELDS(archive, account, method, credential.value, by_sasl, deadline);
}

template <typename Archive>
void Fields(Archive& archive, MetadataUse& use) {
  auto& [subscriptions, throttle] = use;
  IRC_FIELDS(archive, subscriptions, throttle);
}

template <typename Archive>
void Fields(Archive& archive, Session& session) {
  auto& [id, slot, caps, peer, cap_version, failed_logins, second_factor, shunned, user,
         registration, batch, connected_at, monitored, metadata_use, sasl, login, half_login,
         grant] = session;
  IRC_FIELDS(archive, id, slot, peer, caps, cap_version, failed_logins, user, registration, batch,
             connected_at, monitored, metadata_use, sasl);
  IRC_FIELDS_SINCE(10, archive, second_factor, shunned, login, half_login, grant);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_SESSION_H_
