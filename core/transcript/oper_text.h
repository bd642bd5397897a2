// Operator blocks and classes in a transcript: what follows the name and the hosts of a block.
#ifndef IRCSERV_CORE_TRANSCRIPT_OPER_TEXT_H_
#define IRCSERV_CORE_TRANSCRIPT_OPER_TEXT_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/config.h"

namespace irc {
namespace transcript {

// What a block asks for beside a host: "class=helper", "account=ann", "certfp=0123…", "nopassword",
// "auto", "second_factor". Nothing of what is the default.
std::vector<std::string> AttributesOf(const OperConfig& oper);
// Sets one of these; false when it is none.
bool TakeAttribute(absl::string_view text, OperConfig& oper);

// The privileges of a class and, as "extends=…", the class that it extends.
std::vector<std::string> EntriesOf(const OperClassConfig& oper_class);
OperClassConfig ClassOf(std::string name, const std::vector<std::string>& entries);

// {"name":["text", …], …}
using NamedLists = std::vector<std::pair<std::string, std::vector<std::string>>>;

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_OPER_TEXT_H_
