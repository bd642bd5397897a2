// The snapshot's format: each value in the order of its struct's field list, integers as varints,
// text with its length before it. There is one field list per struct, `Fields(archive, value)`,
// used in both directions; it names all members in a structured binding, so that a member that is
// not listed does not compile.
#ifndef IRCSERV_CORE_STATE_ARCHIVE_H_
#define IRCSERV_CORE_STATE_ARCHIVE_H_

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "core/protocol/caps.h"
#include "core/state/slot_map.h"

namespace irc {

class SaveArchive {
 public:
  static constexpr bool kLoading = false;

  template <typename... T>
  void operator()(const T&... values) {
    // The field lists serve both directions and so take non-const values; saving never writes.
    (Put(const_cast<T&>(values)), ...);
  }
  void Integer(uint64_t value) {
    if (value < 0x80) return out_.push_back(static_cast<char>(value));
    char bytes[10];
    size_t count = 0;
    for (; value >= 0x80; value >>= 7) bytes[count++] = static_cast<char>(value | 0x80);
    bytes[count++] = static_cast<char>(value);
    out_.append(bytes, count);
  }
  void Bytes(absl::string_view bytes) {
    Integer(bytes.size());
    out_.append(bytes.data(), bytes.size());
  }
  void Reserve(size_t bytes) { out_.reserve(bytes); }
  std::string Take() { return std::move(out_); }

 private:
  template <typename T>
  void Put(T& value);
  std::string out_;
};

class LoadArchive {
 public:
  static constexpr bool kLoading = true;

  explicit LoadArchive(absl::string_view in) : in_(in) {}

  template <typename... T>
  void operator()(T&... values) {
    (Put(values), ...);
  }
  uint64_t Integer() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (in_.empty()) return Fail();
      const auto byte = static_cast<unsigned char>(in_[0]);
      in_.remove_prefix(1);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return Fail();
  }
  std::string Bytes() { return std::string(View()); }
  // The same, as long as what is loaded from stays where it is.
  absl::string_view View() {
    const size_t size = Count();
    const absl::string_view bytes = in_.substr(0, size);
    in_.remove_prefix(size);
    return bytes;
  }
  // How many elements follow. Each takes at least a byte, so a count beyond the rest is damage.
  size_t Count() {
    const uint64_t count = Integer();
    return count <= in_.size() ? static_cast<size_t>(count) : static_cast<size_t>(Fail());
  }
  uint64_t Fail() {
    ok_ = false;
    in_ = absl::string_view();
    return 0;
  }
  bool ok() const { return ok_; }
  bool AtEnd() const { return in_.empty(); }

 private:
  template <typename T>
  void Put(T& value);
  absl::string_view in_;
  bool ok_ = true;
};

// How each type travels. Structs are found through their Fields function.
template <typename Archive, typename T>
void Transfer(Archive& archive, T& value) {
  if constexpr (std::is_enum_v<T>) {
    auto number = static_cast<uint64_t>(value);
    Transfer(archive, number);
    value = static_cast<T>(number);
  } else if constexpr (std::is_integral_v<T>) {
    if constexpr (Archive::kLoading) {
      value = static_cast<T>(archive.Integer());
    } else {
      archive.Integer(static_cast<uint64_t>(value));
    }
  } else {
    Fields(archive, value);
  }
}

template <typename Archive>
void Transfer(Archive& archive, std::string& value) {
  if constexpr (Archive::kLoading) {
    value = archive.Bytes();
  } else {
    archive.Bytes(value);
  }
}

// For what is looked at where it lies (HistoryItem); a value that is to stay owns its text.
template <typename Archive>
void Transfer(Archive& archive, absl::string_view& value) {
  if constexpr (Archive::kLoading) {
    value = archive.View();
  } else {
    archive.Bytes(value);
  }
}

