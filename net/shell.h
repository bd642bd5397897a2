// The shell: everything between the sockets and the core. One thread, one loop; each turn of it
//
//   1. waits until something can be done,
//   2. reads once from each client that has sent something,
//   3. takes lines of clients while their flood tokens last and hands them to the core,
//   4. puts what the core answers into the queues of its recipients, and when these are many goes
//      back to 2, a few times, as long as there is something new,
//   5. writes once to each client that got something,
//   6. takes a few steps of TLS handshakes; who is left waits for the next turn.
//
// A handshake costs a hundred times what a line does (net/tls/tls_bench.cc). So those who are in
// are served first, however many knock; and when nobody else wants anything, turn follows upon
// turn.
//
// The core is never called back into, and nothing of it runs while queues are filled: what happens
// meanwhile (a queue overflows) becomes an event for afterwards.
#ifndef IRCSERV_NET_SHELL_H_
#define IRCSERV_NET_SHELL_H_

#include <sys/types.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "core/event.h"
#include "core/output.h"
#include "net/accept/acceptor.h"
#include "net/accept/admission.h"
#include "net/accept/refusal.h"
#include "net/accept/webirc.h"
#include "net/auth/cloak.h"
#include "net/auth/password_service.h"
#include "net/client/connection.h"
#include "net/client/connection_table.h"
#include "net/client/turn_lines.h"
#include "net/config/config.h"
#include "net/io/clock.h"
#include "net/io/deadlines.h"
#include "net/io/io_batch.h"
#include "net/io/listener.h"
#include "net/io/poller.h"
#include "net/io/signals.h"
#include "net/sequencer.h"
#include "net/telemetry/log.h"
#include "net/telemetry/metrics.h"
#include "net/telemetry/recording_file.h"
#include "net/telemetry/service_manager.h"
#include "net/tls/tls.h"

namespace irc {

struct ShellOptions {
  FullConfig config;
  std::vector<Listener> listeners;
  std::unique_ptr<PasswordService> passwords;
  std::unique_ptr<RecordingFile> recording;   // null: nothing is recorded
  std::shared_ptr<const TlsCredentials> tls;  // null: no listener speaks it
  std::function<LoadedConfig()> reload;       // what a rehash reads
  Signals* signals = nullptr;                 // null: none are listened to
  // Who a connection comes from; tests say it themselves. Null: what the address tells.
  std::function<Peer(const IpAddress& address, uint16_t local_port)> peer_of;
  bool reuse_ids = true;                    // see ConnectionTable
  const ServiceManager* manager = nullptr;  // null: nobody has started this to be told about it
};

class Shell {
 public:
  // Steps of handshakes in one turn: none begins after this time, and there are no more than so
  // many.
  static constexpr absl::Duration kHandshakeTime = absl::Microseconds(500);
  static constexpr size_t kHandshakesPerTurn = 8;

  // `clock` and `log` outlive the shell.
  Shell(ShellOptions options, const Clock& clock, Log& log);
  ~Shell();

  // Turns until the server ends, and says how.
  Stop Run();

  // One turn, which waits at most `wait`. False: the server has ended.
  bool Turn(absl::Duration wait);

  // Everybody is told why and the loop ends, within a second.
  void StopBecause(absl::string_view reason);

  // For tests, and for what the server says about itself.
  bool idle() const {
    return with_lines_.empty() && with_output_.empty() && handshakes_.empty() && unread_.empty();
  }
  size_t connections() const { return connections_.open(); }
  Connection* Find(SessionId id) { return connections_.Find(id); }
  const std::vector<Listener>& listeners() const { return acceptor_.listeners(); }
  const Poller& poller() const { return *poller_; }
  const IoBatch& io() const { return *batch_; }
  const Sequencer& sequencer() const { return sequencer_; }

  // For any thread, as long as the shell lives.
  const Metrics& metrics() const { return metrics_; }

 private:
  // How much one client gets read in one turn, so that nobody makes the others wait.
  static constexpr size_t kBytesPerTurn = 16 << 10;
  static constexpr size_t kReadBufferBytes = 132 << 10;

  // shell.cc: the turn.
  absl::Duration TimeToWait(absl::Duration wait) const;
  void ServeAll();
  void ServeUnread();
  void Serve(const Ready& ready);
  void ServeSignals();
  void TellManager();
  void AcceptSome(size_t listener);
  bool LookAgain();
  void TakeAllLines();
  void TakeLines(Connection& connection);
  void TakeLine(Connection& connection);
  bool Pay(Connection& connection);
  void RunDeadlines();
  void RunDeadline(Connection& connection);
  void FlushRecording();
  bool Finished();

  // shell_reading.cc: from the sockets to lines.
  struct Reading {
    SessionId session;
    size_t place = 0;  // in the batch
  };
  void WantInput(Connection& connection);
  void WantMore(Connection& connection);
  void ReadAll();
  void ReadBatch(size_t begin, size_t end);
  void TakeBytes(Connection& connection, ssize_t result, const char* buffer);
  void Take(Connection& connection, absl::string_view lines, bool goes_on);
  void Drain(Connection& connection);

  // shell_writing.cc: from the core's lines to the sockets.
  struct Writing {
    SessionId session;
    Connection* connection = nullptr;
    size_t place = 0;           // in the batch
    absl::string_view wrapped;  // see Connection::Gather
    ssize_t result = 0;         // bytes that went, or -errno
  };
  void Enqueue(Connection& connection);
  bool MakeRoom(Connection& connection);
  void WantOutput(Connection& connection);
  void WantWrite(Connection& connection);
  void WriteSome();
  size_t WriteBatch(size_t begin);
  void Prepare(SessionId session);
  void Written(Connection& connection, ssize_t result);
  void KeepLate();

