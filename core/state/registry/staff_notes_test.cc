#include "core/state/registry/staff_notes.h"

#include "core/state/archive.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr Casemapping kAscii = Casemapping::kAscii;

TEST(StaffNotes, KeepMarksInTheirOrder) {
  StaffNotes notes;
  EXPECT_TRUE(notes.Apply(kAscii, Put(MarkRow{.id = {2}, .name = "Ann", .text = "second"})));
  EXPECT_TRUE(notes.Apply(kAscii, Put(MarkRow{.id = {1}, .name = "ann", .text = "first"})));
  EXPECT_TRUE(notes.Apply(kAscii, Put(MarkRow{.id = {3}, .name = "bob", .text = "other"})));
  const auto marks = notes.MarksOf(kAscii, "ANN");
  ASSERT_EQ(marks.size(), 2u);
  EXPECT_EQ(marks[0]->text, "first");
  EXPECT_EQ(marks[1]->text, "second");
  EXPECT_TRUE(notes.Apply(kAscii, Drop(MarkRow{.id = {2}})));
  EXPECT_FALSE(notes.Apply(kAscii, Drop(MarkRow{.id = {2}})));
  EXPECT_EQ(notes.FindMark({2}), nullptr);
  ASSERT_NE(notes.FindMark({1}), nullptr);
  EXPECT_EQ(notes.MarksOf(kAscii, "ann").size(), 1u);
}

TEST(StaffNotes, HoldAName) {
  StaffNotes notes;
  EXPECT_EQ(notes.FindHold(Fold(kAscii, "ann")), nullptr);
  EXPECT_TRUE(notes.Apply(kAscii, Put(HoldRow{.name = "Ann", .reason = "one"})));
  EXPECT_TRUE(notes.Apply(kAscii, Put(HoldRow{.name = "ann", .reason = "two"})));
  ASSERT_NE(notes.FindHold(Fold(kAscii, "ANN")), nullptr);
  EXPECT_EQ(notes.FindHold(Fold(kAscii, "ANN"))->reason, "two");
  EXPECT_EQ(notes.holds().size(), 1u);
  EXPECT_TRUE(notes.Apply(kAscii, Drop(HoldRow{.name = "ANN"})));
  EXPECT_FALSE(notes.Apply(kAscii, Drop(HoldRow{.name = "ANN"})));
  EXPECT_TRUE(notes.holds().empty());
}

TEST(StaffNotes, LeaveOtherTablesAlone) {
  StaffNotes notes;
  EXPECT_FALSE(notes.Apply(kAscii, Put(BanRow{})));
}

}  // namespace
}  // namespace irc
