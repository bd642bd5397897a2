// Who is asked about logins outside of this server: the blocks [[jwt]], and the keys of
// accounts.script and oauth2.
#include "net/config/external_config.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/config/config.h"
#include "net/testing/config_text.h"

namespace irc {
namespace {

constexpr char kSecret[] = "0123456789abcdef0123456789abcdef";

TEST(JwtBlocks, AreRead) {
  const std::string file = Write("jwt_secret", absl::StrCat(kSecret, "\n"));
  const LoadedConfig loaded =
      Judge(absl::StrCat("[[jwt]]\nalgorithm = \"hmac\"\nkey = \"", kSecret,
                         "\"\n[[jwt]]\nalgorithm = \"hmac\"\nkey_file = \"", file, R"("
account_claims = ["nick"]
strip_domain = "example.org"
issuer = "https://id.example.org"
audience = "irc"
)"));
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.shell.jwts,
            (std::vector<JwtConfig>{
                {.algorithm = "hmac", .key = kSecret},
                {"hmac", kSecret, {"nick"}, "example.org", "https://id.example.org", "irc"}}));
  EXPECT_TRUE(loaded.config.core.bearer_tokens);
}

TEST(JwtBlocks, HaveMistakes) {
  EXPECT_EQ(Errors("[jwt]\nkey = \"x\"\n"),
            (Lines{"irc.toml:1: jwt: keys are blocks that begin with [[jwt]]"}));
  EXPECT_EQ(Errors(absl::StrCat("[[jwt]]\nkey = \"", kSecret, R"("
[[jwt]]
algorithm = "HS256"
[[jwt]]
algorithm = "hmac"
[[jwt]]
algorithm = "hmac"
key = "x"
key_file = "x"
[[jwt]]
algorithm = "hmac"
key_file = "/nonexistent"
[[jwt]]
algorithm = "hmac"
key = "short"
[[jwt]]
algorithm = "rsa"
key = "no key"
[[jwt]]
algorithm = "hmac"
key = ")",
                                kSecret, R"("
account_claims = []
)")),
            (Lines{"irc.toml:1: jwt: algorithm must be \"hmac\", \"rsa\" or \"eddsa\"",
                   "irc.toml:3: jwt: algorithm must be \"hmac\", \"rsa\" or \"eddsa\"",
                   "irc.toml:5: jwt: give either key or key_file",
                   "irc.toml:7: jwt: give either key or key_file",
                   "irc.toml:11: jwt: cannot read '/nonexistent': No such file or directory",
                   "irc.toml:14: jwt: the secret of HMAC has less than 32 bytes",
                   "irc.toml:17: jwt: this is no public key in PEM",
                   "irc.toml:20: jwt: account_claims must name at least one claim"}));
  EXPECT_EQ(Errors(absl::StrCat("[[jwt]]\nalgorithm = \"hmac\"\nkey = \"", kSecret, R"("
issuer = 1
account_claims = "sub"
name = "x"
)")),
            (Lines{"irc.toml:4: jwt.issuer must be a text in quotes",
                   "irc.toml:5: jwt.account_claims must be a list of texts",
                   "irc.toml:6: unknown key 'name' of a [[jwt]] block; there are algorithm, key, "
                   "key_file, account_claims, strip_domain, issuer and audience"}));
}

TEST(Script, MustBeAProgram) {
  const auto errors = [](absl::string_view script) {
    return Errors(absl::StrCat("[accounts]\nscript = [", script, "]\n"));
  };
  EXPECT_EQ(errors(""), Lines());
  EXPECT_EQ(errors(R"("/bin/sh", "-c", "x")"), Lines());
  EXPECT_EQ(errors(R"("sh")"),
            (Lines{"irc.toml:2: accounts.script: 'sh' must be a path that begins with '/'"}));
  EXPECT_EQ(errors(R"("")"),
            (Lines{"irc.toml:2: accounts.script: '' must be a path that begins with '/'"}));
  for (const char* path : {"/nonexistent", "/bin", "/dev/null", "/etc/passwd"}) {
    EXPECT_EQ(errors(absl::StrCat("\"", path, "\"")),
              (Lines{absl::StrCat("irc.toml:2: accounts.script: '", path,
                                  "' is no file that can be executed")}));
  }
}

TEST(Introspection, NeedsAnAddressOfHttp) {
  for (const char* url : {"", "https://id.example.org/x", "http://127.0.0.1:8080"}) {
    EXPECT_EQ(Errors(absl::StrCat("[oauth2]\nintrospection_url = \"", url, "\"\n")), Lines());
  }
  EXPECT_EQ(
      Errors("[oauth2]\nintrospection_url = \"file:///x\"\n"),
      (Lines{"irc.toml:2: oauth2.introspection_url: 'file:///x' is not an address that begins "
             "with \"https://\" or \"http://\""}));
}

// The core offers the mechanisms that carry a token when anybody is asked about tokens.
TEST(ChecksTokens, FollowsFromTheOthers) {
  const auto tokens = [](absl::string_view text) { return Judge(text).config.core.bearer_tokens; };
  EXPECT_FALSE(tokens(""));
  EXPECT_TRUE(tokens("[accounts]\nscript = [\"/bin/sh\"]\n"));
  EXPECT_TRUE(tokens("[oauth2]\nintrospection_url = \"https://id.example.org\"\n"));
  EXPECT_EQ(ExternalChecksOf(Judge("").config.shell), nullptr);
  const auto with_script =
      ExternalChecksOf(Judge("[accounts]\nscript = [\"/bin/sh\"]").config.shell);
  ASSERT_NE(with_script, nullptr);
  EXPECT_TRUE(with_script->has_script());
}

}  // namespace
}  // namespace irc
