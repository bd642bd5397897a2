// What staff keeps about names, whether or not there is an account: marks, which are notes, and
// holds, which let nobody register the name.
#ifndef IRCSERV_CORE_STATE_REGISTRY_STAFF_NOTES_H_
#define IRCSERV_CORE_STATE_REGISTRY_STAFF_NOTES_H_

#include <cstdint>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/strings/string_view.h"
#include "core/protocol/names.h"
#include "core/protocol/unicode/lookalikes.h"
#include "core/records.h"
#include "core/state/archive.h"
#include "core/state/row_fields.h"

namespace irc {

class StaffNotes {
 public:
  // Takes up a change of a row of marks or holds. False for a row of another table, and for a drop
  // of what is not there.
  bool Apply(Casemapping casemapping, const Record& record);

  // The hold of the name, or null. Valid until the next change.
  const HoldRow* FindHold(const Folded& name) const;
  // The hold of a name that looks like this one, or null.
  const HoldRow* FindHoldLike(Casemapping casemapping, absl::string_view name) const;
  // The mark, or null.
  const MarkRow* FindMark(MarkId id) const;
  // The marks of the name, oldest first.
  std::vector<const MarkRow*> MarksOf(Casemapping casemapping, absl::string_view name) const;
  const absl::btree_map<Folded, HoldRow>& holds() const { return holds_; }

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, StaffNotes& notes) {
    auto& marks = notes.marks_;
    auto& holds = notes.holds_;
    IRC_FIELDS(archive, marks, holds);
    if constexpr (Archive::kLoading) notes.IndexLooks();
  }

  void IndexLooks();

  absl::btree_map<uint64_t, MarkRow> marks_;  // by MarkId
  absl::btree_map<Folded, HoldRow> holds_;
  Lookalikes hold_looks_;  // an index of holds_
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_STAFF_NOTES_H_
