#include "net/http/http_upgrade.h"

#include <openssl/evp.h>

#include <algorithm>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/check.h"
#include "net/http/http_reader.h"
#include "net/http/http_response.h"

namespace irc {
namespace {

using State = HttpUpgrade::State;
using Subprotocol = HttpUpgrade::Subprotocol;

// RFC 6455 section 4.2.2: the value of Sec-WebSocket-Accept.
std::string AcceptOf(absl::string_view key) {
  const std::string text = absl::StrCat(key, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  IRC_CHECK(::EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha1(), nullptr) == 1,
            "SHA-1 of a short text does not fail");
  return absl::Base64Escape(absl::string_view(reinterpret_cast<const char*>(digest), size));
}

HttpUpgrade Refuse(HttpResponse response) {
  response.content_type = "text/html; charset=utf-8";
  return {.state = State::kRefused, .answer = response.Text()};
}

HttpUpgrade Page(absl::string_view network, bool without_body) {
  const std::string name = absl::StrReplaceAll(network, {{"&", "&amp;"}, {"<", "&lt;"}});
  const std::string body =
      absl::StrCat("<!doctype html>\n<title>", name, "</title>\n<h1>", name,
                   "</h1>\n<p>This is an IRC server. Web clients connect to this "
                   "address with a WebSocket (ws:// or wss://).</p>\n");
  return Refuse({.body = body, .without_body = without_body});
}

bool AsksForWebSocket(const HttpRequest& request) {
  return !request.is_head && request.ListHas("Upgrade", "websocket") &&
         request.ListHas("Connection", "upgrade");
}

// RFC 6455 section 4.1: one key, which is 16 bytes in base64.
bool KeyIsRight(const HttpRequest& request) {
  const absl::string_view key = request.Find("Sec-WebSocket-Key").value_or("");
  std::string nonce;
  return request.Count("Sec-WebSocket-Key") == 1 && key.size() == 24 &&
         absl::Base64Unescape(key, &nonce) && nonce.size() == 16;
}

bool OriginMayEnter(const HttpRequest& request, const std::vector<std::string>& origins) {
  const std::optional<absl::string_view> origin = request.Find("Origin");
  return !origin.has_value() || origins.empty() ||
         std::find(origins.begin(), origins.end(), *origin) != origins.end();
}

// The first of the client's subprotocols that this server speaks; its name goes to `name`.
Subprotocol Choose(const HttpRequest& request, absl::string_view& name) {
  for (absl::string_view offered : request.List("Sec-WebSocket-Protocol")) {
    name = offered;
    if (offered == "text.ircv3.net") return Subprotocol::kText;
    if (offered == "binary.ircv3.net") return Subprotocol::kBinary;
  }
  return Subprotocol::kNone;
}

HttpUpgrade Accept(const HttpRequest& request, size_t bytes) {
  HttpUpgrade upgrade{.state = State::kDone, .bytes = bytes};
  upgrade.forwarded = ReadForwarded(request);
  absl::string_view name;
  upgrade.subprotocol = Choose(request, name);
  upgrade.answer =
      absl::StrCat(HttpStatusLine(HttpStatus::kSwitchingProtocols),
                   "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ",
                   AcceptOf(*request.Find("Sec-WebSocket-Key")), "\r\n");
  if (upgrade.subprotocol != Subprotocol::kNone) {
    absl::StrAppend(&upgrade.answer, "Sec-WebSocket-Protocol: ", name, "\r\n");
  }
  absl::StrAppend(&upgrade.answer, "\r\n");
  return upgrade;
}

}  // namespace

HttpUpgrade ReadHttpUpgrade(absl::string_view bytes, const std::vector<std::string>& origins,
                            absl::string_view network) {
  const HttpReading reading = ReadHttpRequest(bytes);
  if (reading.state == HttpReading::State::kMore) return {};
  if (reading.state == HttpReading::State::kRefused) return Refuse({.status = reading.status});
  const HttpRequest& request = reading.request;
  if (!AsksForWebSocket(request)) return Page(network, request.is_head);
  if (request.is_http_1_0) return Refuse({.status = HttpStatus::kBadRequest});
  if (!request.ListHas("Sec-WebSocket-Version", "13")) {
    return Refuse(
        {.status = HttpStatus::kUpgradeRequired, .more_headers = "Sec-WebSocket-Version: 13\r\n"});
  }
  if (!KeyIsRight(request) || request.Count("Origin") > 1) {
    return Refuse({.status = HttpStatus::kBadRequest});
  }
  if (!OriginMayEnter(request, origins)) {
    return Refuse({.status = HttpStatus::kForbidden, .body = "This origin may not connect.\n"});
  }
  return Accept(request, reading.bytes);
}

}  // namespace irc
