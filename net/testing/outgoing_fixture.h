// Lines on their way to socket pairs. The results of a write are lines of text, such as
// "interest 1" or "done 1".
#ifndef IRCSERV_NET_TESTING_OUTGOING_FIXTURE_H_
#define IRCSERV_NET_TESTING_OUTGOING_FIXTURE_H_

#include <cstddef>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "net/client/outgoing.h"
#include "net/testing/socket_pair.h"

namespace irc {

// Counts the writes.
class CountingBatch : public PlainIoBatch {
 public:
  void Run() override {
    writes += size();
    PlainIoBatch::Run();
  }

  size_t writes = 0;
};

inline constexpr size_t kTogether = 64 << 20;

class OutgoingTest : public ::testing::Test {
 protected:
  OutgoingTest() { outgoing_.SetQueueLimits(1 << 20, kTogether); }

  // A client with its connection.
  struct Client {
    SocketPair pair;
    Connection* connection = nullptr;

    std::string Take() { return pair.Take(); }
  };
  Client& Connect(bool small_buffer = false) {
    Client& client = clients_.emplace_back();
    if (small_buffer) client.pair.ShrinkSendBuffer();
    client.connection = &table_.Add({clients_.size()});
    client.connection->fd = std::move(client.pair.server);
    client.connection->interest.read = true;
    client.connection->Advance(Happening::kEntered);
    return client;
  }

  // Each as "session reason".
  std::vector<std::string> TakeOverflowed() {
    std::vector<std::string> texts;
    for (const Outgoing::Overflowed& one : outgoing_.TakeOverflowed(table_)) {
      texts.push_back(absl::StrCat(one.session.value, " ", WordOf(one.why)));
    }
    return texts;
  }

  void SendTo(Client& client, absl::string_view line) {
    outgoing_.Add(line, false);
    outgoing_.Enqueue(*client.connection);
  }

  // Each result as "kind session", the error with its number.
  std::vector<std::string> Flush() {
    using Kind = Outgoing::Written::Kind;
    std::vector<Outgoing::Written> written;
    outgoing_.Flush(table_, written);
    std::vector<std::string> texts;
    for (const Outgoing::Written& one : written) {
      const absl::string_view kind = one.kind == Kind::kInterest   ? "interest"
                                     : one.kind == Kind::kDone     ? "done"
                                     : one.kind == Kind::kDrained  ? "drained"
                                     : one.kind == Kind::kCaughtUp ? "caught_up"
                                                                   : "error";
      texts.push_back(absl::StrCat(kind, " ", one.session.value,
                                   one.error != 0 ? absl::StrCat(" ", one.error) : ""));
    }
    return texts;
  }

  // Reads and writes alternately, as the poller reports room, until nothing is left. Returns the
  // bytes that the client has received, and appends the results of all writes to `results`.
  std::string Drain(Client& client, std::vector<std::string>& results) {
    std::string received = client.Take();
    while (client.connection->has_unsent()) {
      outgoing_.WantWrite(*client.connection);
      for (std::string& result : Flush()) results.push_back(std::move(result));
      const std::string more = client.Take();
      if (more.empty()) break;
      received += more;
    }
    return received;
  }

  // A line of this size, with its ending. `mark` is its first character.
  static std::string LineOf(size_t bytes, char mark) {
    return absl::StrCat(std::string(bytes - 2, mark), "\r\n");
  }

  // More than the send buffer of a client with a small buffer takes.
  static constexpr size_t kBig = 100'000;

  using Results = std::vector<std::string>;

  CountingBatch batch_;
  ConnectionTable table_;
  Outgoing outgoing_{batch_};
  std::deque<Client> clients_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_OUTGOING_FIXTURE_H_