  // shell_connection.cc: the life of a connection.
  void Admit(Acceptor::Accepted accepted);
  bool MayEnter(int fd, const IpAddress& address);
  void Refuse(int fd, const IpAddress& address, Refusal why);
  void CountRefusal(const IpAddress& address, Refusal why);
  void WantHandshake(Connection& connection);
  void TakeHandshakes();
  void ReceiveOpening(Connection& connection);
  void Opened(Connection& connection);
  void RefuseOpened(Connection& connection, Refusal why);
  void LetGo(Connection& connection, absl::string_view line);
  void Begin(Connection& connection, const std::optional<WebircLine>& webirc = std::nullopt);
  void WantLines(Connection& connection);
  void SetInterest(Connection& connection);
  void SetDeadline(Connection& connection);
  void Lose(Connection& connection, int error);
  void Leave(Connection& connection, std::string reason);
  void Linger(Connection& connection);
  void Release(Connection& connection);
  void Forget(Connection& connection);

  // shell_gateway.cc: whom gateways bring.
  void UseGateways();
  void AskWebirc(Connection& connection);
  void AnswerWebirc(SessionId session, const std::string& gateway, bool ok);

  // shell_metrics.cc: what is counted.
  void CountEvent(const Event& event, const Output& out);
  void CountEnding(const Event& event, const Output& out, SessionId session);
  void CountCommand(std::optional<size_t> command);
  void StartLines();
  void StartLap();
  void EndTurn(bool woken);
  void Measure();

  // shell_core.cc: events in, outputs out.
  void Apply(const Event& event);
  void ApplyQueued();
  void ApplyOne(const Event& event);
  bool StillMeant(const Event& event);
  void Distribute(const Output& out);
  void Close(SessionId session);
  void Ask(const Request& request);
  void AskSasl(const Request& request, const VerifySasl& verify);
  void Answer(EffectId effect, SessionId session, EffectResult result);
  void TakeAnswers();
  RehashDone Rehash();
  RehashDone ReadConfigAgain();
  void Finish(Stop how);
  void UseLimits();
  Peer PeerOf(const IpAddress& address, uint16_t local_port);

  const Clock& clock_;
  Log& log_;
  FullConfig config_;
  const std::function<LoadedConfig()> reload_;
  const std::function<Peer(const IpAddress&, uint16_t)> peer_of_;
  Signals* const signals_;
  const ServiceManager* const manager_;
  Cloaks cloaks_;
  const bool timed_;       // somebody may look at the metrics
  const bool kernel_tls_;  // the system encrypts where it can
  FloodLimits flood_limits_;
  KeepaliveSettings keepalive_settings_;
  std::vector<IpNetwork> proxies_;
  std::vector<Gateway> gateways_;
  std::vector<IpNetwork> header_proxies_;  // who may connect where a PROXY header is a must

  std::unique_ptr<Poller> poller_;
  std::unique_ptr<IoBatch> batch_;
  std::unique_ptr<PasswordService> passwords_;
  std::unique_ptr<RecordingFile> recording_;
  std::shared_ptr<const TlsCredentials> tls_;  // for connections from now on
  Sequencer sequencer_;
  Acceptor acceptor_;
  Admission admission_;
  ConnectionTable connections_;
  Deadlines deadlines_;  // by slot; steady time

  Metrics metrics_;
  absl::Time measure_at_ = absl::InfinitePast();  // steady
  absl::Time turn_end_;                           // steady; kept when timed_
  absl::Time lap_;                                // steady; when the last line had been taken
  uint32_t turns_with_lines_ = 0;
  bool lines_timed_ = false;  // in this turn
  size_t users_ = 0;          // after the last event

  absl::Time wall_;  // the time of this turn
  absl::Time steady_;
  std::vector<Ready> ready_;
  std::vector<Reading> reading_;        // what was readable and is not read yet
  std::vector<SessionId> unread_;       // who has more than a turn reads, of which there is no news
  std::vector<SessionId> with_lines_;   // whose lines are to be taken in this turn
  std::vector<SessionId> with_output_;  // who is to be written to in this turn
  std::vector<SessionId> writing_to_;   // to whom it is being done
  std::vector<Writing> writing_;        // of these, those of one batch
  std::string wrapped_;                 // what layers have made of lines for them
  std::deque<SessionId> handshakes_;    // who has said something to TLS, the first first
  std::deque<Event> next_events_;       // what Distribute has caused
  Output out_;
  TurnLines lines_;  // what this turn sends
  std::string line_;
  Connection::Scratch scratch_;
  std::unique_ptr<char[]> read_buffer_;
  // Whose lines wait for which result.
  struct Asked {
    SessionId session;
    std::optional<std::string> account;  // whose password it is, when SASL asks; empty: nobody's
    std::optional<std::string> gateway;  // the shell itself asks, for the core knows of no gateways
  };
  absl::flat_hash_map<uint64_t, Asked> asked_;
  uint64_t own_questions_ = 0;

  Stop stop_ = Stop::kNo;
  absl::Time tell_at_ = absl::InfinitePast();    // steady; when the manager is told next
  absl::Time stop_at_ = absl::InfiniteFuture();  // steady; the end even for those who do not read
};

}  // namespace irc

#endif  // IRCSERV_NET_SHELL_H_
