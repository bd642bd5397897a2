#include "core/testing/snapshot_schema.h"

#include <memory>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/state/archive.h"
#include "core/state/snapshot.h"
#include "core/state/state.h"

namespace irc {
namespace {

// Outside of the class, where the name of its own function hides the field lists.
template <typename Archive, typename T>
void WalkFields(Archive& archive, T& value) {
  Fields(archive, value);
}

class SchemaArchive {
 public:
  static constexpr bool kLoading = false;

  template <typename... T>
  void Fields(absl::string_view names, T&&... values) {
    Begin();
    AddMembers("", names, values...);
    End();
  }
  template <typename... T>
  void FieldsSince(uint64_t version, absl::string_view names, T&&... values) {
    Begin();
    AddMembers(absl::StrCat(" (since ", version, ")"), names, values...);
    End();
  }
  template <typename... T>
  void operator()(T&&... values) {
    bool first = true;
    const auto add = [&](auto& value) {
      if (!std::exchange(first, false)) absl::StrAppend(&text_, " and ");
      Describe(value);
    };
    (add(values), ...);
  }
  std::string Take() { return std::move(text_); }

 private:
  void Begin() {
    absl::StrAppend(&text_, "{\n");
    ++depth_;
  }
  void End() {
    --depth_;
    absl::StrAppend(&text_, std::string(2 * depth_, ' '), "}");
  }

  template <typename... T>
  void AddMembers(absl::string_view suffix, absl::string_view names, T&... values) {
    const std::vector<std::string> list = absl::StrSplit(names, ',');
    size_t next = 0;
    const auto add = [&](auto& value) {
      AddMember(absl::StrCat(absl::StripAsciiWhitespace(list[next++]), suffix), value);
    };
    (add(values), ...);
  }
  template <typename T>
  void AddMember(absl::string_view name, T& value) {
    absl::StrAppend(&text_, std::string(2 * depth_, ' '), name, ": ");
    Describe(value);
    absl::StrAppend(&text_, "\n");
  }

  template <typename T>
  void Describe(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      absl::StrAppend(&text_, "bool");
    } else if constexpr (std::is_enum_v<T>) {
      absl::StrAppend(&text_, "name");
    } else if constexpr (std::is_integral_v<T>) {
      absl::StrAppend(&text_, std::is_signed_v<T> ? "int" : "uint", 8 * sizeof(T));
    } else {
      const size_t before = text_.size();
      DescribeObject(value);
      if (text_.size() == before) absl::StrAppend(&text_, "nothing");
    }
  }

  template <typename T>
  void DescribeObject(T& value) {
    WalkFields(*this, value);
  }
  void DescribeObject(std::string&) { absl::StrAppend(&text_, "text"); }
  void DescribeObject(absl::string_view&) { absl::StrAppend(&text_, "text"); }
  void DescribeObject(absl::Time&) { absl::StrAppend(&text_, "time"); }
  void DescribeObject(OrNever&) { absl::StrAppend(&text_, "time or never"); }
  void DescribeObject(CapSet&) { absl::StrAppend(&text_, "capabilities"); }
  void DescribeObject(SessionId&) { absl::StrAppend(&text_, "session id"); }
  template <typename T>
  void DescribeObject(SlotId<T>&) {
    absl::StrAppend(&text_, "slot id");
  }
  template <typename Bits>
  void DescribeObject(Letters<Bits>&) {
    absl::StrAppend(&text_, "letters");
  }
  template <typename T>
  void DescribeObject(SlotMap<T>& map) {
    absl::StrAppend(&text_, "slots: ");
    map.Transfer(*this);
  }
  template <typename T>
  void DescribeList() {
    absl::StrAppend(&text_, "list of ");
    T element{};
    Describe(element);
  }
  template <typename T>
  void DescribeObject(std::vector<T>&) {
    DescribeList<T>();
  }
  template <typename T>
  void DescribeObject(std::deque<T>&) {
    DescribeList<T>();
  }
  template <typename T, size_t kInline>
  void DescribeObject(absl::InlinedVector<T, kInline>&) {
    DescribeList<T>();
  }
  template <typename T, size_t kSize>
  void DescribeObject(std::array<T, kSize>& array) {
    absl::StrAppend(&text_, kSize, " times ");
    Describe(array.front());
  }
  template <typename T>
  void DescribeObject(Owned<T>&) {
    absl::StrAppend(&text_, "optional ");
    T object{};
    Describe(object);
  }
  template <typename K, typename V>
  void DescribeObject(absl::btree_map<K, V>&) {
    absl::StrAppend(&text_, "map of ");
    K key{};
    Describe(key);
    absl::StrAppend(&text_, " to ");
    V value{};
    Describe(value);
  }
  template <typename... T>
  void DescribeObject(std::variant<T...>&) {
    absl::StrAppend(&text_, "one of ");
    Begin();
    (AddAlternative<T>(), ...);
    End();
  }
  template <typename T>
  void AddAlternative() {
    T alternative{};
    AddMember(AlternativeName<T>(), alternative);
  }

  size_t depth_ = 0;
  std::string text_;
};

}  // namespace

std::string SnapshotSchema() {
  SchemaArchive archive;
  State state;
  archive(state);
  return absl::StrCat("version ", kSnapshotVersion, " ", archive.Take(), "\n");
}

}  // namespace irc
