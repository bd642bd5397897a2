#include "core/protocol/unicode/confusables.h"

#include <unicode/uspoof.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "core/check.h"
#include "core/protocol/unicode/precis.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

// A constant: the checker holds tables of ICU and nothing else.
const USpoofChecker* Tables() {
  static const USpoofChecker* const tables = [] {
    UErrorCode error = U_ZERO_ERROR;
    USpoofChecker* made = uspoof_open(&error);
    IRC_CHECK(U_SUCCESS(error), "the tables of confusable characters are part of ICU");
    return made;
  }();
  return tables;
}

std::string SkeletonByTables(absl::string_view name) {
  const auto size = static_cast<int32_t>(name.size());
  std::string skeleton(name.size() * 4 + 16, '\0');
  for (;;) {
    UErrorCode error = U_ZERO_ERROR;
    const int32_t needed = uspoof_getSkeletonUTF8(Tables(), 0, name.data(), size, skeleton.data(),
                                                  static_cast<int32_t>(skeleton.size()), &error);
    const bool fits = needed <= static_cast<int32_t>(skeleton.size());
    skeleton.resize(static_cast<size_t>(std::max(needed, int32_t{0})));
    if (fits) return skeleton;
  }
}

// The skeleton of each ASCII character. Nearly all names consist of them.
const std::array<std::string, 128>& AsciiSkeletons() {
  static const auto* const skeletons = [] {
    auto* made = new std::array<std::string, 128>;
    for (size_t i = 0; i < made->size(); ++i) {
      const char c = static_cast<char>(i);
      (*made)[i] = SkeletonByTables(absl::string_view(&c, 1));
    }
    return made;
  }();
  return *skeletons;
}

// The letters of a skeleton are folded, because 'E' and a letter that looks like 'e' are one name.
std::string SkeletonOf(absl::string_view name) {
  if (!IsAscii(name)) return FoldUnicode(SkeletonByTables(name));
  std::string skeleton;
  for (char c : name) skeleton += AsciiSkeletons()[static_cast<size_t>(c)];
  return FoldUnicode(skeleton);
}

}  // namespace

std::vector<std::string> SkeletonsOf(absl::string_view name) {
  if (!IsValidUtf8(name)) return {};
  std::vector<std::string> skeletons = {SkeletonOf(name)};
  const std::string folded = FoldUnicode(name);
  if (folded == name) return skeletons;
  std::string of_folded = SkeletonOf(folded);
  if (of_folded != skeletons[0]) skeletons.push_back(std::move(of_folded));
  return skeletons;
}

bool LookAlike(absl::string_view a, absl::string_view b) {
  if (IsAscii(a) && IsAscii(b)) return FoldUnicode(a) == FoldUnicode(b);
  const std::vector<std::string> of_a = SkeletonsOf(a), of_b = SkeletonsOf(b);
  return std::find_first_of(of_a.begin(), of_a.end(), of_b.begin(), of_b.end()) != of_a.end();
}

}  // namespace irc
