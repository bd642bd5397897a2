#include "net/telemetry/status.h"

#include <unistd.h>

#include "core/protocol/utf8.h"
#include "core/version.h"
#include "nlohmann/json.hpp"

namespace irc {
namespace {

using Json = nlohmann::ordered_json;

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d%ET%H:%M:%SZ", time, absl::UTCTimeZone());
}

Json Texts(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(SanitizeUtf8(text));
  return list;
}

}  // namespace

std::string StatusJson(const Status& status, bool with_log) {
  Json certificates = Json::array();
  for (const CertificateEnd& certificate : status.certificates) {
    certificates.push_back({{"file", SanitizeUtf8(certificate.file)},
                            {"until", TimeText(certificate.until)},
                            {"days", absl::ToInt64Hours(certificate.until - status.now) / 24}});
  }
  const Status::Connections& open = status.connections;
  const Status::Kept& store = status.store;
  Json json = {
      {"version", std::string(kVersion)},
      {"server", status.server},
      {"network", status.network},
      {"pid", ::getpid()},
      {"now", TimeText(status.now)},
      {"uptime_seconds", absl::ToInt64Seconds(status.uptime)},
      {"ready", status.missing.empty()},
      {"missing", Texts(status.missing)},
      {"attention", Texts(status.attention)},
      {"users", status.users},
      {"channels", status.channels},
      {"operators", status.operators},
      {"accounts", status.accounts},
      {"connections",
       {{"open", open.open},
        {"max", open.max},
        {"opening", open.opening},
        {"unregistered", open.unregistered},
        {"plain", open.plain},
        {"tls", open.tls},
        {"websocket", open.websocket}}},
      {"send_queues",
       {{"bytes", status.send_queues.bytes},
        {"bytes_max", status.send_queues.bytes_max},
        {"longest", status.send_queues.longest}}},
      {"password_checks", status.password_checks},
      {"store",
       {{"state", store.state},
        {"waiting_bytes", store.waiting_bytes},
        {"journal_bytes", store.journal_bytes},
        {"turns_behind", store.turns_behind},
        {"lost_records", store.lost_records},
        {"last_sync", store.last_sync.has_value() ? Json(TimeText(*store.last_sync)) : Json()}}},
      {"mails",
       {{"waiting", status.mails.waiting},
        {"sent", status.mails.sent},
        {"failed", status.mails.failed}}},
      {"certificates", std::move(certificates)},
      {"lost_log_lines", status.lost_log_lines}};
  if (with_log) json["log"] = Texts(status.log);
  return json.dump() + "\n";
}

}  // namespace irc
