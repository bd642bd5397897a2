// A text that does not change, in the memory of its bytes and a pointer: of 100,000 objects with
// one, a std::string takes 2 MB more.
#ifndef IRCSERV_CORE_STATE_REGISTRY_SMALL_TEXT_H_
#define IRCSERV_CORE_STATE_REGISTRY_SMALL_TEXT_H_

#include <cstdint>
#include <cstring>
#include <memory>

#include "absl/strings/string_view.h"

namespace irc {

class SmallText {
 public:
  SmallText() = default;
  explicit SmallText(absl::string_view text) {
    if (text.empty()) return;
    const auto size = static_cast<uint32_t>(text.size());
    bytes_ = std::make_unique<char[]>(sizeof(size) + text.size());
    std::memcpy(bytes_.get(), &size, sizeof(size));
    std::memcpy(bytes_.get() + sizeof(size), text.data(), text.size());
  }

  absl::string_view text() const {
    if (bytes_ == nullptr) return "";
    uint32_t size = 0;
    std::memcpy(&size, bytes_.get(), sizeof(size));
    return {bytes_.get() + sizeof(size), size};
  }

 private:
  std::unique_ptr<char[]> bytes_;  // the size, and the text behind it
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_SMALL_TEXT_H_
