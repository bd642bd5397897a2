// The rows of testdata/parser/, which several tests read.
#ifndef IRCSERV_CORE_TESTING_VECTORS_H_
#define IRCSERV_CORE_TESTING_VECTORS_H_

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace irc {

// The array in testdata/parser/<name>.json, which is a dependency of the test. Ends the process
// when it is not there, is no JSON or has no row: a test of no rows can not fail.
nlohmann::json ReadVectors(absl::string_view name);

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_VECTORS_H_
