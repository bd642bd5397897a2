#include "core/state/registry/staff_notes.h"

#include <string>
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
    const auto before = holds_.find(name);
    if (before != holds_.end()) hold_looks_.Remove(before->second.name);
    if (record.drop) return holds_.erase(name) > 0;
    holds_[name] = *hold;
    hold_looks_.Add(hold->name);
    return true;
  }
  return false;
}

const HoldRow* StaffNotes::FindHold(const Folded& name) const {
  const auto found = holds_.find(name);
  return found == holds_.end() ? nullptr : &found->second;
}

const HoldRow* StaffNotes::FindHoldLike(Casemapping casemapping, absl::string_view name) const {
  const HoldRow* found = nullptr;
  hold_looks_.Any(name, [&](const std::string& other) {
    found = FindHold(Fold(casemapping, other));
    return true;
  });
  return found;
}

void StaffNotes::IndexLooks() {
  hold_looks_.Clear();
  for (const auto& [name, hold] : holds_) hold_looks_.Add(hold.name);
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
