#include "net/http/http_response.h"

#include "absl/strings/str_cat.h"

namespace irc {
namespace {

absl::string_view ReasonOf(HttpStatus status) {
  switch (status) {
    case HttpStatus::kSwitchingProtocols:
      return "Switching Protocols";
    case HttpStatus::kOk:
      return "OK";
    case HttpStatus::kBadRequest:
      return "Bad Request";
    case HttpStatus::kForbidden:
      return "Forbidden";
    case HttpStatus::kNotFound:
      return "Not Found";
    case HttpStatus::kMethodNotAllowed:
      return "Method Not Allowed";
    case HttpStatus::kContentTooLarge:
      return "Content Too Large";
    case HttpStatus::kUriTooLong:
      return "URI Too Long";
    case HttpStatus::kUpgradeRequired:
      return "Upgrade Required";
    case HttpStatus::kHeaderFieldsTooLarge:
      return "Request Header Fields Too Large";
    case HttpStatus::kServiceUnavailable:
      return "Service Unavailable";
    case HttpStatus::kVersionNotSupported:
      return "HTTP Version Not Supported";
  }
  return "";
}

}  // namespace

std::string HttpStatusLine(HttpStatus status) {
  return absl::StrCat("HTTP/1.1 ", static_cast<int>(status), " ", ReasonOf(status), "\r\n");
}

std::string HttpResponse::Text() const {
  return absl::StrCat(HttpStatusLine(status), "Content-Type: ", content_type,
                      "\r\nContent-Length: ", body.size(), "\r\nConnection: close\r\n",
                      status == HttpStatus::kMethodNotAllowed ? "Allow: GET, HEAD\r\n" : "",
                      more_headers, "\r\n", without_body ? "" : body);
}

}  // namespace irc
