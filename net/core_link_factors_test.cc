// Second factors at the link: what is made is shown once, and a code is used up at once.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "net/core_link.h"
#include "net/testing/fake_workers.h"

namespace irc {
namespace {

const Instant kStart{.wall = absl::FromUnixMillis(1'767'225'600'000),
                     .steady = absl::FromUnixSeconds(1)};

class FactorTest : public ::testing::Test {
 protected:
  FactorTest() : link_(config_, kStart, std::make_unique<FakeWorkers>(), "", nullptr) {
    client_.id = SessionId{5};
  }

  template <typename Result, typename What>
  Result Begin(What what) {
    const auto result =
        link_.Begin({.id = EffectId{1}, .session = SessionId{5}, .what = std::move(what)}, &client_,
                    config_.core, verifiers_, kStart);
    return std::get<Result>(result.value());
  }

  // What the link makes for account 1, as the keeper takes it up.
  FactorMade Make(const std::string& kind, uint64_t id) {
    FactorMade made = Begin<FactorMade>(MakeFactor{kind, {1}, "alice"});
    CredentialRow row{.id = {id}, .account = {1}, .kind = kind, .verifier = made.verifier};
    verifiers_.Apply(Put(row));
    row.verifier.clear();
    link_.Submit(Restored{.rows = {AccountRow{.id = {1}, .name = "alice"}, row}, .last_ids = {}});
    while (link_.ApplyNext(kStart) != nullptr) {
    }
    return made;
  }

  PasswordChecked Code(std::vector<std::string> handles, bool is_base64 = false) {
    return Begin<PasswordChecked>(CheckFactor{
        .account = {1}, .credential = {}, .secrets = std::move(handles), .is_base64 = is_base64});
  }

  // The handle of the last parameter of `line`.
  std::string Hide(std::string line) {
    client_.HideSecret(line, {});
    return line.substr(line.find('*'));
  }

  FullConfig config_;
  AccountVerifiers verifiers_;
  CoreLink link_;
  Connection client_;
};

TEST_F(FactorTest, ACodeIsUsedUpAtOnce) {
  const FactorMade made = Make("recovery_code", 7);
  ASSERT_EQ(made.shown.size(), 10u);
  const std::vector<std::string> twice = {Hide(absl::StrCat("NS 2FA ", made.shown[0])),
                                          Hide(absl::StrCat("NS 2FA ", made.shown[0]))};
  const PasswordChecked first = Code({twice[0]});
  EXPECT_TRUE(first.ok);
  EXPECT_EQ(first.credential, CredentialId{7});
  EXPECT_EQ(first.replacement, verifiers_.Of({7}));
  EXPECT_FALSE(Code({twice[1]}).ok) << "before the core has heard of the first one";
}

TEST_F(FactorTest, ACodeComesInWordsOrInBase64) {
  const FactorMade made = Make("recovery_code", 7);
  const std::string& code = made.shown[0];
  const std::string begin = Hide(absl::StrCat("NS 2FA ", code.substr(0, 9)));
  EXPECT_TRUE(Code({begin, Hide(absl::StrCat("NS 2FA ", code.substr(9)))}).ok);
  const std::string base64 = absl::Base64Escape(made.shown[1]);
  EXPECT_TRUE(Code({Hide(absl::StrCat("AUTHENTICATE ", base64))}, /*is_base64=*/true).ok);
  EXPECT_FALSE(Code({}, /*is_base64=*/true).ok) << "an empty message";
  EXPECT_FALSE(Code({"*99"}).ok) << "a handle that opens nothing";
}

TEST_F(FactorTest, EachKindIsMade) {
  EXPECT_GE(Make("totp", 7).shown.size(), 2u);
  EXPECT_EQ(Make("recovery_code", 8).shown.size(), 10u);
  EXPECT_EQ(Make("app_password", 9).shown.size(), 1u);
}

}  // namespace
}  // namespace irc
