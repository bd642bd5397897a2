#include "net/accept/opening.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "net/accept/proxy_header.h"
#include "net/http/http_upgrade.h"

namespace irc {
namespace {

WebSocket::Frames FramesOf(HttpUpgrade::Subprotocol subprotocol) {
  switch (subprotocol) {
    case HttpUpgrade::Subprotocol::kText:
      return WebSocket::Frames::kText;
    case HttpUpgrade::Subprotocol::kBinary:
      return WebSocket::Frames::kBinary;
    case HttpUpgrade::Subprotocol::kNone:
      break;
  }
  return WebSocket::Frames::kAsReceived;
}

}  // namespace

Opening::Step Opening::Take(absl::string_view bytes, const Rules& rules) {
  std::string after_header;
  if (proxy_ != Proxy::kNo) {
    absl::StrAppend(&rest, bytes);
    const Step step = TakeHeader();
    if (step != Step::kReady) return step;
    after_header = std::exchange(rest, {});
    bytes = after_header;
  }
  if (tls != nullptr) {
    const Step step = TakeHandshake(bytes);
    if (step != Step::kReady) return step;
  } else {
    absl::StrAppend(&rest, bytes);
  }
  if (websocket_) return TakeUpgrade(rules);
  return FindGateway(rules.gateways, address) == nullptr ? Step::kReady : TakeWebirc();
}

Opening::Step Opening::TakeHeader() {
  const ProxyHeader header = ReadProxyHeader(rest);
  switch (header.state) {
    case ProxyHeader::State::kMore:
      return Step::kMore;
    case ProxyHeader::State::kWhole:
      if (header.source.has_value()) {
        address = *header.source;
        may_forward_ = false;  // the HTTP request is the client's
      }
      proxied_tls = header.tls;
      if (header.tls) proxied_name_ = header.authority;
      rest.erase(0, header.bytes);
      break;
    case ProxyHeader::State::kNone:
      if (proxy_ == Proxy::kMay) break;
      [[fallthrough]];
    case ProxyHeader::State::kWrong:
      answer_ = "ERROR :Closing Link: a PROXY header was expected\r\n";
      return Refuse(header.state == ProxyHeader::State::kNone ? "no PROXY header"
                                                              : "the PROXY header is malformed");
  }
  proxy_ = Proxy::kNo;
  return Step::kReady;
}

Opening::Step Opening::TakeHandshake(absl::string_view bytes) {
  if (!tls->Read(bytes, rest, answer_)) {
    return Refuse(absl::StrCat("TLS: ", tls->error().empty() ? "closed" : tls->error()));
  }
  return tls->established() ? Step::kReady : Step::kMore;
}

Opening::Step Opening::TakeUpgrade(const Rules& rules) {
  const HttpUpgrade upgrade = ReadHttpUpgrade(rest, rules.origins, rules.network);
  if (upgrade.state == HttpUpgrade::State::kMore) return Step::kMore;
  Answer(upgrade.answer);
  if (upgrade.state == HttpUpgrade::State::kRefused) {
    constexpr absl::string_view kVersion = "HTTP/1.1 ";
    const absl::string_view answer = upgrade.answer;  // "HTTP/1.1 400 Bad Request\r\n…"
    return Refuse(
        absl::StrCat("HTTP: no WebSocket, the answer was ",
                     answer.substr(kVersion.size(), answer.find('\r') - kVersion.size())));
  }
  frames = FramesOf(upgrade.subprotocol);
  if (may_forward_) {
    address = upgrade.forwarded.address.value_or(address);
    proxied_tls |= upgrade.forwarded.tls;
  }
  rest.erase(0, upgrade.bytes);
  return Step::kReady;
}

Opening::Step Opening::TakeWebirc() {
  WebircLine line = ReadWebirc(rest);
  switch (line.state) {
    case WebircLine::State::kMore:
      return Step::kMore;
    case WebircLine::State::kNone:
      return Step::kReady;
    case WebircLine::State::kWrong:
      Answer("ERROR :Invalid WebIRC line\r\n");
      return Refuse("the WEBIRC line is malformed");
    case WebircLine::State::kWhole:
      break;
  }
  rest.erase(0, line.bytes);
  // A client counts as secure only if the connection of the gateway to this server is private too.
  if (!IsPrivate()) {
    line.secure = false;
    line.certfp.clear();
  }
  webirc = std::move(line);
  return Step::kReady;
}

// True if nobody on the network can read the connection. The specification requires TLS; bytes that
// do not leave this machine are as private.
bool Opening::IsPrivate() const {
  return tls != nullptr || proxied_tls || (from_this_machine_ && IsLoopback(address));
}

absl::string_view Opening::awaited() const {
  if (proxy_ != Proxy::kNo) return "no PROXY header";
  if (tls != nullptr && !tls->established()) return "the TLS handshake did not end";
  return websocket_ ? "no HTTP request" : "no WEBIRC line";
}

std::string Opening::ServerName() const {
  return tls != nullptr ? tls->ServerName() : proxied_name_;
}

Opening::Step Opening::Refuse(absl::string_view why) {
  refusal_ = std::string(why);
  return Step::kRefused;
}

void Opening::Answer(absl::string_view text) {
  if (tls != nullptr) {
    tls->Write(text, answer_);
  } else {
    absl::StrAppend(&answer_, text);
  }
}

}  // namespace irc
