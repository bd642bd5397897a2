// How long a large network takes: 100,000 accounts, 20,000 channels and 200,000 access entries of
// Atheme, into a new folder.
#include <unistd.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "benchmark/benchmark.h"
#include "net/import/import.h"

namespace irc {
namespace {

constexpr int kAccounts = 100000, kChannels = 20000, kEntries = 10;
constexpr absl::string_view kHash =
    "$z$65$10000$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=$4nrMiFUKPjZewLxCCuaPTDVD47oLh5AGA"
    "Kczrd5B+pQ=$cDchZVjLdljTd1WXauyh7L2vyIuxnbR+Rn8MEoxpyng=";

std::string Network() {
  std::string text = "GRVER 1 \nDBV 12 \nMDEP protocol/solanum \nTS 1760000000 \n";
  for (int i = 0; i < kAccounts; ++i) {
    const int at = 1600000000 + i;
    absl::StrAppend(&text, "MU A", i, " user", i, " ", kHash, " u", i, "@example.org ", at,
                    " 1750000000 +C default \n");
    absl::StrAppend(&text, "MN user", i, " user", i, " ", at, " 1750000000 \n");
    absl::StrAppend(&text, "MN user", i, " alt", i, " ", at, " 1750000000 \n");
  }
  for (int i = 0; i < kChannels; ++i) {
    absl::StrAppend(&text, "MC #c", i, " ", 1600000000 + i, " 1750000000 +kt 272 0 0  \n");
    absl::StrAppend(&text, "CA #c", i, " user", i * 5, " +AFORefiorstv 1600000000 * \n");
    for (int k = 0; k < kEntries; ++k) {
      absl::StrAppend(&text, "CA #c", i, " user", (i * 7 + k * 13) % kAccounts,
                      " +AOotv 1600000000 user", i * 5, " \n");
    }
    absl::StrAppend(&text, "MDC #c", i, " private:topic:text A topic of channel ", i, "\n");
  }
  return text;
}

void BM_ImportLargeNetwork(benchmark::State& state) {
  const std::string bytes = Network();
  const std::string folder =
      absl::StrCat(std::filesystem::temp_directory_path().string(), "/import-bench-", getpid());
  for (auto _ : state) {
    state.PauseTiming();
    std::filesystem::remove_all(folder);
    state.ResumeTiming();
    const auto report =
        ImportForeign(ImportSource::kAtheme, bytes, absl::FromUnixSeconds(1760000000), folder,
                      {.now = absl::FromUnixSeconds(1760500000)}, /*only_try=*/false);
    if (!report.ok()) state.SkipWithError(std::string(report.status().message()).c_str());
  }
  std::filesystem::remove_all(folder);
}
BENCHMARK(BM_ImportLargeNetwork)->Unit(benchmark::kSecond)->UseRealTime();

}  // namespace
}  // namespace irc
