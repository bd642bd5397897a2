#include "net/store/journal/journal.h"

#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "net/store/journal/frame.h"
#include "net/store/journal/journal_reader.h"
#include "net/store/rows/row_text.h"
#include "net/store/testing/fake_disk.h"
#include "net/store/testing/sample_rows.h"

namespace irc {
namespace {

constexpr char kFolder[] = "/data";

// A turn that keeps one hold, whose name is given; a commit begins with '!'.
std::string Line(const std::string& name) {
  const bool commit = name.front() == '!';
  return absl::StrCat(commit ? "C " : "K ", RecordLine(Put(HoldRow{.name = name})), "\n");
}

int Write(Journal& journal, const std::string& name) { return journal.Append(Line(name)); }

void Sync(Journal& journal) {
  const Journal::Sync sync = journal.BeginSync();
  for (const auto& [segment, file] : sync.files) ASSERT_EQ(file->Sync(), 0);
  journal.EndSync(sync);
}

absl::StatusOr<JournalContents> Contents(FakeDisk& disk, uint64_t position = 0) {
  return JudgeJournal(kFolder, *ReadSegments(disk, kFolder, *ListSegments(disk, kFolder)),
                      position);
}

// The names in the turns that count, such as "a b !c"; or the error.
std::string NamesIn(FakeDisk& disk, uint64_t position = 0) {
  const absl::StatusOr<JournalContents> contents = Contents(disk, position);
  if (!contents.ok()) return std::string(contents.status().message());
  std::vector<Record> records;
  for (const JournalTurn& turn : contents->turns) {
    const bool voided = contents->voided.count(turn.turn) > 0;
    EXPECT_TRUE(RecordsOf(turn.payload, voided, records).ok());
  }
  return absl::StrJoin(records, " ", [](std::string* out, const Record& record) {
    absl::StrAppend(out, std::get<HoldRow>(record.row).name);
  });
}

std::string NotesOn(FakeDisk& disk) { return absl::StrJoin(Contents(disk)->notes, "\n"); }

TEST(Frame, IsWholeOrIsNone) {
  std::string bytes;
  AppendFrame({.turn = 7, .synced = 5, .payload = "hello"}, bytes);
  size_t size = 0;
  const std::optional<Frame> frame = DecodeFrame(bytes, size);
  ASSERT_TRUE(frame.has_value());
  EXPECT_EQ(size, bytes.size());
  EXPECT_EQ(frame->turn, 7u);
  EXPECT_EQ(frame->synced, 5u);
  EXPECT_EQ(frame->payload, "hello");
  for (size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_FALSE(DecodeFrame(absl::string_view(bytes).substr(0, i), size).has_value()) << i;
    std::string changed = bytes;
    changed[i] ^= 4;
    EXPECT_FALSE(DecodeFrame(changed, size).has_value()) << i;
  }
}

TEST(Journal, GivesBackTheTurnsBehindAPosition) {
  FakeDisk disk;
  Journal journal(disk, {.folder = kFolder});
  for (const char* name : {"a", "b", "!c", "d"}) ASSERT_EQ(Write(journal, name), 0);
  EXPECT_EQ(NamesIn(disk), "a b !c d");
  EXPECT_EQ(NamesIn(disk, 2), "!c d");
  EXPECT_EQ(NamesIn(disk, 9), "");
  EXPECT_EQ(Contents(disk, 9)->last_turn, 4u);
  EXPECT_EQ(NotesOn(disk), "");
}

TEST(Journal, LeavesVoidedCommitsOut) {
  FakeDisk disk;
  Journal journal(disk, {.folder = kFolder});
  ASSERT_EQ(journal.Append(absl::StrCat(Line("a"), Line("!b"), Line("c"))), 0);
  ASSERT_EQ(Write(journal, "!d"), 0);
  ASSERT_EQ(journal.Append("V 1\n"), 0);
  EXPECT_EQ(NamesIn(disk), "a c !d");
}

TEST(Journal, CutsOffWhatIsNotWrittenWhole) {
  FakeDisk disk;
  Journal journal(disk, {.folder = kFolder});
  ASSERT_EQ(Write(journal, "a"), 0);
  disk.Fail(
      {.op = FakeDisk::Op::kWrite, .path = "journal", .error = ENOSPC, .calls = 1, .taken = 20});
  EXPECT_EQ(Write(journal, "b"), ENOSPC);
  EXPECT_EQ(journal.last_turn(), 1u);
  EXPECT_EQ(Write(journal, "c"), 0);
  EXPECT_EQ(journal.last_turn(), 2u);
  EXPECT_EQ(NamesIn(disk), "a c");
  EXPECT_EQ(NotesOn(disk), "");
}

TEST(Journal, GoesOnElsewhereWhenItCannotCut) {
  FakeDisk disk;
  Journal journal(disk, {.folder = kFolder});
  ASSERT_EQ(Write(journal, "a"), 0);
  disk.Fail({.op = FakeDisk::Op::kWrite, .path = "journal", .error = EIO, .calls = 1, .taken = 20});
  disk.Fail({.op = FakeDisk::Op::kTruncate, .path = "journal", .error = EIO, .calls = 1});
  EXPECT_EQ(Write(journal, "b"), EIO);
  EXPECT_EQ(NotesOn(disk),
            "the journal '/data/journal-00000001' breaks off at byte 151, in what the disk did not "
            "have yet when the server ended");
  EXPECT_EQ(Write(journal, "c"), 0);
  Sync(journal);
  EXPECT_EQ(Write(journal, "d"), 0);
  EXPECT_EQ(NamesIn(disk), "a c d");
  EXPECT_EQ(NotesOn(disk), "");
}

TEST(Journal, LeavesNoFileWhenASegmentCannotBegin) {
  FakeDisk disk;
  Journal journal(disk, {.folder = kFolder});
  disk.Fail(
      {.op = FakeDisk::Op::kWrite, .path = "journal", .error = ENOSPC, .calls = 1, .taken = 60});
  EXPECT_EQ(Write(journal, "a"), ENOSPC);
  EXPECT_TRUE(disk.Names().empty());
  disk.Fail({.op = FakeDisk::Op::kCreate, .path = "journal", .error = EROFS, .calls = 1});
  EXPECT_EQ(Write(journal, "a"), EROFS);
  EXPECT_EQ(Write(journal, "b"), 0);
  EXPECT_EQ(NamesIn(disk), "b");
}

TEST(Journal, BeginsSegmentsAndGivesUpFinishedOnes) {
  FakeDisk disk;
  Journal journal(disk, {.folder = kFolder, .segment_bytes = 200});
  for (const char* name : {"a", "b", "c", "d", "e"}) ASSERT_EQ(Write(journal, name), 0);
  EXPECT_EQ(disk.Names().size(), 3u);
  EXPECT_EQ(NamesIn(disk), "a b c d e");
  EXPECT_TRUE(journal.TakeFinished(1, false).empty());
  EXPECT_EQ(journal.TakeFinished(4, false), (std::vector<uint64_t>{1, 2}));
  EXPECT_TRUE(journal.TakeFinished(5, false).empty());
  EXPECT_EQ(journal.TakeFinished(5, true), std::vector<uint64_t>{3});
  EXPECT_EQ(journal.bytes(), 0u);
  EXPECT_EQ(Write(journal, "f"), 0);
  EXPECT_EQ(NamesIn(disk, 5), "f");
}

TEST(Journal, ForgetsWhatASyncThatFailedDidNotSave) {
  FakeDisk disk;
  Journal journal(disk, {.folder = kFolder});
  ASSERT_EQ(Write(journal, "!a"), 0);
  Sync(journal);
  for (const char* name : {"b", "!c", "d"}) ASSERT_EQ(Write(journal, name), 0);
  const std::string again = journal.Abandon();
  EXPECT_EQ(again, absl::StrCat(Line("b"), "V 3\n", Line("d")));
  ASSERT_EQ(journal.Append(again), 0);
  ASSERT_EQ(Write(journal, "!e"), 0);
  EXPECT_EQ(NamesIn(disk), "!a b d !e");
  // Whatever has become of the turns in the first segment, they are not missed.
  const std::string path = SegmentPath(kFolder, 1);
  disk.SetContent(path, disk.ContentOf(path).substr(0, 220));
  Sync(journal);
  ASSERT_EQ(Write(journal, "f"), 0);
  EXPECT_EQ(NamesIn(disk), "!a b d !e f");
}

TEST(Journal, TornAtItsEndIsCut) {
  FakeDisk disk;
  Journal journal(disk, {.folder = kFolder});
  for (const char* name : {"a", "b", "c"}) ASSERT_EQ(Write(journal, name), 0);
  const std::string path = SegmentPath(kFolder, 1);
  const std::string whole = disk.ContentOf(path);
  disk.SetContent(path, whole.substr(0, whole.size() - 1));
  EXPECT_EQ(NamesIn(disk), "a b");
  EXPECT_EQ(Contents(disk)->notes.size(), 1u);
  disk.SetContent(path, "");
  EXPECT_EQ(NamesIn(disk), "");
}

TEST(Journal, WithAHoleInWhatWasNotSyncedEndsThere) {
  FakeDisk disk;
  Journal journal(disk, {.folder = kFolder});
  for (const char* name : {"a", "b", "c"}) ASSERT_EQ(Write(journal, name), 0);
  std::string content = disk.ContentOf(SegmentPath(kFolder, 1));
  content[content.find("\"b\"")] = 'x';
  disk.SetContent(SegmentPath(kFolder, 1), content);
  EXPECT_EQ(NamesIn(disk), "a");
  EXPECT_TRUE(Contents(disk)->cut);
  EXPECT_EQ(Contents(disk)->notes.size(), 2u);
  EXPECT_EQ(Contents(disk)->last_turn, 3u);
  EXPECT_EQ(NamesIn(disk, 2), "c");
}

TEST(Journal, WithAHoleInWhatWasSyncedIsAnError) {
  FakeDisk disk;
  Journal journal(disk, {.folder = kFolder, .segment_bytes = 200});
  for (const char* name : {"a", "b"}) ASSERT_EQ(Write(journal, name), 0);
  Sync(journal);
  ASSERT_EQ(Write(journal, "c"), 0);
  std::string content = disk.ContentOf(SegmentPath(kFolder, 1));
  content[content.find("\"b\"")] = 'x';
  disk.SetContent(SegmentPath(kFolder, 1), content);
  EXPECT_EQ(NamesIn(disk),
            "the journal '/data/journal-00000001' is damaged at byte 151: turn 2 was on the disk "
            "and cannot be read any more");
  EXPECT_EQ(NamesIn(disk, 2), "c");
  disk.Remove(SegmentPath(kFolder, 1));
  EXPECT_EQ(NamesIn(disk),
            "the journal '/data/journal-00000002' is damaged at byte 36: turn 1 was on the disk "
            "and cannot be read any more");
}

TEST(Journal, OfAnotherVersionIsRefused) {
  FakeDisk disk;
  std::string bytes;
  AppendFrame({.turn = 0, .synced = 0, .payload = "H 2 1 1\n"}, bytes);
  disk.SetContent(SegmentPath(kFolder, 1), bytes);
  EXPECT_EQ(NamesIn(disk),
            "the journal '/data/journal-00000001' has a format that this program does not know");
  std::vector<Record> records;
  EXPECT_FALSE(RecordsOf("X 1\n", false, records).ok());
  EXPECT_FALSE(RecordsOf("K {}\n", false, records).ok());
}

}  // namespace
}  // namespace irc
