// Channel and user modes: one row a letter. 004, CHANMODES, PREFIX, HELP and the parser follow from
// these tables; what a mode means is asked of the channel or user by its enum, not by its letter.
#ifndef IRCSERV_CORE_PROTOCOL_MODES_H_
#define IRCSERV_CORE_PROTOCOL_MODES_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

// A member's standing in a channel, as bits, because a member can have several. The higher bit is
// the higher rank.
using Prefixes = uint8_t;
inline constexpr Prefixes kVoice = 1, kHalfop = 2, kOp = 4, kAdmin = 8, kOwner = 16;
// The bits of `rank` and everything above it.
constexpr Prefixes AtLeast(Prefixes rank) { return static_cast<Prefixes>(0x1f & ~(rank - 1)); }
// The highest bit of `prefixes`; 0 for none.
constexpr Prefixes HighestRank(Prefixes prefixes) {
  for (Prefixes bit = kOwner; bit != 0; bit = static_cast<Prefixes>(bit >> 1)) {
    if ((prefixes & bit) != 0) return bit;
  }
  return 0;
}

struct PrefixRow {
  Prefixes bit;
  char letter;
  char symbol;
};
// Highest first, as PREFIX tells it.
inline constexpr std::array kPrefixes = {PrefixRow{kOwner, 'q', '~'}, PrefixRow{kAdmin, 'a', '&'},
                                         PrefixRow{kOp, 'o', '@'}, PrefixRow{kHalfop, 'h', '%'},
                                         PrefixRow{kVoice, 'v', '+'}};

// "@+" for an op with voice; only "@" unless `all` (multi-prefix).
std::string PrefixSymbols(Prefixes prefixes, bool all);
// The bit of a symbol, or 0.
Prefixes PrefixOfSymbol(char symbol);

// The kinds A to D of CHANMODES, and prefixes.
enum class ModeKind : uint8_t {
  kList,     // A: always a parameter; without one it asks for the list
  kKey,      // B: a parameter both ways
  kSetting,  // C: a parameter when set
  kFlag,     // D: never a parameter
  kPrefix,   // a member's nick
};

enum class ChannelMode : uint8_t {
  // Flags. Their numbers are bits of Channel::flags.
  kAuditorium,
  kDelayedJoin,
  kNoColours,
  kNoCtcp,
  kInviteOnly,
  kModerated,
  kNoNickChange,
  kNoExternal,
  kOpModerated,
  kPrivate,
  kNoKick,
  kRegisteredOnly,
  kRegisteredSpeech,
  kRoleplay,
  kSecret,
  kTopicLock,
  kNoNotice,
  kTlsOnly,
  // With a value of their own.
  kForward,
  kThrottle,
  kKey,
  kLimit,
  // Lists; kBan is the first.
  kBan,
  kExcept,
  kInvex,
  kQuiet,
  // Prefixes.
  kPrefix,
};
inline constexpr int kListModes = 4;

struct ChannelModeRow {
  char letter;
  ChannelMode mode;
  ModeKind kind;
  Prefixes rank;  // needed to change it
  absl::string_view help;
};

