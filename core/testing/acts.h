// Generated sessions: what several clients with few names to choose from do to each other, so that
// they meet all the time.
#ifndef IRCSERV_CORE_TESTING_ACTS_H_
#define IRCSERV_CORE_TESTING_ACTS_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/ids.h"
#include "core/testing/world.h"
#include "rapidcheck.h"

namespace irc {

// One step of a generated session. Small numbers only, so that RapidCheck can shrink them.
struct Act {
  uint8_t kind = 0;  // most are lines; a few are connections, time, results
  uint8_t session = 0;
  uint8_t form = 0;  // which line
  uint8_t nick = 0;
  uint8_t channel = 0;
  uint8_t other = 0;

  // The line that a kLine act says.
  std::string Line() const;
  SessionId Session() const { return {static_cast<uint64_t>(session) + 1}; }
};
std::ostream& operator<<(std::ostream& out, const Act& act);
// The form of that text. REQUIRES: there is one.
uint8_t FormOf(absl::string_view text);

// Clients 1 to n are connected and registered, each with a random set of capabilities; then come
// the acts.
struct GeneratedSession {
  std::vector<uint64_t> capabilities;
  std::vector<Act> acts;
};
std::ostream& operator<<(std::ostream& out, const GeneratedSession& session);

rc::Gen<GeneratedSession> GenSession();

// The configuration in which generated sessions run: an operator block and small limits.
Config SessionConfig();

// Connects and registers client `number` (from 1) with those of kCaps whose bits are set.
void Register(World& world, uint64_t number, absl::string_view nick, uint64_t capabilities);
void Begin(World& world, const GeneratedSession& session);
// Does one step; false when the world would not have it.
bool Do(World& world, const Act& act);

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_ACTS_H_
