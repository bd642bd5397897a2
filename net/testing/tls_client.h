// A TLS client for tests, which reads and writes strings instead of a socket.
#ifndef IRCSERV_NET_TESTING_TLS_CLIENT_H_
#define IRCSERV_NET_TESTING_TLS_CLIENT_H_

#include <openssl/ssl.h>

#include <string>

namespace irc {

class TlsClient {
 public:
  explicit TlsClient(const std::string& server_name = "", int version = 0)
      : context_(::SSL_CTX_new(::TLS_client_method())) {
    if (version != 0) ::SSL_CTX_set_max_proto_version(context_, version);
    ssl_ = ::SSL_new(context_);
    ::SSL_set_bio(ssl_, ::BIO_new(::BIO_s_mem()), ::BIO_new(::BIO_s_mem()));
    if (!server_name.empty()) SSL_set_tlsext_host_name(ssl_, server_name.c_str());
    ::SSL_set_connect_state(ssl_);
  }
  ~TlsClient() {
    ::SSL_free(ssl_);
    ::SSL_CTX_free(context_);
  }
  void Take(const std::string& wire) {
    ::BIO_write(::SSL_get_rbio(ssl_), wire.data(), static_cast<int>(wire.size()));
  }
  // Advances the handshake, decrypts the received bytes, and returns the bytes to be sent.
  std::string Step() {
    char buffer[20000];
    int count = 0;
    while ((count = ::SSL_read(ssl_, buffer, sizeof(buffer))) > 0) {
      read_.append(buffer, static_cast<size_t>(count));
    }
    char* data = nullptr;
    const long size = BIO_get_mem_data(::SSL_get_wbio(ssl_), &data);
    std::string out(data, static_cast<size_t>(size));
    static_cast<void>(BIO_reset(::SSL_get_wbio(ssl_)));
    return out;
  }
  // What a client gets that reads `bytes_max` bytes each time that its socket has input. OpenSSL
  // takes one record from the socket when it holds nothing, and poll() does not see what it holds.
  // REQUIRES: the handshake is done, and `socket` consists of whole records.
  std::string ReadWhilePolled(std::string socket, size_t bytes_max) {
    std::string heard, buffer(bytes_max, '\0');
    while (!socket.empty()) {
      if (::SSL_has_pending(ssl_) == 0) {
        const auto byte = [&](size_t i) { return static_cast<unsigned char>(socket[i]); };
        const size_t record = 5 + size_t{byte(3)} * 256 + byte(4);
        Take(socket.substr(0, record));
        socket.erase(0, record);
      }
      const int count = ::SSL_read(ssl_, buffer.data(), static_cast<int>(bytes_max));
      if (count > 0) heard.append(buffer, 0, static_cast<size_t>(count));
    }
    return heard;
  }
  void Say(const std::string& text) {
    ::SSL_write(ssl_, text.data(), static_cast<int>(text.size()));
  }
  void Close() { ::SSL_shutdown(ssl_); }
  void Show(X509* certificate, EVP_PKEY* key) {
    ::SSL_use_certificate(ssl_, certificate);
    ::SSL_use_PrivateKey(ssl_, key);
  }
  std::string ServersName() {
    X509* certificate = ::SSL_get0_peer_certificate(ssl_);
    char name[256] = "";
    ::X509_NAME_get_text_by_NID(::X509_get_subject_name(certificate), NID_commonName, name, 255);
    return name;
  }
  // The client's own value of the tls-exporter channel binding (RFC 9266), as bytes.
  std::string Exporter() {
    unsigned char data[32];
    ::SSL_export_keying_material(ssl_, data, sizeof(data), "EXPORTER-Channel-Binding", 24, nullptr,
                                 0, 1);
    return std::string(reinterpret_cast<const char*>(data), sizeof(data));
  }
  X509* ServersCertificate() { return ::SSL_get0_peer_certificate(ssl_); }
  std::string& read() { return read_; }
  bool resumed() { return ::SSL_session_reused(ssl_) == 1; }

  // Uses the session of `other`, with its ticket, to resume. REQUIRES: `other` still exists.
  void Resume(const TlsClient& other) {
    SSL_SESSION* session = ::SSL_get1_session(other.ssl_);
    ::SSL_set_session(ssl_, session);
    ::SSL_SESSION_free(session);
  }

 private:
  SSL_CTX* context_;
  SSL* ssl_;
  std::string read_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_TLS_CLIENT_H_
