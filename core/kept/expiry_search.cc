#include "core/kept/expiry_search.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/replies/date.h"

namespace irc {
namespace {

absl::Duration Days(int64_t days) { return absl::Hours(24 * days); }

}  // namespace

absl::Time UsedBefore(const ExpiryTerms& terms, absl::Time now) {
  return now - Days(std::max<int64_t>(terms.days - terms.notice_days, 0));
}

absl::Time ToldAt(absl::string_view setting, absl::Time used_at) {
  int64_t seconds = 0;
  if (!absl::SimpleAtoi(setting, &seconds)) return absl::InfiniteFuture();
  const absl::Time at = absl::FromUnixSeconds(seconds);
  return at > used_at ? at : absl::InfiniteFuture();
}

absl::Time EndOf(const ExpiryTerms& terms, absl::Time now, absl::Time used_at, absl::Time told_at) {
  if (terms.days == 0) return absl::InfiniteFuture();
  const absl::Time unused_for_long = used_at + Days(terms.days);
  if (terms.notice_days == 0) return unused_for_long;
  const absl::Duration notice = Days(terms.notice_days);
  if (told_at == absl::InfiniteFuture()) told_at = std::max(now, unused_for_long - notice);
  return std::max(unused_for_long, told_at + notice);
}

void TellStaffOfEnd(State& state, Outbox& out, absl::string_view what, const std::string& name,
                    absl::Time used_at) {
  const std::string unused = absl::StrCat("not used since ", FormatDate(used_at));
  out.output().stores.push_back(Put(AuditRecordRow{.id = state.last_ids.NextAudit(),
                                                   .at = state.now,
                                                   .actor = state.config.server_name,
                                                   .action = "EXPIRE",
                                                   .target = name,
                                                   .detail = unused}));
  out.NotifyOperators(Snomask::kData,
                      absl::StrCat("The ", what, " ", name, " has expired: ", unused));
}

}  // namespace irc
