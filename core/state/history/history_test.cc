// Compares a history, which keeps its items packed, with a plain list.
#include "core/state/history/history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/state/archive.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

struct Said {
  uint64_t event;
  std::string text;
};

HistoryItem ItemOf(const Said& said) {
  return {.time = absl::FromUnixMillis(static_cast<int64_t>(said.event)),
          .position = {said.event, 1},
          .origin = "",
          .source = "nick!user@host",
          .client_tags = "",
          .params = {"#channel", said.text},
          .tags = {},
          .lines = {}};
}

std::string Packed(const HistoryItem& item) {
  std::string packed = "what was there before";
  PackHistoryItem(item, packed);
  return packed;
}

std::vector<std::string> TextsOf(const std::vector<HistoryItem>& items) {
  std::vector<std::string> texts;
  for (const HistoryItem& item : items) {
    texts.push_back(absl::StrCat(item.position.event, " ", item.params.at(1)));
  }
  return texts;
}

RC_GTEST_PROP(HistoryLog, KeepsWhatAListKeeps, ()) {
  HistoryLedger ledger;
  HistoryLog log;
  std::deque<Said> list;
  uint64_t event = 0;
  const int steps = *rc::gen::inRange(0, 200);
  for (int step = 0; step < steps; ++step) {
    if (*rc::gen::inRange(0, 4) == 0 && event > 0) {
      const uint64_t gone = *rc::gen::inRange<uint64_t>(1, event + 1);
      if (HistoryRecord* record = log.RecordAt({gone, 1})) log.Erase(ledger, *record);
      for (auto it = list.begin(); it != list.end(); ++it) {
        if (it->event != gone) continue;
        list.erase(it);
        break;
      }
    } else {
      // A small limit that changes at any time, and items of all sizes.
      const int64_t limit = *rc::gen::inRange(0, 8);
      const auto bytes = *rc::gen::weightedOneOf<size_t>(
          {{15, rc::gen::inRange<size_t>(0, 300)}, {1, rc::gen::inRange<size_t>(8000, 9000)}});
      const Said said{++event, std::string(bytes, static_cast<char>('a' + event % 26))};
      log.Charge(ledger, ledger.PayerNamed("payer"), log.Append(ItemOf(said)));
      while (static_cast<int64_t>(log.size()) > limit) log.EraseOldest(ledger);
      list.push_back(said);
      while (static_cast<int64_t>(list.size()) > limit) list.pop_front();
    }
    RC_ASSERT(log.size() == list.size());
    RC_ASSERT(log.bytes() == ledger.bytes());
    RC_ASSERT(ledger.payers() == (list.empty() ? 0u : 1u));
    RC_ASSERT(log.IsInOrder({event, 1}, absl::FromUnixMillis(static_cast<int64_t>(event))));
    std::vector<std::string> expected;
    for (const Said& said : list) expected.push_back(absl::StrCat(said.event, " ", said.text));
    RC_ASSERT(TextsOf(log.Select({.limit = 100})) == expected);
    for (uint64_t any = 1; any <= event; ++any) {
      const std::optional<HistoryItem> found = log.Find({any, 1});
      const bool kept =
          !list.empty() && std::any_of(list.begin(), list.end(),
                                       [&](const Said& said) { return said.event == any; });
      RC_ASSERT(found.has_value() == kept);
    }
  }
}

TEST(HistoryLog, AnEmptyItemIsDamage) {
  for (const absl::string_view saved : {absl::string_view("\1\0", 2), absl::string_view("\1\5x")}) {
    LoadArchive archive(saved);
    HistoryLog log;
    Fields(archive, log);
    EXPECT_FALSE(archive.ok());
    EXPECT_TRUE(log.Select({.limit = 100}).empty());
  }
}

TEST(HistoryItem, LosesNothing) {
  const Said said{7, "text"};
  HistoryItem item = ItemOf(said);
  item.kind = HistoryKind::kTagmsg;
  item.trailing = true;
  item.author.guest = {3, 4};
  item.origin = "192.0.2.1";
  item.client_tags = "+a=b";
  item.tags.push_back({ServerTag("draft/oper"), "value"});
  item.lines.push_back({"one", false});
  item.lines.push_back({"", true});
  const std::string packed = Packed(item);
  const std::optional<HistoryItem> got = UnpackHistoryItem(packed);
  ASSERT_TRUE(got.has_value());
  EXPECT_EQ(Packed(*got), packed);
  EXPECT_EQ(got->origin, item.origin);
  EXPECT_EQ(got->time, item.time);
  EXPECT_EQ(got->position, item.position);
  EXPECT_EQ(got->kind, item.kind);
  EXPECT_TRUE(got->trailing);
  EXPECT_EQ(got->author, item.author);
  EXPECT_EQ(got->source, item.source);
  EXPECT_EQ(got->client_tags, item.client_tags);
  EXPECT_EQ(got->params, item.params);
  ASSERT_EQ(got->tags.size(), 1u);
  EXPECT_EQ(got->tags[0].tag, ServerTag("draft/oper"));
  EXPECT_EQ(got->tags[0].value, "value");
  ASSERT_EQ(got->lines.size(), 2u);
  EXPECT_EQ(got->lines[0].text, "one");
  EXPECT_TRUE(got->lines[1].concat);
}

TEST(HistoryItem, IsNothingWhenACutOffPieceIsRead) {
  const Said said{7, "text"};
  const std::string packed = Packed(ItemOf(said));
  for (size_t bytes = 0; bytes < packed.size(); ++bytes) {
    EXPECT_FALSE(UnpackHistoryItem(packed.substr(0, bytes)).has_value()) << bytes;
  }
  EXPECT_FALSE(UnpackHistoryItem(packed + "x").has_value());
}

}  // namespace
}  // namespace irc
