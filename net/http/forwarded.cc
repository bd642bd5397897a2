#include "net/http/forwarded.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace irc {
namespace {

absl::string_view LastOf(const HttpRequest& request, absl::string_view name) {
  const std::vector<absl::string_view> entries = request.List(name);
  return entries.empty() ? absl::string_view() : entries.back();
}

absl::string_view WithoutQuotes(absl::string_view text) {
  if (absl::ConsumePrefix(&text, "\"")) absl::ConsumeSuffix(&text, "\"");
  return text;
}

// An address, alone or with a port: RFC 7239 section 6. IPv6 without a port may lack its brackets.
std::optional<IpAddress> ParseNode(absl::string_view node) {
  if (absl::ConsumePrefix(&node, "[")) {
    const size_t end = node.find(']');
    if (end == absl::string_view::npos) return std::nullopt;
    const absl::string_view port = node.substr(end + 1);
    if (!port.empty() && port[0] != ':') return std::nullopt;
    return ParseIpAddress(node.substr(0, end));
  }
  if (std::count(node.begin(), node.end(), ':') == 1) node = node.substr(0, node.find(':'));
  return ParseIpAddress(node);
}

}  // namespace

Forwarded ReadForwarded(const HttpRequest& request) {
  Forwarded forwarded;
  if (request.Count("X-Forwarded-For") + request.Count("X-Forwarded-Proto") > 0) {
    forwarded.address = ParseNode(WithoutQuotes(LastOf(request, "X-Forwarded-For")));
    forwarded.tls = absl::EqualsIgnoreCase(LastOf(request, "X-Forwarded-Proto"), "https");
    return forwarded;
  }
  for (absl::string_view pair : absl::StrSplit(LastOf(request, "Forwarded"), ';')) {
    const size_t equals = pair.find('=');
    if (equals == absl::string_view::npos) continue;
    const absl::string_view name = absl::StripAsciiWhitespace(pair.substr(0, equals));
    const absl::string_view value =
        WithoutQuotes(absl::StripAsciiWhitespace(pair.substr(equals + 1)));
    if (absl::EqualsIgnoreCase(name, "for")) forwarded.address = ParseNode(value);
    if (absl::EqualsIgnoreCase(name, "proto")) {
      forwarded.tls = absl::EqualsIgnoreCase(value, "https");
    }
  }
  return forwarded;
}

}  // namespace irc
