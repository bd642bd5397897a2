// What every client is told about the server when it registers, as far as it is the same for all:
// made when the configuration is read, and not for each.
#ifndef IRCSERV_CORE_INTRODUCTION_H_
#define IRCSERV_CORE_INTRODUCTION_H_

#include <vector>

#include "absl/time/time.h"
#include "core/config.h"
#include "core/message.h"

namespace irc {

struct Introduction {
  std::vector<Message> server;    // 002 to 004
  std::vector<Message> isupport;  // 005
  std::vector<Message> motd;      // 375 to 376, or 422
};

// `started`: when the server was.
Introduction MakeIntroduction(const Config& config, absl::Time started);

}  // namespace irc

#endif  // IRCSERV_CORE_INTRODUCTION_H_
