// Feeds any bytes in any chunks to the line reader. The first two bytes choose the cap and seed the
// lengths of the chunks; the lines must be those of a reader that has all bytes at once.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/check.h"
#include "core/conn/line_reader.h"

namespace irc {
namespace {

struct Reading {
  std::vector<std::string> lines;
  bool overflow = false;
};

Reading ReadAtOnce(absl::string_view bytes, size_t cap) {
  Reading reading;
  std::string line;
  for (char c : bytes) {
    if (c != '\r' && c != '\n') {
      line.push_back(c);
      if (line.size() <= cap) continue;
      reading.overflow = true;
      break;
    }
    if (!line.empty()) reading.lines.push_back(line);
    line.clear();
  }
  return reading;
}

void Run(absl::string_view bytes, uint32_t cap, uint32_t chunks) {
  LineReader reader(cap);
  Reading reading;
  std::string line;
  for (absl::string_view rest = bytes; !rest.empty();) {
    // The lengths follow from the seed alone, so that a finding is reproducible.
    chunks = chunks * 1103515245 + 12345;
    const size_t size = std::min<size_t>(rest.size(), 1 + (chunks >> 16) % 40);
    reader.Feed(rest.substr(0, size));
    rest.remove_prefix(size);
    for (uint32_t takes = (chunks >> 24) % 4; takes > 0 && reader.NextLine(&line); --takes) {
      reading.lines.push_back(line);
    }
  }
  while (reader.NextLine(&line)) reading.lines.push_back(line);
  reading.overflow = reader.overflow();
  const Reading expected = ReadAtOnce(bytes, cap);
  IRC_CHECK(reading.lines == expected.lines, "chunks do not matter");
  IRC_CHECK(reading.overflow == expected.overflow, "nor for what is too long");
  IRC_CHECK(reader.buffered_bytes() <= cap, "only an unfinished line is left");
  IRC_CHECK(reader.buffered_bytes() > 0 || reader.heap_bytes() == 0, "nothing costs nothing");
}

}  // namespace
}  // namespace irc

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const absl::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  irc::Run(bytes, 1 + data[0], data[1]);
  return 0;
}
