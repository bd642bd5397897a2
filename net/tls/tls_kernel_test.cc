// Kernel TLS over real sockets. On a system without it the same conversations run with OpenSSL's
// encryption, as they do on a server. Load the kernel module (`modprobe tls`) to test kTLS.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "net/io/fd.h"
#include "net/testing/reset_on_close.h"
#include "net/tls/tls.h"

namespace irc {
namespace {

// A client and a server after the handshake.
class Conversation {
 public:
  explicit Conversation(int version, bool offers = true)
      : offers_(offers), context_(::SSL_CTX_new(::TLS_client_method())) {
    ::SSL_CTX_set_max_proto_version(context_, version);
    Connect();
    client_ = ::SSL_new(context_);
    ::SSL_set_fd(client_, client_fd_.get());
    ::SSL_set_connect_state(client_);
    for (int i = 0; i < 100 && !(server_.established() && ::SSL_is_init_finished(client_)); ++i) {
      ::SSL_do_handshake(client_);
      EXPECT_TRUE(ServerReads());
      ServerWrites();
    }
  }
  ~Conversation() {
    ::SSL_free(client_);
    ::SSL_CTX_free(context_);
  }

  // Encrypts `text`, or leaves it to the kernel, and writes it to the socket.
  void ServerSays(absl::string_view text) {
    server_.Write(text, wire_);
    ServerWrites();
  }
  bool ServerReads() {
    char buffer[20'000];
    const ssize_t count = ::recv(server_fd_.get(), buffer, sizeof(buffer), MSG_DONTWAIT);
    if (count <= 0) return true;
    if (offers_) server_.OfferSocket(wire_.empty() ? server_fd_.get() : -1);
    return server_.Read(absl::string_view(buffer, static_cast<size_t>(count)), plain_, wire_);
  }
  void ServerWrites() {
    const ssize_t sent = ::send(server_fd_.get(), wire_.data(), wire_.size(), MSG_NOSIGNAL);
    EXPECT_EQ(sent, static_cast<ssize_t>(wire_.size()));
    wire_.clear();
  }
  std::string ClientReads() {
    char buffer[20'000];
    const int count = ::SSL_read(client_, buffer, sizeof(buffer));
    return std::string(buffer, count > 0 ? static_cast<size_t>(count) : 0);
  }

  Tls& server() { return server_; }
  SSL* client() { return client_; }
  int server_fd() const { return server_fd_.get(); }
  std::string& plain() { return plain_; }
  std::string& wire() { return wire_; }

 private:
  void Connect() {
    const Fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    ASSERT_EQ(::bind(listener.get(), any, size), 0);
    ASSERT_EQ(::listen(listener.get(), 1), 0);
    ASSERT_EQ(::getsockname(listener.get(), any, &size), 0);
    client_fd_ = Fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    ResetOnClose(client_fd_);
    ASSERT_EQ(::connect(client_fd_.get(), any, size), 0) << ::strerror(errno);
    server_fd_ = Fd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    // The client's reads time out, so that a failed test does not hang.
    const timeval patience = {.tv_sec = 0, .tv_usec = 50'000};
    ::setsockopt(client_fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  }

  const bool offers_;
  SSL_CTX* const context_;
  Fd client_fd_;
  Fd server_fd_;
  SSL* client_ = nullptr;
  Tls server_{TlsCredentials::SelfSigned("irc.example")};
  std::string plain_;
  std::string wire_;
};

class KernelTls : public testing::TestWithParam<int> {};

TEST_P(KernelTls, TakesOverAfterTheHandshake) {
  Conversation talk(GetParam());
  EXPECT_EQ(talk.server().in_kernel(), KernelSpeaksTls());
  for (int i = 0; i < 3; ++i) {
    talk.ServerSays("PING :x\r\n");
    EXPECT_EQ(talk.ClientReads(), "PING :x\r\n");
    ::SSL_write(talk.client(), "PONG x\r\n", 8);
    EXPECT_TRUE(talk.ServerReads());
    EXPECT_EQ(talk.plain(), "PONG x\r\n");
    talk.plain().clear();
  }
  talk.server().Close(talk.wire());
  talk.ServerWrites();
  char byte = 0;
  const int count = ::SSL_read(talk.client(), &byte, 1);
  EXPECT_EQ(::SSL_get_error(talk.client(), count), SSL_ERROR_ZERO_RETURN);
}

TEST_P(KernelTls, EncryptsWhatGoesPastOpenSsl) {
  Conversation talk(GetParam());
  if (!talk.server().in_kernel()) GTEST_SKIP() << "this system does not encrypt";
  const std::string text(40'000, 'x');
  ASSERT_EQ(::send(talk.server_fd(), text.data(), text.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(text.size()));
  std::string heard;
  while (heard.size() < text.size()) {
    const std::string more = talk.ClientReads();
    ASSERT_NE(more, "");
    heard += more;
  }
  EXPECT_EQ(heard, text);
}

TEST_P(KernelTls, IsNotAskedForWhileSomethingWaits) {
  Conversation talk(GetParam(), false);
  EXPECT_FALSE(talk.server().in_kernel());
  talk.ServerSays("PING :x\r\n");
  EXPECT_EQ(talk.ClientReads(), "PING :x\r\n");
}

INSTANTIATE_TEST_SUITE_P(Versions, KernelTls, testing::Values(TLS1_2_VERSION, TLS1_3_VERSION),
                         [](const testing::TestParamInfo<int>& info) {
                           return info.param == TLS1_2_VERSION ? "Tls12" : "Tls13";
                         });

// OpenSSL cannot pass updated keys to the kernel, so with kTLS a key update ends the connection.
TEST(KernelTlsKeys, WhoWantsNewKeysIsToldGoodbye) {
  Conversation talk(TLS1_3_VERSION);
  ::SSL_key_update(talk.client(), SSL_KEY_UPDATE_REQUESTED);
  ::SSL_write(talk.client(), "PONG x\r\n", 8);
  EXPECT_EQ(talk.ServerReads(), !talk.server().in_kernel());
}

}  // namespace
}  // namespace irc
