#include "net/store/journal/frame.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "zlib.h"

namespace irc {
namespace {

constexpr size_t kSizeAt = 4;
constexpr size_t kSumAt = 8;
constexpr size_t kTurnAt = 12;
constexpr size_t kSyncedAt = 20;

void AppendNumber(uint64_t number, size_t bytes, std::string& out) {
  for (size_t i = 0; i < bytes; ++i) out.push_back(static_cast<char>(number >> (8 * i)));
}

uint64_t NumberAt(absl::string_view bytes, size_t at, size_t size) {
  uint64_t number = 0;
  for (size_t i = 0; i < size; ++i) {
    number |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return number;
}

uint64_t SumOf(absl::string_view bytes) {
  return crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace

void AppendFrame(const Frame& frame, std::string& bytes) {
  IRC_CHECK(frame.payload.size() <= kFramePayloadMax, "what waits is bounded");
  std::string summed;
  summed.reserve(kFrameHeaderBytes + frame.payload.size());
  AppendNumber(frame.turn, 8, summed);
  AppendNumber(frame.synced, 8, summed);
  absl::StrAppend(&summed, frame.payload);
  absl::StrAppend(&bytes, kFrameMagic);
  AppendNumber(frame.payload.size(), 4, bytes);
  AppendNumber(SumOf(summed), 4, bytes);
  absl::StrAppend(&bytes, summed);
}

std::optional<Frame> DecodeFrame(absl::string_view bytes, size_t& size) {
  size = 0;
  const absl::string_view magic = bytes.substr(0, kFrameMagic.size());
  if (!absl::StartsWith(kFrameMagic, magic)) return std::nullopt;
  if (bytes.size() < kFrameHeaderBytes) {
    size = kFrameHeaderBytes;
    return std::nullopt;
  }
  const size_t payload = NumberAt(bytes, kSizeAt, 4);
  if (payload > kFramePayloadMax) return std::nullopt;
  size = kFrameHeaderBytes + payload;
  if (bytes.size() < size) return std::nullopt;
  if (SumOf(bytes.substr(kTurnAt, size - kTurnAt)) != NumberAt(bytes, kSumAt, 4)) {
    size = 0;
    return std::nullopt;
  }
  return Frame{.turn = NumberAt(bytes, kTurnAt, 8),
               .synced = NumberAt(bytes, kSyncedAt, 8),
               .payload = bytes.substr(kFrameHeaderBytes, payload)};
}

}  // namespace irc
