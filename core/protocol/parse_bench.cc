// The number of lines that are parsed in a second. The parser must not allocate: a benchmark in
// which it did fails.
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

#include "absl/strings/string_view.h"
#include "benchmark/benchmark.h"
#include "core/protocol/parse.h"

namespace {

size_t allocations = 0;

void* CountedNew(size_t bytes) {
  ++allocations;
  void* memory = std::malloc(bytes == 0 ? 1 : bytes);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(size_t bytes) { return CountedNew(bytes); }
void* operator new[](size_t bytes) { return CountedNew(bytes); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace irc {
namespace {

// What a busy channel's clients send, roughly in proportion: mostly talk of some words.
constexpr absl::string_view kTypical[] = {
    "PRIVMSG #garden :has anybody seen the roses this morning?",
    "PRIVMSG #garden :yes",
    "PRIVMSG #compilers :that depends on whether the optimiser can prove that the loop has no "
    "side effects, which it cannot when the callee lives in another translation unit",
    "PRIVMSG rose :\x01"
    "ACTION waves\x01",
    "@label=aF3 PRIVMSG #garden :with a label, as clients with labeled-response send it",
    "NOTICE lily :the build is green again",
    "PING :irc.example",
    "JOIN #garden,#compilers",
    "MODE #garden +ov-v rose lily iris",
    "WHO #garden %tcuhnfdar,152",
};

// Every line in turn; one parsed line is an item.
void ParseInTurn(benchmark::State& state, const absl::string_view* lines, size_t count) {
  ParsedLine parsed;
  size_t next = 0;
  int64_t bytes = 0;
  const size_t before = allocations;
  for (auto _ : state) {
    const absl::string_view line = lines[next];
    benchmark::DoNotOptimize(ParseLine(line, parsed));
    benchmark::DoNotOptimize(parsed);
    bytes += static_cast<int64_t>(line.size());
    if (++next == count) next = 0;
  }
  if (allocations != before) state.SkipWithError("the parser allocated memory");
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()));
  state.SetBytesProcessed(bytes);
}

void BM_TypicalLines(benchmark::State& state) {
  ParseInTurn(state, kTypical, sizeof(kTypical) / sizeof(kTypical[0]));
}
BENCHMARK(BM_TypicalLines);

// Each one alone, to see what costs.
void BM_Line(benchmark::State& state) {
  ParseInTurn(state, &kTypical[state.range(0)], 1);
  state.SetLabel(std::string(kTypical[state.range(0)].substr(0, 24)));
}
BENCHMARK(BM_Line)->DenseRange(0, sizeof(kTypical) / sizeof(kTypical[0]) - 1);

// As long as a line may be: 4094 bytes of tags and 510 more.
void BM_LongestLine(benchmark::State& state) {
  std::string line = "@+a=";
  line.resize(4094, 'x');
  line += " PRIVMSG #garden :";
  line.resize(4094 + 510, 'y');
  const absl::string_view view = line;
  ParseInTurn(state, &view, 1);
}
BENCHMARK(BM_LongestLine);

// Fifteen parameters of one byte.
void BM_MostParameters(benchmark::State& state) {
  const absl::string_view line = "MODE 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5";
  ParseInTurn(state, &line, 1);
}
BENCHMARK(BM_MostParameters);

void BM_FindTag(benchmark::State& state) {
  const absl::string_view tags = "+draft/reply=abc;+typing=active;label=aF3";
  const size_t before = allocations;
  for (auto _ : state) benchmark::DoNotOptimize(FindTag(tags, "label"));
  if (allocations != before) state.SkipWithError("the parser allocated memory");
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()));
}
BENCHMARK(BM_FindTag);

}  // namespace
}  // namespace irc
