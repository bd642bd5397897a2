// The server's side of SCRAM against a client that was written for this test from RFC 5802 alone,
// with OpenSSL and without the functions that the server uses.
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "net/auth/passwords/scram.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

using Bytes = std::vector<unsigned char>;

Bytes BytesOf(absl::string_view text) { return Bytes(text.begin(), text.end()); }
std::string TextOf(const Bytes& bytes) { return std::string(bytes.begin(), bytes.end()); }

Bytes HmacOf(const Bytes& key, absl::string_view text) {
  Bytes mac(32);
  ::HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(), nullptr);
  return mac;
}

Bytes HashOf(const Bytes& text) {
  Bytes digest(32);
  ::EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  return digest;
}

// Hi() of RFC 5802 section 2.2.
Bytes Salted(absl::string_view password, absl::string_view salt, int iterations) {
  Bytes u = HmacOf(BytesOf(password), absl::StrCat(salt, absl::string_view("\0\0\0\1", 4)));
  Bytes result = u;
  for (int i = 1; i < iterations; ++i) {
    u = HmacOf(BytesOf(password), TextOf(u));
    for (size_t j = 0; j < u.size(); ++j) result[j] ^= u[j];
  }
  return result;
}

struct Client {
  std::string user;
  std::string password;
  std::string nonce;
  std::string flag;     // "n", "y" or "p=…"
  std::string binding;  // bytes

  std::string Escaped() const { return absl::StrReplaceAll(user, {{"=", "=3D"}, {",", "=2C"}}); }
  std::string Bare() const { return absl::StrCat("n=", Escaped(), ",r=", nonce); }
  std::string First() const { return absl::StrCat(flag, ",,", Bare()); }

  // client-final, and the server-final that proves the server.
  std::pair<std::string, std::string> Final(const std::string& server_first) const {
    const std::vector<std::string> parts = absl::StrSplit(server_first, ',');
    const std::string all_of_nonce = parts.at(0).substr(2);
    EXPECT_EQ(all_of_nonce.substr(0, nonce.size()), nonce);
    std::string salt;
    EXPECT_TRUE(absl::Base64Unescape(parts.at(1).substr(2), &salt));
    const Bytes salted = Salted(password, salt, std::stoi(parts.at(2).substr(2)));
    const std::string without_proof = absl::StrCat(
        "c=", absl::Base64Escape(absl::StrCat(flag, ",,", binding)), ",r=", all_of_nonce);
    const std::string auth = absl::StrCat(Bare(), ",", server_first, ",", without_proof);
    Bytes proof = HmacOf(salted, "Client Key");
    const Bytes signature = HmacOf(HashOf(proof), auth);
    for (size_t i = 0; i < proof.size(); ++i) proof[i] ^= signature[i];
    return {
        absl::StrCat(without_proof, ",p=", absl::Base64Escape(TextOf(proof))),
        absl::StrCat("v=", absl::Base64Escape(TextOf(HmacOf(HmacOf(salted, "Server Key"), auth))))};
  }
};

rc::Gen<std::string> GenText(const std::string& alphabet) {
  return rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(alphabet)));
}

rc::Gen<Client> GenClient() {
  return rc::gen::build<Client>(
      rc::gen::set(&Client::user, GenText("abcXYZ0=,2CD3 [{\\")),
      rc::gen::set(&Client::password, GenText("abcXYZ019 ,=$%\"~")),
      rc::gen::set(&Client::nonce, GenText("abcXYZ019+/=!~")),
      rc::gen::set(&Client::flag, rc::gen::element<std::string>("n", "y", "p=tls-exporter",
                                                                "p=tls-server-end-point")));
}

ScramChannel ChannelFor(const Client& client) {
  const bool is_plus = client.flag[0] == 'p';
  return {.is_plus = is_plus,
          .offers_plus = is_plus,
          .tls_exporter = std::string("\0exporter,\xff", 11),
          .tls_server_end_point = "end point"};
}

void Bind(Client& client) {
  if (client.flag == "p=tls-exporter") client.binding = ChannelFor(client).tls_exporter;
  if (client.flag == "p=tls-server-end-point") {
    client.binding = ChannelFor(client).tls_server_end_point;
  }
}

RC_GTEST_PROP(Scram, WhoKnowsThePasswordGetsIn, ()) {
  Client client = *GenClient();
  Bind(client);
  const auto salt = *rc::gen::nonEmpty<std::string>();
  const auto server_nonce = *GenText("abcXYZ019+/=!~");
  ScramExchange exchange(ChannelFor(client));
  const auto user = exchange.ReadClientFirst(client.First());
  RC_ASSERT(std::get<std::string>(user) == client.user);
  const std::string server_first =
      exchange.ServerFirst(*MakeScramKeys(client.password, salt, 4096), server_nonce);
  const auto [final, expected] = client.Final(server_first);
  RC_ASSERT(std::get<std::string>(exchange.ReadClientFinal(final)) == expected);
}

// Of what is proved, one thing is another than the server has.
RC_GTEST_PROP(Scram, WhoDoesNotIsKeptOut, ()) {
  Client client = *GenClient();
  Bind(client);
  ScramExchange exchange(ChannelFor(client));
  exchange.ReadClientFirst(client.First());
  std::string server_first =
      exchange.ServerFirst(*MakeScramKeys(client.password, "salt", 4096), "server");
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      client.password += "x";
      break;
    case 1:
      client.binding += "x";
      break;
    case 2:
      client.user += "x";
      break;
    case 3:
      server_first[server_first.size() - 1] = '7';  // the iterations
      break;
  }
  const auto answer = exchange.ReadClientFinal(client.Final(server_first).first);
  RC_ASSERT(std::holds_alternative<ScramError>(answer));
}

RC_GTEST_PROP(Scram, OneOtherByteKeepsOut, ()) {
  Client client = *GenClient();
  Bind(client);
  ScramExchange exchange(ChannelFor(client));
  exchange.ReadClientFirst(client.First());
  std::string final =
      client.Final(exchange.ServerFirst(*MakeScramKeys(client.password, "salt", 4096), "server"))
          .first;
  const auto at = *rc::gen::inRange<size_t>(0, final.size());
  final[at] = static_cast<char>(final[at] ^ *rc::gen::inRange(1, 256));
  RC_ASSERT(std::holds_alternative<ScramError>(exchange.ReadClientFinal(final)));
}

RC_GTEST_PROP(Scram, NoMessageIsTooOdd, (const std::string& first, const std::string& final)) {
  ScramExchange(ScramChannel{}).ReadClientFirst(first);
  const auto near =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("npy,=armce2C")));
  ScramExchange(ScramChannel{}).ReadClientFirst(near);
  ScramExchange exchange({});
  exchange.ReadClientFirst("n,,n=a,r=x");
  exchange.ServerFirst(FakeScramKeys("a", "secret", 4096), "y");
  RC_ASSERT(std::holds_alternative<ScramError>(exchange.ReadClientFinal(final)));
}

}  // namespace
}  // namespace irc
