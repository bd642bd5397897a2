// The shell: everything between the sockets and the core. One thread, one loop; each turn of it
//
//   1. waits for the poller, a result of slow work or the next deadline,
//   2. accepts sockets into the lobby and reads once from each client that has sent something,
//   3. takes lines of clients while their flood tokens last and gives them to the core, and tells
//      it which clients have read a piece of a long answer,
//   4. puts the core's output into the send queues of the recipients and, when these are many,
//      polls again, a few times at most, and goes back to 2,
//   5. has written what the core wants to be kept, and then writes once to each client that has
//      output,
//   6. does a few steps of TLS handshakes; the rest waits for the next turn.
//
// Laws of this file:
// - The shell is the order of a turn. Components (Acceptor, Lobby, Clients, Incoming, CoreLink,
//   Keeper, Mailer, Outgoing, Meter) do the work of the steps; they own their buffers and return
//   values. No component calls another.
// - The core is not called while its output is being put into queues. What happens meanwhile, such
//   as the overflow of a send queue, becomes an event, which is applied afterwards.
#ifndef IRCSERV_NET_SHELL_H_
#define IRCSERV_NET_SHELL_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/event.h"
#include "core/output.h"
#include "net/accept/acceptor.h"
#include "net/accept/lobby.h"
#include "net/accept/session_ids.h"
#include "net/auth/peer_facts.h"
#include "net/channel_log/channel_log.h"
#include "net/client/clients.h"
#include "net/client/incoming.h"
#include "net/client/outgoing.h"
#include "net/config/config.h"
#include "net/core_link.h"
#include "net/io/clock.h"
#include "net/io/io_batch.h"
#include "net/io/listener.h"
#include "net/io/poller.h"
#include "net/io/signals.h"
#include "net/keeper.h"
#include "net/live_config.h"
#include "net/mail/mailer.h"
#include "net/store/store.h"
#include "net/telemetry/log.h"
#include "net/telemetry/meter.h"
#include "net/telemetry/recording_file.h"
#include "net/telemetry/service_manager.h"
#include "net/telemetry/status_desk.h"
#include "net/tls/tls.h"
#include "net/workers/workers.h"

namespace irc {

struct ShellOptions {
  FullConfig config;
  std::vector<Listener> listeners;
  std::unique_ptr<Workers> workers;
  Store::Opened kept;                         // without a store nothing is kept
  std::string secret_key;                     // of the server's own; empty: a random one
  std::unique_ptr<RecordingFile> recording;   // null: nothing is recorded
  std::shared_ptr<const TlsCredentials> tls;  // null: no listener uses TLS
  std::function<LoadedConfig()> reload;       // reads the configuration for a rehash
  Signals* signals = nullptr;                 // null: no signals are handled
  PeerFacts::Override peer_of;                // null: the facts follow from the address
  bool reuse_ids = true;                      // see SessionIds
  StatusDesk* desk = nullptr;                 // null: nobody asks how the server is
  const ServiceManager* manager = nullptr;    // null: the server runs without one
};

class Shell {
 public:
  // `clock` and `log` outlive the shell.
  Shell(ShellOptions options, const Clock& clock, Log& log);

  // Runs turns until the server ends, and returns the way in which it ended.
  Stop Run();

  // One turn, which waits at most `wait`. False: the server has ended.
  bool Turn(absl::Duration wait);

  // Sends the reason to all clients and ends the loop, within a second.
  void StopBecause(absl::string_view reason);

  // The metrics. Any thread may read them during the lifetime of the shell.
  const Metrics& metrics() const { return meter_.metrics(); }

  // The components, for tests.
  struct Inside {
    size_t connections;  // open sockets, also those in the lobby
    bool idle;           // the next turn has nothing to do without new input
    Clients& clients;
    const Lobby& lobby;
    const std::vector<Listener>& listeners;
    const Poller& poller;
    const IoBatch& io;
    const Sequencer& sequencer;
  };
  Inside inside();

 private:
  // shell.cc: the turn, from sockets to events and from lines to sockets.
  absl::Duration TimeToWait(absl::Duration wait);
  void ServeReady();
  void ServeSocket(const Ready& ready);
  void ServeClient(Connection& connection, const Ready& ready);
  void ServeSignals();
  void TakeAllLines();
  void TakeLines(Connection& connection);
  void WriteClients();

  // shell_outputs.cc: the outcomes of the components and the outputs of the core.
  void ServeLobby();
  void TakeDone();
  void TakeKept();
  void TakeMailNotices();
  void Enter(Lobby::Entered entered);
  void ApplyAll();
  void OnApplied(CoreLink::Applied& applied);
  void Perform(const Request& request);
  RehashDone Rehash();
  void ReopenLogs();
  void BeginStop(Stop how);
  void RunDeadline(Connection& connection);
  void Leave(Connection& connection, EndReason why, std::string sentence);
  bool Advance(Connection& connection, Happening happening, int error = 0);

  // shell_status.cc: what operators are told, and what is told to who asks.
  void LookAtCertificates();
  void TellOperators(std::vector<std::string> sentences);
  Status StatusNow();

  const Clock& clock_;
  Log& log_;
  Signals* const signals_;
  const ServiceManager* const manager_;
  StatusDesk* const desk_;
  const absl::Time started_;  // steady
  LiveConfig config_;
  PeerFacts peers_;
  std::unique_ptr<Poller> poller_;
  std::unique_ptr<IoBatch> batch_;
  SessionIds ids_;
  Acceptor acceptor_;
  Lobby lobby_;
  Clients clients_;
  Incoming incoming_;
  CoreLink core_link_;
  Keeper keeper_;
  Mailer mailer_;
  ChannelLog channel_log_;
  Outgoing outgoing_;
  Meter meter_;

  Instant now_;  // of this turn
  // Lists that are filled anew in each step; they are here to keep their memory.
  std::vector<Ready> ready_;
  std::vector<Lobby::Outcome> outcomes_;
  std::vector<Incoming::Input> inputs_;
  std::vector<Outgoing::Written> written_;
  std::vector<SessionId> drained_;  // clients whose answers go on in the next turn

  Stop stop_ = Stop::kNo;
  absl::Time tell_at_ = absl::InfinitePast();  // steady; the time of the next report to the manager
  absl::Time stop_at_ = absl::InfiniteFuture();  // steady; the end, even if clients have not read
};

}  // namespace irc

#endif  // IRCSERV_NET_SHELL_H_
