// A long list of lines in little memory: the lines lie one behind the other in a few pieces, so a
// line costs one byte more than its text, and no line is copied when the list grows. The output of
// one block of a transcript can have a million lines.
#ifndef IRCSERV_CORE_TRANSCRIPT_LINE_LIST_H_
#define IRCSERV_CORE_TRANSCRIPT_LINE_LIST_H_

#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {
namespace transcript {

class LineList {
 public:
  // Goes through the lines from the first to the last. Good until the list changes.
  class const_iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = absl::string_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const absl::string_view*;
    using reference = absl::string_view;

    const_iterator() = default;
    absl::string_view operator*() const;
    const_iterator& operator++();
    const_iterator operator++(int);
    friend bool operator==(const const_iterator&, const const_iterator&) = default;

   private:
    friend class LineList;
    explicit const_iterator(const std::string* piece) : piece_(piece) {}

    const std::string* piece_ = nullptr;
    size_t offset_ = 0;
  };
  using value_type = absl::string_view;

  // Appends a line. REQUIRES: it has no '\n'.
  void Add(absl::string_view line);

  // Appends the lines of `other`, without a copy of them.
  void Append(LineList other);

  bool empty() const { return pieces_.empty(); }
  const_iterator begin() const { return const_iterator(pieces_.data()); }
  const_iterator end() const { return const_iterator(pieces_.data() + pieces_.size()); }

 private:
  std::vector<std::string> pieces_;  // whole lines, each with a '\n'
};

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_LINE_LIST_H_
