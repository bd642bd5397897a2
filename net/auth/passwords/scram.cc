#include "net/auth/passwords/scram.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/check.h"
#include "core/protocol/utf8.h"
#include "net/auth/digests.h"
#include "net/auth/encodings.h"
#include "net/auth/secret_text.h"

namespace irc {
namespace {

// Takes the text to the next comma, and the comma, from `rest`. Nothing at the end of the message.
std::optional<absl::string_view> TakePart(std::optional<absl::string_view>& rest) {
  if (!rest) return std::nullopt;
  const size_t comma = rest->find(',');
  const absl::string_view part = rest->substr(0, comma);
  rest = comma == absl::string_view::npos ? std::nullopt : std::optional(rest->substr(comma + 1));
  return part;
}

// Takes the next part when it is the attribute `name`, "n=" for example, and gives its value.
std::optional<absl::string_view> TakeAttribute(std::optional<absl::string_view>& rest,
                                               absl::string_view name) {
  if (!rest || !absl::StartsWith(*rest, name)) return std::nullopt;
  return TakePart(rest)->substr(name.size());
}

// Reads what is left of a message. Extensions that a server does not know are ignored, unless they
// are mandatory ("m=").
std::optional<ScramError> ReadExtensions(std::optional<absl::string_view>& rest) {
  while (const auto part = TakePart(rest)) {
    if (absl::StartsWith(*part, "m=")) return ScramError::kExtensionsNotSupported;
    if (part->size() < 3 || !absl::ascii_isalpha(static_cast<unsigned char>(part->front())) ||
        (*part)[1] != '=') {
      return ScramError::kInvalidEncoding;
    }
  }
  return std::nullopt;
}

// saslname: "=2C" stands for a comma, "=3D" for "=". Nothing when the text is no name.
std::optional<std::string> ReadName(absl::string_view text) {
  if (text.empty() || !IsValidUtf8(text) || absl::StrContains(text, '\0')) return std::nullopt;
  std::string name;
  while (!text.empty()) {
    if (absl::ConsumePrefix(&text, "=2C")) {
      name += ',';
    } else if (absl::ConsumePrefix(&text, "=3D")) {
      name += '=';
    } else if (text.front() == '=') {
      return std::nullopt;
    } else {
      name += text.front();
      text.remove_prefix(1);
    }
  }
  return name;
}

bool IsNonce(absl::string_view text) {
  const auto is_printable = [](char c) { return c >= '!' && c <= '~' && c != ','; };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_printable);
}

}  // namespace

std::string ScramErrorMessage(ScramError error) {
  constexpr std::array<absl::string_view, 9> kValues = {
      "invalid-encoding",
      "invalid-username-encoding",
      "extensions-not-supported",
      "invalid-proof",
      "channel-bindings-dont-match",
      "server-does-support-channel-binding",
      "channel-binding-not-supported",
      "unsupported-channel-binding-type",
      "other-error",
  };
  return absl::StrCat("e=", kValues[static_cast<size_t>(error)]);
}

ScramExchange::ScramExchange(ScramChannel channel, SameAccount same_account)
    : channel_(std::move(channel)),
      same_account_(same_account ? std::move(same_account) : std::equal_to<absl::string_view>()) {}

ScramExchange::~ScramExchange() {
  Wipe(keys_.stored_key);
  Wipe(keys_.server_key);
}

std::optional<ScramError> ScramExchange::ReadBindingFlag(absl::string_view flag) {
  if (absl::ConsumePrefix(&flag, "p=")) {
    if (!channel_.is_plus) return ScramError::kChannelBindingNotSupported;
    if (flag == "tls-exporter") binding_ = channel_.tls_exporter;
    if (flag == "tls-server-end-point") binding_ = channel_.tls_server_end_point;
    if (binding_.empty()) return ScramError::kUnsupportedChannelBindingType;
    return std::nullopt;
  }
  if (flag != "n" && flag != "y") return ScramError::kInvalidEncoding;
  // "y" says: the client binds, but saw no mechanism with a binding. Where the server did offer
  // one, somebody between them has taken it out of the list.
  if (flag == "y" && channel_.offers_plus) return ScramError::kServerDoesSupportChannelBinding;
  if (channel_.is_plus) return ScramError::kChannelBindingsDontMatch;
  return std::nullopt;
}

