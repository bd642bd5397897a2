// The key of the server's own: what nobody may know who has only the database or an export. It
// seals the secrets of one-time codes, and others follow from it. Its file lies beside the
// database, and belongs to a backup.
#ifndef IRCSERV_NET_AUTH_SECRET_KEY_H_
#define IRCSERV_NET_AUTH_SECRET_KEY_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace irc {

inline constexpr size_t kSecretKeySize = 32;

struct SecretKey {
  std::string bytes;
  bool is_new = false;  // it was made now
};

std::string SecretKeyPath(const std::string& folder);

// The key of the folder, which exists. Makes the file, for the user of the server alone, when there
// is none. The message of an error is a sentence.
absl::StatusOr<SecretKey> OpenSecretKey(const std::string& folder);

// Copies the file of the key beside a backup: `backup` and ".secret_key". Nothing happens when the
// folder has none. The message of an error is a sentence.
absl::Status CopySecretKey(const std::string& folder, const std::string& backup);

// The key for one purpose. Who knows it knows neither the key nor that of another purpose.
std::string DeriveKey(absl::string_view key, absl::string_view purpose);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_SECRET_KEY_H_
