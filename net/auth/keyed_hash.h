// HMAC-SHA256 with one key: what stands for a text, so that nobody without the key finds the text
// by trying all. For cloaks, and for channel keys in recordings.
#ifndef IRCSERV_NET_AUTH_KEYED_HASH_H_
#define IRCSERV_NET_AUTH_KEYED_HASH_H_

#include <string>

#include "absl/strings/string_view.h"

struct evp_mac_ctx_st;

namespace irc {

class KeyedHash {
 public:
  explicit KeyedHash(absl::string_view key);
  ~KeyedHash();
  KeyedHash(const KeyedHash&) = delete;
  KeyedHash& operator=(const KeyedHash&) = delete;

  // 32 bytes.
  std::string Of(absl::string_view text);

 private:
  // Keeps its key and is reset for each text: to set the key took five times as long.
  evp_mac_ctx_st* const hmac_;
};

// 256 random bits from the system, as a key that nobody else knows.
std::string RandomKey();

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_KEYED_HASH_H_
