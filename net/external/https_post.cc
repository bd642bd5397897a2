#include "net/external/https_post.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "net/auth/secret_text.h"
#include "net/external/resolve.h"
#include "net/external/wait.h"
#include "net/io/fd.h"

namespace irc {
namespace {

namespace http = boost::beast::http;

struct Url {
  bool tls = false;
  std::string authority;  // the header Host
  std::string host;
  std::string port;
  std::string target;
};

// RFC 9110, section 4.2. Nothing when it is another kind of address, or has a user in it.
std::optional<Url> ParseUrl(absl::string_view text) {
  Url url;
  url.tls = absl::ConsumePrefix(&text, "https://");
  if (!url.tls && !absl::ConsumePrefix(&text, "http://")) return std::nullopt;
  const absl::string_view authority = text.substr(0, text.find_first_of("/?#"));
  text.remove_prefix(authority.size());
  const absl::string_view path = text.substr(0, text.find('#'));
  url.target = absl::StrCat(absl::StartsWith(path, "/") ? "" : "/", path);
  url.authority = std::string(authority);
  const size_t bracket = authority.find(']');
  const size_t colon = authority.find(':', bracket == absl::string_view::npos ? 0 : bracket);
  absl::string_view host = authority.substr(0, colon);
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  url.host = std::string(host);
  url.port = colon == absl::string_view::npos ? url.tls ? "443" : "80"
                                              : std::string(authority.substr(colon + 1));
  const bool odd = absl::StrContains(authority, '@') || url.host.empty() || url.port.empty() ||
                   text.find_first_of(absl::string_view("\r\n \0", 4)) != absl::string_view::npos;
  return odd ? std::nullopt : std::optional<Url>(std::move(url));
}

// Connects to the first address that answers. Each has its share of the time that is left.
absl::StatusOr<Fd> Connect(const Url& url, const Wait& wait) {
  const auto addresses = Resolve(url.host, url.port, wait);
  if (!addresses.ok()) return addresses.status();
  std::string why;
  for (size_t i = 0; i < addresses->size(); ++i) {
    const SocketAddress& address = (*addresses)[i];
    Fd fd(::socket(address.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const auto* raw = reinterpret_cast<const sockaddr*>(&address.address);
    int error = ::connect(fd.get(), raw, address.size) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
      const absl::Status status =
          wait.For(fd.get(), POLLOUT, wait.left() / static_cast<int64_t>(addresses->size() - i));
      if (absl::IsCancelled(status)) return status;
      socklen_t size = sizeof(error);
      ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
      if (!status.ok()) error = ETIMEDOUT;
    }
    if (error == 0) return fd;
    why = strerror(error);
  }
  return absl::UnavailableError(absl::StrCat("cannot connect to ", url.authority, ": ", why));
}

// The certificates of authorities that the system trusts. OpenSSL knows where the system that it
// was built on has them; a program that came from elsewhere finds them at the place of another one.
void TrustAuthorities(SSL_CTX* context) {
  ::SSL_CTX_set_default_verify_paths(context);
  constexpr const char* kPlaces[] = {
      "/etc/ssl/certs/ca-certificates.crt",  // Debian, Arch, Alpine
      "/etc/pki/tls/certs/ca-bundle.crt",    // Fedora, Red Hat
      "/etc/ssl/ca-bundle.pem",              // openSUSE
  };
  for (const char* place : kPlaces) {
    if (::access(place, R_OK) != 0) continue;
    ::SSL_CTX_load_verify_file(context, place);
    return;
  }
}

struct Free {
  void operator()(BIO* bio) const { ::BIO_free_all(bio); }
  void operator()(SSL_CTX* context) const { ::SSL_CTX_free(context); }
};

// A connection, with TLS or without.
class Stream {
 public:
  Stream(Fd fd, const Url& url, const Wait& wait)
      : fd_(std::move(fd)), wait_(wait), bio_(::BIO_new_socket(fd_.get(), BIO_NOCLOSE)) {
    if (!url.tls) return;
    context_.reset(::SSL_CTX_new(::TLS_client_method()));
    ::SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
    ::SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    TrustAuthorities(context_.get());
    BIO* const tls = ::BIO_new_ssl(context_.get(), /*client=*/1);
    ::BIO_get_ssl(tls, &ssl_);
    // The certificate must be that of the host or the address; only names are told to the server.
    if (::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(ssl_), url.host.c_str()) != 1) {
      ::SSL_set1_host(ssl_, url.host.c_str());
      ::SSL_set_tlsext_host_name(ssl_, url.host.c_str());
    }
    bio_.reset(::BIO_push(tls, bio_.release()));
  }

  absl::Status Shake() {
    if (ssl_ == nullptr) return absl::OkStatus();
    const auto done = Repeat([this] { return static_cast<int>(BIO_do_handshake(bio_.get())); });
    if (!done.ok()) return done.status();
    if (*done > 0) return absl::OkStatus();
    const long verdict = ::SSL_get_verify_result(ssl_);
    return absl::UnavailableError(
        absl::StrCat("TLS: ", verdict != X509_V_OK ? ::X509_verify_cert_error_string(verdict)
                                                   : "the handshake failed"));
  }

  absl::Status Write(absl::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = Repeat([this, bytes] {
        return ::BIO_write(bio_.get(), bytes.data(), static_cast<int>(bytes.size()));
      });
      if (!count.ok()) return count.status();
      if (*count <= 0) return absl::UnavailableError("the connection broke");
      bytes.remove_prefix(static_cast<size_t>(*count));
    }
    return absl::OkStatus();
  }

