#include "core/policy/extban.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "core/policy/visibility.h"
#include "core/protocol/modes.h"

namespace irc {
namespace {

const ExtbanRow* FindExtban(char letter) {
  for (const ExtbanRow& row : kExtbans) {
    if (row.letter == letter) return &row;
  }
  return nullptr;
}

// The parts of an entry; 0 for a letter that it does not have.
struct Parts {
  char acting = 0;
  bool negated = false;
  char matching = 0;
  absl::string_view what;
};

// Takes "<letter>:" off the front when the letter has a row in the table.
const ExtbanRow* TakeLetter(absl::string_view& text) {
  if (text.size() < 2 || text[1] != ':') return nullptr;
  const ExtbanRow* row = FindExtban(text[0]);
  if (row != nullptr) text.remove_prefix(2);
  return row;
}

// Returns nothing when the letters stand in a wrong order.
std::optional<Parts> Parse(absl::string_view entry) {
  Parts parts;
  const ExtbanRow* row = TakeLetter(entry);
  if (row != nullptr && row->action != BanAction::kAny) {
    parts.acting = row->letter;
    row = TakeLetter(entry);
  }
  if (row == nullptr && !entry.empty() && entry[0] == '!') {
    // "!user@host" is a mask; '!' negates only before a matching extban.
    absl::string_view rest = entry.substr(1);
    row = TakeLetter(rest);
    if (row != nullptr) {
      parts.negated = true;
      entry = rest;
    }
  }
  if (row != nullptr && row->action != BanAction::kAny) return std::nullopt;
  if (row != nullptr) parts.matching = row->letter;
  parts.what = entry;
  return parts;
}

// True when the text of the matching extban is a mask of nick!user@host, which can be completed.
bool TakesMask(char matching) {
  return matching == 0 || matching == 'U' || matching == 'o' || matching == 'z';
}

absl::string_view WithoutSymbols(absl::string_view name) {
  while (!name.empty() && PrefixOfSymbol(name[0]) != 0) name.remove_prefix(1);
  return name;
}

bool IsAbout(char letter, BanAction action) {
  if (letter == 0) return true;
  const BanAction own = FindExtban(letter)->action;
  // A ban from speaking covers the nick, which could carry text too.
  return own == action || (own == BanAction::kSpeak && action == BanAction::kChangeNick);
}

// Matches one user against the entries of a list. The texts that masks are compared with are made
// once for all entries.
class UserMatcher {
 public:
  UserMatcher(const State& state, const User& user, const Channel* channel)
      : state_(state), user_(user), channel_(channel) {}

  bool Matches(absl::string_view mask) {
    if (forms_.empty()) MakeForms();
    return std::any_of(forms_.begin(), forms_.end(), [&](const std::string& form) {
      return MatchMask(state_.casemapping, mask, form);
    });
  }

  bool Matches(const Parts& parts) { return Has(parts.matching, parts.what) != parts.negated; }

 private:
  void MakeForms() {
    const std::string nick_user = absl::StrCat(user_.nick, "!", user_.username, "@");
    const Peer& peer = PeerOf(state_, user_);
    for (const std::string* host : {&user_.host, &peer.host, &peer.ip, &peer.cloak}) {
      if (host->empty()) continue;
      std::string form = absl::StrCat(nick_user, *host);
      if (std::find(forms_.begin(), forms_.end(), form) == forms_.end()) {
        forms_.push_back(std::move(form));
      }
    }
  }

  bool Has(char matching, absl::string_view what) {
    switch (matching) {
      case 0:
        return Matches(what);
      case 'a':
        return user_.has_account() && MatchMask(state_.casemapping, what, user_.account);
      case 'j':
        return IsIn(what);
      case 'o':
        return user_.is_oper() && Matches(what);
      case 'r':
        return MatchMask(state_.casemapping, what, user_.realname);
      case 'U':
        return !user_.has_account() && Matches(what);
      case 'x':
        return MatchesWithRealname(what);
      case 'z':
        return PeerOf(state_, user_).tls && Matches(what);
    }
    IRC_CHECK(false, "every matching extban of the table has a case");
    return false;
  }

