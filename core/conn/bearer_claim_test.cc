#include "core/conn/bearer_claim.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// The message with '|' for the separator (U+0001 or NUL).
std::string With(std::string text, char separator) {
  std::replace(text.begin(), text.end(), '|', separator);
  return text;
}

std::string Show(const std::optional<BearerClaim>& claim) {
  if (!claim.has_value()) return "nothing";
  constexpr absl::string_view kTypes[] = {"oauth2", "jwt", "opaque"};
  return absl::StrCat(claim->account, " ", kTypes[static_cast<size_t>(claim->type)], " ",
                      claim->token, " ", claim->host, ":", claim->port);
}

std::string Oauth(const std::string& text) { return Show(ReadOauthBearer(With(text, '\x01'))); }
std::string Ircv3(const std::string& text) { return Show(ReadIrcv3Bearer(With(text, '\0'))); }

struct Row {
  const char* message;
  const char* claim;
};

TEST(OauthBearer, IsReadAsTheGrammarSays) {
  constexpr Row kRows[] = {
      // RFC 7628, section 4.1: the examples.
      {"n,a=user@example.com,|host=server.example.com|port=143|"
       "auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==||",
       "user@example.com oauth2 vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg== server.example.com:143"},
      {"n,,|auth=Bearer t||", " oauth2 t :0"},
      {"y,,|auth=Bearer t||", " oauth2 t :0"},
      {"n,a=al=2Ci=3Dce,|auth=Bearer t||", "al,i=ce oauth2 t :0"},
      {"n,,|auth=bEARER   t||", " oauth2 t :0"},
      {"n,,|other=a=b|auth=Bearer t||", " oauth2 t :0"},
      {"n,,|auth=Bearer aZ09-._~+/==||", " oauth2 aZ09-._~+/== :0"},
      {"n,,|port=65535|auth=Bearer t||", " oauth2 t :65535"},
      // No header, another header, a channel binding.
      {"", "nothing"},
      {"|", "nothing"},
      {"|auth=Bearer t||", "nothing"},
      {"n,|auth=Bearer t||", "nothing"},
      {"n,,,|auth=Bearer t||", "nothing"},
      {"n,,x|auth=Bearer t||", "nothing"},
      {"p=tls-exporter,,|auth=Bearer t||", "nothing"},
      {"F,n,,|auth=Bearer t||", "nothing"},
      {"n,b=alice,|auth=Bearer t||", "nothing"},
      {"n,a=,|auth=Bearer t||", "nothing"},
      {"n,a=al=2cice,|auth=Bearer t||", "nothing"},
      {"n,a=alice=,|auth=Bearer t||", "nothing"},
      // Pairs.
      {"n,,||", "nothing"},
      {"n,,|auth=Bearer t|", "nothing"},
      {"n,,|auth=Bearer t", "nothing"},
      {"n,,|auth=Bearer t||x", "nothing"},
      {"n,,|auth=Bearer t|x||", "nothing"},
      {"n,,|a1=b|auth=Bearer t||", "nothing"},
      {"n,,|=b|auth=Bearer t||", "nothing"},
      {"n,,|port=|auth=Bearer t||", "nothing"},
      {"n,,|port=65536|auth=Bearer t||", "nothing"},
      {"n,,|port=-1|auth=Bearer t||", "nothing"},
      {"n,,|auth=Bearer t|auth=Bearer u||", "nothing"},
      {"n,,|auth=Basic t||", "nothing"},
      {"n,,|auth=Bearer ||", "nothing"},
      {"n,,|auth=Bearer ==||", "nothing"},
      {"n,,|auth=Bearer t=t||", "nothing"},
      {"n,,|auth=Bearer t t||", "nothing"},
      {"n,,|auth=Bearer t\xff||", "nothing"},
  };
  for (const auto& [message, claim] : kRows) EXPECT_EQ(Oauth(message), claim) << message;
}

TEST(Ircv3Bearer, IsReadAsTheGrammarSays) {
  constexpr Row kRows[] = {
      {"|oauth2|t", " oauth2 t :0"},
      {"alice|jwt|a.b.c", "alice jwt a.b.c :0"},
      {"|opaque|a b\xff", " opaque a b\xff :0"},
      {"", "nothing"},
      {"|oauth2", "nothing"},
      {"|oauth2|", "nothing"},
      {"|oauth2|t|", "nothing"},
      {"|OAUTH2|t", "nothing"},
      {"||t", "nothing"},
      {"|other|t", "nothing"},
      {"|jwt|a b", "nothing"},
      {"|oauth2|t\x01", "nothing"},
  };
  for (const auto& [message, claim] : kRows) EXPECT_EQ(Ircv3(message), claim) << message;
}

TEST(BearerClaim, ATokenHasABound) {
  for (const auto& [bytes, good] : {std::pair(kTokenBytesMax, true), {kTokenBytesMax + 1, false}}) {
    const std::string token(bytes, 't');
    EXPECT_EQ(
        ReadOauthBearer(With(absl::StrCat("n,,|auth=Bearer ", token, "||"), '\x01')).has_value(),
        good);
    EXPECT_EQ(ReadIrcv3Bearer(With(absl::StrCat("|jwt|", token), '\0')).has_value(), good);
    EXPECT_EQ(ReadIrcv3Bearer(With(absl::StrCat("|opaque|", token), '\0')).has_value(), good);
  }
}

RC_GTEST_PROP(BearerClaim, AnyBytesAreReadOrRefused, (const std::string& message)) {
  for (const auto& claim : {ReadOauthBearer(message), ReadIrcv3Bearer(message)}) {
    if (claim.has_value()) RC_ASSERT(!claim->token.empty());
  }
}

}  // namespace
}  // namespace irc
