#include "core/state/registry/staff_notes.h"

#include <variant>

namespace irc {

bool StaffNotes::Apply(Casemapping casemapping, const Record& record) {
  if (const auto* mark = std::get_if<MarkRow>(&record.row)) {
    if (record.drop) return marks_.erase(mark->id.value) > 0;
    marks_[mark->id.value] = *mark;
    return true;
  }
  if (const auto* hold = std::get_if<HoldRow>(&record.row)) {
    const Folded name = Fold(casemapping, hold->name);
    if (record.drop) return holds_.erase(name) > 0;
    holds_[name] = *hold;
    return true;
  }
  return false;
}

const HoldRow* StaffNotes::FindHold(const Folded& name) const {
  const auto found = holds_.find(name);
  return found == holds_.end() ? nullptr : &found->second;
}

const MarkRow* StaffNotes::FindMark(MarkId id) const {
  const auto found = marks_.find(id.value);
  return found == marks_.end() ? nullptr : &found->second;
}

std::vector<const MarkRow*> StaffNotes::MarksOf(Casemapping casemapping,
                                                absl::string_view name) const {
  std::vector<const MarkRow*> marks;
  const Folded folded = Fold(casemapping, name);
  for (const auto& [id, mark] : marks_) {
    if (Fold(casemapping, mark.name) == folded) marks.push_back(&mark);
  }
  return marks;
}

}  // namespace irc
