// How long a start takes:
//
//   bazel run //net/store:open_bench
//
// with 100,000 accounts that have a nick, a credential and a time when they were seen each.
#include <unistd.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "net/store/store.h"
#include "net/store/testing/sample_rows.h"

namespace irc {
namespace {

constexpr uint64_t kAccounts = 100'000;

std::string FilledFolder() {
  const std::string folder = absl::StrCat("/tmp/open_bench-", getpid());
  absl::StatusOr<Store::Opened> opened = Store::Open({.folder = folder});
  for (uint64_t id = 1; id <= kAccounts; ++id) {
    const std::string name = absl::StrCat("account", id);
    opened->store->Append(
        {Put(AccountRow{.id = {id}, .name = name, .registered_at = SampleTime(1)}),
         Put(NickRow{
             .nick = absl::StrCat(name, "_"), .account = {id}, .grouped_at = SampleTime(2)}),
         Put(SeenRow{.account = {id}, .at = SampleTime(3)}),
         Put(CredentialRow{.id = {id},
                           .account = {id},
                           .kind = "password",
                           .verifier = std::string(100, 'v'),
                           .created_at = SampleTime(4)})});
    if (id % 100 == 0) opened->store->Flush();
  }
  opened->store->Close();
  return folder;
}

void BM_Open(benchmark::State& state) {
  const std::string folder = FilledFolder();
  for (auto _ : state) {
    absl::StatusOr<Store::Opened> opened = Store::Open({.folder = folder});
    if (!opened.ok() || opened->rows.size() != 4 * kAccounts)
      state.SkipWithError("rows are missing");
    state.PauseTiming();
    opened = absl::UnknownError("");
    state.ResumeTiming();
  }
  for (const char* name : {"data.db", "lock"}) ::unlink(absl::StrCat(folder, "/", name).c_str());
  ::rmdir(folder.c_str());
}
BENCHMARK(BM_Open)->Unit(benchmark::kMillisecond);

// What a turn with one commit costs the loop's thread.
void BM_Flush(benchmark::State& state) {
  const std::string folder = absl::StrCat("/tmp/flush_bench-", getpid());
  absl::StatusOr<Store::Opened> opened = Store::Open({.folder = folder});
  uint64_t id = 0;
  for (auto _ : state) {
    ++id;
    opened->store->Append({Put(SeenRow{.account = {id}, .at = SampleTime(3)})});
    opened->store->Flush();
  }
  opened->store->Close();
  for (const char* name : {"data.db", "lock"}) ::unlink(absl::StrCat(folder, "/", name).c_str());
  ::rmdir(folder.c_str());
}
BENCHMARK(BM_Flush);

}  // namespace
}  // namespace irc
