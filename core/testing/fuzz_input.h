// The bytes that a fuzzer has made, as choices, words and lines of a client.
//
// Law of this file: the corpus in testdata keeps its meaning only as long as each function takes
// the same number of bytes, and the tables in fuzz_input.cc keep their order.
#ifndef IRCSERV_CORE_TESTING_FUZZ_INPUT_H_
#define IRCSERV_CORE_TESTING_FUZZ_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

class FuzzInput {
 public:
  FuzzInput(const uint8_t* data, size_t size) : data_(data), size_(size) {}

  bool empty() const { return size_ == 0; }

  // The next byte; 0 after the last one.
  uint8_t Take() {
    if (size_ == 0) return 0;
    --size_;
    return *data_++;
  }

  // The element that the next byte chooses. REQUIRES: `list` is not empty.
  template <typename List>
  const auto& OneOf(const List& list) {
    return list[Take() % std::size(list)];
  }

  // A parameter: a nick, a channel, a mask, a mode change, a number, or text.
  absl::string_view Word();

  // A line, with or without tags, that random words would hardly ever form.
  std::string Phrase();

  // A known command with up to four words.
  std::string AnyLine();

  // Any bytes that a line can have. The line may exceed the protocol's limit.
  std::string RawLine();

 private:
  // The next `count` bytes, or as many as there are.
  std::string Raw(size_t count);

  const uint8_t* data_;
  size_t size_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_FUZZ_INPUT_H_
