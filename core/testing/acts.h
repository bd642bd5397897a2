// Generated sessions: sequences of actions of several clients. The nicks and channels come from
// short lists, so that the clients often act on each other.
#ifndef IRCSERV_CORE_TESTING_ACTS_H_
#define IRCSERV_CORE_TESTING_ACTS_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/ids.h"
#include "core/testing/world.h"
#include "rapidcheck.h"

namespace irc {

// One step of a generated session. Small numbers only, so that RapidCheck can shrink them.
struct Act {
  uint8_t kind = 0;  // mostly lines; a few connects, disconnects, clock steps and results
  uint8_t session = 0;
  uint16_t form = 0;  // index of the line's template
  uint8_t nick = 0;
  uint8_t channel = 0;
  uint8_t other = 0;

  bool IsConnect() const;
  bool IsLine() const;
  // The line that the client sends.
  std::string Line() const;
  SessionId Session() const { return {static_cast<uint64_t>(session) + 1}; }
};
std::ostream& operator<<(std::ostream& out, const Act& act);
// The templates of lines, such as "JOIN $c".
absl::Span<const absl::string_view> LineForms();
// The index of the template `text`. REQUIRES: there is one.
uint16_t FormOf(absl::string_view text);

// First the clients 1 to n connect and register, n being the number of `capabilities`, which has
// the set of each; then come the acts.
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
// Does one step. False when World::Apply left its event out.
bool Do(World& world, const Act& act);

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_ACTS_H_
