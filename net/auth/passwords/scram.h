// The server's side of SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677), with the channel
// bindings tls-exporter (RFC 9266) and tls-server-end-point (RFC 5929 section 4).
//
//   client: n,,n=alice,r=abc                       ReadClientFirst: "alice"
//   server: r=abcXYZ,s=<salt>,i=4096               ServerFirst
//   client: c=biws,r=abcXYZ,p=<proof>              ReadClientFinal
//   server: v=<signature>
//
// Laws of this file: nothing is read but the arguments: the nonce, the keys and the bindings are
// the caller's. Before the end, the answers do not tell whether an account exists, and at the end
// a wrong password and an unknown account fail alike.
#ifndef IRCSERV_NET_AUTH_PASSWORDS_SCRAM_H_
#define IRCSERV_NET_AUTH_PASSWORDS_SCRAM_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "net/auth/passwords/scram_keys.h"

namespace irc {

// The reasons of RFC 5802 section 7 that this server has. Unknown users fail with kInvalidProof.
enum class ScramError : uint8_t {
  kInvalidEncoding,
  kInvalidUsernameEncoding,
  kExtensionsNotSupported,
  kInvalidProof,
  kChannelBindingsDontMatch,
  kServerDoesSupportChannelBinding,
  kChannelBindingNotSupported,
  kUnsupportedChannelBindingType,
  kOtherError,
};

// The message that ends an exchange, "e=invalid-proof" for example.
std::string ScramErrorMessage(ScramError error);

// What the connection has. A binding is empty when the connection has none.
struct ScramChannel {
  bool is_plus = false;      // the client asked for SCRAM-SHA-256-PLUS
  bool offers_plus = false;  // the list of mechanisms that this client got had SCRAM-SHA-256-PLUS
  std::string tls_exporter;
  std::string tls_server_end_point;
};

// Whether two names are one account.
using SameAccount = std::function<bool(absl::string_view, absl::string_view)>;

class ScramExchange {
 public:
  // Without `same_account`, two names are the same when their bytes are.
  explicit ScramExchange(ScramChannel channel, SameAccount same_account = nullptr);
  ~ScramExchange();
  ScramExchange(const ScramExchange&) = delete;
  ScramExchange& operator=(const ScramExchange&) = delete;

  // Takes client-first-message. Gives the account that the client names, as it spells it.
  // A client that asks to act as another account fails, and so does a second message.
  std::variant<std::string, ScramError> ReadClientFirst(absl::string_view message);

  // Gives server-first-message. `keys` are those of the account, or FakeScramKeys. The nonce of the
  // client is followed by `nonce`, which no other exchange has; printable ASCII without commas.
  // REQUIRES: ReadClientFirst gave a name, and the keys are usable.
  std::string ServerFirst(ScramKeys keys, absl::string_view nonce);

  // Takes client-final-message. Gives server-final-message, and then the client has proved that it
  // knows the password. A message before ServerFirst fails, and so does a second one.
  std::variant<std::string, ScramError> ReadClientFinal(absl::string_view message);

 private:
  // Takes the flag of the channel binding and sets binding_; the reason when the flag cannot be.
  std::optional<ScramError> ReadBindingFlag(absl::string_view flag);

  // Whether the proof belongs to the StoredKey and to `text`, the AuthMessage.
  bool Proves(absl::string_view proof, absl::string_view text) const;

  enum class Step : uint8_t { kClientFirst, kServerFirst, kClientFinal, kOver };

  const ScramChannel channel_;
  const SameAccount same_account_;
  Step next_ = Step::kClientFirst;
  std::string gs2_header_;         // "n,,", with which c= begins
  std::string binding_;            // the bytes that c= ends with
  std::string client_first_bare_;  // the message behind gs2_header_
  std::string nonce_;              // first of the client, then of both
  std::string server_first_;
  ScramKeys keys_;
};

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_SCRAM_H_
