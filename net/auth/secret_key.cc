#include "net/auth/secret_key.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "net/auth/digests.h"
#include "net/auth/secret_text.h"
#include "net/io/fd.h"

namespace irc {
namespace {

absl::Status Cannot(absl::string_view what, const std::string& file, absl::string_view reason) {
  return absl::UnavailableError(
      absl::StrCat("cannot ", what, " the secret key '", file, "': ", reason));
}

// The error of the system; 0: none.
int WriteAll(int fd, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

int SyncFolderOf(const std::string& file) {
  const size_t slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
  const Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd.valid() && ::fsync(fd.get()) == 0 ? 0 : errno;
}

// Makes the file, whole and on the disk: another name first, so that a crash leaves no half of it.
absl::Status Create(const std::string& file, absl::string_view key) {
  const std::string part = absl::StrCat(file, ".part");
  ::unlink(part.c_str());
  const Fd fd(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd.valid()) return Cannot("write", file, strerror(errno));
  int error = WriteAll(fd.get(), key);
  if (error == 0 && ::fsync(fd.get()) != 0) error = errno;
  // Unlike rename(), it leaves a file alone that is there.
  if (error == 0 && ::link(part.c_str(), file.c_str()) != 0) error = errno;
  ::unlink(part.c_str());
  if (error == 0) error = SyncFolderOf(file);
  return error == 0 ? absl::OkStatus() : Cannot("write", file, strerror(error));
}

// NotFound when there is no file.
absl::StatusOr<std::string> Read(const std::string& file) {
  const Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd.valid() && errno == ENOENT) return absl::NotFoundError(file);
  if (!fd.valid()) return Cannot("read", file, strerror(errno));
  std::string key(kSecretKeySize + 1, '\0');  // one more, to see that there is no more
  ssize_t got = 0;
  do {
    got = ::read(fd.get(), key.data(), key.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) return Cannot("read", file, strerror(errno));
  if (static_cast<size_t>(got) != kSecretKeySize) {
    return Cannot("read", file,
                  "it is not 32 bytes long; bring it back from a backup, or remove it if no "
                  "account has a second factor");
  }
  key.resize(kSecretKeySize);
  return key;
}

}  // namespace

std::string SecretKeyPath(const std::string& folder) { return absl::StrCat(folder, "/secret_key"); }

absl::StatusOr<SecretKey> OpenSecretKey(const std::string& folder) {
  const std::string file = SecretKeyPath(folder);
  absl::StatusOr<std::string> key = Read(file);
  if (key.ok()) return SecretKey{.bytes = *std::move(key), .is_new = false};
  if (!absl::IsNotFound(key.status())) return key.status();
  SecretKey made{.bytes = RandomBytes(kSecretKeySize), .is_new = true};
  const absl::Status status = Create(file, made.bytes);
  if (!status.ok()) return status;
  return made;
}

absl::Status CopySecretKey(const std::string& folder, const std::string& backup) {
  absl::StatusOr<std::string> key = Read(SecretKeyPath(folder));
  if (absl::IsNotFound(key.status())) return absl::OkStatus();
  if (!key.ok()) return key.status();
  const absl::Status status = Create(absl::StrCat(backup, ".secret_key"), *key);
  Wipe(*key);
  return status;
}

std::string DeriveKey(absl::string_view key, absl::string_view purpose) {
  return Hmac(Hash::kSha256, key, purpose);
}

}  // namespace irc
