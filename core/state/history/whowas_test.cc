// Compares WHOWAS with a plain list that is searched for each rule.
#include "core/state/history/whowas.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

struct Gone {
  std::string nick;
  std::string origin;
};

void Hold(std::vector<Gone>& list, int64_t per_origin, int64_t total) {
  for (const std::string origin : {"a", "b", "c"}) {
    const auto of = [&](const Gone& gone) { return gone.origin == origin; };
    while (std::count_if(list.begin(), list.end(), of) > per_origin) {
      list.erase(std::find_if(list.begin(), list.end(), of));
    }
  }
  while (static_cast<int64_t>(list.size()) > total) list.erase(list.begin());
}

std::vector<std::string> NicksOf(const std::vector<Gone>& list) {
  std::vector<std::string> nicks;
  for (auto gone = list.rbegin(); gone != list.rend(); ++gone) nicks.push_back(gone->nick);
  return nicks;
}

std::vector<std::string> NicksOf(const Whowas& whowas) {
  std::vector<std::string> nicks;
  whowas.ForEachFromLatest([&](const WhowasEntry& entry) {
    nicks.push_back(entry.nick);
    return true;
  });
  return nicks;
}

RC_GTEST_PROP(Whowas, RemembersWhatAListRemembers, ()) {
  Whowas whowas;
  std::vector<Gone> list;
  const int steps = *rc::gen::inRange(0, 60);
  for (int step = 0; step < steps; ++step) {
    const int64_t per_origin = *rc::gen::inRange<int64_t>(0, 5);
    const int64_t total = *rc::gen::inRange<int64_t>(0, 9);
    if (*rc::gen::inRange(0, 5) == 0) {
      whowas.Limit(per_origin, total);
    } else {
      const std::string origin = *rc::gen::element<std::string>("a", "b", "c");
      const Gone gone{absl::StrCat("nick", step), origin};
      WhowasEntry entry;
      entry.nick = gone.nick;
      entry.origin = gone.origin;
      // Others keep what they have when a limit is lowered, until Limit is called.
      whowas.Limit(per_origin, total);
      whowas.Add(entry, per_origin, total);
      Hold(list, per_origin, total);
      list.push_back(gone);
    }
    Hold(list, per_origin, total);
    RC_ASSERT(NicksOf(whowas) == NicksOf(list));
    RC_ASSERT(whowas.size() == list.size());
    RC_ASSERT(whowas.IsConsistent());
  }
}

}  // namespace
}  // namespace irc
