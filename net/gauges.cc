#include "net/gauges.h"

#include <algorithm>

namespace irc {
namespace {

void AddMails(const MailState& mails, Meter::Gauges& gauges) {
  gauges.waiting_mails = mails.waiting;
  gauges.sent_mails = mails.sent;
  gauges.failed_mails = mails.failed;
}

void AddStore(const StoreHealth& health, Meter::Gauges& gauges) {
  gauges.store_refusing = health.state == StoreState::kRefusing ? 1 : 0;
  gauges.store_commits_good = health.commits_good;
  gauges.store_commits_failed = health.commits_failed;
  gauges.store_lost_records = health.lost;
  gauges.store_waiting_bytes = health.waiting_bytes;
  gauges.store_journal_bytes = health.journal_bytes;
  gauges.store_turns_behind = health.turns_behind;
}

}  // namespace

Meter::Gauges GaugesOf(size_t connections, const Lobby& lobby, const CoreLink& core_link,
                       ConnectionTable& table, const Keeper& keeper, const Mailer& mailer,
                       const ChannelLog& channel_log, const Log& log) {
  const Server::Totals totals = core_link.sequencer().server().totals();
  Meter::Gauges gauges = {.connections = connections,
                          .openings = lobby.size(),
                          .unregistered = totals.unregistered,
                          .users = totals.users,
                          .channels = totals.channels,
                          .opers = totals.opers,
                          .accounts = totals.accounts,
                          .password_checks = core_link.checks_waiting(),
                          .waiting_log_lines = log.waiting(),
                          .lost_log_lines = log.lost(),
                          .lost_channel_lines = channel_log.lost()};
  table.ForEach([&](const Connection& connection) {
    const size_t bytes = connection.queue.bytes() + connection.wire_bytes();
    gauges.send_queue_bytes += bytes;
    gauges.send_queue_max_bytes = std::max(gauges.send_queue_max_bytes, bytes);
  });
  AddMails(mailer.State(), gauges);
  AddStore(keeper.Health(), gauges);
  return gauges;
}

}  // namespace irc
