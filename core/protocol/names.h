// Names: nicks, channel names, user names, and when two of them are the same.
//
// Law of this file: names.cc is the only place that folds case. A folded name is its own type and
// the only key of every index, so that a spelled name cannot be compared by mistake.
#ifndef IRCSERV_CORE_PROTOCOL_NAMES_H_
#define IRCSERV_CORE_PROTOCOL_NAMES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace irc {

// When two names are the same. Under rfc1459 the characters {}|~ are the lower case of []\^ as
// well. Under precis names may be in Unicode (core/protocol/unicode/precis.h), and their ASCII part
// is that of ascii.
enum class Casemapping : uint8_t { kAscii, kRfc1459, kPrecis };

std::optional<Casemapping> ParseCasemapping(absl::string_view name);

// The lower-case form of an ASCII character; other bytes stay. For the matcher of masks; everything
// else keeps whole names.
char FoldByte(Casemapping casemapping, char byte);

// A name as a key. Made by Fold, and by loading a snapshot, alone.
class Folded {
 public:
  Folded() = default;
  friend bool operator==(const Folded& a, const Folded& b) { return a.bytes_ == b.bytes_; }
  friend bool operator!=(const Folded& a, const Folded& b) { return !(a == b); }
  friend bool operator<(const Folded& a, const Folded& b) { return a.bytes_ < b.bytes_; }
  template <typename H>
  friend H AbslHashValue(H h, const Folded& folded) {
    return H::combine(std::move(h), folded.bytes_);
  }
  // For checks whether a name that was loaded is one that Fold makes, and for keys that may be
  // other things than names.
  const std::string& bytes() const { return bytes_; }

 private:
  friend Folded Fold(Casemapping casemapping, absl::string_view name);
  template <typename Archive>
  friend void Fields(Archive& archive, Folded& folded) {
    archive(folded.bytes_);
  }
  std::string bytes_;
};

Folded Fold(Casemapping casemapping, absl::string_view name);

// RFC 2812 section 2.3.1 without its length: letters, digits and []\`_^{|}-, the first one neither
// a digit nor '-'. Under precis also the letters and digits of other scripts.
bool IsValidNick(Casemapping casemapping, absl::string_view nick, int64_t bytes_max);

// '#' and then anything but space, comma, control characters and a colon. Under precis nothing that
// cannot be seen, either, nor what folds to one of these.
bool IsValidChannelName(Casemapping casemapping, absl::string_view name, int64_t bytes_max);

// True for what could only be meant as a channel: it begins with a character of CHANTYPES.
inline bool LooksLikeChannel(absl::string_view target) {
  return !target.empty() && target[0] == '#';
}
inline constexpr absl::string_view kChannelTypes = "#";

// PRIVMSG *playback asks for histories. It cannot be a nick: none begins with '*'.
inline constexpr absl::string_view kPlaybackName = "*playback";

// The bytes of `username` that may stand in nick!user@host; empty when none may.
std::string CleanUsername(absl::string_view username, int64_t bytes_max);

// "nick!user@host" of a mask that names less: "nick", "user@host", "nick!user", "*.host"; missing
// parts, and empty ones, which match no user, become '*'. Control characters and spaces never get
// here (parameters have none).
std::string CompleteMask(absl::string_view mask);

// Glob match: '*' is any run, '?' any one byte (under precis any one character). For one
// comparison; core/protocol/glob.h is for a mask, or a text, of several.
bool MatchMask(Casemapping casemapping, absl::string_view mask, absl::string_view text);

inline bool HasWildcard(absl::string_view text) {
  return text.find_first_of("*?") != absl::string_view::npos;
}

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_NAMES_H_
