#include "core/conn/sasl_claim.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// A connection whose client sends lines, as far as the passwords in them are concerned.
struct Client {
  Config config;
  Secrets secrets;

  // AUTHENTICATE with one piece; the handle that the core gets to see in its place.
  std::string Authenticate(absl::string_view piece) {
    std::string line = absl::StrCat("AUTHENTICATE ", piece);
    secrets.Hide(line, {});
    return line.substr(line.find('*'));
  }

  // A message cut into pieces as a client cuts it. The empty piece at the end has no handle.
  std::vector<std::string> AuthenticateAll(absl::string_view message) {
    std::vector<std::string> handles;
    for (absl::string_view rest = message; !rest.empty();) {
      handles.push_back(Authenticate(rest.substr(0, 400)));
      rest.remove_prefix(std::min<size_t>(rest.size(), 400));
    }
    return handles;
  }

  std::optional<SaslClaim> Claim(std::vector<std::string> handles,
                                 const std::string& mechanism = "PLAIN") {
    return ReadSaslClaim({.mechanism = mechanism, .secrets = std::move(handles)}, &secrets, config);
  }

  // The claim of a message of PLAIN. In `text` a '|' stands for NUL.
  std::optional<SaslClaim> Plain(std::string text) {
    std::replace(text.begin(), text.end(), '|', '\0');
    return Claim(AuthenticateAll(absl::Base64Escape(text)));
  }

  // The same; "nothing" when it cannot be read.
  std::string Account(const std::string& text) {
    const auto claim = Plain(text);
    return claim.has_value() ? claim->account : "nothing";
  }
};

TEST(SaslClaim, NamesAnAccountAndItsPassword) {
  Client client;
  const auto claim = client.Plain("|bob|open sesame");
  ASSERT_TRUE(claim.has_value());
  EXPECT_EQ(claim->account, "bob");
  EXPECT_EQ(claim->password, "open sesame");
}

TEST(SaslClaim, SpellsTheAccountAsTheClientDoes) {
  Client client;
  EXPECT_EQ(client.Account("|aLICE|sesame"), "aLICE");
}

TEST(SaslClaim, MayNameItsOwnAuthorization) {
  Client client;
  EXPECT_EQ(client.Account("bob|bob|sesame"), "bob");
  EXPECT_EQ(client.Account("ALICE|alice|sesame"), "alice");
}

TEST(SaslClaim, OfAnotherAccountIsOfNone) {
  Client client;
  const auto claim = client.Plain("bob|alice|sesame");
  ASSERT_TRUE(claim.has_value()) << "it is checked all the same";
  EXPECT_EQ(claim->account, "");
  EXPECT_EQ(claim->password, "sesame");
  EXPECT_EQ(client.Account("eve|alice|sesame"), "");
}

TEST(SaslClaim, FoldsWithTheCasemappingOfTheServer) {
  Client client;
  EXPECT_EQ(client.Account("WEIRD[1]|weird[1]|x"), "weird[1]");
  EXPECT_EQ(client.Account("weird{1}|weird[1]|x"), "");
  client.config.casemapping = "rfc1459";
  EXPECT_EQ(client.Account("weird{1}|weird[1]|x"), "weird[1]");
}

TEST(SaslClaim, NeedsThreePartsWithANameAndAPassword) {
  Client client;
  for (const char* text : {"bob", "bob|x", "||x", "|bob|", "bob||x", "|bob|x|y", "|bob|x|", "||"}) {
    EXPECT_EQ(client.Account(text), "nothing") << text;
  }
}

TEST(SaslClaim, NeedsBase64) {
  Client client;
  for (const char* text : {"not base64!!", "AGJvYgB", "AGJvYgB4*", "====", "A", "*", "%%%%"}) {
    EXPECT_FALSE(client.Claim({client.Authenticate(text)}).has_value()) << text;
  }
  EXPECT_FALSE(client.Claim({client.Authenticate("AGJvYgB4eHg")}).has_value())
      << "the padding is missing";
  EXPECT_TRUE(client.Claim({client.Authenticate("AGJvYgB4eHg=")}).has_value());
}

TEST(SaslClaim, NeedsAKnownMechanism) {
  Client client;
  for (const char* mechanism : {"EXTERNAL", "SCRAM-SHA-256", "plain", ""}) {
    EXPECT_FALSE(client.Claim({client.Authenticate("AGJvYgB4eHg=")}, mechanism).has_value());
  }
}

TEST(SaslClaim, IsReadFromPieces) {
  Client client;
  const std::string password(700, 'p');
  const auto claim = client.Plain(absl::StrCat("|bob|", password));
  ASSERT_TRUE(claim.has_value());
  EXPECT_EQ(claim->account, "bob");
  EXPECT_EQ(claim->password, password);
}