  bool MatchesWithRealname(absl::string_view mask) {
    if (forms_.empty()) MakeForms();
    return std::any_of(forms_.begin(), forms_.end(), [&](const std::string& form) {
      return MatchMask(state_.casemapping, mask, absl::StrCat(form, "#", user_.realname));
    });
  }

  // A secret channel counts only in its own lists, and a hidden member in none, so that a ban
  // cannot be used to find out about either.
  bool IsIn(absl::string_view what) const {
    const absl::string_view mask = WithoutSymbols(what);
    Prefixes least = 0;
    for (char symbol : what.substr(0, what.size() - mask.size())) {
      const Prefixes prefix = PrefixOfSymbol(symbol);
      least = least == 0 ? prefix : std::min(least, prefix);
    }
    return std::any_of(user_.channels.begin(), user_.channels.end(), [&](const Membership& m) {
      const Channel& other = ChannelOf(state_, m.channel);
      const Member& member = other.members[m.index];
      const bool shown = !other.Has(ChannelMode::kSecret) && Sees(other, nullptr, member);
      return (shown || &other == channel_) &&
             (least == 0 || (member.prefixes & AtLeast(least)) != 0) &&
             MatchMask(state_.casemapping, mask, other.name);
    });
  }

  const State& state_;
  const User& user_;
  const Channel* channel_;
  std::vector<std::string> forms_;
};

}  // namespace

std::optional<std::string> CompleteEntry(absl::string_view entry, bool takes_acting) {
  const std::optional<Parts> parts = Parse(entry);
  if (!parts.has_value() || (parts->acting != 0 && !takes_acting)) return std::nullopt;
  if (!TakesMask(parts->matching) && parts->what.empty()) return std::nullopt;
  if (parts->matching == 'j' && !LooksLikeChannel(WithoutSymbols(parts->what))) return std::nullopt;
  std::string complete;
  if (parts->acting != 0) absl::StrAppend(&complete, std::string(1, parts->acting), ":");
  if (parts->negated) absl::StrAppend(&complete, "!");
  if (parts->matching != 0) absl::StrAppend(&complete, std::string(1, parts->matching), ":");
  absl::StrAppend(
      &complete, TakesMask(parts->matching) ? CompleteMask(parts->what) : std::string(parts->what));
  return complete;
}

bool SameEntry(Casemapping casemapping, absl::string_view a, absl::string_view b) {
  if (a.size() != b.size()) return false;
  const std::optional<Parts> first = Parse(a), second = Parse(b);
  return first.has_value() && second.has_value() && first->acting == second->acting &&
         first->negated == second->negated && first->matching == second->matching &&
         Fold(casemapping, first->what) == Fold(casemapping, second->what);
}

bool MatchesUser(const State& state, const User& user, absl::string_view mask) {
  return UserMatcher(state, user, nullptr).Matches(mask);
}

bool MatchesList(const State& state, const User& user, const Channel& channel,
                 const std::vector<ListEntry>& list, BanAction action) {
  UserMatcher matcher(state, user, &channel);
  return std::any_of(list.begin(), list.end(), [&](const ListEntry& entry) {
    const std::optional<Parts> parts = Parse(entry.mask);
    return parts.has_value() && IsAbout(parts->acting, action) && matcher.Matches(*parts);
  });
}

bool MatchesName(const State& state, absl::string_view name, const std::vector<ListEntry>& list,
                 BanAction action) {
  return std::any_of(list.begin(), list.end(), [&](const ListEntry& entry) {
    const std::optional<Parts> parts = Parse(entry.mask);
    if (!parts.has_value() || !IsAbout(parts->acting, action)) return false;
    const bool has = (parts->matching == 0 || parts->matching == 'U') &&
                     MatchMask(state.casemapping, parts->what, name);
    return has != parts->negated;
  });
}

}  // namespace irc
