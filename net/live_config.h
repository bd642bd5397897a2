// The configuration that holds now, what a rehash makes of it, and what the components of the shell
// are told of it.
#ifndef IRCSERV_NET_LIVE_CONFIG_H_
#define IRCSERV_NET_LIVE_CONFIG_H_

#include <functional>
#include <memory>
#include <vector>

#include "core/event.h"
#include "net/accept/lobby.h"
#include "net/client/clients.h"
#include "net/client/outgoing.h"
#include "net/config/config.h"
#include "net/io/listener.h"
#include "net/telemetry/log.h"
#include "net/tls/tls.h"

namespace irc {

class LiveConfig {
 public:
  // `tls`: null when no listener speaks it. `reload`: what a rehash reads; null: nothing.
  LiveConfig(FullConfig config, std::shared_ptr<const TlsCredentials> tls,
             std::function<LoadedConfig()> reload);

  const Config& core() const { return config_.core; }
  const ShellConfig& shell() const { return config_.shell; }
  const FullConfig& full() const { return config_; }
  // For connections from now on.
  const std::shared_ptr<const TlsCredentials>& tls() const { return tls_; }

  // Reads the configuration again. What is wrong goes to the log and is returned; then nothing has
  // changed. Otherwise the messages say what needs a restart.
  RehashDone ReadAgain(const std::vector<Listener>& listeners, Log& log);

  // Tells the components what holds now.
  void Tell(Lobby& lobby, Clients& clients, Outgoing& outgoing, Log& log) const;

 private:
  LobbyRules RulesOfLobby() const;

  FullConfig config_;
  std::shared_ptr<const TlsCredentials> tls_;
  const std::function<LoadedConfig()> reload_;
  const bool kernel_tls_;  // the system encrypts where it can
};

}  // namespace irc

#endif  // IRCSERV_NET_LIVE_CONFIG_H_
