// The logs of channels as bytes: names of files, and lines.
#ifndef IRCSERV_NET_CHANNEL_LOG_CHANNEL_TEXT_H_
#define IRCSERV_NET_CHANNEL_LOG_CHANNEL_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/channel_line.h"

namespace irc {

// The name of the folder of a channel, of at most 255 bytes: letters, digits, characters beyond
// ASCII and a few signs as they are, every other byte as %2F. Two channels never have the same.
// `folded`: the folded name, so that each spelling finds the folder.
std::string FolderOfChannel(absl::string_view folded);

// The file of the day in UTC: "2026-11-30.log" as text, "2026-11-30.jsonl" as JSON.
std::string FileOfDay(absl::Time time, bool json);

// The line for people, with its newline: "12:34:56 <alice> hello". Colours and other formatting are
// left out, so that no byte of a user reaches a terminal as a control character.
std::string TextOf(const ChannelLine& line);

// The line as a JSON object, with its newline.
std::string JsonOf(const ChannelLine& line);

}  // namespace irc

#endif  // IRCSERV_NET_CHANNEL_LOG_CHANNEL_TEXT_H_
