// An access list is what a map would be that has its rows by their keys.
#include "core/state/registry/access_list.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr Casemapping kAscii = Casemapping::kAscii;
constexpr ChannelId kChannel = {7};

using Key = std::tuple<std::string, uint64_t, std::string>;

Key KeyOf(const AccessRow& row) { return {row.kind, row.subject, absl::AsciiStrToLower(row.mask)}; }

AccessRow SomeRow() {
  AccessRow row{.channel = kChannel};
  row.kind = *rc::gen::element<std::string>("account", "group", "channel", "mask");
  if (row.kind == "mask") {
    row.mask = absl::StrCat(*rc::gen::element("a", "B", "b"), "!*@*");
  } else {
    row.subject = *rc::gen::inRange<uint64_t>(1, 6);
  }
  row.flags = LettersOf(*rc::gen::inRange<ChannelRights>(1, kAllChannelRights + 1));
  row.by = absl::StrCat("setter", *rc::gen::inRange(0, 30));
  row.set_at = absl::FromUnixSeconds(*rc::gen::inRange(0, 1000));
  if (*rc::gen::arbitrary<bool>()) {
    row.expires_at = absl::FromUnixSeconds(*rc::gen::inRange(0, 1000));
  }
  row.reason = *rc::gen::element<std::string>("", "a reason");
  row.comment = *rc::gen::element<std::string>("", "a comment");
  return row;
}

RC_GTEST_PROP(AccessList, IsAMapOfItsRows, ()) {
  AccessList list;
  std::map<Key, AccessRow> rows;
  for (int i = *rc::gen::inRange(0, 60); i > 0; --i) {
    const AccessRow row = SomeRow();
    if (*rc::gen::inRange(0, 3) == 0) {
      RC_ASSERT(list.Remove(kAscii, row) == (rows.erase(KeyOf(row)) == 1));
    } else {
      RC_ASSERT(list.Put(kAscii, row));
      rows[KeyOf(row)] = row;
    }
    RC_ASSERT(list.entries().size() == rows.size());
    for (const auto& [key, expected] : rows) {
      const AccessEntry* entry = expected.kind == "mask"
                                     ? list.FindMask(kAscii, expected.mask)
                                     : list.Find(*EntryKindNamed(expected.kind), expected.subject);
      RC_ASSERT(entry != nullptr);
      RC_ASSERT(list.RowOf(kChannel, *entry) == expected);
    }
  }
  size_t accounts = 0;
  for (const auto& [key, row] : rows) accounts += row.kind == "account" ? 1 : 0;
  RC_ASSERT(list.accounts() == accounts);
  for (size_t i = 1; i < list.entries().size(); ++i) {
    const AccessEntry& before = list.entries()[i - 1];
    const AccessEntry& entry = list.entries()[i];
    RC_ASSERT(before.kind <= entry.kind);
    if (entry.kind == before.kind && entry.kind != EntryKind::kMask) {
      RC_ASSERT(before.subject < entry.subject);
    }
  }
}

TEST(AccessList, RefusesWhatItCannotRead) {
  AccessList list;
  EXPECT_FALSE(list.Put(kAscii, {.kind = "role", .subject = 1, .flags = "v"}));
  EXPECT_FALSE(list.Remove(kAscii, {.kind = "role", .subject = 1}));
  EXPECT_FALSE(list.Remove(kAscii, {.kind = "account", .subject = 1}));
  EXPECT_FALSE(list.Remove(kAscii, {.kind = "mask", .mask = "*!*@*"}));
  EXPECT_TRUE(list.entries().empty());
  EXPECT_EQ(list.Find(EntryKind::kAccount, 1), nullptr);
  EXPECT_EQ(list.FindMask(kAscii, "*!*@*"), nullptr);
}

}  // namespace
}  // namespace irc
