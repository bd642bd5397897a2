// TLS clients of a TestShell.
#ifndef IRCSERV_NET_TESTING_TLS_OVER_SOCKETS_H_
#define IRCSERV_NET_TESTING_TLS_OVER_SOCKETS_H_

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <string>

#include "net/testing/test_shell.h"
#include "net/testing/tls_client.h"

namespace irc {

// Moves bytes between the socket and the TLS client until neither has any left.
inline void Carry(TestShell& net, TestShell::Client& socket, TlsClient& tls) {
  for (int i = 0; i < 20; ++i) {
    const std::string said = tls.Step();
    socket.Send(said);
    if (!net.Settle()) return;  // the test then fails, because bytes are missing
    const std::string heard = socket.Take();
    if (said.empty() && heard.empty()) return;
    tls.Take(heard);
  }
}

// A self-signed certificate without a name, for tests that use only its fingerprint.
inline X509* MakeCertificate(EVP_PKEY* key) {
  X509* certificate = ::X509_new();
  ::X509_gmtime_adj(::X509_getm_notBefore(certificate), -3600);
  ::X509_gmtime_adj(::X509_getm_notAfter(certificate), 3600);
  ::X509_set_pubkey(certificate, key);
  ::X509_sign(certificate, key, ::EVP_sha256());
  return certificate;
}

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_TLS_OVER_SOCKETS_H_
