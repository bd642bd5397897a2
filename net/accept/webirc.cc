#include "net/accept/webirc.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/protocol/parse.h"

namespace irc {
namespace {

constexpr absl::string_view kCommand = "WEBIRC ";

// The maximum size of the line with its ending. The line contains a password, so the reader does
// not wait for more bytes of a longer one.
constexpr size_t kBytesMax = 512;

bool IsLabel(absl::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
         });
}

// True for a host name, but not for an address: a client must not appear to have the address of
// another.
bool IsHostName(absl::string_view text) {
  const std::vector<absl::string_view> labels = absl::StrSplit(text, '.');
  return std::all_of(labels.begin(), labels.end(), IsLabel) &&
         !std::all_of(labels.back().begin(), labels.back().end(),
                      [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
}

bool IsSha256(absl::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isxdigit(static_cast<unsigned char>(c));
         });
}

// "name", or "name=value" with a value that is escaped like that of a tag.
void TakeOption(absl::string_view option, WebircLine& line) {
  const size_t equals = std::min(option.find('='), option.size());
  const absl::string_view name = option.substr(0, equals);
  const std::string value = UnescapeTagValue(option.substr(std::min(equals + 1, option.size())));
  int port = 0;
  if (name == "secure") {
    line.secure = true;  // with or without a value
  } else if (name == "certfp-sha-256" && IsSha256(value)) {
    line.certfp = absl::AsciiStrToLower(value);
  } else if (name == "local-port" && absl::SimpleAtoi(value, &port) && 0 < port && port <= 65535) {
    line.local_port = static_cast<uint16_t>(port);
  }
}

}  // namespace

WebircLine ReadWebirc(absl::string_view bytes) {
  WebircLine line;
  const size_t common = std::min(bytes.size(), kCommand.size());
  if (!absl::EqualsIgnoreCase(bytes.substr(0, common), kCommand.substr(0, common))) {
    line.state = WebircLine::State::kNone;
    return line;
  }
  const size_t end = bytes.substr(0, kBytesMax).find('\n');
  if (end == absl::string_view::npos) {
    if (bytes.size() >= kBytesMax) line.state = WebircLine::State::kWrong;
    return line;
  }
  line.state = WebircLine::State::kWrong;
  ParsedLine parsed;
  if (ParseLine(absl::StripSuffix(bytes.substr(0, end), "\r"), parsed).has_value()) return line;
  const Params& params = parsed.params;
  const std::optional<IpAddress> address = ParseIpAddress(params[3]);
  if (!address.has_value()) return line;
  line.bytes = end + 1;
  line.password = std::string(params[0]);
  line.gateway = std::string(params[1]);
  if (IsHostName(params[2])) line.host = std::string(params[2]);
  line.address = *address;
  for (size_t i = 4; i < params.size(); ++i) {
    for (absl::string_view option : absl::StrSplit(params[i], ' ', absl::SkipEmpty())) {
      TakeOption(option, line);
    }
  }
  line.state = WebircLine::State::kWhole;
  return line;
}

}  // namespace irc
