// The cost of full lists of masks, for a member without voice of as many channels as one may join.
// Each channel has 100 entries in +b and 100 in +y, none of which matches.
#include <benchmark/benchmark.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/testing/room.h"

namespace irc {
namespace {

constexpr int kChannels = 100, kEntries = 100, kPerLine = 5;
constexpr SessionId kOwner{1}, kMember{2};

// Hard for a matcher that tries one start after the other.
std::string HardMask(int number) {
  return absl::StrFormat("x:*%sZ%02d", std::string(104, '?'), number);
}
// Entries that a change of nick cannot concern, and entries that it can.
std::string HostMaskOf(int number) { return absl::StrFormat("*!*@host%d.example", number); }
std::string NickMask(int number) { return absl::StrFormat("*troll%02d*!*@*", number); }

class FullLists {
 public:
  explicit FullLists(std::string (*mask)(int)) : room_(1) {
    room_.Apply(Connected{kMember, {.ip = "192.0.2.7", .host = "192.0.2.7", .cloak = "cloak"}});
    Say(kMember, "NICK member");
    Say(kMember, absl::StrCat("USER member 0 * :", std::string(150, 'a')));
    for (int i = 0; i < kChannels; ++i) {
      const std::string name = absl::StrCat("#c", i);
      if (i < kChannels - 1) Say(kOwner, absl::StrCat("JOIN ", name));
      Say(kMember, absl::StrCat("JOIN ", name));
      for (int entry = 0; entry < kEntries; entry += kPerLine) {
        for (char list : {'b', 'y'}) SetEntries(name, list, entry, mask);
      }
    }
  }

  void Say(SessionId id, std::string line) { room_.Say(id, std::move(line)); }

 private:
  void SetEntries(const std::string& channel, char list, int first, std::string (*mask)(int)) {
    for (int entry = first; entry < first + kPerLine; ++entry) {
      Say(kOwner, absl::StrCat("MODE ", channel, " +", std::string(1, list), " ", mask(entry)));
    }
  }

  Room room_;
};

void Nick(benchmark::State& state, std::string (*mask)(int)) {
  FullLists lists(mask);
  bool odd = false;
  for (auto _ : state) {
    odd = !odd;
    lists.Say(kMember, odd ? "NICK somebody" : "NICK member");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(Nick, hard, &HardMask);
BENCHMARK_CAPTURE(Nick, hosts, &HostMaskOf);
BENCHMARK_CAPTURE(Nick, nicks, &NickMask);

void PrivmsgToFour(benchmark::State& state, std::string (*mask)(int)) {
  FullLists lists(mask);
  for (auto _ : state) lists.Say(kMember, "PRIVMSG #c0,#c1,#c2,#c3 :hello");
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(PrivmsgToFour, hard, &HardMask);
BENCHMARK_CAPTURE(PrivmsgToFour, hosts, &HostMaskOf);

// Nobody has asked these lists about the new name yet.
void PrivmsgToFourAfterNick(benchmark::State& state, std::string (*mask)(int)) {
  FullLists lists(mask);
  bool odd = false;
  for (auto _ : state) {
    odd = !odd;
    lists.Say(kMember, odd ? "NICK somebody" : "NICK member");
    lists.Say(kMember, "PRIVMSG #c0,#c1,#c2,#c3 :hello");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(PrivmsgToFourAfterNick, hard, &HardMask);

void PartAndJoin(benchmark::State& state, std::string (*mask)(int)) {
  FullLists lists(mask);
  std::string names;
  for (int i = 0; i < kChannels; ++i) absl::StrAppend(&names, i == 0 ? "" : ",", "#c", i);
  for (auto _ : state) {
    lists.Say(kMember, absl::StrCat("PART ", names));
    lists.Say(kMember, absl::StrCat("JOIN ", names));
  }
  state.SetItemsProcessed(2 * kChannels * state.iterations());
}
BENCHMARK_CAPTURE(PartAndJoin, hard, &HardMask);
BENCHMARK_CAPTURE(PartAndJoin, hosts, &HostMaskOf);

}  // namespace
}  // namespace irc
