#include "net/live_config.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "core/protocol/names.h"
#include "core/services/service_facts.h"
#include "net/config/cautions.h"
#include "net/config/tls_files.h"

namespace irc {
namespace {

// REQUIRES: the configuration has been validated, so that each text is a network.
std::vector<IpNetwork> NetworksOf(const std::vector<std::string>& texts) {
  std::vector<IpNetwork> networks;
  for (const std::string& text : texts) networks.push_back(*ParseIpNetwork(text));
  return networks;
}

FloodLimits FloodLimitsOf(const ClientConfig& config) {
  return {
      .ordinary = {.burst = config.flood_burst, .per_second = config.flood_per_second},
      .queries = {.burst = config.flood_query_burst, .per_second = config.flood_query_per_second},
      .opening = config.flood_opening,
      .joins = config.flood_joins};
}

}  // namespace

void LogCautions(Log& log, const std::vector<std::string>& cautions) {
  for (const std::string& caution : cautions) log.Warning("caution", {{"reason", caution}});
}

LiveConfig::LiveConfig(FullConfig config, std::shared_ptr<const TlsCredentials> tls,
                       std::function<LoadedConfig()> reload)
    : config_(std::move(config)),
      certificates_(std::move(tls)),
      reload_(std::move(reload)),
      kernel_tls_(config_.shell.tls_kernel && KernelSpeaksTls()) {}

RehashDone LiveConfig::ReadAgain(const std::vector<Listener>& listeners, absl::Time now, Log& log) {
  RehashDone done;
  if (!reload_) {
    done.messages.push_back("There is no configuration file to read again");
    return done;
  }
  LoadedConfig loaded = reload_();
  if (!loaded.errors.empty()) {
    for (const std::string& error : loaded.errors) log.Error("rehash failed", {{"reason", error}});
    done.messages = std::move(loaded.errors);
    return done;
  }
  FullConfig merged = MergeLive(config_, loaded.config, done.messages);
  auto tls = LoadTls(
      merged, {.needed = SpeakTls(listeners), .now = now, .before = certificates_.tls().get()});
  if (!tls.ok()) {
    log.Error("rehash failed", {{"reason", tls.status().message()}});
    done.messages = {std::string(tls.status().message())};
    return done;
  }
  config_ = std::move(merged);
  certificates_.Take(tls->credentials);
  for (const std::string& message : done.messages) {
    log.Warning("rehash left something as it was", {{"reason", message}});
  }
  LogTls(log, config_, *tls);
  LogCautions(log, loaded.cautions);
  LogCautions(log, CautionsOfTls(config_, listeners, tls->credentials.get(), now));
  log.Info("rehash");
  done.ok = true;
  return done;
}

bool LiveConfig::IsStsHost(absl::string_view name) const {
  const std::vector<std::string>& hosts = shell().sts_hosts;
  if (hosts.empty()) return absl::EqualsIgnoreCase(name, core().server_name);
  return std::any_of(hosts.begin(), hosts.end(),
                     [&](const std::string& host) { return absl::EqualsIgnoreCase(name, host); });
}

LobbyRules LiveConfig::RulesOfLobby() const {
  LobbyRules rules;
  rules.limits = {.total = shell().connections_max,
                  .per_address = shell().connections_per_address,
                  .throttle_count = shell().throttle_count,
                  .throttle_window = absl::Seconds(shell().throttle_seconds),
                  .exempt = NetworksOf(shell().exempt)};
  rules.openings = shell().connections_opening;
  rules.proxies = NetworksOf(shell().proxies);
  rules.usual_proxies = rules.proxies.empty() ? NetworksOf({"127.0.0.0/8", "::1"}) : rules.proxies;
  for (const GatewayConfig& gateway : shell().gateways) {
    rules.gateways.push_back({.name = gateway.name, .networks = NetworksOf(gateway.addresses)});
  }
  rules.websocket_origins = shell().websocket_origins;
  rules.network = core().network_name;
  rules.kernel_tls = kernel_tls_;
  return rules;
}

void SetUpLog(const ShellConfig& config, Log& log) {
  LogLevel level = LogLevel::kInfo;
  if (ParseLogLevel(config.log_level, level)) log.SetLevel(level);
  LogFormat format = LogFormat::kText;
  if (ParseLogFormat(config.log_format, format)) log.SetFormat(format);
}

MailRules MailRulesOf(const FullConfig& config) {
  return {.command = config.shell.mail_command,
          .sender = {.server = config.core.server_name,
                     .network = config.core.network_name,
                     .from = config.shell.mail_from,
                     .nickserv = std::string(NickOfService("NickServ", config.core.services))},
          .attempts = config.shell.mail_attempts,
          .queue = config.shell.mail_queue};
}

void LiveConfig::Tell(Lobby& lobby, Clients& clients, Outgoing& outgoing, Mailer& mailer,
                      ChannelLog& channel_log, Log& log) const {
  lobby.SetRules(RulesOfLobby());
  clients.SetLimits(FloodLimitsOf(shell()),
                    {.interval = absl::Seconds(shell().ping_interval_seconds),
                     .timeout = absl::Seconds(shell().ping_timeout_seconds)});
  outgoing.SetQueueLimits(static_cast<size_t>(shell().send_bytes),
                          static_cast<size_t>(shell().send_bytes_together));
  mailer.SetRules(MailRulesOf(config_));
  channel_log.SetBlocks(ParseCasemapping(core().casemapping).value_or(Casemapping::kAscii),
                        shell().channel_logs);
  SetUpLog(shell(), log);
}

}  // namespace irc
