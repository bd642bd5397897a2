#include "net/telemetry/audit_log.h"

#include "core/protocol/address.h"

namespace irc {
namespace {

void WriteAudit(Log& log, const Audit& audit, ConnectionTable& connections,
                const SaslFailure& sasl) {
  const AuditRow& row = RowOf(audit.kind);
  const LogLevel level = row.warns ? LogLevel::kWarning : LogLevel::kInfo;
  if (!log.Wants(level)) return;
  const Connection* connection = connections.Find(audit.session);
  const std::string address =
      connection == nullptr ? std::string() : AddressText(connection->address());
  std::vector<LogField> fields = {{"address", address}, {"by", audit.by}};
  for (const auto& [key, value] : audit.fields) {
    const bool unknown = key == "why" && value.empty();
    if (unknown) fields.emplace_back("name", sasl.account);
    fields.emplace_back(key, unknown ? sasl.why : absl::string_view(value));
  }
  if (!sasl.detail.empty() && audit.kind == AuditKind::kLoginFailed) {
    fields.emplace_back("detail", sasl.detail);
  }
  log.Event(level, row.text, fields);
}

}  // namespace

void WriteAudits(Log& log, const std::vector<Audit>& audits, ConnectionTable& connections,
                 const SaslFailure& sasl) {
  for (const Audit& audit : audits) WriteAudit(log, audit, connections, sasl);
}

}  // namespace irc
