// What happened in a channel whose lines are logged ([[channel_log]] of the configuration): one
// line of its log. It follows from the input, and is no part of a recording.
#ifndef IRCSERV_CORE_CHANNEL_LINE_H_
#define IRCSERV_CORE_CHANNEL_LINE_H_

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace irc {

struct ChannelLine {
  absl::Time time;      // of the event
  std::string channel;  // as it is spelled
  std::string folded;   // the same for every spelling
  std::string command;  // PRIVMSG, NOTICE, JOIN, PART, QUIT, KICK, NICK, MODE, TOPIC, INVITE…
  std::string source;   // nick!user@host, or a nick
  std::string account;  // of the source; empty: none
  std::string msgid;    // empty: none
  // Behind the channel, where the command has one. A key of the channel is "*". A REDACT has the id
  // of the message, the nick of its author, its time as in the tag `time`, and a reason.
  std::vector<std::string> params;

  friend bool operator==(const ChannelLine&, const ChannelLine&) = default;
};

}  // namespace irc

#endif  // IRCSERV_CORE_CHANNEL_LINE_H_
