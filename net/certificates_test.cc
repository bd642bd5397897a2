#include "net/certificates.h"

#include <poll.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/config/tls_files.h"
#include "net/io/files.h"
#include "net/testing/string_log_sink.h"

namespace irc {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Lines = std::vector<std::string>;

// One pair, live.crt and live.key, and a clock that the test moves.
class CertificatesTest : public ::testing::Test {
 protected:
  CertificatesTest() {
    std::string folder = absl::StrCat(::testing::TempDir(), "/certificates_XXXXXX");
    EXPECT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    config_.shell.tls_certificates = {Path("live.crt")};
    config_.shell.tls_keys = {Path("live.key")};
    Write("live", Pair());
  }
  ~CertificatesTest() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return absl::StrCat(folder_, "/", name); }
  PemPair Pair() const { return MakeSelfSigned("irc.local", clock_.Wall()); }
  void Write(const std::string& name, const PemPair& pair) const {
    std::ofstream(Path(name + ".crt")) << pair.certificate;
    std::ofstream(Path(name + ".key")) << pair.key;
  }

  Certificates Start() {
    const auto tls = LoadTls(config_, {.needed = true, .now = clock_.Wall()});
    EXPECT_TRUE(tls.ok()) << tls.status();
    return Certificates(tls->credentials);
  }

  // A time in which nothing is to be done but what is due at its end.
  void Skip(absl::Duration time) { clock_.Advance(time); }

  // The server's loop for `time`: it looks when a look is due, and hears of changes at once.
  void Run(Certificates& certificates, absl::Duration time) {
    const absl::Time end = clock_.Steady() + time;
    while (true) {
      pollfd ready = {.fd = certificates.wake_fd(), .events = POLLIN, .revents = 0};
      if (::poll(&ready, 1, 0) == 1) certificates.OnChange(clock_.Steady());
      while (certificates.due() <= clock_.Steady()) {
        for (std::string& sentence : certificates.Look(config_, clock_.Now(), log_)) {
          told_.push_back(std::move(sentence));
        }
      }
      const absl::Time next = std::min(certificates.due(), end);
      if (clock_.Steady() == end) return;
      clock_.Advance(next - clock_.Steady());
    }
  }

  static std::string Sha256(const Certificates& certificates) {
    return certificates.tls()->Certificates().front().sha256;
  }
  std::string FaultOfPair() const {
    return absl::StrCat("A new certificate is refused, and the old one stays: the key '",
                        Path("live.key"), "' does not belong to the certificate '",
                        Path("live.crt"), "'");
  }

