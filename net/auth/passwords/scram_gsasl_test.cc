// The server's side of SCRAM against the client of GNU SASL.
#include <gsasl.h>

#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/auth/encodings.h"
#include "net/auth/passwords/scram.h"

namespace irc {
namespace {

// A session of the client, which says what it knows.
class GsaslClient {
 public:
  GsaslClient(const char* mechanism, const std::string& user, const std::string& password,
              const std::string& binding) {
    EXPECT_EQ(::gsasl_init(&library_), GSASL_OK);
    EXPECT_EQ(::gsasl_client_start(library_, mechanism, &session_), GSASL_OK);
    ::gsasl_property_set(session_, GSASL_AUTHID, user.c_str());
    ::gsasl_property_set(session_, GSASL_PASSWORD, password.c_str());
    if (binding.empty()) return;
    ::gsasl_property_set(session_, GSASL_CB_TLS_EXPORTER, EncodeBase64(binding).c_str());
  }
  ~GsaslClient() {
    ::gsasl_finish(session_);
    ::gsasl_done(library_);
  }

  // The answer to a message of the server; empty when the client gives up.
  std::string Step(const std::string& message) {
    char* output = nullptr;
    size_t size = 0;
    status_ = ::gsasl_step(session_, message.data(), message.size(), &output, &size);
    const std::string answer = output == nullptr ? "" : std::string(output, size);
    ::gsasl_free(output);
    return answer;
  }

  int status() const { return status_; }

 private:
  Gsasl* library_ = nullptr;
  Gsasl_session* session_ = nullptr;
  int status_ = GSASL_OK;
};

// Who accepts the other.
struct Outcome {
  bool server_accepts = false;
  bool client_accepts = false;
};

Outcome Converse(GsaslClient& client, const ScramChannel& channel, const std::string& user,
                 const std::string& password) {
  ScramExchange exchange(channel);
  const auto name = exchange.ReadClientFirst(client.Step(""));
  if (std::holds_alternative<ScramError>(name)) return {};
  EXPECT_EQ(std::get<std::string>(name), user);
  const ScramKeys keys = *MakeScramKeys(password, "0123456789abcdef", 4096);
  const auto answer = exchange.ReadClientFinal(client.Step(exchange.ServerFirst(keys, "a1b2c3")));
  if (std::holds_alternative<ScramError>(answer)) return {};
  client.Step(std::get<std::string>(answer));
  return {.server_accepts = true, .client_accepts = client.status() == GSASL_OK};
}

TEST(ScramWithGsasl, UnderstandEachOther) {
  // The last password is prepared to "fi e".
  for (const char* password : {"pencil", "p\u00e4ss w\u00f6rd,=", "\ufb01\u00a0e"}) {
    for (const char* user : {"alice", "a,b=c"}) {
      GsaslClient client("SCRAM-SHA-256", user, password, "");
      const Outcome outcome = Converse(client, {}, user, password);
      EXPECT_TRUE(outcome.server_accepts) << password;
      EXPECT_TRUE(outcome.client_accepts) << password;
    }
  }
}

TEST(ScramWithGsasl, AWrongPasswordIsKeptOut) {
  GsaslClient client("SCRAM-SHA-256", "alice", "pencil", "");
  EXPECT_FALSE(Converse(client, {}, "alice", "Pencil").server_accepts);
}

TEST(ScramWithGsasl, WithTheBindingOfTheConnection) {
  const std::string binding = "0123456789abcdef0123456789abcdef";
  const ScramChannel channel = {.is_plus = true, .offers_plus = true, .tls_exporter = binding};
  GsaslClient client("SCRAM-SHA-256-PLUS", "alice", "pencil", binding);
  EXPECT_TRUE(Converse(client, channel, "alice", "pencil").client_accepts);
  GsaslClient elsewhere("SCRAM-SHA-256-PLUS", "alice", "pencil", absl::StrCat(binding, "x"));
  EXPECT_FALSE(Converse(elsewhere, channel, "alice", "pencil").server_accepts);
}

}  // namespace
}  // namespace irc