  // The number of bytes; 0 at the end of the connection.
  absl::StatusOr<size_t> Read(char* buffer, size_t size) {
    const auto count =
        Repeat([=, this] { return ::BIO_read(bio_.get(), buffer, static_cast<int>(size)); });
    if (!count.ok()) return count.status();
    return *count <= 0 ? 0 : static_cast<size_t>(*count);
  }

 private:
  // Calls until the call neither has to read nor to write first.
  template <typename Call>
  absl::StatusOr<int> Repeat(Call call) {
    while (true) {
      ::ERR_clear_error();
      const int result = call();
      if (result > 0 || !BIO_should_retry(bio_.get())) return result;
      const absl::Status status =
          wait_.For(fd_.get(), BIO_should_write(bio_.get()) ? POLLOUT : POLLIN);
      if (!status.ok()) return status;
    }
  }

  const Fd fd_;
  const Wait& wait_;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<BIO, Free> bio_;
  SSL* ssl_ = nullptr;  // belongs to bio_; null: no TLS
};

// RFC 9112.
SecretText TextOf(HttpsPost& post, const Url& url) {
  std::string text = absl::StrCat("POST ", url.target, " HTTP/1.1\r\nHost: ", url.authority,
                                  "\r\nConnection: close\r\n", post.headers,
                                  "Content-Type: application/x-www-form-urlencoded\r\n",
                                  "Content-Length: ", post.body.size(), "\r\n\r\n", post.body);
  Wipe(post.headers);
  Wipe(post.body);
  return SecretText(std::move(text));
}

using Parser = http::response_parser<http::string_body>;

// Parser::body_limit() of Boost 1.74 does not hold for answers with a Content-Length. The parser
// stops behind the headers, before it reserves memory for the body.
bool IsTooLong(Parser& parser, size_t bytes_max) {
  return parser.is_header_done() && (parser.content_length_remaining().value_or(0) > bytes_max ||
                                     parser.get().body().size() > bytes_max);
}

absl::StatusOr<std::string> ReadAnswer(Stream& stream, size_t bytes_max) {
  Parser parser;
  boost::beast::error_code error;
  std::string unparsed;
  bool more = true;  // whether the parser needs more than it was given
  while (!parser.is_done()) {
    if (more) {
      char buffer[4096];
      const auto count = stream.Read(buffer, sizeof(buffer));
      if (!count.ok()) return count.status();
      if (*count == 0) {
        parser.put_eof(error);
        if (error || !parser.is_done()) return absl::UnavailableError("the answer is cut off");
        break;
      }
      unparsed.append(buffer, *count);
    }
    error = {};
    const size_t used =
        parser.put(boost::asio::const_buffer(unparsed.data(), unparsed.size()), error);
    unparsed.erase(0, used);
    more = unparsed.empty() || error == http::error::need_more;
    if (IsTooLong(parser, bytes_max)) return absl::UnavailableError("the answer is too long");
    if (error && error != http::error::need_more) {
      return absl::UnavailableError(absl::StrCat("no HTTP: ", error.message()));
    }
  }
  const unsigned status = parser.get().result_int();
  if (status != 200) return absl::UnavailableError(absl::StrCat("status ", status));
  return std::move(parser.get().body());
}

}  // namespace

absl::StatusOr<std::string> Send(HttpsPost post) {
  const std::optional<Url> url = ParseUrl(post.url);
  if (!url.has_value()) return absl::InvalidArgumentError("it has no address of HTTP");
  const SecretText text = TextOf(post, *url);
  const Wait wait(post.timeout, post.stop);
  absl::StatusOr<Fd> fd = Connect(*url, wait);
  if (!fd.ok()) return fd.status();
  Stream stream(*std::move(fd), *url, wait);
  absl::Status status = stream.Shake();
  if (status.ok()) status = stream.Write(text.text());
  return status.ok() ? ReadAnswer(stream, post.answer_bytes_max) : status;
}

}  // namespace irc
