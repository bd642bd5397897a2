#include "net/tls/tls_credentials.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::ElementsAre;

using Errors = std::vector<std::string>;

// Two pairs of files, for a.example and b.example.
class RenewedTest : public ::testing::Test {
 protected:
  RenewedTest() {
    std::string folder = absl::StrCat(::testing::TempDir(), "/renewed_XXXXXX");
    EXPECT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    for (const char* name : {"a", "b"}) {
      Write(name, MakeSelfSigned(absl::StrCat(name, ".example"), now_));
      files_.push_back({Path(name, ".crt"), Path(name, ".key")});
    }
    const auto loaded = TlsCredentials::Load(files_);
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    old_ = *loaded;
  }
  ~RenewedTest() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name, const std::string& ending) const {
    return absl::StrCat(folder_, "/", name, ending);
  }
  void Write(const std::string& name, const PemPair& pair) {
    std::ofstream(Path(name, ".crt")) << pair.certificate;
    std::ofstream(Path(name, ".key")) << pair.key;
  }

  // The certificates, in the order of the files.
  static Errors Fingerprints(const TlsCredentials& credentials) {
    Errors all;
    for (const TlsCredentials::Certificate& one : credentials.Certificates()) {
      all.push_back(one.sha256);
    }
    return all;
  }

  // Renews; the errors are in errors_.
  std::shared_ptr<const TlsCredentials> Renew() {
    errors_.clear();
    return old_->Renewed(now_, errors_);
  }

  absl::Time now_ = absl::FromUnixSeconds(1'767'225'600);
  std::string folder_;
  std::vector<TlsCredentials::Files> files_;
  std::shared_ptr<const TlsCredentials> old_;
  Errors errors_;
};

TEST_F(RenewedTest, TakesThePairsThatHaveChanged) {
  Write("b", MakeSelfSigned("c.example", now_));
  const auto renewed = Renew();
  EXPECT_THAT(errors_, ElementsAre("", ""));
  EXPECT_EQ(Fingerprints(*renewed)[0], Fingerprints(*old_)[0]);
  EXPECT_NE(Fingerprints(*renewed)[1], Fingerprints(*old_)[1]);
  EXPECT_TRUE(renewed->IsFor("a.example"));
  EXPECT_TRUE(renewed->IsFor("c.example"));
  EXPECT_FALSE(renewed->IsFor("b.example"));
  EXPECT_TRUE(old_->IsFor("b.example")) << "open connections keep theirs";
}

TEST_F(RenewedTest, KeepsAnOldPairWithItsChainWhereTheNewOneIsOfNoUse) {
  const PemPair a = MakeSelfSigned("a.example", now_);
  const PemPair above = MakeSelfSigned("above.example", now_ - absl::Hours(24 * 700));
  Write("a", {.certificate = a.certificate + above.certificate, .key = a.key});
  old_ = *TlsCredentials::Load(files_);
  std::ofstream(Path("a", ".crt")) << MakeSelfSigned("other.example", now_).certificate;
  Write("b", MakeSelfSigned("c.example", now_));
  const auto renewed = Renew();
  EXPECT_THAT(errors_, ElementsAre(absl::StrCat("the key '", Path("a", ".key"),
                                                "' does not belong to the certificate '",
                                                Path("a", ".crt"), "'"),
                                   ""));
  EXPECT_EQ(Fingerprints(*renewed)[0], Fingerprints(*old_)[0]);
  EXPECT_EQ(renewed->Certificates()[0].until, old_->Certificates()[0].until)
      << "the certificate of the chain ends first";
  EXPECT_TRUE(renewed->IsFor("c.example")) << "the other pair is taken";
  // What is kept is kept again.
  old_ = renewed;
  EXPECT_EQ(Fingerprints(*Renew()), Fingerprints(*renewed));
  EXPECT_NE(errors_[0], "");
}

TEST_F(RenewedTest, RefusesWhatIsMissingOrNoCertificate) {
  std::filesystem::remove(Path("a", ".crt"));
  std::ofstream(Path("b", ".key")) << "no key\n";
  EXPECT_EQ(Fingerprints(*Renew()), Fingerprints(*old_));
  ASSERT_EQ(errors_.size(), 2u);
  EXPECT_EQ(errors_[0], absl::StrCat("cannot use the certificate '", Path("a", ".crt"),
                                     "': No such file or directory"));
  EXPECT_THAT(errors_[1], ::testing::StartsWith(
                              absl::StrCat("cannot use the key '", Path("b", ".key"), "': ")));
}

TEST_F(RenewedTest, DoesNotWaitForAPipe) {
  std::filesystem::remove(Path("a", ".key"));
  ASSERT_EQ(::mkfifo(Path("a", ".key").c_str(), 0600), 0);
  EXPECT_EQ(Fingerprints(*Renew()), Fingerprints(*old_));
  EXPECT_NE(errors_[0], "");
}

TEST_F(RenewedTest, RefusesWhatIsNotValidNow) {
  Write("a", MakeSelfSigned("a.example", now_ - kSelfSignedValidity - absl::Hours(24)));
  Write("b", MakeSelfSigned("b.example", now_ + absl::Hours(24) + absl::Seconds(1)));
  EXPECT_EQ(Fingerprints(*Renew()), Fingerprints(*old_));
  EXPECT_THAT(errors_, ElementsAre(absl::StrCat("the certificate '", Path("a", ".crt"),
                                                "' has expired on 2025-12-31"),
                                   absl::StrCat("the certificate '", Path("b", ".crt"),
                                                "' is not valid before 2026-01-01")));
  now_ += absl::Seconds(1);
  EXPECT_NE(Fingerprints(*Renew())[1], Fingerprints(*old_)[1]);
  EXPECT_EQ(errors_[1], "");
  // The certificate that is in use stays in use, without an error.
  now_ += absl::Hours(24 * 1000);
  EXPECT_EQ(Fingerprints(*Renew())[1], Fingerprints(*old_)[1]);
  EXPECT_NE(errors_[1], "");
  old_ = *TlsCredentials::Load(files_);
  Renew();
  EXPECT_THAT(errors_, ElementsAre("", ""));
}

}  // namespace
}  // namespace irc