inline constexpr std::array kChannelModes = {
    ChannelModeRow{'b', ChannelMode::kBan, ModeKind::kList, kHalfop,
                   "mask of users who may neither join nor speak"},
    ChannelModeRow{'e', ChannelMode::kExcept, ModeKind::kList, kHalfop,
                   "mask of users whom no ban hits"},
    ChannelModeRow{'I', ChannelMode::kInvex, ModeKind::kList, kHalfop,
                   "mask of users who need no invitation"},
    // Elsewhere +q, which is the owner here.
    ChannelModeRow{'y', ChannelMode::kQuiet, ModeKind::kList, kHalfop,
                   "mask of users who may join, but not speak"},
    ChannelModeRow{'k', ChannelMode::kKey, ModeKind::kKey, kHalfop,
                   "key that a user must give to join"},
    ChannelModeRow{'f', ChannelMode::kForward, ModeKind::kSetting, kOp,
                   "channel where those go who may not join this one"},
    ChannelModeRow{'j', ChannelMode::kThrottle, ModeKind::kSetting, kOp,
                   "joins:seconds, how many may join in which time"},
    ChannelModeRow{'l', ChannelMode::kLimit, ModeKind::kSetting, kHalfop,
                   "how many users may be in the channel"},
    ChannelModeRow{'c', ChannelMode::kNoColours, ModeKind::kFlag, kOp,
                   "messages with colours and other formatting are refused"},
    ChannelModeRow{'C', ChannelMode::kNoCtcp, ModeKind::kFlag, kOp,
                   "CTCP requests but ACTION are refused"},
    ChannelModeRow{'D', ChannelMode::kDelayedJoin, ModeKind::kFlag, kOp,
                   "those who join are not seen until they speak"},
    ChannelModeRow{'E', ChannelMode::kRoleplay, ModeKind::kFlag, kOp,
                   "NPC and SCENE may be used, where the server offers them"},
    ChannelModeRow{'i', ChannelMode::kInviteOnly, ModeKind::kFlag, kHalfop,
                   "only those who are invited may join"},
    ChannelModeRow{'m', ChannelMode::kModerated, ModeKind::kFlag, kHalfop,
                   "only those with voice or more may speak"},
    ChannelModeRow{'M', ChannelMode::kRegisteredSpeech, ModeKind::kFlag, kOp,
                   "only those who are logged in or have voice or more may speak"},
    ChannelModeRow{'n', ChannelMode::kNoExternal, ModeKind::kFlag, kHalfop,
                   "only those in the channel may speak"},
    ChannelModeRow{'N', ChannelMode::kNoNickChange, ModeKind::kFlag, kOp,
                   "members may not change their nicks"},
    ChannelModeRow{'p', ChannelMode::kPrivate, ModeKind::kFlag, kHalfop,
                   "not shown in WHOIS to those outside"},
    ChannelModeRow{'Q', ChannelMode::kNoKick, ModeKind::kFlag, kOp,
                   "nobody but server operators may kick"},
    ChannelModeRow{'R', ChannelMode::kRegisteredOnly, ModeKind::kFlag, kOp,
                   "only those who are logged in may join"},
    ChannelModeRow{'s', ChannelMode::kSecret, ModeKind::kFlag, kHalfop,
                   "not shown to those outside at all"},
    ChannelModeRow{'t', ChannelMode::kTopicLock, ModeKind::kFlag, kHalfop,
                   "only those with halfop or more may change the topic"},
    ChannelModeRow{'T', ChannelMode::kNoNotice, ModeKind::kFlag, kOp, "notices are refused"},
    ChannelModeRow{'u', ChannelMode::kAuditorium, ModeKind::kFlag, kOp,
                   "those without voice or more do not see each other"},
    ChannelModeRow{'U', ChannelMode::kOpModerated, ModeKind::kFlag, kOp,
                   "what those without voice say reaches only those with halfop or more"},
    ChannelModeRow{'z', ChannelMode::kTlsOnly, ModeKind::kFlag, kOp,
                   "only those who use TLS may join"},
    ChannelModeRow{'q', ChannelMode::kPrefix, ModeKind::kPrefix, kOwner, "owner (~)"},
    ChannelModeRow{'a', ChannelMode::kPrefix, ModeKind::kPrefix, kOwner, "admin (&)"},
    ChannelModeRow{'o', ChannelMode::kPrefix, ModeKind::kPrefix, kOp, "operator (@)"},
    ChannelModeRow{'h', ChannelMode::kPrefix, ModeKind::kPrefix, kOp, "half-operator (%)"},
    ChannelModeRow{'v', ChannelMode::kPrefix, ModeKind::kPrefix, kHalfop, "voice (+)"},
};

const ChannelModeRow* FindChannelMode(char letter);
Prefixes PrefixOfLetter(char letter);

enum class UserMode : uint8_t {
  kBot,
  kCallerId,
  kDeaf,
  kInvisible,
  kNoCtcp,
  kNoForward,
  kOper,
  kRegisteredOnly,
  kServerNotices,
  kWallops,
  kCloak,
};

struct UserModeRow {
  char letter;
  UserMode mode;
  bool settable;   // by the user; the others are set by the server
  bool oper_only;  // and only by operators
  absl::string_view help;
};

