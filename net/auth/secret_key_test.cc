#include "net/auth/secret_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "net/auth/digests.h"

namespace irc {
namespace {

class SecretKeyTest : public ::testing::Test {
 protected:
  SecretKeyTest() {
    folder_ = absl::StrCat(::testing::TempDir(), "secret_key_",
                           ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }

  std::string folder_;
};

TEST_F(SecretKeyTest, IsMadeOnce) {
  const auto first = OpenSecretKey(folder_);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(first->is_new);
  EXPECT_EQ(first->bytes.size(), kSecretKeySize);
  struct stat facts;
  ASSERT_EQ(::stat(SecretKeyPath(folder_).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u) << "nobody else may read it";
  const auto again = OpenSecretKey(folder_);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_FALSE(again->is_new);
  EXPECT_EQ(again->bytes, first->bytes);
  EXPECT_FALSE(std::filesystem::exists(SecretKeyPath(folder_) + ".part"));
}

TEST_F(SecretKeyTest, IsNotReplacedWhenItIsDamaged) {
  std::ofstream(SecretKeyPath(folder_)) << "short";
  const auto key = OpenSecretKey(folder_);
  ASSERT_FALSE(key.ok());
  EXPECT_NE(key.status().message().find("32 bytes"), absl::string_view::npos) << key.status();
  std::ofstream(SecretKeyPath(folder_)) << std::string(kSecretKeySize + 1, 'x');
  EXPECT_FALSE(OpenSecretKey(folder_).ok());
}

TEST_F(SecretKeyTest, CannotBeMadeInAFolderThatIsNotThere) {
  const auto key = OpenSecretKey(folder_ + "/none");
  ASSERT_FALSE(key.ok());
  EXPECT_NE(key.status().message().find("cannot write the secret key"), absl::string_view::npos);
}

TEST_F(SecretKeyTest, IsCopiedBesideABackup) {
  const std::string backup = folder_ + "/backup";
  EXPECT_TRUE(CopySecretKey(folder_, backup).ok()) << "there is none yet";
  const auto key = OpenSecretKey(folder_);
  ASSERT_TRUE(key.ok());
  ASSERT_TRUE(CopySecretKey(folder_, backup).ok());
  std::ifstream copy(backup + ".secret_key", std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(copy), {}), key->bytes);
  EXPECT_FALSE(CopySecretKey(folder_, backup).ok()) << "nothing is written over";
}

TEST(DeriveKey, DependsOnTheKeyAndThePurpose) {
  EXPECT_EQ(DeriveKey("key", "purpose"), Hmac(Hash::kSha256, "key", "purpose"));
  EXPECT_NE(DeriveKey("key", "a"), DeriveKey("key", "b"));
}

}  // namespace
}  // namespace irc