// Nanoseconds since the epoch; the two infinities are the ends of the range.
template <typename Archive>
void Transfer(Archive& archive, absl::Time& value) {
  int64_t nanos = absl::ToUnixNanos(value);
  Transfer(archive, nanos);
  if constexpr (Archive::kLoading) {
    value = nanos == INT64_MAX   ? absl::InfiniteFuture()
            : nanos == INT64_MIN ? absl::InfinitePast()
                                 : absl::FromUnixNanos(nanos);
  }
}

template <typename Archive>
void Transfer(Archive& archive, CapSet& value) {
  uint64_t bits = value.bits();
  Transfer(archive, bits);
  value = CapSet::FromBits(bits);
}

template <typename Archive>
void Transfer(Archive& archive, SessionId& value) {
  Transfer(archive, value.value);
}

template <typename Archive>
void Transfer(Archive& archive, EffectId& value) {
  Transfer(archive, value.value);
}

template <typename Archive, typename T>
void Transfer(Archive& archive, SlotId<T>& value) {
  Transfer(archive, value.slot);
  Transfer(archive, value.generation);
}

template <typename Archive, typename T>
void Transfer(Archive& archive, SlotMap<T>& value) {
  value.Transfer(archive);
}

template <typename Archive, typename Sequence>
void TransferSequence(Archive& archive, Sequence& sequence) {
  if constexpr (Archive::kLoading) {
    const size_t count = archive.Count();
    sequence.clear();
    for (size_t i = 0; i < count && archive.ok(); ++i) archive(sequence.emplace_back());
  } else {
    archive.Integer(sequence.size());
    for (auto& element : sequence) archive(element);
  }
}

template <typename Archive, typename T>
void Transfer(Archive& archive, std::vector<T>& value) {
  TransferSequence(archive, value);
}

template <typename Archive, typename T, size_t kInline>
void Transfer(Archive& archive, absl::InlinedVector<T, kInline>& value) {
  TransferSequence(archive, value);
}

template <typename Archive, typename T>
void Transfer(Archive& archive, std::deque<T>& value) {
  TransferSequence(archive, value);
}

template <typename Archive, typename T, size_t kSize>
void Transfer(Archive& archive, std::array<T, kSize>& value) {
  for (T& element : value) archive(element);
}

template <typename Archive, typename T>
void Transfer(Archive& archive, std::unique_ptr<T>& value) {
  bool present = value != nullptr;
  Transfer(archive, present);
  if constexpr (Archive::kLoading) value = present ? std::make_unique<T>() : nullptr;
  if (present) archive(*value);
}

template <typename Archive, typename K, typename V>
void Transfer(Archive& archive, absl::btree_map<K, V>& value) {
  if constexpr (Archive::kLoading) {
    const size_t count = archive.Count();
    value.clear();
    for (size_t i = 0; i < count && archive.ok(); ++i) {
      K key;
      archive(key);
      archive(value[key]);
    }
  } else {
    archive.Integer(value.size());
    for (auto& [key, element] : value) archive(key, element);
  }
}

template <size_t kIndex = 0, typename... T>
void EmplaceAlternative(std::variant<T...>& value, size_t index) {
  if constexpr (kIndex < sizeof...(T)) {
    if (index == kIndex) {
      value.template emplace<kIndex>();
    } else {
      EmplaceAlternative<kIndex + 1>(value, index);
    }
  }
}

template <typename Archive, typename... T>
void Transfer(Archive& archive, std::variant<T...>& value) {
  uint64_t index = value.index();
  Transfer(archive, index);
  if constexpr (Archive::kLoading) {
    if (index >= sizeof...(T)) index = archive.Fail();
    EmplaceAlternative(value, static_cast<size_t>(index));
  }
  std::visit([&archive](auto& alternative) { archive(alternative); }, value);
}

template <typename T>
void SaveArchive::Put(T& value) {
  Transfer(*this, value);
}

template <typename T>
void LoadArchive::Put(T& value) {
  Transfer(*this, value);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_ARCHIVE_H_
