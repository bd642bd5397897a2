// OperServ SESSION and CLONES: the connections by address, and how many an address may have. The
// shell holds to the limits (net/accept/session_exceptions.h): it has them from the kept rows.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/protocol/address.h"
#include "core/replies/date.h"
#include "core/replies/duration.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/operserv.h"

namespace irc {
namespace {

constexpr size_t kListedMax = 20;
constexpr size_t kExceptionsMax = 1000;
constexpr uint64_t kLimitMax = 1'000'000;

// The addresses with at least `least` connections, those with the most first.
void SayCounts(ServiceCtx& ctx, uint64_t least) {
  absl::btree_map<std::string, uint64_t> counts;
  ctx.state.sessions.ForEach(
      [&](const Session& session) { ++counts[AddressUnit(session.peer.ip)]; });
  std::vector<std::pair<uint64_t, std::string>> most;
  for (const auto& [address, count] : counts) {
    if (count >= least) most.push_back({count, address});
  }
  std::stable_sort(most.begin(), most.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (size_t i = 0; i < std::min(most.size(), kListedMax); ++i) {
    ctx.Say(texts::kAddressHas.Of(most[i].first), most[i].second, most[i].first);
  }
  ctx.Say(texts::kAddressesWith.Of(least), least, most.size());
}

// The network in one spelling, without the bits behind its prefix; empty: it is none.
std::string NormalNetwork(absl::string_view text) {
  const std::optional<IpNetwork> parsed = ParseIpNetwork(text);
  if (!parsed.has_value()) return "";
  IpNetwork network = *parsed;
  constexpr int kBits = 128, kMappedBits = 96;
  for (int bit = network.bits; bit < kBits; ++bit) {
    network.address.bytes[bit / 8] &= static_cast<uint8_t>(~(0x80 >> bit % 8));
  }
  const std::string address = AddressParam(network.address);
  if (network.bits == kBits) return address;
  return absl::StrCat(address, "/", network.bits - (network.address.is_v4() ? kMappedBits : 0));
}

void ListExceptions(ServiceCtx& ctx) {
  const auto& rows = ctx.state.staff_rules.session_limits().rows();
  for (const auto& [address, row] : rows) {
    const std::string limit =
        row.limit == 0 ? ctx.Text(texts::kExceptionAnyNumber) : absl::StrCat(row.limit);
    const std::string setter = row.by.substr(0, row.by.find('!'));
    if (row.expires_at == absl::InfiniteFuture()) {
      ctx.Say(texts::kExceptionLine, address, limit, setter, row.reason);
    } else {
      ctx.Say(texts::kExceptionLineUntil, address, limit, setter, FormatDate(row.expires_at),
              row.reason);
    }
  }
  ctx.Say(texts::kExceptions, rows.size());
}

// What the address may have now. `time`: empty: for good.
std::string AddedText(const ServiceCtx& ctx, absl::string_view address, uint64_t limit,
                      absl::string_view time) {
  if (limit == 0) {
    return time.empty() ? ctx.Text(texts::kExceptionAnyAdded, address)
                        : ctx.Text(texts::kExceptionAnyAddedFor, address, time);
  }
  return time.empty() ? ctx.Text(texts::kExceptionAdded.Of(limit), address, limit)
                      : ctx.Text(texts::kExceptionAddedFor.Of(limit), address, limit, time);
}

// EXCEPTION ADD [<duration>] <address> <limit> <reason>
void AddException(ServiceCtx& ctx) {
  const std::optional<absl::Duration> given =
      ctx.words.size() > 5 && NormalNetwork(ctx.word(2)).empty() ? ParseBanDuration(ctx.word(2))
                                                                 : std::nullopt;
  const size_t at = given.has_value() ? 3 : 2;
  const std::string address = NormalNetwork(ctx.word(at));
  uint64_t limit = 0;
  if (address.empty()) return ctx.Say(texts::kExceptionAddress);
  if (!absl::SimpleAtoi(ctx.word(at + 1), &limit) || limit > kLimitMax) {
    return ctx.Say(texts::kExceptionLimit, kLimitMax);
  }
  const auto& table = ctx.state.staff_rules.session_limits();
  if (table.Find(address) == nullptr && table.size() >= kExceptionsMax) {
    return ctx.Say(texts::kExceptionsFull);
  }
  const absl::Duration duration = given.value_or(absl::InfiniteDuration());
  const std::string reason = ctx.WordsFrom(at + 2);
  SaveOfName(ctx, address,
             {Put(SessionLimitRow{.address = address,
                                  .limit = limit,
                                  .by = ctx.user.mask(),
                                  .reason = reason,
                                  .set_at = ctx.state.now,
                                  .expires_at = ctx.state.now + duration})},
             AddedText(ctx, address, limit, given.has_value() ? FormatBanDuration(duration) : ""),
             absl::StrCat("ADD ", limit, " ", reason));
}

void DeleteException(ServiceCtx& ctx) {
  const std::string address = NormalNetwork(ctx.word(2));
  const SessionLimitRow* row = ctx.state.staff_rules.session_limits().Find(address);
  if (row == nullptr) return ctx.Say(texts::kExceptionUnknown);
  SaveOfName(ctx, address, {Drop(*row)}, ctx.Text(texts::kExceptionIsRemoved, address), "DEL");
}

}  // namespace

// SESSION LIST <n> | EXCEPTION ADD … | EXCEPTION DEL <address> | EXCEPTION LIST
void SessionLimits(ServiceCtx& ctx) {
  const absl::string_view act = ctx.word(0), part = ctx.word(1);
  uint64_t least = 0;
  if (absl::EqualsIgnoreCase(act, "LIST") && absl::SimpleAtoi(part, &least) && least > 0) {
    return SayCounts(ctx, least);
  }
  if (absl::EqualsIgnoreCase(act, "EXCEPTION")) {
    if (absl::EqualsIgnoreCase(part, "LIST")) return ListExceptions(ctx);
    if (absl::EqualsIgnoreCase(part, "ADD") && ctx.words.size() > 4) return AddException(ctx);
    if (absl::EqualsIgnoreCase(part, "DEL") && ctx.words.size() > 2) return DeleteException(ctx);
  }
  ctx.SaySyntax();
}

void Clones(ServiceCtx& ctx) {
  constexpr uint64_t kClones = 2;
  SayCounts(ctx, kClones);
}

}  // namespace irc
