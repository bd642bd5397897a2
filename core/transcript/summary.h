// A summary of a server's state for the analysis of an incident: sessions, users, channels, server
// bans and outstanding requests, one line each.
#ifndef IRCSERV_CORE_TRANSCRIPT_SUMMARY_H_
#define IRCSERV_CORE_TRANSCRIPT_SUMMARY_H_

#include <string>

#include "core/state/state.h"
#include "core/transcript/ledger.h"

namespace irc {
namespace transcript {

// Sessions are named as in `ledger`. The text is printable UTF-8, like a transcript.
std::string Summarize(const State& state, const Ledger& ledger);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_SUMMARY_H_
