#include "net/config/kept_certificate.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/config/tls_files.h"
#include "net/io/files.h"

namespace irc {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'767'225'600);  // 2026-01-01
constexpr absl::Duration kDay = absl::Hours(24);

class KeptCertificateTest : public ::testing::Test {
 protected:
  KeptCertificateTest() {
    std::string folder = absl::StrCat(::testing::TempDir(), "/kept_XXXXXX");
    EXPECT_NE(::mkdtemp(folder.data()), nullptr);
    config_.core.server_name = "irc.example";
    config_.shell.tls_self_signed = true;
    config_.shell.state_folder = absl::StrCat(folder, "/var/ircserv");
  }

  LoadedTls Keep(absl::Time now, const TlsCredentials* before = nullptr, bool write = true) {
    return KeepCertificate(config_, now, before, write);
  }
  std::string File() const { return KeptCertificateFile(config_); }
  static std::string Sha256(const LoadedTls& kept) {
    return kept.credentials->Certificates().front().sha256;
  }
  void Overwrite(const std::string& text) const { std::ofstream(File(), std::ios::trunc) << text; }

  // Makes the folder one that cannot be made, because a file has its name.
  void Obstruct() {
    const std::string file = absl::StrCat(::testing::TempDir(), "/no_folder");
    std::ofstream(file) << "x";
    config_.shell.state_folder = absl::StrCat(file, "/state");
  }

  FullConfig config_;
};

TEST_F(KeptCertificateTest, TheNextStartReadsIt) {
  const LoadedTls first = Keep(kNow);
  EXPECT_EQ(first.made_because, "there was none");
  EXPECT_EQ(first.caution, "");
  EXPECT_TRUE(absl::EndsWith(File(), "/var/ircserv/irc.example.self-signed.pem"));
  EXPECT_EQ(first.credentials->Certificates().front().file, File());
  struct stat info = {};
  ASSERT_EQ(::stat(File().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  ASSERT_EQ(::stat(config_.shell.state_folder.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
  EXPECT_TRUE(first.credentials->IsFor("irc.example"));
  EXPECT_TRUE(first.credentials->IsFor("localhost"));

  const LoadedTls second = Keep(kNow + 100 * kDay);
  EXPECT_EQ(Sha256(second), Sha256(first));
  EXPECT_EQ(second.made_because, "");
  EXPECT_EQ(second.caution, "");
  EXPECT_EQ(Sha256(second).size(), 95u);
}

TEST_F(KeptCertificateTest, IsReplacedBeforeItEnds) {
  const std::string first = Sha256(Keep(kNow));
  EXPECT_EQ(Sha256(Keep(kNow + kSelfSignedValidity - kRenewBefore - absl::Seconds(1))), first);
  const LoadedTls renewed = Keep(kNow + kSelfSignedValidity - kRenewBefore);
  EXPECT_NE(Sha256(renewed), first);
  EXPECT_EQ(renewed.made_because, "the old one is valid until 2028-03-11");
  EXPECT_EQ(Sha256(Keep(kNow + kSelfSignedValidity)), Sha256(renewed)) << "it is in the file";
}

TEST_F(KeptCertificateTest, WhatDoesNotFitIsReplaced) {
  const std::string first = Sha256(Keep(kNow));
  const std::string text = *ReadWholeFile(File());
  // The clock was wrong when it was made.
  const LoadedTls earlier = Keep(kNow - 2 * kDay);
  EXPECT_EQ(earlier.made_because, "the old one is not valid before 2025-12-31");
  EXPECT_NE(Sha256(earlier), first);

  const std::string name = "irc.example";
  config_.core.server_name = "other.example";
  Keep(kNow);
  Overwrite(text);
  EXPECT_EQ(Keep(kNow).made_because, "the old one was not for other.example");
  EXPECT_TRUE(Keep(kNow).credentials->IsFor("other.example"));

  const std::string other = *ReadWholeFile(File());
  const size_t certificate = other.find("-----BEGIN CERTIFICATE");
  Overwrite(
      absl::StrCat(text.substr(0, text.find("-----BEGIN CERTIFICATE")), other.substr(certificate)));
  EXPECT_TRUE(absl::StrContains(Keep(kNow).made_because, "does not belong to"));
  Overwrite("nothing");
  EXPECT_TRUE(absl::StrContains(Keep(kNow).made_because, "cannot use the certificate"));
  EXPECT_EQ(Keep(kNow).made_because, "");
}

TEST_F(KeptCertificateTest, AFolderThatCannotBeWrittenIsNamed) {
  Obstruct();
  const LoadedTls first = Keep(kNow);
  EXPECT_EQ(first.caution, absl::StrCat("tls.self_signed: cannot keep the certificate in '", File(),
                                        "': Not a directory; the next start makes another one, "
                                        "which clients do not know"));
  EXPECT_EQ(first.credentials->Certificates().front().file, "");
  // A rehash keeps it, and writes it when it can be written.
  const LoadedTls second = Keep(kNow, first.credentials.get());
  EXPECT_EQ(Sha256(second), Sha256(first));
  EXPECT_EQ(second.made_because, "");
  EXPECT_EQ(second.caution, first.caution);
  ASSERT_EQ(::unlink(absl::StrCat(::testing::TempDir(), "/no_folder").c_str()), 0);
  const LoadedTls third = Keep(kNow, second.credentials.get());
  EXPECT_EQ(Sha256(third), Sha256(first));
  EXPECT_EQ(third.caution, "");
  EXPECT_EQ(third.credentials->Certificates().front().file, File());
  EXPECT_EQ(Sha256(Keep(kNow)), Sha256(first)) << "it is in the file";
  ::unlink(File().c_str());
  EXPECT_NE(Sha256(Keep(kNow, third.credentials.get())), Sha256(first))
      << "a rehash after the file was removed makes another one";
}

TEST_F(KeptCertificateTest, WithoutAFolderItIsInMemory) {
  config_.shell.state_folder.clear();
  EXPECT_EQ(Keep(kNow).caution,
            "tls.self_signed: there is no folder to keep the certificate in; the next start makes "
            "another one, which clients do not know");
}

// --check-config tells the same and changes nothing.
TEST_F(KeptCertificateTest, AnExaminationWritesNothing) {
  EXPECT_EQ(Keep(kNow, nullptr, false).caution, "");
  EXPECT_NE(::access(config_.shell.state_folder.c_str(), F_OK), 0);
  Obstruct();
  const std::string examined = Keep(kNow, nullptr, false).caution;
  EXPECT_EQ(examined, Keep(kNow).caution);
}

TEST_F(KeptCertificateTest, IsForListenersWithTls) {
  const auto none = LoadTls(config_, {.needed = false, .now = kNow});
  ASSERT_TRUE(none.ok());
  EXPECT_EQ(none->credentials, nullptr);
  EXPECT_NE(::access(File().c_str(), F_OK), 0);
  const auto some = LoadTls(config_, {.needed = true, .now = kNow});
  ASSERT_TRUE(some.ok());
  EXPECT_EQ(Sha256(*some), Sha256(Keep(kNow)));
}

}  // namespace
}  // namespace irc
