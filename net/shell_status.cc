// What the shell tells about itself: to operators, and to who asks at the StatusDesk.
#include <utility>

#include "absl/strings/str_cat.h"
#include "net/config/cautions.h"
#include "net/gauges.h"
#include "net/shell.h"

namespace irc {
namespace {

// From this part of what there may be, a full house deserves attention.
constexpr double kNearlyFull = 0.9;

bool IsNearlyFull(uint64_t used, uint64_t most) {
  return most > 0 && static_cast<double>(used) >= kNearlyFull * static_cast<double>(most);
}

absl::string_view WordOf(StoreState state) {
  switch (state) {
    case StoreState::kGood:
      return "good";
    case StoreState::kBehind:
      return "behind";
    case StoreState::kRefusing:
      return "refusing";
  }
  return "";
}

void AddStore(const StoreHealth& health, Status& status) {
  status.store = {.state = std::string(WordOf(health.state)),
                  .waiting_bytes = health.waiting_bytes,
                  .journal_bytes = health.journal_bytes,
                  .turns_behind = health.turns_behind,
                  .lost_records = health.lost,
                  .last_sync = std::nullopt};
  if (health.last_sync != absl::InfinitePast()) status.store.last_sync = health.last_sync;
  if (health.state == StoreState::kRefusing) {
    status.missing.push_back(absl::StrCat("The disk takes no changes: ", health.sentence));
  } else if (health.state == StoreState::kBehind) {
    status.attention.push_back(absl::StrCat("The database is behind: ", health.sentence));
  }
  if (health.lost > 0) {
    status.attention.push_back(
        absl::StrCat(health.lost, " records that were to be kept are lost since the start."));
  }
}

void AddMails(const MailState& mails, Status& status) {
  status.mails = {.waiting = mails.waiting, .sent = mails.sent, .failed = mails.failed};
  if (mails.waiting > 0 && !mails.errors.empty()) {
    status.attention.push_back(
        absl::StrCat(mails.waiting, " mails wait, and some have failed; OperServ MAIL says why."));
  }
}

void AddConnections(ConnectionTable& table, Status::Connections& connections) {
  table.ForEach([&](const Connection& connection) {
    if (!connection.open()) return;
    uint64_t& kind = connection.web() != nullptr   ? connections.websocket
                     : connection.tls() != nullptr ? connections.tls
                                                   : connections.plain;
    ++kind;
  });
}

}  // namespace

void Shell::LookAtCertificates() {
  Certificates& certificates = config_.certificates();
  TellOperators(certificates.Look(config_.full(), now_, log_));
  meter_.Certificates(certificates.Ends(), certificates.refused());
}

void Shell::TellOperators(std::vector<std::string> sentences) {
  for (std::string& sentence : sentences) {
    core_link_.Submit(Reported{.sentence = std::move(sentence)});
    ApplyAll();
  }
}

Status Shell::StatusNow() {
  const Meter::Gauges gauges = GaugesOf(ids_.taken(), lobby_, core_link_, clients_.table(), keeper_,
                                        mailer_, channel_log_, log_);
  Status status;
  status.server = config_.core().server_name;
  status.network = config_.core().network_name;
  status.now = now_.wall;
  status.uptime = now_.steady - started_;
  status.connections = {.open = gauges.connections,
                        .max = static_cast<uint64_t>(config_.shell().connections_max),
                        .opening = gauges.openings,
                        .unregistered = gauges.unregistered};
  AddConnections(clients_.table(), status.connections);
  status.users = gauges.users;
  status.channels = gauges.channels;
  status.operators = gauges.opers;
  status.accounts = gauges.accounts;
  status.send_queues = {.bytes = gauges.send_queue_bytes,
                        .bytes_max = static_cast<uint64_t>(config_.shell().send_bytes_together),
                        .longest = gauges.send_queue_max_bytes};
  status.password_checks = gauges.password_checks;
  status.lost_log_lines = gauges.lost_log_lines;
  if (stop_ != Stop::kNo) status.missing.push_back("The server is stopping.");
  if (acceptor_.RetryAt() != absl::InfiniteFuture()) {
    status.missing.push_back("The descriptors of the process have run out (LimitNOFILE=).");
  }
  AddStore(keeper_.Health(), status);
  AddMails(mailer_.State(), status);
  if (IsNearlyFull(status.connections.open, status.connections.max)) {
    status.attention.push_back("connections.max is nearly reached.");
  }
  if (IsNearlyFull(status.send_queues.bytes, status.send_queues.bytes_max)) {
    status.attention.push_back("queue.send_bytes_together is nearly reached.");
  }
  const Certificates& certificates = config_.certificates();
  status.certificates = certificates.Ends();
  if (certificates.tls() != nullptr) {
    for (std::string& caution : CautionsOfCertificates(*certificates.tls(), now_.wall)) {
      status.attention.push_back(std::move(caution));
    }
  }
  if (certificates.refused() > 0) {
    status.attention.push_back(
        absl::StrCat(certificates.refused(), " new certificates are refused; the log says why."));
  }
  if (status.lost_log_lines > 0) {
    status.attention.push_back(
        absl::StrCat(status.lost_log_lines, " lines of the log are lost since the start."));
  }
  for (const std::string& line : log_.trouble()) {
    status.log.push_back(line.substr(0, line.size() - 1));
  }
  return status;
}

}  // namespace irc
