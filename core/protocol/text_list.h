// Texts one after the other in a single piece of memory, so that a list of short ones costs one
// allocation.
#ifndef IRCSERV_CORE_PROTOCOL_TEXT_LIST_H_
#define IRCSERV_CORE_PROTOCOL_TEXT_LIST_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"

namespace irc {

class TextList {
 public:
  void Reserve(size_t bytes) { bytes_.reserve(bytes); }
  void Add(absl::string_view text);
  // One text, of several parts.
  void Add(std::initializer_list<absl::string_view> parts);
  size_t size() const { return ends_.size(); }
  size_t bytes() const { return bytes_.size(); }
  // Good until the list changes. REQUIRES: i < size().
  absl::string_view operator[](size_t i) const {
    const uint32_t begin = i == 0 ? 0 : ends_[i - 1];
    return absl::string_view(bytes_).substr(begin, ends_[i] - begin);
  }

 private:
  std::string bytes_;
  absl::InlinedVector<uint32_t, 8> ends_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_TEXT_LIST_H_
