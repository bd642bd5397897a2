#include "core/testing/vectors.h"

#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/check.h"

namespace irc {

nlohmann::json ReadVectors(absl::string_view name) {
  std::ifstream file(absl::StrCat("testdata/parser/", name, ".json"));
  nlohmann::json rows = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
  IRC_CHECK(rows.is_array() && !rows.empty(), "testdata/parser holds arrays of rows");
  return rows;
}

}  // namespace irc
