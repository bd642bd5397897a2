#include "core/transcript/line_list.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace irc {
namespace transcript {
namespace {

constexpr size_t kPieceBytes = 64 << 10;

}  // namespace

absl::string_view LineList::const_iterator::operator*() const {
  const absl::string_view rest = absl::string_view(*piece_).substr(offset_);
  return rest.substr(0, rest.find('\n'));
}

LineList::const_iterator& LineList::const_iterator::operator++() {
  offset_ = piece_->find('\n', offset_) + 1;
  if (offset_ == piece_->size()) {
    ++piece_;
    offset_ = 0;
  }
  return *this;
}

LineList::const_iterator LineList::const_iterator::operator++(int) {
  const const_iterator before = *this;
  ++*this;
  return before;
}

void LineList::Add(absl::string_view line) {
  const size_t bytes = line.size() + 1;
  if (pieces_.empty() || pieces_.back().capacity() - pieces_.back().size() < bytes) {
    // The first piece has room for one line, since most lists have no more; the others grow.
    const size_t room = pieces_.empty() ? 0 : 2 * pieces_.back().size();
    pieces_.emplace_back().reserve(std::max(bytes, std::min(room, kPieceBytes)));
  }
  absl::StrAppend(&pieces_.back(), line, "\n");
}

void LineList::Append(LineList other) {
  if (pieces_.empty()) {
    pieces_ = std::move(other.pieces_);
    return;
  }
  pieces_.insert(pieces_.end(), std::make_move_iterator(other.pieces_.begin()),
                 std::make_move_iterator(other.pieces_.end()));
}

}  // namespace transcript
}  // namespace irc
