// The data that tie a login to its TLS connection: channel bindings (RFC 5056) and the fingerprint
// of a certificate.
#ifndef IRCSERV_NET_TLS_TLS_BINDINGS_H_
#define IRCSERV_NET_TLS_TLS_BINDINGS_H_

#include <openssl/ssl.h>

#include <string>

namespace irc {

// The digest of a certificate, in bytes, not digits; empty when it cannot be computed.
std::string CertificateDigest(X509* certificate, const EVP_MD* hash);

// "tls-exporter", RFC 9266. Empty when two connections may have the same keys.
std::string ExporterBinding(SSL* ssl);

// "tls-server-end-point", RFC 5929 section 4.1. Empty for a certificate that has none. A resumed
// session stays bound to the certificate of its first handshake, which may have been replaced
// since; the ticket contains the binding.
std::string EndPointBinding(SSL* ssl);

// Puts the end-point binding into a ticket; an SSL_CTX_generate_session_ticket_fn.
int RememberEndPoint(SSL* ssl, void* unused);

}  // namespace irc

#endif  // IRCSERV_NET_TLS_TLS_BINDINGS_H_
