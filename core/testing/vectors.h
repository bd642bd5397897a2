// The rows of testdata/parser/, which several tests read.
#ifndef IRCSERV_CORE_TESTING_VECTORS_H_
#define IRCSERV_CORE_TESTING_VECTORS_H_

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace irc {

// The array in testdata/parser/<name>.json, which the test's target must depend on. Ends the
// process when the file is missing, is not JSON, or has no rows: a test without rows cannot fail.
nlohmann::json ReadVectors(absl::string_view name);

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_VECTORS_H_