  ManualClock clock_{absl::FromUnixSeconds(1'767'225'600)};
  StringLogSink sink_;
  Log log_{LogLevel::kInfo, clock_, sink_};
  std::string folder_;
  FullConfig config_;
  Lines told_;  // to operators
};

TEST_F(CertificatesTest, NothingHappensWithoutAChange) {
  Certificates certificates = Start();
  const std::string before = Sha256(certificates);
  Run(certificates, absl::Minutes(5));
  EXPECT_EQ(Sha256(certificates), before);
  EXPECT_EQ(sink_.text, "");
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(CertificatesTest, ANewPairIsTakenWithinTwoSeconds) {
  Certificates certificates = Start();
  Run(certificates, absl::Seconds(10));
  const std::string before = Sha256(certificates);
  Write("live", Pair());
  Run(certificates, absl::Seconds(2));
  const std::string after = Sha256(certificates);
  EXPECT_NE(after, before);
  EXPECT_THAT(sink_.text,
              HasSubstr(absl::StrCat(" info    certificate renewed file=", Path("live.crt"),
                                     " sha256=", after, " until=2028-03-11\n")));
  EXPECT_THAT(told_, IsEmpty());
}

// Where the system tells of no change: a network file system, for example.
TEST_F(CertificatesTest, ANewPairIsFoundWithinAMinuteInAnyCase) {
  Certificates certificates = Start();
  Run(certificates, absl::Seconds(10));
  const std::string before = Sha256(certificates);
  Write("live", Pair());
  clock_.Advance(absl::Minutes(1));
  for (int i = 0; i < 2; ++i) {
    EXPECT_LE(certificates.due(), clock_.Steady());
    certificates.Look(config_, clock_.Now(), log_);
    clock_.Advance(absl::Seconds(1));
  }
  EXPECT_NE(Sha256(certificates), before);
}

TEST_F(CertificatesTest, WhatIsWrittenInTwoStepsIsNoMismatch) {
  Certificates certificates = Start();
  Run(certificates, absl::Seconds(10));
  const PemPair next = Pair();
  std::ofstream(Path("live.crt")) << next.certificate;
  Run(certificates, absl::Seconds(1));
  std::ofstream(Path("live.key")) << next.key;
  Run(certificates, absl::Seconds(3));
  EXPECT_THAT(sink_.text, HasSubstr("certificate renewed"));
  EXPECT_THAT(sink_.text, Not(HasSubstr("refused")));
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(CertificatesTest, AMismatchIsToldOnceAndTheOldOneStays) {
  Certificates certificates = Start();
  Run(certificates, absl::Seconds(10));
  const std::string before = Sha256(certificates);
  const PemPair old = {.certificate = *ReadWholeFile(Path("live.crt")),
                       .key = *ReadWholeFile(Path("live.key"))};
  std::ofstream(Path("live.crt")) << Pair().certificate;
  Run(certificates, absl::Minutes(5));
  EXPECT_EQ(Sha256(certificates), before);
  EXPECT_THAT(told_, ElementsAre(FaultOfPair()));
  EXPECT_THAT(sink_.text, HasSubstr(" warning a new certificate is refused reason=\"the key "));
  EXPECT_EQ(certificates.refused(), 1u);
  // Another change with the same fault is told again.
  std::ofstream(Path("live.crt")) << Pair().certificate;
  Run(certificates, absl::Minutes(5));
  EXPECT_THAT(told_, ElementsAre(FaultOfPair(), FaultOfPair()));
  // The old files come back.
  Write("live", old);
  Run(certificates, absl::Minutes(5));
  EXPECT_EQ(Sha256(certificates), before);
  EXPECT_EQ(told_.size(), 2u);
  EXPECT_THAT(sink_.text, HasSubstr("the certificate is right again file="));
  EXPECT_EQ(certificates.refused(), 0u);
}

TEST_F(CertificatesTest, WhatIsMissingIsTakenWhenItComesBack) {
  Certificates certificates = Start();
  Run(certificates, absl::Seconds(10));
  const std::string before = Sha256(certificates);
  fs::remove(Path("live.crt"));
  Run(certificates, absl::Minutes(5));
  EXPECT_THAT(told_, ElementsAre(HasSubstr("No such file or directory")));
  Write("live", Pair());
  Run(certificates, absl::Seconds(2));
  EXPECT_NE(Sha256(certificates), before);
}

// A certificate of tomorrow is tried again with each look, and waits for its time in silence.
TEST_F(CertificatesTest, WhatIsNotValidYetIsTakenWhenItIs) {
  Certificates certificates = Start();
  Run(certificates, absl::Seconds(10));
  const std::string before = Sha256(certificates);
  Write("live", MakeSelfSigned("irc.local", clock_.Wall() + absl::Hours(48)));
  Run(certificates, absl::Minutes(2));
  Skip(absl::Hours(24) - absl::Minutes(4));
  Run(certificates, absl::Minutes(1));
  EXPECT_EQ(Sha256(certificates), before);
  EXPECT_THAT(told_, ElementsAre(HasSubstr("is not valid before 2026-01-02")));
  Run(certificates, absl::Minutes(4));
  EXPECT_NE(Sha256(certificates), before);
  EXPECT_EQ(told_.size(), 1u);
}

TEST_F(CertificatesTest, WhatHasExpiredIsRefused) {
  Certificates certificates = Start();
  Run(certificates, absl::Seconds(10));
  Write("live", MakeSelfSigned("irc.local", clock_.Wall() - absl::Hours(24 * 900)));
  Run(certificates, absl::Minutes(5));
  EXPECT_THAT(told_, ElementsAre(HasSubstr("has expired on 2025-09-")));
}

// As certbot does it: new files in archive/, and the links in live/ are made anew.
TEST_F(CertificatesTest, LinksThatLeadElsewhereAreFollowed) {
  const auto link = [&](const std::string& name) {
    for (const char* ending : {".crt", ".key"}) {
      fs::remove(Path("live" + std::string(ending)));
      fs::create_symlink(absl::StrCat("archive/", name, ending),
                         Path("live" + std::string(ending)));
    }
  };
  fs::create_directories(Path("archive"));
  Write("archive/1", Pair());
  link("1");
  Certificates certificates = Start();
  Run(certificates, absl::Seconds(10));
  for (const char* name : {"2", "3"}) {
    const std::string before = Sha256(certificates);
    Write(absl::StrCat("archive/", name), Pair());
    Run(certificates, absl::Seconds(5));
    EXPECT_EQ(Sha256(certificates), before);
    link(name);
    Run(certificates, absl::Seconds(2));
    EXPECT_NE(Sha256(certificates), before);
  }
  EXPECT_THAT(told_, IsEmpty());
}

// What has changed between the start and the first look is taken, too.
TEST_F(CertificatesTest, NoChangeFallsBetweenTheStartAndTheFirstLook) {
  Certificates certificates = Start();
  const std::string before = Sha256(certificates);
  Write("live", Pair());
  Run(certificates, absl::Seconds(2));
  EXPECT_NE(Sha256(certificates), before);
}

TEST_F(CertificatesTest, TheEndIsAnnouncedOnceADay) {
  Certificates certificates = Start();
  Run(certificates, absl::Minutes(1));
  Skip(kSelfSignedValidity - absl::Hours(24 * 14) - absl::Minutes(5));
  Run(certificates, absl::Minutes(2));
  EXPECT_THAT(told_, IsEmpty());
  Run(certificates, absl::Minutes(4));
  const std::string soon =
      absl::StrCat("tls.certificates: '", Path("live.crt"), "' expires soon, on 2028-03-11");
  EXPECT_THAT(told_, ElementsAre(soon));
  EXPECT_THAT(sink_.text, HasSubstr(absl::StrCat(" warning caution reason=\"", soon, "\"\n")));
  Skip(absl::Hours(24) - absl::Minutes(6));
  Run(certificates, absl::Minutes(2));
  EXPECT_THAT(told_, ElementsAre(soon));
  Run(certificates, absl::Minutes(4));
  EXPECT_THAT(told_, ElementsAre(soon, soon));
  Skip(absl::Hours(24 * 12));
  Run(certificates, absl::Minutes(1));
  told_.clear();
  Run(certificates, absl::Minutes(4));
  EXPECT_THAT(told_, IsEmpty());
  clock_.SetWall(absl::FromCivil(absl::CivilSecond(2028, 3, 11), absl::UTCTimeZone()));
  Run(certificates, absl::Minutes(2));
  EXPECT_THAT(told_, ElementsAre(absl::StrCat("tls.certificates: '", Path("live.crt"),
                                              "' has expired on 2028-03-11")));
  // A new one ends that.
  Write("live", Pair());
  Run(certificates, absl::Minutes(2));
  told_.clear();
  Skip(absl::Hours(25));
  Run(certificates, absl::Minutes(2));
  EXPECT_THAT(told_, IsEmpty());
}

// The start and a rehash have logged what ends, with all other cautions.
TEST_F(CertificatesTest, WhatEndsAtTheStartIsToldAgainAfterADay) {
  clock_.Advance(kSelfSignedValidity - absl::Hours(24 * 10));
  Certificates certificates = Start();
  Run(certificates, absl::Minutes(2));
  Skip(absl::Hours(24) - absl::Minutes(4));
  Run(certificates, absl::Minutes(1));
  EXPECT_THAT(told_, IsEmpty());
  certificates.Take(certificates.tls());
  Run(certificates, absl::Minutes(4));
  EXPECT_THAT(told_, IsEmpty());
  Skip(absl::Hours(24));
  Run(certificates, absl::Minutes(1));
  EXPECT_EQ(told_.size(), 1u);
}

// tls.self_signed.
class OwnCertificateTest : public CertificatesTest {
 protected:
  OwnCertificateTest() {
    config_.shell.tls_certificates.clear();
    config_.shell.tls_keys.clear();
    config_.shell.tls_self_signed = true;
    config_.shell.state_folder = folder_;
  }
};

TEST_F(OwnCertificateTest, IsReplacedWhileTheServerRuns) {
  Certificates certificates = Start();
  const std::string before = Sha256(certificates);
  Run(certificates, absl::Minutes(1));
  Skip(kSelfSignedValidity - kRenewBefore - absl::Hours(24) - absl::Minutes(1));
  Run(certificates, absl::ZeroDuration());
  EXPECT_EQ(Sha256(certificates), before);
  Skip(absl::Hours(24) - absl::Seconds(1));
  Run(certificates, absl::ZeroDuration());
  EXPECT_EQ(Sha256(certificates), before) << "it was checked today";
  EXPECT_EQ(sink_.text, "");
  Run(certificates, absl::Minutes(1));
  const std::string after = Sha256(certificates);
  EXPECT_NE(after, before);
  EXPECT_THAT(sink_.text, HasSubstr("a self-signed certificate was made because=\"the old "
                                    "one is valid until 2028-03-11\"\n"));
  EXPECT_EQ(Sha256(Start()), after) << "the next start reads it";
}

TEST(Certificates, WithoutTlsThereIsNothingToLookFor) {
  ManualClock clock(absl::FromUnixSeconds(1'767'225'600));
  StringLogSink sink;
  Log log(LogLevel::kInfo, clock, sink);
  Certificates certificates(nullptr);
  EXPECT_THAT(certificates.Look(FullConfig(), clock.Now(), log), IsEmpty());
  EXPECT_EQ(certificates.due(), absl::InfiniteFuture());
}

}  // namespace
}  // namespace irc
