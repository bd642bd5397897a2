// What the metrics page and the status show of the shell's parts, measured about once a second.
#ifndef IRCSERV_NET_GAUGES_H_
#define IRCSERV_NET_GAUGES_H_

#include <cstddef>

#include "net/accept/lobby.h"
#include "net/channel_log/channel_log.h"
#include "net/client/clients.h"
#include "net/core_link.h"
#include "net/keeper.h"
#include "net/mail/mailer.h"
#include "net/telemetry/log.h"
#include "net/telemetry/meter.h"

namespace irc {

// `connections`: the number of those that are open, also in the lobby.
Meter::Gauges GaugesOf(size_t connections, const Lobby& lobby, const CoreLink& core_link,
                       ConnectionTable& table, const Keeper& keeper, const Mailer& mailer,
                       const ChannelLog& channel_log, const Log& log);

}  // namespace irc

#endif  // IRCSERV_NET_GAUGES_H_
