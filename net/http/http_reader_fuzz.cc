// Any bytes into the HTTP reader and the upgrade to a WebSocket. Whatever they are, they are read
// alike in every fragmentation, and a whole request keeps the grammar.
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "core/check.h"
#include "net/http/http_reader.h"
#include "net/http/http_upgrade.h"

namespace irc {
namespace {

using State = HttpReading::State;

bool IsText(absl::string_view text) {
  for (char c : text) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\t') return false;
  }
  return true;
}

void CheckRequest(absl::string_view bytes, const HttpReading& reading) {
  IRC_CHECK(reading.bytes <= bytes.size() && reading.bytes <= kHttpHeadBytesMax,
            "a head is a part of the input");
  const absl::string_view head = bytes.substr(0, reading.bytes);
  IRC_CHECK(absl::EndsWith(head, "\r\n\r\n") && head.find("\r\n\r\n") + 4 == head.size(),
            "a head ends with the first blank line");
  const HttpRequest& request = reading.request;
  IRC_CHECK(absl::StartsWith(request.Path(), "/"), "a target has a path");
  IRC_CHECK(request.Count("Host") == 1 || request.is_http_1_0, "HTTP/1.1 names a host");
  for (const HttpRequest::Header& header : request.headers) {
    IRC_CHECK(!header.name.empty() && IsText(header.name) && IsText(header.value) &&
                  header.name.find_first_of(" \t:") == std::string::npos,
              "headers have the grammar of RFC 9110");
    IRC_CHECK(request.Count(header.name) > 0 && request.Find(header.name).has_value(),
              "a header that is there is found");
  }
}

void CheckUpgrade(absl::string_view bytes, const HttpReading& reading) {
  const HttpUpgrade upgrade = ReadHttpUpgrade(bytes, {}, "Example");
  IRC_CHECK((upgrade.state == HttpUpgrade::State::kMore) == (reading.state == State::kMore),
            "both wait for the same");
  if (upgrade.state == HttpUpgrade::State::kMore) return;
  IRC_CHECK(absl::StartsWith(upgrade.answer, "HTTP/1.1 "), "there is an answer");
  if (upgrade.state != HttpUpgrade::State::kDone) return;
  IRC_CHECK(reading.state == State::kWhole && upgrade.bytes == reading.bytes, "it was a request");
  IRC_CHECK(absl::EndsWith(upgrade.answer, "\r\n\r\n") &&
                upgrade.answer.find("\r\n\r\n") + 4 == upgrade.answer.size(),
            "no byte of the request splits the answer");
}

void CheckPrefix(absl::string_view prefix, const HttpReading& whole) {
  const HttpReading reading = ReadHttpRequest(prefix);
  if (reading.state == State::kMore) return;
  IRC_CHECK(reading.state == whole.state && reading.bytes == whole.bytes &&
                reading.status == whole.status,
            "an answer does not depend on the bytes behind it");
}

void CheckOne(absl::string_view bytes) {
  const HttpReading reading = ReadHttpRequest(bytes);
  if (reading.state == State::kWhole) CheckRequest(bytes, reading);
  CheckUpgrade(bytes, reading);
  // Every fragment of a short input, and a few of a long one.
  const size_t step = 1 + bytes.size() / 64;
  for (size_t size = 0; size < bytes.size(); size += step) {
    CheckPrefix(bytes.substr(0, size), reading);
  }
}

}  // namespace
}  // namespace irc

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  irc::CheckOne(absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
