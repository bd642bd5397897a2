#include "core/protocol/text_list.h"

namespace irc {

void TextList::Add(absl::string_view text) {
  bytes_.append(text.data(), text.size());
  ends_.push_back(static_cast<uint32_t>(bytes_.size()));
}

void TextList::Add(std::initializer_list<absl::string_view> parts) {
  for (absl::string_view part : parts) bytes_.append(part.data(), part.size());
  ends_.push_back(static_cast<uint32_t>(bytes_.size()));
}

}  // namespace irc
