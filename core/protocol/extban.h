// Extended bans: entries of the lists +b, +e, +I and +y that describe more than nick!user@host.
//
//   [<acting>:][!][<matching>:]<what>
//
//   a:bob          users logged in as bob
//   !a:*           users who are not logged in
//   m:bob!*@*      bob may join, but not speak
//   m:j:#spam      members of #spam may join, but not speak
//
// As in InspIRCd, there are two kinds. An acting extban narrows the entry to one action, such as
// speaking; an entry without one is about every action. A matching extban names the property that
// <what> describes, such as the account; without one, <what> is a mask. '!' negates the match.
// There is no prefix before the letter (EXTBAN=,…): no nick contains a colon, so no full mask looks
// like an extban.
// https://defs.ircdocs.horse/defs/isupport.html#extban
// https://ircv3.net/specs/extensions/account-extban
#ifndef IRCSERV_CORE_PROTOCOL_EXTBAN_H_
#define IRCSERV_CORE_PROTOCOL_EXTBAN_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/protocol/glob.h"
#include "core/protocol/mask.h"
#include "core/protocol/modes.h"
#include "core/protocol/names.h"

namespace irc {

// The actions that an entry forbids or allows. An entry without an acting extban is about kAny.
enum class BanAction : uint8_t { kAny, kJoin, kSpeak, kChangeNick, kNotice, kCtcp, kFormat };
inline constexpr int kBanActions = 7;

struct ExtbanRow {
  char letter;
  BanAction action;        // of an acting extban; kAny: it is a matching one
  absl::string_view what;  // HELP: the text after the colon
  absl::string_view help;
};

inline constexpr std::array kExtbans = {
    ExtbanRow{'a', BanAction::kAny, "<account>", "who is logged in to the account"},
    ExtbanRow{'j', BanAction::kAny, "[<prefix>]<channel>",
              "who is in the channel, with that prefix or a higher one"},
    ExtbanRow{'o', BanAction::kAny, "<mask>", "operators of the server"},
    ExtbanRow{'r', BanAction::kAny, "<real name>", "whose real name it is; ? stands for a space"},
    ExtbanRow{'U', BanAction::kAny, "<mask>", "who is not logged in"},
    ExtbanRow{'x', BanAction::kAny, "<mask>#<real name>", "mask and real name together"},
    ExtbanRow{'z', BanAction::kAny, "<mask>", "who uses TLS"},
    ExtbanRow{'m', BanAction::kSpeak, "<ban>", "may join, but not speak"},
    ExtbanRow{'c', BanAction::kFormat, "<ban>", "may not use colours and other formatting"},
    ExtbanRow{'C', BanAction::kCtcp, "<ban>", "may not send CTCP requests but ACTION"},
    ExtbanRow{'N', BanAction::kChangeNick, "<ban>", "may not change the nick"},
    ExtbanRow{'T', BanAction::kNotice, "<ban>", "may not send notices"},
};
// The matching extban that ACCOUNTEXTBAN names.
inline constexpr char kAccountExtban = 'a';

// An entry, parsed once when it is set. core/policy/extban.h compares users with it.
struct BanEntry {
  BanAction action = BanAction::kAny;
  bool negated = false;
  char matching = 0;   // a letter of kExtbans; 0: it is a mask
  Prefixes least = 0;  // of 'j'; 0: every member
  UserMask mask;       // of a mask, and of 'o', 'U', 'x' and 'z'
  Glob text;           // of the account, the channel, the real name
  bool whole = false;  // 'x' without '#': `text` is a mask of nick!user@host#realname

  bool IsAbout(BanAction about) const {
    // A ban from speaking covers the nick, which could carry text too.
    return action == BanAction::kAny || action == about ||
           (action == BanAction::kSpeak && about == BanAction::kChangeNick);
  }
  // True when a change of nick can change whether the entry matches.
  bool names_nick() const { return whole || (HasMask() && mask.names_nick()); }
  bool HasMask() const { return matching == 0 || matching == 'x' || TakesMask(matching); }
  // True for a matching extban whose text is a mask of nick!user@host alone, which can be
  // completed.
  static bool TakesMask(char matching) {
    return matching == 'U' || matching == 'o' || matching == 'z';
  }
};

// Returns nothing when the letters stand in a wrong order.
std::optional<BanEntry> ParseEntry(Casemapping casemapping, absl::string_view entry);

// The entry as the list keeps it: masks are completed, and runs of wildcards are collapsed. Returns
// nothing for an entry that matches nobody, or that has an acting extban in a list without them
// (`takes_acting` is false for +I and +y, which are about one action alone).
std::optional<std::string> CompleteEntry(absl::string_view entry, bool takes_acting);

// True for an entry whose host can only be meant as a network, but is none.
bool EntryNamesBrokenNetwork(absl::string_view entry);

// True if two entries, both completed, are the same. Only their letters are case-sensitive.
bool SameEntry(Casemapping casemapping, absl::string_view a, absl::string_view b);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_EXTBAN_H_
