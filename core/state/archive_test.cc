// The checks of the archive, one value at a time. Whole snapshots: snapshot_property_test.cc.
#include "core/state/archive.h"

#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "core/protocol/modes.h"
#include "core/state/pending.h"
#include "core/state/server_ban.h"

namespace irc {
namespace {

struct TextForTest {
  std::string text;
};

template <typename Archive>
void Fields(Archive& archive, TextForTest& value) {
  auto& [text] = value;
  IRC_FIELDS(archive, text);
}

template <typename... T>
std::string Saved(const T&... values) {
  SaveArchive archive;
  archive(values...);
  return archive.Take();
}

template <typename T>
bool Loads(const std::string& saved, T& value) {
  LoadArchive archive(saved);
  archive(value);
  return archive.ok() && archive.AtEnd();
}

TEST(Archive, NumbersFitTheirType) {
  uint8_t byte = 0;
  EXPECT_TRUE(Loads(Saved(uint64_t{255}), byte));
  EXPECT_EQ(byte, 255);
  EXPECT_FALSE(Loads(Saved(uint64_t{256}), byte));
  bool flag = false;
  EXPECT_TRUE(Loads(Saved(uint64_t{1}), flag));
  EXPECT_FALSE(Loads(Saved(uint64_t{2}), flag));
  int64_t negative = 0;
  EXPECT_TRUE(Loads(Saved(int64_t{-5}), negative));
  EXPECT_EQ(negative, -5);
}

TEST(Archive, KindsTravelByName) {
  EXPECT_EQ(Saved(BanKind::kResv), Saved(std::string("RESV")));
  BanKind kind = BanKind::kKLine;
  EXPECT_TRUE(Loads(Saved(std::string("DLINE")), kind));
  EXPECT_EQ(kind, BanKind::kDLine);
  EXPECT_FALSE(Loads(Saved(std::string("GLINE")), kind));
  decltype(PendingEffect::what) what;
  EXPECT_TRUE(Loads(Saved(std::string("oper"), std::string("root")), what));
  EXPECT_EQ(std::get<PendingOper>(what).name, "root");
  EXPECT_FALSE(Loads(Saved(std::string("nothing")), what));
}

TEST(Archive, CapabilitiesTravelByName) {
  EXPECT_EQ(Saved(CapSet(Cap::kSasl) | CapSet(Cap::kBatch)),
            Saved(std::vector<std::string>{"batch", "sasl"}));
  CapSet caps;
  EXPECT_TRUE(Loads(Saved(std::vector<std::string>{"sasl", "batch"}), caps));
  EXPECT_TRUE(caps == (CapSet(Cap::kSasl) | CapSet(Cap::kBatch)));
  EXPECT_FALSE(Loads(Saved(std::vector<std::string>{"sasl", "sasl"}), caps));
  EXPECT_FALSE(Loads(Saved(std::vector<std::string>{"unheard-of"}), caps));
}

TEST(Archive, ModesTravelByLetter) {
  Prefixes prefixes = kOp | kVoice;
  Letters<Prefixes> letters{prefixes, PrefixTable()};
  EXPECT_EQ(Saved(letters), Saved(std::string("ov")));
  EXPECT_TRUE(Loads(Saved(std::string("vq")), letters));
  EXPECT_EQ(prefixes, kOwner | kVoice);
  EXPECT_FALSE(Loads(Saved(std::string("oo")), letters));
  EXPECT_FALSE(Loads(Saved(std::string("x")), letters));
}

TEST(Archive, EveryTableHasALetterForEachOfItsBits) {
  for (const ModeLetters* table :
       {&ChannelFlagTable(), &UserModeTable(), &SnomaskTable(), &PrefixTable()}) {
    std::string all;
    for (char letter = 'A'; letter <= 'z'; ++letter) {
      if (table->BitsOf(std::string(1, letter)).has_value()) all.push_back(letter);
    }
    EXPECT_GE(all.size(), 5u);
    const uint32_t bits = table->BitsOf(all).value();
    EXPECT_EQ(table->BitsOf(table->LettersOf(bits)), bits);
    EXPECT_EQ(table->LettersOf(bits).size(), all.size());
  }
  EXPECT_EQ(SnomaskTable().BitsOf("bcdfkno"), kAllSnomasks);
}

TEST(Archive, TimesAreFiniteUnlessTheyMayBeNever) {
  absl::Time time;
  EXPECT_TRUE(Loads(Saved(absl::FromUnixSeconds(-7)), time));
  EXPECT_EQ(time, absl::FromUnixSeconds(-7));
  EXPECT_FALSE(Loads(Saved(absl::InfiniteFuture()), time));
  EXPECT_TRUE(Loads(Saved(absl::FromUnixNanos(kNanosMax)), time));
  EXPECT_FALSE(Loads(Saved(absl::FromUnixNanos(kNanosMax + 1)), time));
  EXPECT_FALSE(Loads(Saved(absl::FromUnixNanos(-kNanosMax - 1)), time));
  time = absl::InfiniteFuture();
  OrNever expiry{time};
  const std::string never = Saved(expiry);
  time = absl::UnixEpoch();
  EXPECT_TRUE(Loads(never, expiry));
  EXPECT_EQ(time, absl::InfiniteFuture());
}

TEST(Archive, NoTextHoldsTheEndOfALine) {
  std::string text;
  EXPECT_TRUE(Loads(Saved(std::string("one line\x01")), text));
  EXPECT_FALSE(Loads(Saved(std::string("two\r\nlines")), text));
  EXPECT_FALSE(Loads(Saved(std::string("a\0b", 3)), text));
}

TEST(Archive, MapsAreInOrder) {
  absl::btree_map<uint32_t, uint32_t> map;
  EXPECT_TRUE(Loads(std::string("\2\1\5\2\6"), map));
  EXPECT_FALSE(Loads(std::string("\2\2\5\1\6"), map));
  EXPECT_FALSE(Loads(std::string("\2\1\5\1\6"), map));
}

TEST(SlotMap, IsLoadedWithTheListOfItsFreeSlots) {
  SlotMap<TextForTest> map;
  const auto [first, one] = map.Insert();
  const auto [second, two] = map.Insert();
  map.Erase(first);
  EXPECT_TRUE(map.WasIssued(first));
  EXPECT_TRUE(map.WasIssued(second));
  EXPECT_FALSE(map.WasIssued({first.slot, first.generation + 1}));
  EXPECT_FALSE(map.WasIssued({7, 0}));
  const std::string saved = Saved(map);
  SlotMap<TextForTest> loaded;
  EXPECT_TRUE(Loads(saved, loaded));
  EXPECT_EQ(loaded.size(), 1u);
  EXPECT_EQ(loaded.Insert().first, (SlotId<TextForTest>{first.slot, first.generation + 1}));
  // The last byte is the free slot: no slot at all, or one that is taken.
  for (const char slot : {'\1', '\5'}) {
    std::string damaged = saved;
    damaged.back() = slot;
    EXPECT_FALSE(Loads(damaged, loaded));
  }
}

// A struct that has grown: `later` is there since version 3.
struct Grown {
  std::string always;
  uint32_t later = 7;
};

template <typename Archive>
void Fields(Archive& archive, Grown& grown) {
  auto& [always, later] = grown;
  IRC_FIELDS(archive, always);
  IRC_FIELDS_SINCE(3, archive, later);
}

TEST(Archive, AMemberKeepsItsDefaultInAnOlderSnapshot) {
  Grown grown{"text", 9};
  const std::string now = Saved(grown);
  Grown loaded;
  LoadArchive archive(now);
  archive.set_version(3);
  archive(loaded);
  EXPECT_TRUE(archive.ok() && archive.AtEnd());
  EXPECT_EQ(loaded.later, 9u);

  const std::string older = Saved(std::string("text"));
  Grown from_older;
  LoadArchive older_archive(older);
  older_archive.set_version(2);
  older_archive(from_older);
  EXPECT_TRUE(older_archive.ok() && older_archive.AtEnd());
  EXPECT_EQ(from_older.always, "text");
  EXPECT_EQ(from_older.later, 7u);
}

}  // namespace
}  // namespace irc
