// The configuration in force: a rehash replaces it, and the components of the shell get their
// settings from it.
#ifndef IRCSERV_NET_LIVE_CONFIG_H_
#define IRCSERV_NET_LIVE_CONFIG_H_

#include <functional>
#include <memory>
#include <vector>

#include "core/event.h"
#include "net/accept/lobby.h"
#include "net/certificates.h"
#include "net/channel_log/channel_log.h"
#include "net/client/clients.h"
#include "net/client/outgoing.h"
#include "net/config/config.h"
#include "net/config/tls_files.h"
#include "net/io/clock.h"
#include "net/io/listener.h"
#include "net/mail/mailer.h"
#include "net/telemetry/log.h"
#include "net/tls/tls.h"

namespace irc {

// Logs what deserves the operator's attention (net/config/cautions.h).
void LogCautions(Log& log, const std::vector<std::string>& cautions);

// Sets the level and the format of the log.
void SetUpLog(const ShellConfig& config, Log& log);

// What holds for mails.
MailRules MailRulesOf(const FullConfig& config);

class LiveConfig {
 public:
  // `tls`: null when no listener uses TLS. `reload`: reads the configuration for a rehash; null:
  // there is no configuration file.
  LiveConfig(FullConfig config, std::shared_ptr<const TlsCredentials> tls,
             std::function<LoadedConfig()> reload);

  const Config& core() const { return config_.core; }
  const ShellConfig& shell() const { return config_.shell; }
  const FullConfig& full() const { return config_; }
  Certificates& certificates() { return certificates_; }

  // Whether the STS policy is for the host of that name.
  bool IsStsHost(absl::string_view name) const;

  // Reads the configuration again. After an error nothing has changed, and the errors are logged
  // and returned. Otherwise the messages name the settings that need a restart.
  RehashDone ReadAgain(const std::vector<Listener>& listeners, absl::Time now, Log& log);

  // Gives the components their settings from the configuration in force.
  void Tell(Lobby& lobby, Clients& clients, Outgoing& outgoing, Mailer& mailer,
            ChannelLog& channel_log, Log& log) const;

 private:
  LobbyRules RulesOfLobby() const;

  FullConfig config_;
  Certificates certificates_;
  const std::function<LoadedConfig()> reload_;
  const bool kernel_tls_;  // the kernel encrypts where it can
};

}  // namespace irc

#endif  // IRCSERV_NET_LIVE_CONFIG_H_
