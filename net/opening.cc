#include "net/opening.h"

#include "absl/strings/str_cat.h"
#include "net/http_upgrade.h"
#include "net/proxy_header.h"

namespace irc {

Opening::Step Opening::Take(absl::string_view bytes, const std::vector<std::string>& origins,
                            absl::string_view network) {
  absl::StrAppend(&rest, bytes);
  if (proxy_ != Proxy::kNo) {
    const Step step = TakeHeader();
    if (step != Step::kReady) return step;
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
      tls = header.tls;
      rest.erase(0, header.bytes);
      break;
    case ProxyHeader::State::kNone:
      if (proxy_ == Proxy::kMay) break;
      [[fallthrough]];
    case ProxyHeader::State::kWrong:
      answer = "ERROR :Closing Link: a PROXY header was expected\r\n";
      return Step::kRefused;
  }
  proxy_ = Proxy::kNo;
  return Step::kReady;
}

Opening::Step Opening::TakeUpgrade(const std::vector<std::string>& origins,
                                   absl::string_view network) {
  HttpUpgrade upgrade = ReadHttpUpgrade(rest, origins, network);
  if (upgrade.state == HttpUpgrade::State::kMore) return Step::kMore;
  answer = std::move(upgrade.answer);
  if (upgrade.state == HttpUpgrade::State::kRefused) return Step::kRefused;
  frames = upgrade.frames;
  rest.erase(0, upgrade.bytes);
  return Step::kReady;
}

}  // namespace irc
