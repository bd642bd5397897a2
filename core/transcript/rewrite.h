// Replaces the expected output in the text of a transcript.
#ifndef IRCSERV_CORE_TRANSCRIPT_REWRITE_H_
#define IRCSERV_CORE_TRANSCRIPT_REWRITE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

// `source` with the lines below each "----" replaced by the actual output of that block. All other
// bytes stay, and so do the expected lines that are correct and the comments between them.
// REQUIRES: `transcript` was parsed from `source`, and `actual` has an element for each block.
std::string Rewrite(absl::string_view source, const Transcript& transcript,
                    absl::Span<const std::vector<std::string>> actual);

// The expected lines of the block, without comments. Good for as long as the block.
std::vector<absl::string_view> ExpectedOf(const Block& block);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_REWRITE_H_