std::variant<std::string, ScramError> ScramExchange::ReadClientFirst(absl::string_view message) {
  if (std::exchange(next_, Step::kOver) != Step::kClientFirst) return ScramError::kOtherError;
  std::optional<absl::string_view> rest = message;
  const absl::string_view flag = *TakePart(rest);
  const std::optional<absl::string_view> acts_as = TakePart(rest);
  if (!acts_as || !rest) return ScramError::kInvalidEncoding;
  if (const auto error = ReadBindingFlag(flag)) return *error;
  client_first_bare_ = std::string(*rest);
  gs2_header_ = std::string(message.substr(0, message.size() - rest->size()));
  if (absl::StartsWith(*rest, "m=")) return ScramError::kExtensionsNotSupported;
  const auto user = TakeAttribute(rest, "n=");
  const auto nonce = TakeAttribute(rest, "r=");
  if (!user || !nonce || !IsNonce(*nonce)) return ScramError::kInvalidEncoding;
  if (const auto error = ReadExtensions(rest)) return *error;
  std::optional<std::string> name = ReadName(*user);
  if (!name) return ScramError::kInvalidUsernameEncoding;
  if (!acts_as->empty()) {
    absl::string_view authzid = *acts_as;
    if (!absl::ConsumePrefix(&authzid, "a=")) return ScramError::kInvalidEncoding;
    const std::optional<std::string> other = ReadName(authzid);
    if (!other) return ScramError::kInvalidUsernameEncoding;
    if (!same_account_(*name, *other)) return ScramError::kOtherError;
  }
  nonce_ = std::string(*nonce);
  next_ = Step::kServerFirst;
  return *std::move(name);
}

std::string ScramExchange::ServerFirst(ScramKeys keys, absl::string_view nonce) {
  IRC_CHECK(next_ == Step::kServerFirst, "the caller waits for client-first");
  IRC_CHECK(AreUsable(keys) && IsNonce(nonce), "the caller has made or read them");
  next_ = Step::kClientFinal;
  keys_ = std::move(keys);
  absl::StrAppend(&nonce_, nonce);
  server_first_ =
      absl::StrCat("r=", nonce_, ",s=", EncodeBase64(keys_.salt), ",i=", keys_.iterations);
  return server_first_;
}

std::variant<std::string, ScramError> ScramExchange::ReadClientFinal(absl::string_view message) {
  // A second proof for one challenge could be a guess.
  if (std::exchange(next_, Step::kOver) != Step::kClientFinal) return ScramError::kOtherError;
  const size_t end = message.rfind(",p=");
  if (end == absl::string_view::npos) return ScramError::kInvalidEncoding;
  const absl::string_view without_proof = message.substr(0, end);
  const std::optional<std::string> proof = DecodeBase64(message.substr(end + 3));
  if (!proof || proof->size() != keys_.stored_key.size()) return ScramError::kInvalidEncoding;
  std::optional<absl::string_view> rest = without_proof;
  const auto binding_text = TakeAttribute(rest, "c=");
  const auto nonce = TakeAttribute(rest, "r=");
  if (!binding_text || !nonce) return ScramError::kInvalidEncoding;
  if (const auto error = ReadExtensions(rest)) return *error;
  const std::optional<std::string> binding = DecodeBase64(*binding_text);
  if (!binding) return ScramError::kInvalidEncoding;
  if (!SameBytes(*binding, gs2_header_ + binding_)) return ScramError::kChannelBindingsDontMatch;
  if (!SameBytes(*nonce, nonce_)) return ScramError::kOtherError;
  const std::string text = absl::StrCat(client_first_bare_, ",", server_first_, ",", without_proof);
  if (!Proves(*proof, text) || keys_.is_fake) return ScramError::kInvalidProof;
  return absl::StrCat("v=", EncodeBase64(Hmac(Hash::kSha256, keys_.server_key, text)));
}

bool ScramExchange::Proves(absl::string_view proof, absl::string_view text) const {
  // The proof is the ClientKey, from which the StoredKey was made, under a signature as a mask.
  std::string client_key = Hmac(Hash::kSha256, keys_.stored_key, text);
  for (size_t i = 0; i < client_key.size(); ++i) client_key[i] ^= proof[i];
  const bool proves = SameBytes(Digest(Hash::kSha256, client_key), keys_.stored_key);
  Wipe(client_key);
  return proves;
}

}  // namespace irc
