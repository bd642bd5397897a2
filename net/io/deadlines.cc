#include "net/io/deadlines.h"

namespace irc {
namespace {

int64_t MicrosecondsUp(absl::Time when) {
  return absl::ToInt64Microseconds(absl::Ceil(when - absl::UnixEpoch(), absl::Microseconds(1)));
}

}  // namespace

void Deadlines::Set(uint32_t slot, absl::Time when) {
  if (when == absl::InfiniteFuture()) return Clear(slot);
  if (slot >= index_of_slot_.size()) index_of_slot_.resize(slot + 1, kNowhere);
  const Entry entry = {.microseconds = MicrosecondsUp(when), .slot = slot};
  if (index_of_slot_[slot] == kNowhere) {
    heap_.push_back(entry);
    index_of_slot_[slot] = static_cast<uint32_t>(heap_.size() - 1);
  } else {
    heap_[index_of_slot_[slot]] = entry;
  }
  SiftUp(index_of_slot_[slot]);
  SiftDown(index_of_slot_[slot]);
}

void Deadlines::Clear(uint32_t slot) {
  if (slot < index_of_slot_.size() && index_of_slot_[slot] != kNowhere) {
    RemoveAt(index_of_slot_[slot]);
  }
}

absl::Time Deadlines::Next() const {
  return heap_.empty() ? absl::InfiniteFuture() : absl::FromUnixMicros(heap_.front().microseconds);
}

std::optional<uint32_t> Deadlines::PopDue(absl::Time now) {
  if (Next() > now) return std::nullopt;
  if (heap_.empty()) return std::nullopt;
  const uint32_t slot = heap_.front().slot;
  RemoveAt(0);
  return slot;
}

void Deadlines::Place(size_t index, Entry entry) {
  heap_[index] = entry;
  index_of_slot_[entry.slot] = static_cast<uint32_t>(index);
}

void Deadlines::SiftUp(size_t index) {
  const Entry entry = heap_[index];
  while (index > 0) {
    const size_t parent = (index - 1) / 2;
    if (!entry.Before(heap_[parent])) break;
    Place(index, heap_[parent]);
    index = parent;
  }
  Place(index, entry);
}

void Deadlines::SiftDown(size_t index) {
  const Entry entry = heap_[index];
  while (true) {
    size_t child = index * 2 + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && heap_[child + 1].Before(heap_[child])) ++child;
    if (!heap_[child].Before(entry)) break;
    Place(index, heap_[child]);
    index = child;
  }
  Place(index, entry);
}

void Deadlines::RemoveAt(size_t index) {
  index_of_slot_[heap_[index].slot] = kNowhere;
  const Entry last = heap_.back();
  heap_.pop_back();
  if (index == heap_.size()) return;
  Place(index, last);
  SiftUp(index);
  SiftDown(index_of_slot_[last.slot]);
}

}  // namespace irc
