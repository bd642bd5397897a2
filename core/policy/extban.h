// Extended bans: entries of the lists +b, +e, +I and +y that say more than nick!user@host.
//
//   [<deed>:][!][<quality>:]<what>
//
//   a:bob          who is logged in as bob
//   !a:*           who is logged in as nobody
//   m:bob!*@*      bob may join, but not speak
//   m:j:#spam      who is in #spam as well may join, but not speak
//
// A deed narrows the entry to one thing that somebody does; without one it is about all of them. A
// quality says what kind of users <what> describes; without one it is a mask. There is no prefix
// before the letter (EXTBAN=,…): no nick contains a colon, so no full mask looks like this.
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

// What an entry may forbid or allow. kEvery is what an entry without a deed is about.
enum class Deed : uint8_t { kEvery, kJoin, kSpeak, kChangeNick, kNotice, kCtcp, kFormat };

struct ExtbanRow {
  char letter;
  Deed deed;               // of a quality: kEvery
  absl::string_view what;  // what follows the colon
  absl::string_view help;
};

inline constexpr std::array kExtbans = {
    ExtbanRow{'a', Deed::kEvery, "<account>", "who is logged in to the account"},
    ExtbanRow{'j', Deed::kEvery, "[<prefix>]<channel>",
              "who is in the channel, with that prefix or a higher one"},
    ExtbanRow{'o', Deed::kEvery, "<mask>", "operators of the server"},
    ExtbanRow{'r', Deed::kEvery, "<real name>", "whose real name it is; ? stands for a space"},
    ExtbanRow{'U', Deed::kEvery, "<mask>", "who is not logged in"},
    ExtbanRow{'x', Deed::kEvery, "<mask>#<real name>", "mask and real name together"},
    ExtbanRow{'z', Deed::kEvery, "<mask>", "who uses TLS"},
    ExtbanRow{'m', Deed::kSpeak, "<ban>", "may join, but not speak"},
    ExtbanRow{'c', Deed::kFormat, "<ban>", "may not use colours and other formatting"},
    ExtbanRow{'C', Deed::kCtcp, "<ban>", "may not send CTCP requests but ACTION"},
    ExtbanRow{'N', Deed::kChangeNick, "<ban>", "may not change the nick"},
    ExtbanRow{'T', Deed::kNotice, "<ban>", "may not send notices"},
};
// The quality that ACCOUNTEXTBAN names.
inline constexpr char kAccountExtban = 'a';

// The entry as the list shall keep it: masks are completed. Nothing when it means nothing, or names
// a deed in a list that has none (`deeds` is false for +I and +y, which are about one deed alone).
std::optional<std::string> CompleteEntry(absl::string_view entry, bool deeds);

// Whether two entries, both completed, are the same. Case counts in the letters, and only there.
bool SameEntry(Casemapping casemapping, absl::string_view a, absl::string_view b);

// Whether one of the user's forms (nick!user@ with the visible host, the real host, the address and
// the cloak) matches the mask.
bool MatchesUser(const State& state, const User& user, absl::string_view mask);

// Whether an entry of `list`, one of `channel`, is about `deed` and means the user.
bool MatchesList(const State& state, const User& user, const Channel& channel,
                 const std::vector<ListEntry>& list, Deed deed);

// The same for somebody who is no user but a name, nick!user@host, in which something is relayed:
// of the qualities he has that he is not logged in.
bool MatchesName(const State& state, absl::string_view name, const std::vector<ListEntry>& list,
                 Deed deed);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_EXTBAN_H_
