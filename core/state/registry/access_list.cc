#include "core/state/registry/access_list.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace irc {
namespace {

constexpr std::array<absl::string_view, 4> kKindNames = {"account", "group", "channel", "mask"};

constexpr size_t kSparePlaces = 2;

}  // namespace

absl::string_view NameOf(EntryKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

std::optional<EntryKind> EntryKindNamed(absl::string_view name) {
  for (size_t i = 0; i < kKindNames.size(); ++i) {
    if (kKindNames[i] == name) return static_cast<EntryKind>(i);
  }
  return std::nullopt;
}

bool AccessList::IsAt(Casemapping casemapping, const AccessEntry& entry, EntryKind kind,
                      const AccessRow& row) {
  if (entry.kind != kind) return false;
  return kind == EntryKind::kMask ? SameEntry(casemapping, entry.details->mask, row.mask)
                                  : entry.subject == row.subject;
}

AccessList::Entries::iterator AccessList::Place(Casemapping casemapping, EntryKind kind,
                                                const AccessRow& row) {
  if (kind == EntryKind::kMask) {
    return std::find_if(entries_.begin(), entries_.end(), [&](const AccessEntry& entry) {
      return IsAt(casemapping, entry, kind, row);
    });
  }
  return std::lower_bound(entries_.begin(), entries_.end(), std::pair(kind, row.subject),
                          [](const AccessEntry& entry, const auto& key) {
                            return std::pair(entry.kind, entry.subject) < key;
                          });
}

uint16_t AccessList::IndexOfSetter(const std::string& name) {
  const auto found = std::find(setters_.begin(), setters_.end(), name);
  if (found != setters_.end()) return static_cast<uint16_t>(found - setters_.begin());
  if (setters_.size() > entries_.size() + 8) PruneSetters();
  setters_.push_back(name);
  return static_cast<uint16_t>(setters_.size() - 1);
}

void AccessList::PruneSetters() {
  std::vector<std::string> kept;
  for (AccessEntry& entry : entries_) {
    const std::string& name = setters_[entry.setter];
    const auto found = std::find(kept.begin(), kept.end(), name);
    entry.setter = static_cast<uint16_t>(found - kept.begin());
    if (found == kept.end()) kept.push_back(name);
  }
  setters_ = std::move(kept);
}

bool AccessList::Put(Casemapping casemapping, const AccessRow& row) {
  const std::optional<EntryKind> kind = EntryKindNamed(row.kind);
  if (!kind.has_value()) return false;
  AccessEntry entry{.kind = *kind,
                    .flags = RightsOfLetters(row.flags),
                    .subject = row.subject,
                    .set_at_ms = absl::ToUnixMillis(row.set_at)};
  AccessDetails details{.expires_at = row.expires_at, .reason = row.reason, .comment = row.comment};
  if (*kind == EntryKind::kMask) {
    std::optional<BanEntry> parsed = ParseEntry(casemapping, row.mask);
    if (!parsed.has_value()) return false;
    details.mask = row.mask;
    details.parsed = *std::move(parsed);
  }
  const bool is_plain = *kind != EntryKind::kMask && row.reason.empty() && row.comment.empty() &&
                        row.expires_at == absl::InfiniteFuture();
  if (!is_plain) entry.details.Edit() = std::move(details);
  entry.setter = IndexOfSetter(row.by);
  // Not twice the size that is needed: most lists never change.
  if (entries_.size() == entries_.capacity()) {
    entries_.reserve(entries_.size() + entries_.size() / 4 + kSparePlaces);
  }
  const auto place = Place(casemapping, *kind, row);
  if (place != entries_.end() && IsAt(casemapping, *place, *kind, row)) {
    *place = std::move(entry);
  } else {
    entries_.insert(place, std::move(entry));
  }
  return true;
}

bool AccessList::Remove(Casemapping casemapping, const AccessRow& key) {
  const std::optional<EntryKind> kind = EntryKindNamed(key.kind);
  if (!kind.has_value()) return false;
  const auto place = Place(casemapping, *kind, key);
  if (place == entries_.end() || !IsAt(casemapping, *place, *kind, key)) return false;
  entries_.erase(place);
  return true;
}

const AccessEntry* AccessList::Find(EntryKind kind, uint64_t subject) const {
  const auto place = std::lower_bound(entries_.begin(), entries_.end(), std::pair(kind, subject),
                                      [](const AccessEntry& entry, const auto& key) {
                                        return std::pair(entry.kind, entry.subject) < key;
                                      });
  const bool found = place != entries_.end() && place->kind == kind && place->subject == subject;
  return found ? &*place : nullptr;
}

const AccessEntry* AccessList::FindMask(Casemapping casemapping, absl::string_view mask) const {
  for (const AccessEntry& entry : entries_) {
    if (entry.kind == EntryKind::kMask && SameEntry(casemapping, entry.details->mask, mask)) {
      return &entry;
    }
  }
  return nullptr;
}

const AccessEntry* AccessList::FindRow(Casemapping casemapping, const AccessRow& key) const {
  const std::optional<EntryKind> kind = EntryKindNamed(key.kind);
  if (!kind.has_value()) return nullptr;
  return *kind == EntryKind::kMask ? FindMask(casemapping, key.mask) : Find(*kind, key.subject);
}

size_t AccessList::accounts() const {
  const auto place = std::partition_point(
      entries_.begin(), entries_.end(),
      [](const AccessEntry& entry) { return entry.kind == EntryKind::kAccount; });
  return static_cast<size_t>(place - entries_.begin());
}

AccessRow AccessList::RowOf(ChannelId channel, const AccessEntry& entry) const {
  return {.channel = channel,
          .kind = std::string(NameOf(entry.kind)),
          .subject = entry.subject,
          .mask = entry.details->mask,
          .flags = LettersOf(entry.flags),
          .by = setters_[entry.setter],
          .set_at = absl::FromUnixMillis(entry.set_at_ms),
          .expires_at = entry.details->expires_at,
          .reason = entry.details->reason,
          .comment = entry.details->comment};
}

}  // namespace irc
