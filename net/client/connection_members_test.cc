// Law: Connection::ForEachMember lists every data member that the class declares, in order. What is
// not listed would be lost when a connection is handed over.
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/client/connection.h"

namespace irc {
namespace {

using ::testing::ElementsAreArray;
using ::testing::SizeIs;

// The names of the data members in the source of the class, without the underscore at the end.
std::vector<std::string> DeclaredMembers() {
  std::ifstream file("net/client/connection.h");
  EXPECT_TRUE(file.is_open());
  // A type, a name, maybe a number of bits, maybe a value; members of nested structs are indented
  // further.
  const std::regex member(
      R"(^  (?!static|using|friend|return)[A-Za-z_:<>0-9]+ (\w+?)_?( : \d+)?( = [^()]*)?;.*)");
  std::vector<std::string> names;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("class alignas(64) Connection {", 0) == 0) inside = true;
    if (line == "};") inside = false;
    std::smatch match;
    if (inside && std::regex_match(line, match, member)) names.push_back(match[1]);
  }
  return names;
}

TEST(ConnectionMembers, AreAllListed) {
  std::vector<std::string> listed;
  Connection().ForEachMember(
      [&](absl::string_view name, const auto&) { listed.push_back(std::string(name)); });
  EXPECT_THAT(DeclaredMembers(), SizeIs(::testing::Ge(20u)));
  EXPECT_THAT(listed, ElementsAreArray(DeclaredMembers()));
}

}  // namespace
}  // namespace irc
