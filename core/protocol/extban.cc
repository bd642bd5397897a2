#include "core/protocol/extban.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

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

bool IsMask(const Parts& parts) {
  return parts.matching == 0 || BanEntry::TakesMask(parts.matching);
}

absl::string_view WithoutSymbols(absl::string_view name) {
  while (!name.empty() && PrefixOfSymbol(name[0]) != 0) name.remove_prefix(1);
  return name;
}

// The lowest of the prefixes before a channel's name.
Prefixes LeastPrefix(absl::string_view symbols) {
  Prefixes least = 0;
  for (char symbol : symbols) {
    const Prefixes prefix = PrefixOfSymbol(symbol);
    least = least == 0 ? prefix : std::min(least, prefix);
  }
  return least;
}

}  // namespace

std::optional<BanEntry> ParseEntry(Casemapping casemapping, absl::string_view entry) {
  const std::optional<Parts> parts = Parse(entry);
  if (!parts.has_value()) return std::nullopt;
  BanEntry parsed{.negated = parts->negated, .matching = parts->matching, .mask = {}, .text = {}};
  if (parts->acting != 0) parsed.action = FindExtban(parts->acting)->action;
  absl::string_view what = parts->what;
  if (IsMask(*parts)) {
    parsed.mask = UserMask(casemapping, what);
    return parsed;
  }
  if (parts->matching == 'j') {
    const absl::string_view name = WithoutSymbols(what);
    parsed.least = LeastPrefix(what.substr(0, what.size() - name.size()));
    what = name;
  }
  if (parts->matching == 'x') {
    // Neither a nick nor a user name nor a host contains '#'.
    const size_t mark = what.find('#');
    parsed.whole = mark == absl::string_view::npos;
    if (!parsed.whole) {
      parsed.mask = UserMask(casemapping, what.substr(0, mark));
      what.remove_prefix(mark + 1);
    }
  }
  parsed.text = Glob(casemapping, what);
  return parsed;
}

std::optional<std::string> CompleteEntry(absl::string_view entry, bool takes_acting) {
  const std::optional<Parts> parts = Parse(entry);
  if (!parts.has_value() || (parts->acting != 0 && !takes_acting)) return std::nullopt;
  if (!IsMask(*parts) && parts->what.empty()) return std::nullopt;
  if (parts->matching == 'j' && !LooksLikeChannel(WithoutSymbols(parts->what))) return std::nullopt;
  std::string complete;
  if (parts->acting != 0) absl::StrAppend(&complete, std::string(1, parts->acting), ":");
  if (parts->negated) absl::StrAppend(&complete, "!");
  if (parts->matching != 0) absl::StrAppend(&complete, std::string(1, parts->matching), ":");
  const std::string what = CollapseMask(parts->what);
  absl::StrAppend(&complete, IsMask(*parts) ? CompleteMask(what) : what);
  return complete;
}

bool EntryNamesBrokenNetwork(absl::string_view entry) {
  const std::optional<Parts> parts = Parse(entry);
  if (!parts.has_value()) return false;
  if (IsMask(*parts)) return NamesBrokenNetwork(parts->what);
  return parts->matching == 'x' && NamesBrokenNetwork(parts->what.substr(0, parts->what.find('#')));
}

bool SameEntry(Casemapping casemapping, absl::string_view a, absl::string_view b) {
  if (casemapping != Casemapping::kPrecis && a.size() != b.size()) return false;
  const std::optional<Parts> first = Parse(a), second = Parse(b);
  return first.has_value() && second.has_value() && first->acting == second->acting &&
         first->negated == second->negated && first->matching == second->matching &&
         Fold(casemapping, first->what) == Fold(casemapping, second->what);
}

}  // namespace irc
