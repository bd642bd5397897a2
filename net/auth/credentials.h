// The passwords that the operator configured, and the check of one. A stored password that begins
// with '$' is a hash as crypt(3) makes it (`mkpasswd`, `openssl passwd -6`); anything else is the
// password itself.
//
// Law of this file: the time of a check does not tell whether the name exists. A name without a
// hash of its own, unknown or stored in plain text, is checked against the hash of another one of
// its kind. Which one depends on the name and on the hashes, which are secret: each name always
// takes the same time, and where the hashes cost differently, as many unknown names as known ones
// take each time.
#ifndef IRCSERV_NET_AUTH_CREDENTIALS_H_
#define IRCSERV_NET_AUTH_CREDENTIALS_H_

#include <array>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace irc {

// The first part of a credential's name tells the command that asks for it. The names are
// "server", "oper/<name>", "account/<name>" and "webirc/<name>". Those of the kept accounts are
// elsewhere (account_verifiers.h), and so are "code/<id>".
inline constexpr absl::string_view kOperCredentials = "oper/";
inline constexpr absl::string_view kAccountCredentials = "account/";
inline constexpr absl::string_view kCodeCredentials = "code/";

class Credentials {
 public:
  // A later Set of the same name replaces the first.
  void Set(absl::string_view name, absl::string_view stored);

  bool Has(absl::string_view name) const { return stored_.contains(name); }

  // Slow when passwords are hashed: some milliseconds to a second.
  bool Check(absl::string_view name, const std::string& password) const;

  // The stored hash whose method, cost and salt a check of `name` uses; empty when no password of
  // this kind is hashed.
  const std::string& SettingOf(absl::string_view name) const;

 private:
  struct Kind {
    std::vector<std::string> hashes;
    std::array<unsigned char, 32> key = {};  // depends on all of them
  };

  absl::flat_hash_map<std::string, std::string> stored_;
  absl::flat_hash_map<std::string, Kind> kinds_;  // by the first part of the name
};

// The name of an account's password. No account has an empty name, so the check of an empty one
// takes as long as that of an unknown one and fails.
std::string AccountCredential(absl::string_view account);

// The name of a gateway's password.
std::string GatewayCredential(absl::string_view gateway);

// A hash of the password for the configuration, by yescrypt, the strongest method of crypt(3),
// where the library has it, and by the library's own choice otherwise. Empty when crypt(3) does not
// take the password: it has a NUL or more than 511 bytes.
std::string HashOf(const std::string& password);

// Whether crypt(3) knows the method of this hash. For checking configurations.
bool IsUsableHash(const std::string& stored);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_CREDENTIALS_H_
