// Files that nobody has written on purpose: whatever the bytes are, the readers and the planner
// end, and the rows are such that the state takes them.
#include <fstream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/protocol/names.h"
#include "core/state/registry/accounts.h"
#include "gtest/gtest.h"
#include "net/import/import.h"
#include "net/store/rows/row_text.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

struct Sample {
  const char* file;
  ImportSource source;
};
constexpr Sample kSamples[] = {
    {"testdata/import/ergo.db", ImportSource::kErgo},
    {"testdata/import/atheme.db", ImportSource::kAtheme},
    {"testdata/import/anope.db", ImportSource::kAnope},
    {"testdata/import/anope.json", ImportSource::kAnope},
};

const absl::Time kNow = absl::FromUnixSeconds(1760500000);

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

template <typename T>
bool IsOf(const Row& row) {
  return std::holds_alternative<T>(row);
}

// Reads and plans the bytes; the rows keep the laws. Returns the number of rows.
size_t Try(ImportSource source, const std::string& bytes,
           Casemapping casemapping = Casemapping::kAscii) {
  Report report;
  const auto network = ReadForeign(source, bytes, kNow, kNow, report);
  if (!network.ok()) {
    RC_ASSERT(!network.status().message().empty());
    return 0;
  }
  const ImportRules rules = {.casemapping = casemapping, .now = kNow};
  const std::vector<Record> records = PlanImport(*network, {}, {}, rules, report);
  Accounts accounts;
  accounts.Configure(casemapping, {}, {});
  std::vector<Row> kept;
  HighestIds highest;
  for (const Record& record : records) {
    const Row& row = record.row;
    kept.push_back(ParseRecord(RecordLine(record))->row);
    CountId(row, highest);
    if (IsOf<AccountRow>(row) || IsOf<NickRow>(row) || IsOf<SettingRow>(row) ||
        IsOf<SeenRow>(row) || IsOf<CredentialRow>(row) || IsOf<SuspensionRow>(row)) {
      RC_ASSERT(accounts.Apply(record));
    }
    if (const auto* account = std::get_if<AccountRow>(&row)) {
      RC_ASSERT(IsValidNick(casemapping, account->name, rules.limits.nick_bytes));
    }
    if (const auto* channel = std::get_if<ChannelRow>(&row)) {
      RC_ASSERT(IsValidChannelName(casemapping, channel->name, rules.limits.channel_bytes));
    }
  }
  Report again;
  const std::vector<Record> more = PlanImport(*network, kept, highest, rules, again);
  for (const Record& record : more) RC_FAIL(RecordLine(record));
  RC_ASSERT(!report.Text().empty());
  return records.size();
}

// A crash may cut a file at any byte.
TEST(ImportProperty, EveryBeginningOfASample) {
  for (const Sample& sample : kSamples) {
    const std::string bytes = ReadFile(sample.file);
    EXPECT_GT(Try(sample.source, bytes), 20u) << sample.file;
    for (size_t size = 0; size < bytes.size(); size += 7) {
      Try(sample.source, bytes.substr(0, size));
    }
  }
}

RC_GTEST_PROP(ImportProperty, SamplesWithChangedBytes, ()) {
  const Sample& sample =
      *rc::gen::elementOf(std::vector<Sample>(std::begin(kSamples), std::end(kSamples)));
  std::string bytes = ReadFile(sample.file);
  const auto changes = *rc::gen::container<std::vector<std::pair<uint32_t, uint8_t>>>(
      rc::gen::arbitrary<std::pair<uint32_t, uint8_t>>());
  for (const auto& [at, byte] : changes) bytes[at % bytes.size()] = static_cast<char>(byte);
  Try(sample.source, bytes,
      *rc::gen::element(Casemapping::kAscii, Casemapping::kRfc1459, Casemapping::kPrecis));
}

RC_GTEST_PROP(ImportProperty, AnyBytes, (const std::string& bytes)) {
  for (const Sample& sample : kSamples) Try(sample.source, bytes);
  Try(ImportSource::kAtheme, absl::StrCat("DBV 12 \n", bytes, "\n"));
  Try(ImportSource::kAnope, absl::StrCat("OBJECT NickCore\n", bytes, "\nEND\n"));
}

// Words that meet each other in many ways, in rows that are right: W is a word, T a time, F flags.
constexpr const char* kRows[] = {
    "MU W W W * T T F",
    "MN W W T T",
    "MCFP W W",
    "MDU W private:usercloak W",
    "MI W W",
    "ME W W T 1 W",
    "MDU W W W",
    "MDU W private:freeze:reason W",
    "MC W T T F 272 1 5 W",
    "CA W W F T W",
    "CA W W +b T W",
    "MDA W W reason W",
    "MDA W W expires T",
    "MDC W W W",
    "MDC W private:topic:text W",
    "MDC W private:mlockext W",
    "GRP W W T F",
    "GACL W W F",
    "MDG W description W",
    "MM W W W NULL * T 1 W",
    "RM W W W W W T W",
    "NAM W",
    "MDN W private:mark:reason W",
    "KL 1 W W 0 T W W",
    "XL 1 W 0 T W W",
    "QL 1 W 5 T W W",
    "HR W W T W",
    "HO W W T W",
    "HO !g W T W",
    "BE W T W W",
    "LI W W T W",
    "CLONES-EX W 5 4 0 W",
};

RC_GTEST_PROP(ImportProperty, AnyRightRows, ()) {
  const auto word = rc::gen::elementOf(std::vector<std::string>{"a",
                                                                "A",
                                                                "a[",
                                                                "a{",
                                                                "b",
                                                                "7",
                                                                "#c",
                                                                "#C",
                                                                "!g",
                                                                "!G",
                                                                "*",
                                                                "a!*@*",
                                                                "x.example",
                                                                "f#c",
                                                                "192.0.2.0/24",
                                                                "$account.x",
                                                                "$1$x$y",
                                                                "\xfc",
                                                                std::string(64, 'a'),
                                                                std::string(90, 'n')});
  const auto flags = rc::gen::elementOf(
      std::vector<std::string>{"+", "+F", "+b", "+CW", "+AFb", "+kthzp", "+ShE"});
  std::string bytes = "DBV 12 \nMDEP protocol/solanum \n";
  const auto rows = *rc::gen::container<std::vector<std::string>>(
      rc::gen::elementOf(std::vector<std::string>(std::begin(kRows), std::end(kRows))));
  for (const std::string& row : rows) {
    for (absl::string_view part : absl::StrSplit(row, ' ')) {
      const std::string text = part == "W"   ? *word
                               : part == "F" ? *flags
                               : part == "T" ? absl::StrCat(*rc::gen::inRange(0, 4))
                                             : std::string(part);
      absl::StrAppend(&bytes, text, " ");
    }
    absl::StrAppend(&bytes, "\n");
  }
  Try(ImportSource::kAtheme, bytes, *rc::gen::element(Casemapping::kAscii, Casemapping::kRfc1459));
}

}  // namespace
}  // namespace irc
