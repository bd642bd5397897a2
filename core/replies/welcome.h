// The lines of registration: 001, which names the client, and those that are the same for all: 002
// to 005 and the message of the day, which are made once for each configuration.
// core/actions/register.cc sends them.
#ifndef IRCSERV_CORE_REPLIES_WELCOME_H_
#define IRCSERV_CORE_REPLIES_WELCOME_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/config.h"
#include "core/protocol/message.h"

namespace irc {

// 001. `mask`: nick!user@host of the client.
Message WelcomeMessage(const Config& config, absl::string_view mask);

struct WelcomeLines {
  std::vector<Message> server;    // 002 to 004
  std::vector<Message> isupport;  // 005
  std::vector<Message> motd;      // 375 to 376, or 422
};

// `started` is the time of the server's start, for 003.
WelcomeLines MakeWelcomeLines(const Config& config, absl::Time started);

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_WELCOME_H_
