// A server's state for somebody who looks into an incident: connections, users, channels, bans and
// what is waited for, a line each.
#ifndef IRCSERV_CORE_TRANSCRIPT_SUMMARY_H_
#define IRCSERV_CORE_TRANSCRIPT_SUMMARY_H_

#include <string>

#include "core/state/state.h"
#include "core/transcript/ledger.h"

namespace irc {
namespace transcript {

// Sessions have the names that they have in `ledger`. Like a transcript it is printable UTF-8.
std::string Summarize(const State& state, const Ledger& ledger);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_SUMMARY_H_
