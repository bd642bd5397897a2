// A batch that a client has opened and not yet closed: the lines wait here until the message is
// complete. https://ircv3.net/specs/extensions/client-batch
#ifndef IRCSERV_CORE_STATE_CLIENT_BATCH_H_
#define IRCSERV_CORE_STATE_CLIENT_BATCH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "core/state/archive.h"

namespace irc {

// The time without a line after which an open batch is refused. Flood control delays lines by less.
inline constexpr absl::Duration kClientBatchTimeout = absl::Seconds(60);

// One line of a message of several lines.
struct TextLine {
  std::string text;
  bool concat = false;  // continues the line before it, without a line feed
};

struct ClientBatch {
  std::string reference;
  std::string label;  // of the opening line; the answer to the batch bears it
  std::string target;
  std::string client_tags;  // client-only tags of the opening line
  std::string command;      // PRIVMSG or NOTICE; empty before the first line
  std::vector<TextLine> lines;
  uint64_t bytes = 0;    // of the text, line feeds included
  bool refused = false;  // an error was reported; the rest of the batch is ignored
  absl::Time deadline;   // of the timeout; of no meaning once refused
};

template <typename Archive>
void Fields(Archive& archive, TextLine& line) {
  auto& [text, concat] = line;
  IRC_FIELDS(archive, text, concat);
}

template <typename Archive>
void Fields(Archive& archive, ClientBatch& batch) {
  auto& [reference, label, target, client_tags, command, lines, bytes, refused, deadline] = batch;
  IRC_FIELDS(archive, reference, label, target, client_tags, command, lines, bytes, refused,
             deadline);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_CLIENT_BATCH_H_
