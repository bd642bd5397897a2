#include "net/client/connection_table.h"

#include <vector>

#include "gtest/gtest.h"

namespace irc {
namespace {

class ConnectionTableTest : public ::testing::Test {
 protected:
  Connection& Open() {
    Connection& connection = table_.Add(ids_.Take());
    connection.Advance(Happening::kEntered);
    return connection;
  }
  void Remove(Connection& connection) {
    const SessionId id = connection.id;
    table_.Remove(connection);
    ids_.GiveBack(id);
  }

  SessionIds ids_;
  ConnectionTable table_;
};

TEST_F(ConnectionTableTest, AnOldIdFindsNothing) {
  Connection& first = Open();
  const SessionId old = first.id;
  EXPECT_EQ(table_.Find(old), &first);
  Remove(first);
  EXPECT_EQ(table_.Find(old), nullptr);
  Connection& second = Open();
  EXPECT_EQ(&second, &first);
  EXPECT_EQ(table_.Find(old), nullptr);
  EXPECT_EQ(table_.Find(second.id), &second);
  EXPECT_EQ(table_.Find({0}), nullptr);
  EXPECT_EQ(table_.Find({99}), nullptr);
  EXPECT_EQ(table_.Find({1'000'000}), nullptr);
}

// A socket in the lobby has an id and no connection.
TEST_F(ConnectionTableTest, AnIdAloneFindsNothing) {
  Open();
  EXPECT_EQ(table_.Find(ids_.Take()), nullptr);
}

TEST_F(ConnectionTableTest, ConnectionsStayWhereTheyAre) {
  std::vector<Connection*> connections;
  for (int i = 0; i < 1000; ++i) connections.push_back(&Open());
  for (size_t i = 0; i < connections.size(); ++i) {
    EXPECT_EQ(table_.Find({i + 1}), connections[i]);
  }
}

TEST_F(ConnectionTableTest, VisitsThemInOrder) {
  for (int i = 0; i < 5; ++i) Open();
  Remove(*table_.Find({3}));
  std::vector<uint64_t> seen;
  table_.ForEach([&](Connection& connection) {
    seen.push_back(connection.id.value);
    Remove(connection);
  });
  EXPECT_EQ(seen, (std::vector<uint64_t>{1, 2, 4, 5}));
  EXPECT_EQ(ids_.taken(), 0u);
}

// The server with ten thousand connections may use 30 MiB, of which these objects are a part.
TEST_F(ConnectionTableTest, AConnectionIsSmall) { EXPECT_LE(sizeof(Connection), 256u); }

}  // namespace
}  // namespace irc
