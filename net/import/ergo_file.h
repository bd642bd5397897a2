// The database of Ergo: a log of commands in the array form of Redis, which buntdb writes. It is
// replayed to the end before anything in it means something, because the last write of a key wins.
#ifndef IRCSERV_NET_IMPORT_ERGO_FILE_H_
#define IRCSERV_NET_IMPORT_ERGO_FILE_H_

#include <cstddef>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace irc {

struct ErgoKeys {
  absl::btree_map<std::string, std::string> values;
  size_t expired = 0;   // keys whose life was over
  bool is_cut = false;  // the last command was not whole, as after a crash; it is left out
};

// The keys as they are at `now`. `written_at`: when the file was changed for the last time, from
// where some lives are counted. An error is a sentence that names the byte.
absl::StatusOr<ErgoKeys> ReadErgoFile(absl::string_view bytes, absl::Time written_at,
                                      absl::Time now);

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_ERGO_FILE_H_
