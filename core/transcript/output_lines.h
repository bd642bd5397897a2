// The output of a server as the expected lines of a transcript, those below "----":
//
//   alice< :alice!alice@localhost JOIN #c
//   store put seen account=1 at=2026-01-01T00:00:05.000Z
//   alice closed
//   alice unfinished
//   request alice verify oper/root *1
//   request alice rehash
//   request alice stats alice bob
//   request alice verifier *1/9
//   request alice commit put accounts id=1 name=alice and drop nicks nick=al
//   stop die
//
// The sent lines come first, grouped by session in the order of declaration, and within a session
// in the order in which they are sent; then records, closes, unfinished answers, requests and the
// stop. The order in which the server lists different recipients is not part of its behaviour, so
// grouping hides it.
#ifndef IRCSERV_CORE_TRANSCRIPT_OUTPUT_LINES_H_
#define IRCSERV_CORE_TRANSCRIPT_OUTPUT_LINES_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "core/output.h"
#include "core/transcript/hidden_keys.h"
#include "core/transcript/ledger.h"
#include "core/transcript/line_list.h"

namespace irc {
namespace transcript {

// The words that a client is shown once (FactorMade), until it has seen them. A recording has
// others of the same lengths in their place.
class ShownWords {
 public:
  void Add(const std::vector<std::string>& words);
  // Hides those that the line has, and forgets them.
  void HideIn(std::string& line);

 private:
  // As many as are on their way at once at most; a client waits for its words.
  static constexpr size_t kMost = 10'000;

  std::deque<std::string> words_;
};

class OutputLines {
 public:
  // Adds the output of one event. Call it between Begin and End of the event: recipients that are
  // not in the ledger are skipped, as the shell does. `keys` hides the keys of channels; null: they
  // stay. `shown`: the same for what was made of random bytes.
  void Add(const Output& output, const Ledger& ledger, const HiddenKeys* keys = nullptr,
           ShownWords* shown = nullptr);

  // The lines of the outputs that were added since the last Take or TakeList.
  std::vector<std::string> Take();
  LineList TakeList();

 private:
  std::map<uint64_t, LineList> sent_;  // by the order of the sessions
  LineList stored_;
  LineList closed_;
  LineList unfinished_;
  LineList requested_;
  Stop stop_ = Stop::kNo;
};

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_OUTPUT_LINES_H_
