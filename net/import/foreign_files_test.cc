// The readers of the three servers: what each row, key and object means, and what a broken file is
// told.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/import/anope_access.h"
#include "net/import/foreign_modes.h"
#include "net/import/import.h"
#include "net/import/latin1.h"

namespace irc {
namespace {

using testing::HasSubstr;

const absl::Time kWrittenAt = absl::FromUnixSeconds(1760000000);
const absl::Time kNow = absl::FromUnixSeconds(1760500000);

std::string ErrorOf(ImportSource source, absl::string_view bytes) {
  Report report;
  const auto network = ReadForeign(source, bytes, kWrittenAt, kNow, report);
  return network.ok() ? "none" : std::string(network.status().message());
}

ForeignNetwork Read(ImportSource source, absl::string_view bytes) {
  Report report;
  auto network = ReadForeign(source, bytes, kWrittenAt, kNow, report);
  EXPECT_TRUE(network.ok()) << network.status();
  return network.ok() ? *std::move(network) : ForeignNetwork();
}

std::string Command(const std::vector<std::string>& parts) {
  std::string bytes = absl::StrCat("*", parts.size(), "\r\n");
  for (const std::string& part : parts) {
    absl::StrAppend(&bytes, "$", part.size(), "\r\n", part, "\r\n");
  }
  return bytes;
}
std::string Schema(int version) {
  return Command({"set", "0 AP9VDdQKv3n1mI5ZYY3bVw", absl::StrCat(version)});
}

TEST(ForeignFiles, BrokenOnesAreToldWithThePlace) {
  const struct {
    ImportSource source;
    std::string bytes;
    const char* error;
  } kRows[] = {
      {ImportSource::kErgo, "",
       "this is no database of Ergo: the version of its schema is missing"},
      {ImportSource::kErgo, "hello",
       "byte 0: this is no command of a database of Ergo (the "
       "command begins at byte 0)"},
      {ImportSource::kErgo, Schema(24) + "*1\r\n$3\r\nfoo\r\n", "byte 65: "},
      {ImportSource::kErgo, Schema(24) + "*3\r\n$3\r\nset?\r\n", "byte 63: "},
      {ImportSource::kErgo, Schema(21),
       "the database has schema 21, and this program reads 22 to "
       "24; 'ergo upgradedb' of a newer Ergo brings it up to date"},
      {ImportSource::kErgo, Schema(25),
       "the database has schema 25, and this program reads 22 to 24"},
      {ImportSource::kAtheme, "", "line 1: the file ends before the row DBV"},
      {ImportSource::kAtheme, "OBJECT NickCore\n", "line 1: this is no services.db of Atheme"},
      {ImportSource::kAtheme, "GRVER 2 \n", "line 1: the file has format 2"},
      {ImportSource::kAtheme, "GRVER 1 \nDBV 13 \n",
       "line 2: the data has version 13, and this "
       "program reads 8 to 12"},
      {ImportSource::kAtheme, "DBV 7 \n", "line 1: the data has version 7"},
      {ImportSource::kAtheme, "DBV 12 \nMU A Alice * * 5\n", "line 2: the row MU lacks a word"},
      {ImportSource::kAtheme, "DBV 12 \nMU A Alice * * x 0 + default \n", "line 2: the row MU "},
      {ImportSource::kAtheme, "DBV 12 \n\nTS 17",
       "line 3: the file ends in the middle of this row"},
      {ImportSource::kAtheme, "DBV 12 \n{}\n", "line 2: this is no row of services.db"},
      {ImportSource::kAnope, "", "line 1: the file is empty"},
      {ImportSource::kAnope, "\nDBV 12\n", "line 2: this is no database of Anope"},
      {ImportSource::kAnope, "OBJECT NickCore\nDATA display a\n",
       "line 2: the file ends in the "
       "middle of an object"},
      {ImportSource::kAnope, "OBJECT A\nOBJECT B\n", "line 2: an object begins before the last"},
      {ImportSource::kAnope, "OBJECT A\nDISPLAY B\n", "line 2: an object has only the lines"},
      {ImportSource::kAnope, "{\"version\":1,\"data\":{\"", "byte 23: this is no JSON"},
      {ImportSource::kAnope, "{\"version\":1e400}", "a number in it is greater than any"},
      {ImportSource::kAnope, "{}", "this is no database of Anope: the member 'data' is missing"},
      {ImportSource::kAnope, "{\"version\":2,\"data\":{}}", "the member 'version' is not 1"},
  };
  for (const auto& row : kRows) {
    EXPECT_THAT(ErrorOf(row.source, row.bytes), HasSubstr(row.error)) << row.bytes;
  }
}

TEST(ErgoFile, TheLastWriteCountsAndTheLastCommandMayBeCut) {
  const std::string exists = Command({"set", "account.exists a", "1"});
  const auto count = [](const std::string& bytes) {
    return Read(ImportSource::kErgo, Schema(24) + bytes).accounts.size();
  };
  EXPECT_EQ(count(exists), 1u);
  EXPECT_EQ(count(exists + exists), 1u);
  EXPECT_EQ(count(exists + Command({"del", "account.exists a"})), 0u);
  EXPECT_EQ(count(exists + Command({"DEL", "account.exists a"}) + std::string(3, '\0') + exists),
            1u);
  EXPECT_EQ(ErrorOf(ImportSource::kErgo, Schema(24) + Command({"flushdb"})),
            "this is no database of Ergo: the version of its schema is missing");
  for (size_t size = 1; size < exists.size(); ++size) {
    EXPECT_EQ(count(exists.substr(0, size)), 0u) << size;
  }
}

// "ex" counts from the change of the file, "ae" is a time.
TEST(ErgoFile, KeysThatHaveEndedAreAbsent) {
  const auto count = [](const std::string& word, int64_t seconds) {
    return Read(ImportSource::kErgo,
                Schema(24) + Command({"set", "account.exists a", "1", word, absl::StrCat(seconds)}))
        .accounts.size();
  };
  EXPECT_EQ(count("ae", 1760500000), 0u);
  EXPECT_EQ(count("ae", 1760500001), 1u);
  EXPECT_EQ(count("ex", 500000), 0u);
  EXPECT_EQ(count("EX", 500001), 1u);
}

TEST(AthemeFile, OlderVersionsHaveFewerWords) {
  for (int version = 8; version <= 12; ++version) {
    SCOPED_TRACE(version);
    const ForeignNetwork network =
        Read(ImportSource::kAtheme,
             absl::StrCat("DBV ", version, " \n", "MU ", version >= 10 ? "AAAAAAAAB " : "",
                          "Alice secret * 1600000000 0 + default \n",
                          "MC #c 1600000000 0 + 0 0 0 key \n", "CA #c Alice +F 1600000000 ",
                          version >= 9 ? "* " : "", "\nCA #c *!*@x.example +b 1600000000 ",
                          version >= 9 ? "Alice " : "", "\nMDA #c", version >= 12 ? " " : ":",
                          "*!*@x.example reason go away\n", "KL ", version >= 11 ? "7 " : "",
                          "* x.example 0 1600000000 Alice a reason of words\n"));
    ASSERT_EQ(network.accounts.size(), 1u);
    EXPECT_EQ(network.accounts[0].verifier, "plain:c2VjcmV0");
    EXPECT_EQ(network.accounts[0].seen_at, kWrittenAt) << "0 means the time of the file";
    ASSERT_EQ(network.channels.size(), 1u);
    EXPECT_EQ(network.channels[0].founder, "Alice");
    EXPECT_EQ(network.channels[0].modes.key, "key");
    ASSERT_EQ(network.channels[0].access.size(), 2u);
    EXPECT_EQ(network.channels[0].access[1].by, version >= 9 ? "Alice" : "");
    EXPECT_EQ(network.channels[0].access[1].reason, "go away");
    ASSERT_EQ(network.bans.size(), 1u);
    EXPECT_EQ(network.bans[0].mask, "*@x.example");
    EXPECT_EQ(network.bans[0].reason, "a reason of words");
    EXPECT_EQ(network.bans[0].expires_at, absl::InfiniteFuture()) << "0 means for good";
  }
}

TEST(AthemeFile, WhoHasSwitchedPasswordsOffHasNone) {
  const char* const kRow = "MU A Alice $1$saltsalt$NuzA7WTAelpl95xgBGWN60 * 1600000000 0 +C";
  const auto verifier = [&](const char* more) {
    const std::string bytes = absl::StrCat("DBV 12 \n", kRow, more, " default \n");
    return Read(ImportSource::kAtheme, bytes).accounts[0].verifier;
  };
  EXPECT_EQ(verifier(""), "atheme:$1$saltsalt$NuzA7WTAelpl95xgBGWN60");
  EXPECT_EQ(verifier("S"), "");
}

TEST(ErgoFile, AHostCountsWhileItIsOn) {
  const auto hosts = [](const char* on) {
    return Read(ImportSource::kErgo,
                Schema(24) + Command({"set", "account.exists a", "1"}) +
                    Command(
                        {"set", "account.vhost a",
                         absl::StrCat("{\"ApprovedVHost\":\"x.example\",\"Enabled\":", on, "}")}))
        .accounts[0]
        .vhosts.size();
  };
  EXPECT_EQ(hosts("true"), 1u);
  EXPECT_EQ(hosts("false"), 0u);
}

TEST(AnopeFile, TheHostOfTheNameComesFirst) {
  const ForeignNetwork network = Read(ImportSource::kAnope,
                                      "OBJECT NickAlias\nDATA nick b\nDATA nc a\n"
                                      "DATA vhost_host b.example\nEND\n"
                                      "OBJECT NickAlias\nDATA nick A\nDATA nc a\n"
                                      "DATA vhost_host a.example\nEND\n"
                                      "OBJECT NickCore\nDATA display a\nEND\n");
  ASSERT_EQ(network.accounts.size(), 1u);
  ASSERT_EQ(network.accounts[0].vhosts.size(), 2u);
  EXPECT_EQ(network.accounts[0].vhosts[0].host, "a.example");
}

TEST(AnopeFile, AModeThatIsLockedOffIsOff) {
  const ForeignNetwork network = Read(ImportSource::kAnope,
                                      "OBJECT ModeLock\nDATA ci #C\nDATA set 0\n"
                                      "DATA name INVITE\nEND\n"
                                      "OBJECT ChannelInfo\nDATA name #c\n"
                                      "DATA last_modes INVITE NOEXTERNAL KEY,a,b\nEND\n");
  ASSERT_EQ(network.channels.size(), 1u);
  EXPECT_EQ(network.channels[0].modes.flags, "n");
  EXPECT_EQ(network.channels[0].modes.key, "a,b");
  ASSERT_EQ(network.channels[0].settings.size(), 1u);
  EXPECT_EQ(network.channels[0].settings[0].second, "-i");
}

TEST(ForeignModes, TheServerDecidesWhatABitMeans) {
  EXPECT_EQ(LettersOfAtheme(AthemeIrcd::kSolanum, 0x110), "nt");
  EXPECT_EQ(LettersOfAtheme(AthemeIrcd::kSolanum, 0x2000), "R");
  EXPECT_EQ(LettersOfAtheme(AthemeIrcd::kInspircd, 0x2000), "M");
  EXPECT_EQ(LettersOfAtheme(AthemeIrcd::kUnreal, 0x10000000), "T");
  EXPECT_EQ(LettersOfAtheme(AthemeIrcd::kNgircd, 0x9000), "Rz");
  EXPECT_EQ(LettersOfAtheme(AthemeIrcd::kSolanum, 0x8001), "i?");
  EXPECT_EQ(LettersOfAtheme(AthemeIrcd::kUnknown, 0x3001), "i??");
  EXPECT_EQ(AthemeIrcdOf("protocol/inspircd3"), AthemeIrcd::kInspircd);
  EXPECT_EQ(AthemeIrcdOf("protocol/other"), AthemeIrcd::kUnknown);
  EXPECT_EQ(AthemeIrcdOf("crypto/pbkdf2v2"), std::nullopt);
  EXPECT_EQ(LetterOfAnope("SSL"), 'z');
  EXPECT_EQ(LetterOfAnope("PERM"), '\0');
}

TEST(AnopeAccess, LevelsFlagsAndRoles) {
  const auto level = [](int64_t number, absl::string_view levels = "") {
    return LettersOf(RightsOfLevel(number, ReadAnopeLevels(levels)));
  };
  EXPECT_EQ(level(-1), "");
  EXPECT_EQ(level(0), "");
  EXPECT_EQ(level(3), "AVv");
  EXPECT_EQ(level(4), "AHVehrv");
  EXPECT_EQ(level(5), "AHOVehiortv");
  EXPECT_EQ(level(10), "AHOVaefhiortv");
  EXPECT_EQ(level(9999), "AHORVaefhioqrstv");
  EXPECT_EQ(level(10000), LettersOf(kFounderRights));
  EXPECT_EQ(level(4, "AUTOOP 4 HALFOPME 10001 AUTOHALFOP -10000"), "AOVerv");
  EXPECT_EQ(level(3, "AUTOOP"), "AVv") << "a level that is cut off";
  EXPECT_EQ(LettersOf(RightsOfFlags("vV")), "Vv");
  EXPECT_EQ(LettersOf(RightsOfFlags("f")), "Af") << "two privileges have this letter";
  EXPECT_EQ(LettersOf(RightsOfFlags("F")), LettersOf(kFounderRights));
  EXPECT_EQ(LettersOf(RightsOfXop("aop")), "AHOVehiortv");
  EXPECT_EQ(RightsOfXop("FOUNDER"), 0u);
  EXPECT_EQ(RightsOfXop(""), 0u);
}

TEST(Latin1, OnlyWhatIsNoUtf8IsRead) {
  EXPECT_EQ(Latin1ToUtf8("gr\xfc\xdf"
                         "e"),
            "grüße");
  EXPECT_EQ(Latin1ToUtf8("grüße \xe4"), "grüße ä");
  EXPECT_EQ(Latin1ToUtf8("\xff"), "ÿ");
}

}  // namespace
}  // namespace irc
