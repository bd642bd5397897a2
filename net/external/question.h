// What is asked about somebody who wants to log in, where this server does not know the answer
// itself, and what the answer is.
#ifndef IRCSERV_NET_EXTERNAL_QUESTION_H_
#define IRCSERV_NET_EXTERNAL_QUESTION_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "core/conn/bearer_claim.h"
#include "net/auth/secret_text.h"

namespace irc {

enum class ProofKind : uint8_t { kPassword, kCertificate, kToken };

struct ExternalQuestion {
  ProofKind kind = ProofKind::kPassword;
  std::string account;                 // as the client spells it; empty: it has named none
  SecretText secret = SecretText("");  // the password or the token; empty: the certificate is all
  std::string certfp;                  // SHA-256 in lower-case hex; empty: there is no certificate
  std::string ip;
  // Of a token.
  TokenType token_type = TokenType::kOauth2;
  std::string host;
  uint16_t port = 0;
  absl::Time now;  // the time at which the token has to be valid
};

enum class ExternalVerdict : uint8_t {
  kRight,
  kWrong,
  kNoAnswer,  // nobody could be asked; the client may try again
};

struct ExternalAnswer {
  ExternalVerdict verdict = ExternalVerdict::kWrong;
  std::string account;  // of kRight: the account, as it is spelled there
  std::string detail;   // for the log, otherwise; without secrets
};

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_QUESTION_H_
