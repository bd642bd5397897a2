// Names, found by how they look (core/protocol/unicode/confusables.h).
#ifndef IRCSERV_CORE_PROTOCOL_UNICODE_LOOKALIKES_H_
#define IRCSERV_CORE_PROTOCOL_UNICODE_LOOKALIKES_H_

#include <cstddef>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace irc {

class Lookalikes {
 public:
  void Add(absl::string_view name);
  // Takes away what Add was given, in the same spelling.
  void Remove(absl::string_view name);
  void Clear() { names_.clear(); }

  // Whether `test` is true of a name, as it is spelled, that looks like `name`. Spellings of the
  // same name are among them.
  bool Any(absl::string_view name, absl::FunctionRef<bool(const std::string&)> test) const;

  bool empty() const { return names_.empty(); }

 private:
  absl::flat_hash_map<std::string, absl::InlinedVector<std::string, 1>> names_;  // by skeleton
};

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_UNICODE_LOOKALIKES_H_