// 300 bytes are 400 in base64, so the message needs an empty piece at its end. "+" has no handle.
TEST(SaslClaim, OfExactly400BytesIsWhole) {
  Client client;
  const std::string password(295, 'p');
  const auto claim = client.Plain(absl::StrCat("|bob|", password));
  ASSERT_TRUE(claim.has_value());
  EXPECT_EQ(claim->password, password);
}

// Another client ends the same message with an empty parameter, which is a piece and has a handle.
TEST(SaslClaim, MayEndWithAnEmptyPiece) {
  Client client;
  std::vector<std::string> handles =
      client.AuthenticateAll(absl::Base64Escape(absl::StrCat(std::string("\0bob\0", 5),  //
                                                             std::string(295, 'p'))));
  ASSERT_EQ(handles.size(), 1u);
  handles.push_back(client.Authenticate(":"));
  EXPECT_EQ(client.Claim(handles)->account, "bob");
}

TEST(SaslClaim, OfNoBytesIsNothing) {
  Client client;
  EXPECT_FALSE(client.Claim({}).has_value());
  EXPECT_FALSE(client.Claim({client.Authenticate(":")}).has_value());
}

TEST(SaslClaim, HasPiecesThatFollowTheRule) {
  Client client;
  const std::string message = absl::Base64Escape(absl::StrCat(std::string("\0bob\0", 5),  //
                                                              std::string(400, 'p')));
  const auto cut = [&](size_t at) {
    return std::vector{client.Authenticate(message.substr(0, at)),
                       client.Authenticate(message.substr(at))};
  };
  EXPECT_TRUE(client.Claim(cut(400)).has_value());
  EXPECT_FALSE(client.Claim(cut(396)).has_value()) << "a short piece is the last";
  EXPECT_FALSE(client.Claim(cut(404)).has_value()) << "a piece has 400 bytes at most";
}

TEST(SaslClaim, HasFivePiecesAtMost) {
  Client client;
  const auto of_bytes = [](size_t bytes) { return absl::StrCat("|bob|", std::string(bytes, 'p')); };
  EXPECT_EQ(client.Account(of_bytes(1500 - 5)), "bob");
  EXPECT_EQ(client.Account(of_bytes(1500 - 5 + 1)), "nothing");
}

TEST(SaslClaim, IsReadOnce) {
  Client client;
  const std::string handle = client.Authenticate("AGJvYgB4eHg=");
  EXPECT_TRUE(client.Claim({handle}).has_value());
  EXPECT_FALSE(client.Claim({handle}).has_value());
}

TEST(SaslClaim, NeedsItsSecrets) {
  Client client;
  EXPECT_FALSE(client.Claim({"*1/12"}).has_value());
  EXPECT_FALSE(ReadSaslClaim({.mechanism = "PLAIN", .secrets = {"*1/12"}}, nullptr, client.config)
                   .has_value());
}

TEST(SaslClaim, TakesItsPiecesAlsoWhenItCannotBeRead) {
  Client client;
  const std::string handle = client.Authenticate("AGJvYgB4eHg=");
  EXPECT_FALSE(client.Claim({"*99/400", handle}).has_value());
  EXPECT_FALSE(client.secrets.Take(handle).has_value());
}

// The pieces of an exchange that was aborted with "*" are named by no request, so the next message
// has none of them.
TEST(SaslClaim, HasNothingOfAnAbortedExchange) {
  Client client;
  client.Authenticate(std::string(400, 'A'));
  EXPECT_EQ(client.Authenticate("*"), "*");
  EXPECT_EQ(client.Account("|alice|sesame"), "alice");
}

// Whatever the parts are, the claim has the password, and the account unless another is to act.
RC_GTEST_PROP(SaslClaim, IsAsDumbRulesSay, ()) {
  Client client;
  const auto name = rc::gen::element<std::string>("", "alice", "Alice", "BOB", "bob", "eve");
  const std::string authorization = *name;
  const std::string authentication = *name;
  const std::string password = *rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '{'));
  const auto claim = client.Plain(absl::StrCat(authorization, "|", authentication, "|", password));
  if (authentication.empty() || password.empty()) {
    RC_ASSERT(!claim.has_value());
    return;
  }
  const auto lower = [](const std::string& text) { return absl::AsciiStrToLower(text); };
  const bool own = authorization.empty() || lower(authorization) == lower(authentication);
  RC_ASSERT(claim.has_value());
  RC_ASSERT(claim->account == (own ? authentication : ""));
  RC_ASSERT(claim->password == password);
}

}  // namespace
}  // namespace irc
