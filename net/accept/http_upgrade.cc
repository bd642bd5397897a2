#include "net/accept/http_upgrade.h"

#include <openssl/evp.h>

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/check.h"

namespace irc {
namespace {

using State = HttpUpgrade::State;

constexpr size_t kRequestBytesMax = 8192;

struct Request {
  absl::string_view method;
  absl::string_view version;
  std::vector<std::pair<absl::string_view, absl::string_view>> headers;

  // The values of a header that may stand there several times, as one list.
  std::vector<absl::string_view> List(absl::string_view name) const {
    std::vector<absl::string_view> items;
    for (const auto& [key, value] : headers) {
      if (!absl::EqualsIgnoreCase(key, name)) continue;
      for (absl::string_view item : absl::StrSplit(value, ',')) {
        items.push_back(absl::StripAsciiWhitespace(item));
      }
    }
    return items;
  }
  std::optional<absl::string_view> One(absl::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (absl::EqualsIgnoreCase(key, name)) return value;
    }
    return std::nullopt;
  }
  bool Has(absl::string_view name, absl::string_view item) const {
    const std::vector<absl::string_view> items = List(name);
    return std::any_of(items.begin(), items.end(), [&](absl::string_view other) {
      return absl::EqualsIgnoreCase(item, other);
    });
  }
};

// Nothing when the text is no request of HTTP/1.
std::optional<Request> ParseRequest(absl::string_view text) {
  const std::vector<absl::string_view> lines = absl::StrSplit(text, "\r\n");
  const std::vector<absl::string_view> first = absl::StrSplit(lines[0], ' ');
  if (first.size() != 3 || !absl::StartsWith(first[2], "HTTP/1.")) return std::nullopt;
  Request request{.method = first[0], .version = first[2], .headers = {}};
  for (size_t i = 1; i < lines.size(); ++i) {
    const size_t colon = lines[i].find(':');
    if (colon == absl::string_view::npos) return std::nullopt;
    request.headers.emplace_back(lines[i].substr(0, colon),
                                 absl::StripAsciiWhitespace(lines[i].substr(colon + 1)));
  }
  return request;
}

std::string AcceptOf(absl::string_view key) {
  const std::string text = absl::StrCat(key, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  IRC_CHECK(::EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha1(), nullptr) == 1,
            "SHA-1 of a short text does not fail");
  return absl::Base64Escape(absl::string_view(reinterpret_cast<const char*>(digest), size));
}

HttpUpgrade Refuse(absl::string_view status, absl::string_view more_headers,
                   absl::string_view body) {
  return {.state = State::kRefused,
          .bytes = 0,
          .answer = absl::StrCat("HTTP/1.1 ", status, "\r\n", more_headers,
                                 "Content-Type: text/html; charset=utf-8\r\n"
                                 "Content-Length: ",
                                 body.size(), "\r\nConnection: close\r\n\r\n", body)};
}

HttpUpgrade Page(absl::string_view network) {
  const std::string name = absl::StrReplaceAll(network, {{"&", "&amp;"}, {"<", "&lt;"}});
  return Refuse("200 OK", "",
                absl::StrCat("<!doctype html>\n<title>", name, "</title>\n<h1>", name,
                             "</h1>\n<p>This is an IRC server. Web clients connect to this "
                             "address with a WebSocket (ws:// or wss://).</p>\n"));
}

// The first of the client's protocols that we speak too; empty: none.
absl::string_view Choose(const Request& request, WebSocket::Frames& frames) {
  for (absl::string_view protocol : request.List("Sec-WebSocket-Protocol")) {
    if (protocol == "text.ircv3.net") frames = WebSocket::Frames::kText;
    if (protocol == "binary.ircv3.net") frames = WebSocket::Frames::kBinary;
    if (frames != WebSocket::Frames::kAsReceived) return protocol;
  }
  return "";
}

}  // namespace

HttpUpgrade ReadHttpUpgrade(absl::string_view bytes, const std::vector<std::string>& origins,
                            absl::string_view network) {
  const size_t end = bytes.substr(0, kRequestBytesMax).find("\r\n\r\n");
  if (end == absl::string_view::npos) {
    if (bytes.size() < kRequestBytesMax) return {};
    return Refuse("431 Request Header Fields Too Large", "", "");
  }
  const std::optional<Request> request = ParseRequest(bytes.substr(0, end));
  if (!request.has_value()) return Refuse("400 Bad Request", "", "");
  if (request->method != "GET") return Refuse("405 Method Not Allowed", "Allow: GET\r\n", "");
  if (!request->Has("Upgrade", "websocket") || !request->Has("Connection", "upgrade")) {
    return Page(network);
  }
  if (!request->Has("Sec-WebSocket-Version", "13")) {
    return Refuse("426 Upgrade Required", "Sec-WebSocket-Version: 13\r\n", "");
  }
  const absl::string_view key = request->One("Sec-WebSocket-Key").value_or("");
  std::string nonce;
  if (!absl::Base64Unescape(key, &nonce) || nonce.size() != 16) {
    return Refuse("400 Bad Request", "", "");
  }
  const std::optional<absl::string_view> origin = request->One("Origin");
  if (origin.has_value() && !origins.empty() &&
      std::find(origins.begin(), origins.end(), *origin) == origins.end()) {
    return Refuse("403 Forbidden", "", "This origin may not connect.\n");
  }
  HttpUpgrade upgrade;
  upgrade.state = State::kDone;
  upgrade.bytes = end + 4;
  const std::vector<absl::string_view> from = request->List("X-Forwarded-For");
  const std::vector<absl::string_view> scheme = request->List("X-Forwarded-Proto");
  if (!from.empty()) upgrade.forwarded_for = std::string(from.back());
  upgrade.forwarded_tls = !scheme.empty() && absl::EqualsIgnoreCase(scheme.back(), "https");
  const absl::string_view protocol = Choose(*request, upgrade.frames);
  upgrade.answer = absl::StrCat(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: ",
      AcceptOf(key), "\r\n", protocol.empty() ? "" : "Sec-WebSocket-Protocol: ", protocol,
      protocol.empty() ? "" : "\r\n", "\r\n");
  return upgrade;
}

}  // namespace irc
