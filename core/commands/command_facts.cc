#include "core/commands/command_facts.h"

#include <array>

#include "absl/strings/ascii.h"

namespace irc {
namespace {

constexpr int8_t kNone = CommandFacts::kNone;

constexpr std::array kCommands = {
#define COMMAND(name, access, handler, params_min, flood_cost, secret_param, syntax, help) \
  CommandFacts{name,                                                                       \
               AccessOf(access_column::access),                                            \
               PrivilegeOf(access_column::access),                                         \
               params_min,                                                                 \
               flood_cost,                                                                 \
               secret_param,                                                               \
               syntax,                                                                     \
               help},
#include "core/commands/table.inc"
};

constexpr size_t kNameBytesMax = 16;

// An open-addressing hash table from the letters of a name to the index of its row. Every line
// looks its command up twice, and a map of strings runs much more code for that.
constexpr size_t kBuckets = 512;
constexpr uint8_t kEmpty = 255;
static_assert(kCommands.size() < kEmpty);

constexpr size_t Next(size_t bucket) { return (bucket + 1) % kBuckets; }
constexpr size_t Mix(size_t bucket, char upper) {
  return (bucket * 33 + static_cast<unsigned char>(upper)) % kBuckets;
}

constexpr std::array<uint8_t, kBuckets> MakeHashTable() {
  std::array<uint8_t, kBuckets> table{};
  for (uint8_t& row : table) row = kEmpty;
  for (size_t row = 0; row < kCommands.size(); ++row) {
    size_t bucket = 0;
    for (char c : kCommands[row].name) bucket = Mix(bucket, c);
    while (table[bucket] != kEmpty) bucket = Next(bucket);
    table[bucket] = static_cast<uint8_t>(row);
  }
  return table;
}
constexpr std::array<uint8_t, kBuckets> kHashTable = MakeHashTable();

}  // namespace

absl::Span<const CommandFacts> Commands() { return kCommands; }

const CommandFacts* FindCommand(absl::string_view name) {
  if (name.size() > kNameBytesMax) return nullptr;
  char upper[kNameBytesMax];
  size_t bucket = 0;
  for (size_t i = 0; i < name.size(); ++i) {
    upper[i] = absl::ascii_toupper(static_cast<unsigned char>(name[i]));
    bucket = Mix(bucket, upper[i]);
  }
  for (; kHashTable[bucket] != kEmpty; bucket = Next(bucket)) {
    const CommandFacts& row = kCommands[kHashTable[bucket]];
    if (row.name == absl::string_view(upper, name.size())) return &row;
  }
  return nullptr;
}

size_t IndexOf(const CommandFacts& command) {
  return static_cast<size_t>(&command - kCommands.data());
}

}  // namespace irc