inline constexpr std::array kUserModes = {
    UserModeRow{'B', UserMode::kBot, true, false, "marks you as a bot"},
    UserModeRow{'D', UserMode::kDeaf, true, false, "you hear nothing of what channels say"},
    UserModeRow{'g', UserMode::kCallerId, true, false,
                "only those on your ACCEPT list may message you"},
    UserModeRow{'i', UserMode::kInvisible, true, false,
                "hides you from those who share no channel with you"},
    UserModeRow{'o', UserMode::kOper, false, false, "server operator; given by OPER"},
    UserModeRow{'Q', UserMode::kNoForward, true, false, "no channel forwards you to another (+f)"},
    UserModeRow{'R', UserMode::kRegisteredOnly, true, false,
                "only those who are logged in may message you"},
    UserModeRow{'s', UserMode::kServerNotices, true, true,
                "server notices; a parameter chooses which"},
    UserModeRow{'T', UserMode::kNoCtcp, true, false, "nobody sends you CTCP requests but ACTION"},
    UserModeRow{'w', UserMode::kWallops, true, false, "you receive WALLOPS"},
    UserModeRow{'x', UserMode::kCloak, true, false, "hides your address behind a cloak"},
};

const UserModeRow* FindUserMode(char letter);
constexpr uint32_t UserModeBit(UserMode mode) { return uint32_t{1} << static_cast<int>(mode); }

// The kinds of server notices, which operators choose with +s. Their numbers are bits of
// User::snomask.
enum class Snomask : uint8_t { kBans, kClients, kData, kForced, kKills, kNicks, kOpers };

struct SnomaskRow {
  char letter;
  Snomask kind;
  absl::string_view help;
};
inline constexpr std::array kSnomasks = {
    SnomaskRow{'b', Snomask::kBans, "server bans set, removed and met"},
    SnomaskRow{'c', Snomask::kClients, "clients connecting and leaving"},
    SnomaskRow{'d', Snomask::kData, "trouble of the server: a full disk, an old certificate"},
    SnomaskRow{'f', Snomask::kForced, "forced changes by operators (SAJOIN and the like)"},
    SnomaskRow{'k', Snomask::kKills, "kills"},
    SnomaskRow{'n', Snomask::kNicks, "nick changes"},
    SnomaskRow{'o', Snomask::kOpers,
               "operators, what they are refused, and failures to become one"},
};
constexpr uint32_t SnomaskBit(Snomask kind) { return uint32_t{1} << static_cast<int>(kind); }
// The bit of a letter, or 0.
uint32_t SnomaskBitOfLetter(char letter);
inline constexpr uint32_t kAllSnomasks = (uint32_t{1} << kSnomasks.size()) - 1;

// One change of a MODE line. `param` is a view into the line; absent where the mode takes none, or
// the line ran out of them.
struct ModeChange {
  bool add = true;
  char letter = 0;
  bool has_param = false;
  absl::string_view param;
};

// Splits "+ov-k nick nick key" into changes. Pure syntax: unknown letters come out without a
// parameter. `params` begins with the mode string.
std::vector<ModeChange> ParseChannelModes(absl::string_view modes, const absl::string_view* params,
                                          size_t count);
// The same for user modes, of which only +s takes a parameter.
std::vector<ModeChange> ParseUserModes(absl::string_view modes, const absl::string_view* params,
                                       size_t count);

// "+ov-k nick nick key" again: signs only where they change.
class ModeString {
 public:
  void Add(bool add, char letter, absl::string_view param = {});
  bool empty() const { return letters_.empty(); }
  // Of the letters and parameters, with the spaces between them.
  size_t bytes() const;
  const std::string& letters() const { return letters_; }
  const std::vector<std::string>& params() const { return params_; }

 private:
  std::string letters_;
  std::vector<std::string> params_;
  char sign_ = 0;
};

// Changes in as many MODE lines as they need.
class ModeLines {
 public:
  // `room`: the bytes that a line has for letters and parameters.
  explicit ModeLines(size_t room) : room_(room) {}
  void Add(bool add, char letter, absl::string_view param = {});
  const std::vector<ModeString>& lines() const { return lines_; }

 private:
  size_t room_;
  std::vector<ModeString> lines_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_MODES_H_
