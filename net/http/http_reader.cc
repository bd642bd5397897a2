#include "net/http/http_reader.h"

#include <algorithm>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstdint>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace irc {
namespace {

namespace http = boost::beast::http;

using State = HttpReading::State;

HttpReading Refuse(HttpStatus status, absl::string_view head) {
  HttpReading reading{.state = State::kRefused, .status = status};
  reading.request.is_head = absl::StartsWith(head, "HEAD ");
  return reading;
}

// The number of bytes up to the first blank line and with it. A blank line after a lone LF counts
// too: the sender of such a head is refused at once and not after a timeout.
std::optional<size_t> HeadBytes(absl::string_view bytes) {
  size_t line_end = bytes.find('\n');
  while (line_end != absl::string_view::npos) {
    const absl::string_view rest = bytes.substr(line_end + 1);
    if (absl::StartsWith(rest, "\n")) return line_end + 2;
    if (absl::StartsWith(rest, "\r\n")) return line_end + 3;
    line_end = bytes.find('\n', line_end + 1);
  }
  return std::nullopt;
}

// Of a head that exceeds the bound: whether it is the target that is too long (414).
HttpStatus TooLong(absl::string_view head) {
  return absl::StrContains(head, ' ') && !absl::StrContains(head, '\n')
             ? HttpStatus::kUriTooLong
             : HttpStatus::kHeaderFieldsTooLarge;
}

// Whether the line is a request line with a version, as in "PRI * HTTP/2.0".
bool NamesAVersion(absl::string_view line) {
  const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
  if (words.size() != 3 || words[2].size() != 8) return false;
  const absl::string_view version = words[2];
  return absl::StartsWith(version, "HTTP/") && version[6] == '.' &&
         absl::ascii_isdigit(static_cast<unsigned char>(version[5])) &&
         absl::ascii_isdigit(static_cast<unsigned char>(version[7]));
}

HttpStatus StatusOf(const boost::beast::error_code& error, absl::string_view head) {
  if (error == http::error::bad_version && NamesAVersion(head.substr(0, head.find("\r\n")))) {
    return HttpStatus::kVersionNotSupported;
  }
  return HttpStatus::kBadRequest;
}

// RFC 9112 section 3.2: origin-form and absolute-form. The others belong to other methods.
bool IsTarget(absl::string_view target) {
  return absl::StartsWith(target, "/") || absl::StartsWithIgnoreCase(target, "http://") ||
         absl::StartsWithIgnoreCase(target, "https://");
}

// The characters of uri-host [ ":" port ] (RFC 3986 section 3.2.2), which may be empty.
bool IsHost(absl::string_view host) {
  return std::all_of(host.begin(), host.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           absl::StrContains("-._~%!$&'()*+,;=:[]", c);
  });
}

// RFC 9112 section 3.2: one Host header, which HTTP/1.0 did not have yet.
bool HostIsRight(const HttpRequest& request) {
  const size_t count = request.Count("Host");
  if (count == 0) return request.is_http_1_0;
  return count == 1 && IsHost(*request.Find("Host"));
}

absl::string_view View(boost::beast::string_view text) { return {text.data(), text.size()}; }

HttpReading ReadHead(absl::string_view head) {
  http::request_parser<http::empty_body> parser;
  // A body is refused below, after the method: 405 says more than 413.
  parser.body_limit(std::numeric_limits<uint64_t>::max());
  boost::beast::error_code error;
  parser.put(boost::asio::const_buffer(head.data(), head.size()), error);
  if (error) return Refuse(StatusOf(error, head), head);
  // Beast joins folded headers; RFC 9112 section 5.2 has a server refuse them or join them.
  if (absl::StrContains(head, "\r\n ") || absl::StrContains(head, "\r\n\t")) {
    return Refuse(HttpStatus::kBadRequest, head);
  }
  const auto& parsed = parser.get();
  if (parsed.method() != http::verb::get && parsed.method() != http::verb::head) {
    return Refuse(HttpStatus::kMethodNotAllowed, head);
  }
  HttpReading reading{.state = State::kWhole, .bytes = head.size()};
  HttpRequest& request = reading.request;
  request.is_head = parsed.method() == http::verb::head;
  request.is_http_1_0 = parsed.version() == 10;
  request.target = std::string(View(parsed.target()));
  for (const auto& field : parsed) {
    request.headers.push_back({.name = std::string(View(field.name_string())),
                               .value = std::string(View(field.value()))});
  }
  if (!IsTarget(request.target) || !HostIsRight(request)) {
    return Refuse(HttpStatus::kBadRequest, head);
  }
  // The parser waits for a body.
  if (!parser.is_done()) return Refuse(HttpStatus::kContentTooLarge, head);
  return reading;
}

}  // namespace

absl::string_view HttpRequest::Path() const {
  absl::string_view path = target;
  path = path.substr(0, path.find_first_of("?#"));
  const size_t scheme = path.find("://");
  if (absl::StartsWith(path, "/") || scheme == absl::string_view::npos) return path;
  path.remove_prefix(scheme + 3);
  const size_t slash = path.find('/');
  return slash == absl::string_view::npos ? "/" : path.substr(slash);
}

size_t HttpRequest::Count(absl::string_view name) const {
  return static_cast<size_t>(std::count_if(
      headers.begin(), headers.end(),
      [&](const Header& header) { return absl::EqualsIgnoreCase(header.name, name); }));
}

std::optional<absl::string_view> HttpRequest::Find(absl::string_view name) const {
  for (const Header& header : headers) {
    if (absl::EqualsIgnoreCase(header.name, name)) return header.value;
  }
  return std::nullopt;
}

std::vector<absl::string_view> HttpRequest::List(absl::string_view name) const {
  std::vector<absl::string_view> elements;
  for (const Header& header : headers) {
    if (!absl::EqualsIgnoreCase(header.name, name)) continue;
    for (absl::string_view element : absl::StrSplit(header.value, ',')) {
      elements.push_back(absl::StripAsciiWhitespace(element));
    }
  }
  return elements;
}

bool HttpRequest::ListHas(absl::string_view name, absl::string_view element) const {
  const std::vector<absl::string_view> elements = List(name);
  return std::any_of(elements.begin(), elements.end(), [&](absl::string_view other) {
    return absl::EqualsIgnoreCase(element, other);
  });
}

HttpReading ReadHttpRequest(absl::string_view bytes) {
  const absl::string_view head = bytes.substr(0, kHttpHeadBytesMax);
  const std::optional<size_t> size = HeadBytes(head);
  if (size.has_value()) return ReadHead(head.substr(0, *size));
  if (bytes.size() < kHttpHeadBytesMax) return {};
  return Refuse(TooLong(head), head);
}

}  // namespace irc
