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
#ifndef IRCSERV_CORE_POLICY_EXTBAN_H_
#define IRCSERV_CORE_POLICY_EXTBAN_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/protocol/names.h"
#include "core/state/channel.h"
#include "core/state/state.h"

namespace irc {

// The actions that an entry forbids or allows. An entry without an acting extban is about kAny.
enum class BanAction : uint8_t { kAny, kJoin, kSpeak, kChangeNick, kNotice, kCtcp, kFormat };

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

// The entry as the list keeps it: masks are completed. Returns nothing for an entry that matches
// nobody, or that has an acting extban in a list without them (`takes_acting` is false for +I and
// +y, which are about one action alone).
std::optional<std::string> CompleteEntry(absl::string_view entry, bool takes_acting);

// True if two entries, both completed, are the same. Only their letters are case-sensitive.
bool SameEntry(Casemapping casemapping, absl::string_view a, absl::string_view b);

// True when the mask matches nick!user@ with the visible host, the real host, the address or the
// cloak of the user.
bool MatchesUser(const State& state, const User& user, absl::string_view mask);

// True when an entry of `list`, a list of `channel`, is about `action` and matches the user.
bool MatchesList(const State& state, const User& user, const Channel& channel,
                 const std::vector<ListEntry>& list, BanAction action);

// The same for the name of a relayed message, nick!user@host, behind which there is no user. Of the
// matching extbans, only 'U' (not logged in) applies to it.
bool MatchesName(const State& state, absl::string_view name, const std::vector<ListEntry>& list,
                 BanAction action);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_EXTBAN_H_
