#ifndef IRCSERV_NET_AUTH_PASSWORDS_VERDICT_H_
#define IRCSERV_NET_AUTH_PASSWORDS_VERDICT_H_

#include <cstdint>

namespace irc {

// The result of a check. kNeedsReset: nothing can check the stored text, so whatever the password
// is, the account needs a new one.
enum class Verdict : uint8_t { kRight, kWrong, kNeedsReset };

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_VERDICT_H_
