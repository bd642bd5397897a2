#include "core/services/forbids.h"

#include <algorithm>

#include "core/protocol/names.h"
#include "core/protocol/utf8.h"
#include "core/texts/operserv.h"

namespace irc {
namespace {

constexpr size_t kForbidsMax = 1000;  // each name that somebody takes is compared with all
constexpr size_t kMaskBytesMax = 100;
constexpr size_t kReasonBytesMax = 150;  // who is refused reads it in one line with the name
constexpr std::ptrdiff_t kPlainMin = 3;  // characters of a mask that are no wildcards

bool IsTooWideMask(absl::string_view mask) {
  return HasWildcard(mask) &&
         std::count_if(mask.begin(), mask.end(), [](char c) {
           return absl::string_view("*?@.#").find(c) == absl::string_view::npos;
         }) < kPlainMin;
}

}  // namespace

std::string WhyNoForbid(const State& state, absl::string_view kind, absl::string_view mask) {
  const ServiceNames& services = state.config.services;
  if (mask.size() > kMaskBytesMax || mask[0] == ':') {
    return FillText(services, texts::kForbidMaskIsBad, kMaskBytesMax);
  }
  if (IsTooWideMask(mask)) return FillText(services, texts::kForbidMaskIsWide);
  const StaffRules& rules = state.staff_rules;
  if (rules.FindForbidNamed(state.casemapping, kind, mask) == nullptr &&
      rules.forbids().size() >= kForbidsMax) {
    return FillText(services, texts::kForbidsFull);
  }
  return "";
}

std::vector<Record> ForbidOf(const ServiceCtx& ctx, const std::string& kind,
                             const std::string& mask, absl::string_view reason,
                             absl::Duration duration) {
  std::vector<Record> records;
  const ForbidRow* before =
      ctx.state.staff_rules.FindForbidNamed(ctx.state.casemapping, kind, mask);
  // The key of a row is the mask as it is spelled.
  if (before != nullptr && before->mask != mask) records.push_back(Drop(*before));
  records.push_back(Put(ForbidRow{.kind = kind,
                                  .mask = mask,
                                  .by = ctx.user.mask(),
                                  .reason = std::string(TruncateUtf8(reason, kReasonBytesMax)),
                                  .set_at = ctx.state.now,
                                  .expires_at = ctx.state.now + duration}));
  return records;
}

}  // namespace irc
