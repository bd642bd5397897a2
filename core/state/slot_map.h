// Objects that refer to each other by small ids rather than by pointers, so that the whole state is
// plain values and can be saved. An id names a slot and the generation of its tenant: an id of an
// object that is gone never finds the next tenant. Iteration goes by slot, so its order depends on
// nothing but the events.
#ifndef IRCSERV_CORE_STATE_SLOT_MAP_H_
#define IRCSERV_CORE_STATE_SLOT_MAP_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "core/state/owned.h"

namespace irc {

template <typename T>
struct SlotId {
  uint32_t slot = UINT32_MAX;
  uint32_t generation = 0;

  bool none() const { return slot == UINT32_MAX; }
  friend auto operator<=>(const SlotId&, const SlotId&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const SlotId& id) {
    return H::combine(std::move(h), id.slot, id.generation);
  }
};

template <typename T>
struct Slot {
  uint32_t generation = 0;
  Owned<T> value;  // null: the slot is free
};

template <typename Archive, typename T>
void Fields(Archive& archive, Slot<T>& slot) {
  auto& [generation, value] = slot;
  archive.Fields("generation, value", generation, value);
}

template <typename T>
class SlotMap {
 public:
  using Id = SlotId<T>;

  // Makes an object; its address stays the same until Erase.
  std::pair<Id, T*> Insert() {
    uint32_t slot;
    if (free_.empty()) {
      slot = static_cast<uint32_t>(slots_.size());
      slots_.emplace_back();
    } else {
      slot = free_.back();
      free_.pop_back();
    }
    slots_[slot].value = std::make_unique<T>();
    ++size_;
    return {Id{slot, slots_[slot].generation}, slots_[slot].value.get()};
  }

  void Erase(Id id) {
    if (Find(id) == nullptr) return;
    slots_[id.slot].value = nullptr;
    ++slots_[id.slot].generation;
    free_.push_back(id.slot);
    --size_;
  }

  // Null when the object is gone. A const map gives const objects.
  T* Find(Id id) { return Holds(id) ? slots_[id.slot].value.get() : nullptr; }
  const T* Find(Id id) const { return Holds(id) ? slots_[id.slot].value.get() : nullptr; }

  // Calls visit(T&) for every object, by slot. `visit` may not insert or erase.
  template <typename Visit>
  void ForEach(Visit&& visit) {
    for (Slot<T>& slot : slots_) {
      if (slot.value != nullptr) visit(*slot.value);
    }
  }
  template <typename Visit>
  void ForEach(Visit&& visit) const {
    for (const Slot<T>& slot : slots_) {
      if (slot.value != nullptr) visit(std::as_const(*slot.value));
    }
  }

  // Calls visit(const T&) for the objects from `slot` on until it returns false, and sets `slot` to
  // that of the object that it has refused. True when none is left.
  template <typename Visit>
  bool ForEachFrom(uint32_t& slot, Visit&& visit) const {
    for (; slot < slots_.size(); ++slot) {
      const Slot<T>& at = slots_[slot];
      if (at.value != nullptr && !visit(std::as_const(*at.value))) return false;
    }
    return true;
  }

  size_t size() const { return size_; }
  // One more than the highest slot ever used; for tables beside the map that are indexed by slot.
  size_t slots() const { return slots_.size(); }

  // True if Insert has returned `id`; its object may be gone.
  bool WasIssued(Id id) const {
    if (id.slot >= slots_.size()) return false;
    const Slot<T>& slot = slots_[id.slot];
    return id.generation < slot.generation ||
           (id.generation == slot.generation && slot.value != nullptr);
  }

  template <typename Archive>
  void Transfer(Archive& archive) {
    archive(slots_, free_);
    if constexpr (Archive::kLoading) {
      if (!CountLoaded()) archive.Fail("a list of slots is wrong");
    }
  }

 private:
  // A bound that no server reaches, far below an overflow.
  static constexpr uint32_t kGenerationMax = UINT32_MAX / 2;

  // Counts the objects. False when free_ is not the list of all empty slots, each once.
  bool CountLoaded() {
    size_ = 0;
    for (const Slot<T>& slot : slots_) {
      size_ += slot.value != nullptr ? 1 : 0;
      if (slot.generation > kGenerationMax) return false;
    }
    if (slots_.size() >= UINT32_MAX || size_ + free_.size() != slots_.size()) return false;
    std::vector<bool> seen(slots_.size());
    for (uint32_t slot : free_) {
      if (slot >= slots_.size() || slots_[slot].value != nullptr || seen[slot]) return false;
      seen[slot] = true;
    }
    return true;
  }
  bool Holds(Id id) const {
    return id.slot < slots_.size() && slots_[id.slot].generation == id.generation;
  }

  std::vector<Slot<T>> slots_;
  std::vector<uint32_t> free_;
  size_t size_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_SLOT_MAP_H_
