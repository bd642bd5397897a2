#include "core/state/snapshot.h"

#include "absl/strings/str_cat.h"
#include "core/config_keys.h"
#include "core/state/archive.h"

namespace irc {
namespace {

constexpr absl::string_view kMagic = "ircserv snapshot";

absl::Status Damaged(absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("The snapshot is damaged: ", why, "."));
}

}  // namespace

std::string SaveSnapshot(const State& state) {
  SaveArchive archive;
  archive(kMagic, kSnapshotVersion, state);
  return archive.Take();
}

absl::Status LoadSnapshot(absl::string_view snapshot, State& state) {
  LoadArchive archive(snapshot);
  absl::string_view magic;
  uint64_t version = 0;
  archive(magic, version);
  if (!archive.ok() || magic != kMagic) {
    return absl::InvalidArgumentError("This is not a snapshot of ircserv.");
  }
  if (version < kOldestSnapshotVersion || version > kSnapshotVersion) {
    return absl::InvalidArgumentError(
        absl::StrCat("The snapshot has version ", version, "; this server reads versions ",
                     kOldestSnapshotVersion, " to ", kSnapshotVersion, "."));
  }
  archive.set_version(version);
  archive(state);
  if (!archive.ok()) return Damaged(archive.why());
  if (!archive.AtEnd()) return Damaged("it ends too late");
  if (const absl::Status valid = ValidateConfig(state.config); !valid.ok()) {
    return Damaged(valid.message());
  }
  if (!RebuildIndexes(state)) return Damaged("a name stands in it twice");
  if (const std::string found = FindViolatedInvariant(state); !found.empty()) return Damaged(found);
  return absl::OkStatus();
}

}  // namespace irc
