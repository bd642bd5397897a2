// What ties a login to its TLS connection: channel bindings and the fingerprint of a certificate.
#ifndef IRCSERV_NET_TLS_TLS_BINDINGS_H_
#define IRCSERV_NET_TLS_TLS_BINDINGS_H_

#include <openssl/ssl.h>

#include <string>

namespace irc {

// Of a certificate; empty when it can not be computed. Bytes, not digits.
std::string CertificateDigest(X509* certificate, const EVP_MD* hash);

// "tls-exporter", RFC 9266. Empty where two connections can have the same keys.
std::string ExporterBinding(SSL* ssl);

// "tls-server-end-point", RFC 5929, 4.1. Empty for a certificate that has none. Who resumes a
// session is still bound to the certificate that he has seen, which may have been replaced since;
// his ticket remembers it.
std::string EndPointBinding(SSL* ssl);

// Puts that into a ticket; an SSL_CTX_generate_session_ticket_fn.
int RememberEndPoint(SSL* ssl, void* unused);

}  // namespace irc

#endif  // IRCSERV_NET_TLS_TLS_BINDINGS_H_
