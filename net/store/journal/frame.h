// The bytes of the journal. A segment is a sequence of frames; a frame is a turn of the loop:
//
//   magic "IRCJ" | bytes of the payload | CRC-32 of all that follows | turn | synced | payload
//   4              4                       4                           8      8
//
// (little-endian). `turn` counts the frames up from 1 and is never used twice. `synced` is the last
// turn that the disk was known to have when the frame was written, so that a reader can tell what
// was lost with the power, and was promised to nobody, from damage to what had been promised.
//
// The payload is text, one entry per line:
//
//   K {"table":"seen","account":1,"at":"2026-01-02T03:04:05.678Z"}   is kept
//   C {"table":"accounts",…}                                         is a part of a commit
//   V 17            the commits of turn 17 do not count: they were reported as failed
//   H 1 12 15       the first line of a segment: the version of this format; the turns from 12 on
//                   in earlier segments do not count; and the first turn in this one is 15
#ifndef IRCSERV_NET_STORE_JOURNAL_FRAME_H_
#define IRCSERV_NET_STORE_JOURNAL_FRAME_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

inline constexpr absl::string_view kFrameMagic = "IRCJ";
inline constexpr size_t kFrameHeaderBytes = 28;
inline constexpr size_t kFramePayloadMax = 64 << 20;

struct Frame {
  uint64_t turn = 0;
  uint64_t synced = 0;
  absl::string_view payload;
};

// Adds the frame to `bytes`.
void AppendFrame(const Frame& frame, std::string& bytes);

// The frame at the beginning of `bytes`; nothing when there is none that is whole. `size` is its
// size then. Otherwise it is the number of bytes that would be needed, if the header is there and
// may be right, and 0 if there is no frame, whatever follows.
std::optional<Frame> DecodeFrame(absl::string_view bytes, size_t& size);

}  // namespace irc

#endif  // IRCSERV_NET_STORE_JOURNAL_FRAME_H_
