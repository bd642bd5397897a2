// What is asked outside of this server about a client that wants to log in: tokens are checked with
// the keys of identity providers, or by asking their issuer; passwords, certificates and what is
// left of the tokens by the operator's script.
//
// Laws of this file:
// - The first that decides is the last that is asked. A key decides about a token that it signed,
//   the issuer about each token that it is asked about, and the script about everything.
// - Check waits for others, so it is called in the threads for that (net/workers). Several of them
//   may call it at once.
#ifndef IRCSERV_NET_EXTERNAL_EXTERNAL_CHECKS_H_
#define IRCSERV_NET_EXTERNAL_EXTERNAL_CHECKS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/auth/jwt.h"
#include "net/external/introspection.h"
#include "net/external/question.h"
#include "net/external/script_pool.h"
#include "net/external/stop_signal.h"

namespace irc {

// A key, and how its tokens are read.
struct JwtIssuer {
  JwtKey key;
  JwtRules rules;
};

class ExternalChecks {
 public:
  ExternalChecks(std::vector<JwtIssuer> issuers, IntrospectionOptions introspection,
                 ScriptOptions script);

  bool has_script() const { return has_script_; }

  ExternalAnswer Check(const ExternalQuestion& question);

  // Ends at once what waits, and all that is asked from now on, without an answer.
  void Stop();

 private:
  std::optional<ExternalAnswer> AskIssuers(const ExternalQuestion& question) const;
  ExternalAnswer AskScript(const ExternalQuestion& question);

  const std::vector<JwtIssuer> issuers_;
  const bool has_introspection_;
  const bool has_script_;
  const Introspection introspection_;
  ScriptPool scripts_;
  StopSignal stop_;  // of questions to the issuer
};

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_EXTERNAL_CHECKS_H_
