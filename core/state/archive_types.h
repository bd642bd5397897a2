// The encoding of each type in a snapshot; see archive.h, which has the archives.
#ifndef IRCSERV_CORE_STATE_ARCHIVE_TYPES_H_
#define IRCSERV_CORE_STATE_ARCHIVE_TYPES_H_

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
#include "core/protocol/mode_letters.h"
#include "core/state/owned.h"
#include "core/state/slot_map.h"

namespace irc {

// Adapters for members whose type does not tell how they are saved.

// Bits, as the letters that stand for them.
template <typename Bits>
struct Letters {
  Bits& bits;
  const ModeLetters& letters;
};

// A time that may be absl::InfiniteFuture(); all others are finite.
struct OrNever {
  absl::Time& time;
};

// Names. An enum E has absl::string_view SavedName(E) and bool FindSavedName(text, E&); an
// alternative of a variant is a struct with kSavedName, or one of these.
template <typename T>
constexpr absl::string_view AlternativeName() {
  if constexpr (std::is_same_v<T, bool>) {
    return "flag";
  } else if constexpr (std::is_same_v<T, int64_t>) {
    return "number";
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "text";
  } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
    return "texts";
  } else {
    return T::kSavedName;
  }
}

// The encoding of each type. Structs are found through their Fields function.
template <typename Archive, typename T>
void TransferInteger(Archive& archive, T& value) {
  if constexpr (!Archive::kLoading) {
    archive.Integer(static_cast<uint64_t>(value));
  } else {
    const uint64_t number = archive.Integer();
    value = static_cast<T>(number);
    if (static_cast<uint64_t>(value) != number) {
      value = static_cast<T>(archive.Fail("a number is too large"));
    }
  }
}

template <typename Archive, typename T>
void TransferEnum(Archive& archive, T& value) {
  if constexpr (!Archive::kLoading) {
    archive.Bytes(SavedName(value));
  } else if (!FindSavedName(archive.View(), value)) {
    archive.Fail("it has a kind that this server does not know");
  }
}

template <typename Archive, typename T>
void Transfer(Archive& archive, T& value) {
  if constexpr (std::is_enum_v<T>) {
    TransferEnum(archive, value);
  } else if constexpr (std::is_integral_v<T>) {
    TransferInteger(archive, value);
  } else {
    Fields(archive, value);
  }
}

template <typename Archive>
void Transfer(Archive& archive, std::string& value) {
  if constexpr (Archive::kLoading) {
    value = std::string(archive.Text());
  } else {
    archive.Bytes(value);
  }
}

// For what is looked at where it lies (HistoryItem); a value that is to stay owns its text.
template <typename Archive>
void Transfer(Archive& archive, absl::string_view& value) {
  if constexpr (Archive::kLoading) {
    value = archive.Text();
  } else {
    archive.Bytes(value);
  }
}

template <typename Archive, typename Bits>
void Transfer(Archive& archive, Letters<Bits>& value) {
  if constexpr (!Archive::kLoading) {
    archive.Bytes(value.letters.LettersOf(value.bits));
  } else {
    const std::optional<uint32_t> bits = value.letters.BitsOf(archive.View());
    value.bits = static_cast<Bits>(bits.value_or(0));
    if (!bits.has_value()) archive.Fail("it has modes that this server does not know");
  }
}

// Nanoseconds since the epoch. What a live server adds to a time (a ban lasts ten years at most)
// must not take it out of the range of 64 bits, from which it could not be loaded again.
inline constexpr int64_t kNanosMax = 8'000'000'000'000'000'000;  // the year 2223

template <typename Archive>
void Transfer(Archive& archive, absl::Time& value) {
  int64_t nanos = absl::ToUnixNanos(value);
  TransferInteger(archive, nanos);
  if constexpr (Archive::kLoading) {
    value = absl::FromUnixNanos(nanos);
    if (nanos > kNanosMax || nanos < -kNanosMax) archive.Fail("a time is no time");
  }
}

template <typename Archive>
void Transfer(Archive& archive, OrNever& value) {
  bool never = value.time == absl::InfiniteFuture();
  TransferInteger(archive, never);
  if (never) {
    value.time = absl::InfiniteFuture();
  } else {
    Transfer(archive, value.time);
  }
}

template <typename Archive>
void Transfer(Archive& archive, CapSet& value) {
  std::vector<std::string> names;
  if constexpr (!Archive::kLoading) {
    for (const CapRow& row : kCaps) {
      if (value.Has(row.cap)) names.emplace_back(row.name);
    }
  }
  archive(names);
  if constexpr (Archive::kLoading) {
    value = CapSet();
    for (const std::string& name : names) {
      const std::optional<Cap> cap = FindCap(name);
      if (!cap.has_value() || value.Has(*cap)) {
        archive.Fail("it has a capability that this server does not know, or has it twice");
        return;
      }
      value.Add(*cap);
    }
  }
}

template <typename Archive>
void Transfer(Archive& archive, SessionId& value) {
  TransferInteger(archive, value.value);
}

template <typename Archive, typename T>
void Transfer(Archive& archive, SlotId<T>& value) {
  TransferInteger(archive, value.slot);
  TransferInteger(archive, value.generation);
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
void Transfer(Archive& archive, Owned<T>& value) {
  bool present = value != nullptr;
  TransferInteger(archive, present);
  if constexpr (Archive::kLoading) value = present ? std::make_unique<T>() : nullptr;
  if (present) archive(*value);
}

// In the order of the keys.
template <typename Archive, typename K, typename V>
void Transfer(Archive& archive, absl::btree_map<K, V>& value) {
  if constexpr (Archive::kLoading) {
    const size_t count = archive.Count();
    value.clear();
    for (size_t i = 0; i < count && archive.ok(); ++i) {
      K key{};
      archive(key);
      if (!value.empty() && !(value.rbegin()->first < key)) archive.Fail("a key is out of order");
      archive(value[key]);
    }
  } else {
    archive.Integer(value.size());
    for (auto& [key, element] : value) archive(key, element);
  }
}

// Makes `value` the alternative of that name; false when there is none.
template <size_t kIndex = 0, typename... T>
bool EmplaceAlternative(std::variant<T...>& value, absl::string_view name) {
  if constexpr (kIndex < sizeof...(T)) {
    using Alternative = std::variant_alternative_t<kIndex, std::variant<T...>>;
    if (AlternativeName<Alternative>() != name) return EmplaceAlternative<kIndex + 1>(value, name);
    value.template emplace<kIndex>();
    return true;
  }
  return false;
}

template <typename Archive, typename... T>
void Transfer(Archive& archive, std::variant<T...>& value) {
  if constexpr (Archive::kLoading) {
    if (!EmplaceAlternative(value, archive.View())) {
      archive.Fail("it has a kind that this server does not know");
    }
  } else {
    archive.Bytes(std::visit(
        [](const auto& alternative) {
          return AlternativeName<std::decay_t<decltype(alternative)>>();
        },
        value));
  }
  std::visit([&archive](auto& alternative) { archive(alternative); }, value);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_ARCHIVE_TYPES_H_
