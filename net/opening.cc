#include "net/opening.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "net/http_upgrade.h"
#include "net/proxy_header.h"

namespace irc {

Opening::Step Opening::Take(absl::string_view bytes, const std::vector<std::string>& origins,
                            absl::string_view network) {
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
  return websocket_ ? TakeUpgrade(origins, network) : Step::kReady;
}

Opening::Step Opening::TakeHeader() {
  const ProxyHeader header = ReadProxyHeader(rest);
  switch (header.state) {
    case ProxyHeader::State::kMore:
      return Step::kMore;
    case ProxyHeader::State::kWhole:
      source = header.source;
      proxied_tls = header.tls;
      rest.erase(0, header.bytes);
      break;
    case ProxyHeader::State::kNone:
      if (proxy_ == Proxy::kMay) break;
      [[fallthrough]];
    case ProxyHeader::State::kWrong:
      answer_ = "ERROR :Closing Link: a PROXY header was expected\r\n";
      return Step::kRefused;
  }
  proxy_ = Proxy::kNo;
  return Step::kReady;
}

Opening::Step Opening::TakeHandshake(absl::string_view bytes) {
  if (!tls->Read(bytes, rest, answer_)) return Step::kRefused;
  return tls->established() ? Step::kReady : Step::kMore;
}

Opening::Step Opening::TakeUpgrade(const std::vector<std::string>& origins,
                                   absl::string_view network) {
  HttpUpgrade upgrade = ReadHttpUpgrade(rest, origins, network);
  if (upgrade.state == HttpUpgrade::State::kMore) return Step::kMore;
  Answer(upgrade.answer);
  if (upgrade.state == HttpUpgrade::State::kRefused) return Step::kRefused;
  frames = upgrade.frames;
  rest.erase(0, upgrade.bytes);
  return Step::kReady;
}

void Opening::Answer(absl::string_view text) {
  if (tls != nullptr) {
    tls->Write(text, answer_);
  } else {
    absl::StrAppend(&answer_, text);
  }
}

}  // namespace irc
