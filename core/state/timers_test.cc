#include "core/state/timers.h"

#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

absl::Time At(int seconds) { return absl::FromUnixSeconds(seconds); }

TEST(Timers, ComeInTheOrderOfTime) {
  Timers<std::string> timers;
  EXPECT_EQ(timers.Next(), absl::InfiniteFuture());
  timers.Set("late", At(9));
  timers.Set("soon", At(3));
  timers.Set("moved", At(1));
  timers.Set("moved", At(5));
  EXPECT_EQ(timers.Next(), At(3));
  EXPECT_EQ(timers.TakeDue(At(5)), (std::vector<std::string>{"soon", "moved"}));
  EXPECT_EQ(timers.size(), 1u);
  EXPECT_FALSE(timers.Has("soon"));
  timers.Move(absl::Seconds(2));
  EXPECT_EQ(timers.TakeDue(At(10)), std::vector<std::string>());
  EXPECT_EQ(timers.Next(), At(11));
  timers.Forget("late");
  timers.Forget("late");
  EXPECT_EQ(timers.Next(), absl::InfiniteFuture());
}

TEST(Timers, AreSaved) {
  Timers<std::string> timers;
  timers.Set("b", At(2));
  timers.Set("a", At(1));
  SaveArchive save;
  save(timers);
  const std::string bytes = save.Take();
  LoadArchive load(bytes);
  Timers<std::string> loaded;
  load(loaded);
  EXPECT_EQ(loaded.TakeDue(At(9)), (std::vector<std::string>{"a", "b"}));
}

RC_GTEST_PROP(Timers, AreAMapOfTimes, ()) {
  Timers<int> timers;
  std::map<int, int> model;
  for (int step = 0; step < 30; ++step) {
    const int key = *rc::gen::inRange(0, 5), time = *rc::gen::inRange(0, 20);
    if (*rc::gen::inRange(0, 3) == 0) {
      timers.Forget(key);
      model.erase(key);
    } else {
      timers.Set(key, At(time));
      model[key] = time;
    }
  }
  std::map<int, int> seen;
  timers.ForEach(
      [&](int key, absl::Time at) { seen[key] = static_cast<int>(absl::ToUnixSeconds(at)); });
  RC_ASSERT(seen == model);
  const std::vector<int> due = timers.TakeDue(At(10));
  int last = 0;
  for (int key : due) {
    RC_ASSERT(model[key] >= last);
    RC_ASSERT(model[key] <= 10);
    last = model[key];
    model.erase(key);
  }
  for (const auto& [key, time] : model) RC_ASSERT(time > 10 && timers.Has(key));
}

}  // namespace
}  // namespace irc
