// The snapshot's format: each value in the order of its struct's field list, integers as varints,
// text with its length before it. There is one field list for each struct, `Fields(archive,
// value)`, used in both directions and for the schema (core/testing/snapshot_schema.h); it names
// all members in a structured binding, so that a member that is not listed does not compile:
//
//   template <typename Archive>
//   void Fields(Archive& archive, Topic& topic) {
//     auto& [text, setter, set_at] = topic;
//     IRC_FIELDS(archive, text, setter, set_at);
//   }
//
// Law of this file: the meaning of a saved value never depends on the order of a table, an enum or
// a variant. Those are saved by name or letter, and an unknown name is an error.
#ifndef IRCSERV_CORE_STATE_ARCHIVE_H_
#define IRCSERV_CORE_STATE_ARCHIVE_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "core/state/archive_types.h"

// The members of a field list, with their names for the schema.
#define IRC_FIELDS(archive, ...) (archive).Fields(#__VA_ARGS__, __VA_ARGS__)
// The members that a version has added; in a snapshot of an earlier version they keep their
// defaults.
#define IRC_FIELDS_SINCE(version, archive, ...) \
  (archive).FieldsSince(version, #__VA_ARGS__, __VA_ARGS__)

namespace irc {

class SaveArchive {
 public:
  static constexpr bool kLoading = false;

  template <typename... T>
  void operator()(const T&... values) {
    (Put(Mutable(values)), ...);
  }
  template <typename... T>
  void Fields(const char*, const T&... values) {
    (*this)(values...);
  }
  template <typename... T>
  void FieldsSince(uint64_t, const char*, const T&... values) {
    (*this)(values...);
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
  std::string Take() { return std::move(out_); }

 private:
  // The field lists serve both directions and so take values that can change; saving changes none.
  template <typename T>
  static T& Mutable(const T& value) {
    return const_cast<T&>(value);
  }
  template <typename T>
  void Put(T& value);
  std::string out_;
};

// Loading continues after a failure, with empty values, so that a caller checks for it once at the
// end.
class LoadArchive {
 public:
  static constexpr bool kLoading = true;

  // Bytes that this process has packed itself (HistoryItem) need no checks.
  enum class Source { kSnapshot, kOwnMemory };
  explicit LoadArchive(absl::string_view in, Source source = Source::kSnapshot)
      : in_(in), source_(source) {}

  template <typename... T>
  void operator()(T&&... values) {
    (Put(values), ...);
  }
  template <typename... T>
  void Fields(const char*, T&&... values) {
    (Put(values), ...);
  }
  template <typename... T>
  void FieldsSince(uint64_t version, const char*, T&&... values) {
    if (version_ >= version) (Put(values), ...);
  }
  // The version of the snapshot; the present version by default.
  void set_version(uint64_t version) { version_ = version; }
  uint64_t Integer() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (in_.empty()) return Fail("it ends too early");
      const auto byte = static_cast<unsigned char>(in_[0]);
      in_.remove_prefix(1);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return Fail("a number has too many digits");
  }
  // Bytes, valid as long as the snapshot.
  absl::string_view View() {
    const size_t size = Count();
    const absl::string_view bytes = in_.substr(0, size);
    in_.remove_prefix(size);
    return bytes;
  }
  // Text. No text of the server contains a line ending or a NUL, because input is split at line
  // endings and lines with a NUL are refused.
  absl::string_view Text() {
    const absl::string_view text = View();
    if (source_ == Source::kOwnMemory ||
        text.find_first_of(absl::string_view("\r\n\0", 3)) == absl::string_view::npos) {
      return text;
    }
    Fail("a text holds the end of a line");
    return {};
  }
  // The number of elements that follow. Each takes at least a byte, so a number above that of the
  // remaining bytes is a sign of damage.
  size_t Count() {
    const uint64_t count = Integer();
    if (count <= in_.size()) return static_cast<size_t>(count);
    return static_cast<size_t>(Fail("it ends too early"));
  }
  // Remembers the first failure. Returns 0, in place of the value that could not be loaded.
  uint64_t Fail(absl::string_view why) {
    if (ok_) why_ = std::string(why);
    ok_ = false;
    in_ = absl::string_view();
    return 0;
  }
  bool ok() const { return ok_; }
  // The first failure; empty: none.
  const std::string& why() const { return why_; }
  bool AtEnd() const { return in_.empty(); }

 private:
  template <typename T>
  void Put(T& value);
  absl::string_view in_;
  Source source_;
  uint64_t version_ = UINT64_MAX;
  bool ok_ = true;
  std::string why_;
};

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
