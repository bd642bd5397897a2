#include "net/tls/tls_tickets.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <utility>

#include "core/check.h"

namespace irc {
namespace {

constexpr int kFailed = -1;
constexpr int kUnknown = 0;  // a full handshake and a new ticket
constexpr int kGood = 1;
constexpr int kRenewed = 2;  // valid, and the client gets a newer ticket

// The index of the context's pointer to its TlsTickets.
int Index() {
  static const int index = ::SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

bool UseMac(EVP_MAC_CTX* mac, const std::array<uint8_t, 32>& key) {
  static char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      ::OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, const_cast<uint8_t*>(key.data()),
                                          key.size()),
      ::OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
      ::OSSL_PARAM_construct_end()};
  return ::EVP_MAC_CTX_set_params(mac, parameters) == 1;
}

}  // namespace

struct TlsTickets::Callback {
  static int Run(SSL* ssl, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher,
                 EVP_MAC_CTX* mac, int seals) {
    const auto& self =
        *static_cast<const TlsTickets*>(::SSL_CTX_get_ex_data(::SSL_get_SSL_CTX(ssl), Index()));
    if (seals == 1) return Seal(*self.current_, name, iv, cipher, mac);
    const auto has_name = [&](const Key& key) {
      return std::equal(key.name.begin(), key.name.end(), name);
    };
    if (has_name(*self.current_)) return Open(*self.current_, iv, cipher, mac, kGood);
    if (self.previous_.has_value() && has_name(*self.previous_)) {
      return Open(*self.previous_, iv, cipher, mac, kRenewed);
    }
    return kUnknown;
  }
  static int Seal(const Key& key, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher,
                  EVP_MAC_CTX* mac) {
    std::copy(key.name.begin(), key.name.end(), name);
    const int iv_size = ::EVP_CIPHER_get_iv_length(::EVP_aes_256_cbc());
    const bool ok =
        ::RAND_bytes(iv, iv_size) == 1 &&
        ::EVP_EncryptInit_ex(cipher, ::EVP_aes_256_cbc(), nullptr, key.cipher.data(), iv) == 1 &&
        UseMac(mac, key.mac);
    return ok ? kGood : kFailed;
  }
  static int Open(const Key& key, const unsigned char* iv, EVP_CIPHER_CTX* cipher, EVP_MAC_CTX* mac,
                  int result) {
    const bool ok =
        ::EVP_DecryptInit_ex(cipher, ::EVP_aes_256_cbc(), nullptr, key.cipher.data(), iv) == 1 &&
        UseMac(mac, key.mac);
    return ok ? result : kFailed;
  }
};

TlsTickets::TlsTickets() : current_(MakeKey()) {}

TlsTickets::~TlsTickets() {
  Forget(current_);
  Forget(previous_);
}

void TlsTickets::Serve(ssl_ctx_st* context) {
  IRC_CHECK(::SSL_CTX_set_ex_data(context, Index(), this) == 1, "memory does not run out");
  IRC_CHECK(::SSL_CTX_set_tlsext_ticket_key_evp_cb(context, &Callback::Run) == 1,
            "OpenSSL 3 takes this callback");
  ::SSL_CTX_set_timeout(context, absl::ToInt64Seconds(kTicketKeyTime));
}

void TlsTickets::SetTime(absl::Time steady) {
  if (made_ == absl::InfinitePast()) made_ = steady;
  const absl::Duration age = steady - made_;
  if (age < kTicketKeyTime) return;
  Forget(previous_);
  if (age < 2 * kTicketKeyTime) previous_ = current_;
  Forget(current_);
  current_ = MakeKey();
  made_ = steady;
}

TlsTickets::Key TlsTickets::MakeKey() {
  Key key;
  for (auto [data, size] : {std::pair(key.name.data(), key.name.size()),
                            std::pair(key.cipher.data(), key.cipher.size()),
                            std::pair(key.mac.data(), key.mac.size())}) {
    IRC_CHECK(::RAND_bytes(data, static_cast<int>(size)) == 1,
              "the system has random numbers for keys");
  }
  return key;
}

void TlsTickets::Forget(std::optional<Key>& key) {
  if (key.has_value()) ::OPENSSL_cleanse(&*key, sizeof(Key));
  key.reset();
}

}  // namespace irc
