// The conversations of testdata/transcripts, held with a server that is configured in another way.
#ifndef IRCSERV_CORE_TESTING_CONVERSATIONS_H_
#define IRCSERV_CORE_TESTING_CONVERSATIONS_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace irc {

// Plays each transcript but those that configure the services themselves. `inputs` makes what is
// played of its text; `look` gets all lines of output. Fails when there are too few transcripts.
void HoldConversations(absl::FunctionRef<std::string(absl::string_view text)> inputs,
                       absl::FunctionRef<void(const std::vector<std::string>& lines)> look);

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_CONVERSATIONS_H_
