// What a server puts out, as the lines that stand below "----":
//
//   alice< :alice!alice@localhost JOIN #c
//   alice closed
//   request alice verify oper/root *1
//   request alice rehash
//   request alice stats alice bob
//   stop die
//
// First what is sent, by session in the order in which the sessions were declared, and for each in
// the order of its wire; then closes, requests and the stop. The order in which the server names
// different recipients is no part of its behaviour, so it does not show.
#ifndef IRCSERV_CORE_TRANSCRIPT_OUTPUT_LINES_H_
#define IRCSERV_CORE_TRANSCRIPT_OUTPUT_LINES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/output.h"
#include "core/transcript/ledger.h"

namespace irc {
namespace transcript {

class OutputLines {
 public:
  // Adds the output of one event. Call it between Begin and End of the event: recipients that are
  // not in the ledger are skipped, as the shell does.
  void Add(const Output& output, const Ledger& ledger);

  // The lines of all that was added since the last Take.
  std::vector<std::string> Take();

 private:
  struct Sent {
    uint64_t order;
    std::string text;
  };
  std::vector<Sent> sent_;
  std::vector<std::string> closed_;
  std::vector<std::string> requested_;
  Stop stop_ = Stop::kNo;
};

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_OUTPUT_LINES_H_
