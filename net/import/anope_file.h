// The databases of Anope: the flat file (anope.db) and JSON (anope.json), both as objects of texts.
#ifndef IRCSERV_NET_IMPORT_ANOPE_FILE_H_
#define IRCSERV_NET_IMPORT_ANOPE_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/import/foreign.h"

namespace irc {

struct AnopeObject {
  std::string type;
  absl::btree_map<std::string, std::string> values;

  // The value; empty: there is none. `older`: the name of the key in 2.0.
  const std::string& Text(absl::string_view key, absl::string_view older = "") const;
  // 0 for what is no number.
  int64_t Number(absl::string_view key, absl::string_view older = "") const;
  // Seconds since 1970; 0 stands for `zero`.
  absl::Time Time(absl::string_view key, absl::string_view older = "",
                  absl::Time zero = kUnknownTime) const;
  bool IsOn(absl::string_view key) const;
};

// An error is a sentence with the line of the flat file, or the byte of the JSON.
absl::StatusOr<std::vector<AnopeObject>> ReadAnopeFile(absl::string_view bytes);

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_ANOPE_FILE_H_
