// The fixture of the tests of the protocols before the first IRC line, and the bytes of those
// protocols.
#ifndef IRCSERV_NET_TESTING_OPENING_FIXTURE_H_
#define IRCSERV_NET_TESTING_OPENING_FIXTURE_H_

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "net/testing/shell_fixture.h"
#include "net/testing/web_socket_bytes.h"

namespace irc {

inline constexpr char kHeader[] = "PROXY TCP4 192.0.2.7 127.0.0.1 65533 6667\r\n";
inline constexpr char kIntroduction[] = "NICK me\r\nUSER me 0 * :me\r\n";

class OpeningFixture : public ShellFixture {
 protected:
  // Listens on 127.0.0.1 for the protocols that `words` name, for example "proxy tls".
  void ListenOn(const std::string& words) {
    ShellFixture::ListenOn({absl::StrCat("127.0.0.1 ", words)});
  }

  // The WHOIS line with the client's address in the server.
  std::string AddressOf(Client& client) {
    client.Take();
    client.Line("WHOIS me");
    EXPECT_TRUE(net().Settle());
    for (const std::string& line : client.TakeLines()) {
      if (absl::StrContains(line, " 338 ")) return line;
    }
    return "";
  }
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_OPENING_FIXTURE_H_
