// What the end of accounts and that of registered channels have in common, when nobody uses them
// for long. The search for them is done piece by piece, and whose thing is about to end is told.
#ifndef IRCSERV_CORE_KEPT_EXPIRY_SEARCH_H_
#define IRCSERV_CORE_KEPT_EXPIRY_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// The time between two searches.
inline constexpr absl::Duration kExpiryInterval = absl::Hours(1);

struct ExpiryTerms {
  int64_t days = 0;         // without use, after which a thing ends; 0: things do not end
  int64_t notice_days = 0;  // so long before that its owner is told; 0: not at all
};

// What was used after this time neither ends now, nor is its owner told.
absl::Time UsedBefore(const ExpiryTerms& terms, absl::Time now);

// When the owner was told, by the setting that has it in seconds since 1970; InfiniteFuture: not
// since the thing was used for the last time.
absl::Time ToldAt(absl::string_view setting, absl::Time used_at);

// When the thing ends if nobody uses it; InfiniteFuture: not at all.
absl::Time EndOf(const ExpiryTerms& terms, absl::Time now, absl::Time used_at, absl::Time told_at);

// The things that one event looks at.
class ExpiryPiece {
 public:
  // Whether another thing belongs to it.
  bool Takes() {
    is_last_ = seen_++ < kMost;
    return is_last_;
  }
  // Whether the search ends with it.
  bool is_last() const { return is_last_; }
  // When the search goes on, or the next one begins.
  absl::Time Next(absl::Time now) const {
    return now + (is_last_ ? kExpiryInterval : absl::Seconds(1));
  }

 private:
  static constexpr size_t kMost = 200;

  size_t seen_ = 0;
  bool is_last_ = true;
};

// Does what is due for the things with these ids. `things` knows how for their kind: IsInUse,
// NoteUse, IsChanging, EndOf, ToldAt, End and Tell, each of an id.
template <typename Things, typename Id>
void EndOrTell(Things& things, absl::Time now, const std::vector<Id>& ids) {
  for (Id id : ids) {
    if (things.IsInUse(id)) {
      things.NoteUse(id);
    } else if (things.IsChanging(id)) {
      continue;  // the next search will find it
    } else if (things.EndOf(id) <= now) {
      things.End(id);
    } else if (things.ToldAt(id) == absl::InfiniteFuture()) {
      things.Tell(id);
    }
  }
}

// Writes into the audit, and tells the operators, that a thing ends now. `what`: "channel".
void TellStaffOfEnd(State& state, Outbox& out, absl::string_view what, const std::string& name,
                    absl::Time used_at);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_EXPIRY_SEARCH_H_
