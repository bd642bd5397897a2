// What becomes of the sample files in testdata/import: FILE.report has what the operator reads, and
// FILE.rows the rows, as lines of an export.
//
//   bazel test //net/import:import_golden_test
//   bazel run //net/import:import_golden_test -- --write
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/state/registry/accounts.h"
#include "gtest/gtest.h"
#include "net/auth/passwords/verifier.h"
#include "net/import/import.h"
#include "net/store/rows/row_text.h"

namespace irc {
namespace {

namespace fs = std::filesystem;

struct Sample {
  const char* file;
  ImportSource source;
};
constexpr Sample kSamples[] = {
    {"ergo.db", ImportSource::kErgo},
    {"atheme.db", ImportSource::kAtheme},
    {"anope.db", ImportSource::kAnope},
    {"anope.json", ImportSource::kAnope},
};

constexpr char kFolder[] = "testdata/import";
const absl::Time kWrittenAt = absl::FromUnixSeconds(1760000000);
const absl::Time kNow = absl::FromUnixSeconds(1760500000);

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

std::string BytesOf(const Sample& sample) { return ReadFile(fs::path(kFolder) / sample.file); }

struct Outcome {
  std::vector<Record> records;
  std::string report;
};

Outcome PlanOf(const Sample& sample, const std::vector<Row>& kept = {},
               const HighestIds& highest = {}) {
  Report report;
  const auto network = ReadForeign(sample.source, BytesOf(sample), kWrittenAt, kNow, report);
  if (!network.ok()) {
    ADD_FAILURE() << sample.file << ": " << network.status();
    return {};
  }
  Outcome outcome;
  outcome.records = PlanImport(*network, kept, highest, {.now = kNow}, report);
  outcome.report = report.Text();
  return outcome;
}

std::string RowsOf(const Outcome& outcome) {
  std::string text;
  for (const Record& record : outcome.records) absl::StrAppend(&text, RecordLine(record), "\n");
  return text;
}

TEST(ImportGolden, Reports) {
  for (const Sample& sample : kSamples) {
    EXPECT_EQ(PlanOf(sample).report,
              ReadFile(fs::path(kFolder) / absl::StrCat(sample.file, ".report")))
        << sample.file;
  }
}

TEST(ImportGolden, Rows) {
  for (const Sample& sample : kSamples) {
    EXPECT_EQ(RowsOf(PlanOf(sample)),
              ReadFile(fs::path(kFolder) / absl::StrCat(sample.file, ".rows")))
        << sample.file;
  }
}

// The flat file and the JSON have the same objects.
TEST(ImportGolden, BothFormsOfAnopeAreTheSame) {
  const Outcome flat = PlanOf(kSamples[2]), json = PlanOf(kSamples[3]);
  EXPECT_EQ(flat.report, json.report);
  std::vector<std::string> rows = absl::StrSplit(RowsOf(flat), '\n');
  std::vector<std::string> others = absl::StrSplit(RowsOf(json), '\n');
  EXPECT_EQ(rows.size(), others.size());
}

TEST(ImportGolden, TheSameFileBringsNothingTheSecondTime) {
  for (const Sample& sample : kSamples) {
    std::vector<Row> kept;
    HighestIds highest;
    for (const Record& record : PlanOf(sample).records) {
      kept.push_back(record.row);
      CountId(record.row, highest);
    }
    const Outcome again = PlanOf(sample, kept, highest);
    EXPECT_EQ(RowsOf(again), "") << sample.file;
    EXPECT_FALSE(absl::StrContains(again.report, ": is now ")) << sample.file;
  }
}

TEST(ImportGolden, TheStateTakesTheAccounts) {
  for (const Sample& sample : kSamples) {
    Accounts accounts;
    accounts.Configure(Casemapping::kAscii, {}, {});
    for (const Record& record : PlanOf(sample).records) {
      const std::string line = RecordLine(record);
      const bool is_of_account = std::holds_alternative<AccountRow>(record.row) ||
                                 std::holds_alternative<NickRow>(record.row) ||
                                 std::holds_alternative<SettingRow>(record.row) ||
                                 std::holds_alternative<SeenRow>(record.row) ||
                                 std::holds_alternative<CredentialRow>(record.row) ||
                                 std::holds_alternative<SuspensionRow>(record.row);
      EXPECT_EQ(accounts.Apply(record), is_of_account) << line;
    }
    EXPECT_GT(accounts.size(), 5u);
  }
}

// The vectors are those of the formats' descriptions, and their password is the same.
TEST(ImportGolden, EveryKindOfHashOpensOrNeedsAReset) {
  for (const Sample& sample : kSamples) {
    const Outcome outcome = PlanOf(sample);
    absl::flat_hash_map<AccountId, std::string> names;
    int opened = 0;
    for (const Record& record : outcome.records) {
      if (const auto* account = std::get_if<AccountRow>(&record.row)) {
        names[account->id] = account->name;
      }
      const auto* credential = std::get_if<CredentialRow>(&record.row);
      if (credential == nullptr || credential->kind != "password") continue;
      const std::string& name = names[credential->account];
      const bool is_named =
          absl::StrContains(outcome.report, absl::StrCat("  ", name, ": its pass"));
      EXPECT_EQ(is_named, NeedsReset(credential->verifier)) << sample.file << " " << name;
      if (is_named) {
        EXPECT_EQ(credential->verifier, "reset:") << name;
        continue;
      }
      const std::string password =
          sample.source == ImportSource::kErgo && name == "bob"     ? "correct horse 8"
          : sample.source == ImportSource::kAtheme && name == "Bob" ? "correct_horse"
                                                                    : "correct horse";
      EXPECT_EQ(VerifyPassword(credential->verifier, password), Verdict::kRight) << name;
      EXPECT_EQ(VerifyPassword(credential->verifier, "wrong"), Verdict::kWrong) << name;
      ++opened;
    }
    EXPECT_GE(opened, 4) << sample.file;
  }
}

TEST(ImportGolden, NoReportHasASecret) {
  for (const Sample& sample : kSamples) {
    const Outcome outcome = PlanOf(sample);
    for (const Record& record : outcome.records) {
      const auto* credential = std::get_if<CredentialRow>(&record.row);
      if (credential == nullptr || credential->verifier.empty()) continue;
      if (credential->verifier == "reset:") continue;
      EXPECT_FALSE(absl::StrContains(outcome.report, credential->verifier));
    }
    for (const char* secret : {"correct", "Y29ycmVjdCBob3JzZQ==", "sesame", "a-cloak-secret"}) {
      EXPECT_FALSE(absl::StrContains(outcome.report, secret)) << sample.file << " " << secret;
    }
  }
}

void Write() {
  const char* root = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  for (const Sample& sample : kSamples) {
    const fs::path path = fs::path(root == nullptr ? "." : root) / kFolder / sample.file;
    const Outcome outcome = PlanOf(sample);
    std::ofstream(path.string() + ".report") << outcome.report;
    std::ofstream(path.string() + ".rows") << RowsOf(outcome);
  }
}

int Main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc > 1 && absl::string_view(argv[1]) == "--write") {
    Write();
    return 0;
  }
  return RUN_ALL_TESTS();
}

}  // namespace
}  // namespace irc

int main(int argc, char** argv) { return irc::Main(argc, argv); }
