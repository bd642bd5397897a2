// --make-certificate: writes a self-signed certificate and its key for the configuration.
#ifndef IRCSERV_CMD_INIT_CERTIFICATE_FILES_H_
#define IRCSERV_CMD_INIT_CERTIFICATE_FILES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace irc {

// Makes a certificate for the server of that name. `file` is its path, or an existing folder, in
// which it is then "<name>.crt". The key gets the same path with the ending ".key". Neither file is
// written when one of the two exists. The key is for this user, and as init.h says for a group.
// Returns a text that says where they are, what the fingerprint
// is, and how the configuration names them; an error is a sentence.
absl::StatusOr<std::string> MakeCertificateFiles(const std::string& name, const std::string& file,
                                                 absl::Time now);

}  // namespace irc

#endif  // IRCSERV_CMD_INIT_CERTIFICATE_FILES_H_
