#include "net/config/known_names.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/config_keys.h"
#include "net/config/edit_distance.h"
#include "net/config/shell_config.h"

namespace irc {
namespace {

constexpr absl::string_view kBlocks[] = {"account", "channel_log", "jwt",
                                         "oper",    "oper_class",  "webirc"};

// A name such as "operator" is meant to be "oper"; shorter beginnings say nothing.
constexpr size_t kBeginningBytes = 4;

// All keys of the file.
const std::vector<absl::string_view>& KeyNames() {
  static const auto* const kNames = [] {
    auto* names = new std::vector<absl::string_view>();
    for (const ShellKey& row : ShellKeys()) names->push_back(row.name);
    for (const ConfigKey& row : ConfigKeys()) {
      if (!row.help.empty()) names->push_back(row.name);
    }
    return names;
  }();
  return *kNames;
}

absl::string_view SectionOf(absl::string_view key) { return key.substr(0, key.find('.')); }

// The existing key that is most similar to the unknown `key`; empty when none is similar.
absl::string_view SimilarKey(absl::string_view key) {
  const std::vector<absl::string_view>& names = KeyNames();
  for (absl::string_view name : names) {
    // The right name in the wrong section.
    if (absl::EndsWith(name, absl::StrCat(".", key.substr(key.rfind('.') + 1)))) return name;
  }
  return Nearest(key, names);
}

// The same for the name of a section or of a block.
absl::string_view SimilarTable(absl::string_view name) {
  std::vector<absl::string_view> names(std::begin(kBlocks), std::end(kBlocks));
  for (absl::string_view key : KeyNames()) names.push_back(SectionOf(key));
  const absl::string_view nearest = Nearest(name, names);
  if (!nearest.empty()) return nearest;
  const auto begins = std::find_if(names.begin(), names.end(), [&](absl::string_view known) {
    return known.size() >= kBeginningBytes && absl::StartsWith(name, known);
  });
  return begins == names.end() ? "" : *begins;
}

constexpr absl::string_view kShowsAll = "; --example-config shows all there are";

}  // namespace

bool IsSection(absl::string_view name) {
  const std::vector<absl::string_view>& keys = KeyNames();
  return std::any_of(keys.begin(), keys.end(),
                     [&](absl::string_view key) { return SectionOf(key) == name; });
}

std::string UnknownKey(absl::string_view key) {
  const absl::string_view meant = SimilarKey(key);
  return absl::StrCat("unknown key '", key, "'",
                      meant.empty() ? kShowsAll : absl::StrCat("; did you mean '", meant, "'?"));
}

std::string UnknownTable(absl::string_view table) {
  const bool is_block = absl::StartsWith(table, "[[");
  absl::string_view name = table;
  name.remove_prefix(is_block ? 2 : 1);
  name.remove_suffix(is_block ? 2 : 1);
  const absl::string_view meant = SimilarTable(name);
  const std::string unknown = absl::StrCat("unknown ", is_block ? "block " : "section ", table);
  if (meant.empty()) return absl::StrCat(unknown, kShowsAll);
  const bool means_block =
      std::find(std::begin(kBlocks), std::end(kBlocks), meant) != std::end(kBlocks);
  return absl::StrCat(unknown, "; did you mean ", means_block ? "[[" : "[", meant,
                      means_block ? "]]?" : "]?");
}

}  // namespace irc
