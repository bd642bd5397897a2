#include "net/accept/session_exceptions.h"

#include <variant>

namespace irc {

void SessionExceptions::Apply(const Record& record) {
  const auto* row = std::get_if<SessionLimitRow>(&record.row);
  if (row == nullptr) return;
  exceptions_.erase(row->address);
  const std::optional<IpNetwork> network = ParseIpNetwork(row->address);
  if (record.drop || !network.has_value()) return;
  exceptions_[row->address] = {.network = *network, .limit = static_cast<int64_t>(row->limit)};
}

std::optional<int64_t> SessionExceptions::LimitOf(const IpAddress& address) const {
  const Exception* found = nullptr;
  for (const auto& [key, exception] : exceptions_) {
    if (!exception.network.Contains(address)) continue;
    if (found == nullptr || exception.network.bits > found->network.bits) found = &exception;
  }
  if (found == nullptr) return std::nullopt;
  return found->limit;
}

}  // namespace irc
