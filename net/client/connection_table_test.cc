#include "net/client/connection_table.h"

#include <set>
#include <vector>

#include "gtest/gtest.h"

namespace irc {
namespace {

Connection& Open(ConnectionTable& table) {
  SessionId id;
  Connection& connection = table.Allocate(id);
  connection.Open(id, Fd(), IpAddress(), absl::UnixEpoch());
  return connection;
}

TEST(ConnectionTable, IdsCountUp) {
  ConnectionTable table;
  EXPECT_EQ(Open(table).id.value, 1u);
  EXPECT_EQ(Open(table).id.value, 2u);
  EXPECT_EQ(Open(table).id.value, 3u);
  EXPECT_EQ(table.open(), 3u);
}

TEST(ConnectionTable, AnIdIsNeverUsedTwice) {
  ConnectionTable table;
  std::set<uint64_t> seen;
  for (int i = 0; i < 200'000; ++i) {
    Connection& connection = Open(table);
    ASSERT_TRUE(seen.insert(connection.id.value).second) << i;
    table.Free(connection);
  }
}

TEST(ConnectionTable, AnOldIdFindsNothing) {
  ConnectionTable table;
  Connection& first = Open(table);
  const SessionId old = first.id;
  EXPECT_EQ(table.Find(old), &first);
  table.Free(first);
  EXPECT_EQ(table.Find(old), nullptr);
  Connection& second = Open(table);
  EXPECT_EQ(&second, &first);
  EXPECT_EQ(table.Find(old), nullptr);
  EXPECT_EQ(table.Find(second.id), &second);
  EXPECT_EQ(table.Find({0}), nullptr);
  EXPECT_EQ(table.Find({99}), nullptr);
}

TEST(ConnectionTable, ConnectionsStayWhereTheyAre) {
  ConnectionTable table;
  std::vector<Connection*> places;
  for (int i = 0; i < 1000; ++i) places.push_back(&Open(table));
  for (size_t i = 0; i < places.size(); ++i) {
    EXPECT_EQ(table.Find({i + 1}), places[i]);
  }
}

TEST(ConnectionTable, VisitsWhoIsThereInOrder) {
  ConnectionTable table;
  for (int i = 0; i < 5; ++i) Open(table);
  table.Free(*table.Find({3}));
  std::vector<uint64_t> seen;
  table.ForEach([&](Connection& connection) {
    seen.push_back(connection.id.value);
    table.Free(connection);
  });
  EXPECT_EQ(seen, (std::vector<uint64_t>{1, 2, 4, 5}));
  EXPECT_EQ(table.open(), 0u);
}

TEST(ConnectionTable, WithoutReuseIdsCountUp) {
  ConnectionTable table(false);
  table.Free(Open(table));
  EXPECT_EQ(Open(table).id.value, 2u);
}

// Ten thousand of them are a part of the 30 MiB that the whole server may take.
TEST(ConnectionTable, AConnectionIsSmall) { EXPECT_LE(sizeof(Connection), 256u); }

}  // namespace
}  // namespace irc
