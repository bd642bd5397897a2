// crypt(3), as a function of its arguments alone.
#ifndef IRCSERV_NET_AUTH_CRYPT_HASH_H_
#define IRCSERV_NET_AUTH_CRYPT_HASH_H_

#include <string>

namespace irc {

// The hash of `password` with the method, cost and salt of `setting`, which may be a whole hash.
// Empty when it fails: crypt(3) does not know the setting, or the password has more than 511 bytes.
// Slow. A NUL ends the password, so the caller must refuse a password with one.
std::string CryptHash(const std::string& password, const std::string& setting);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_CRYPT_HASH_H_
