// The shell's link to the core: events go in, outputs come out. It remembers each request for slow
// work until the result arrives.
//
// Law of this file: submitting an event and applying it are two steps, so that a replicated log can
// be put between them. So no code expects the effect of an event right after Submit.
#ifndef IRCSERV_NET_CORE_LINK_H_
#define IRCSERV_NET_CORE_LINK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "core/event.h"
#include "core/output.h"
#include "net/accept/failed_logins.h"
#include "net/auth/credentials.h"
#include "net/auth/passwords/account_verifiers.h"
#include "net/auth/passwords/scram.h"
#include "net/auth/secret_text.h"
#include "net/client/connection.h"
#include "net/config/config.h"
#include "net/external/external_checks.h"
#include "net/external/question.h"
#include "net/io/clock.h"
#include "net/sequencer.h"
#include "net/telemetry/audit_log.h"
#include "net/telemetry/recording_file.h"
#include "net/workers/workers.h"

namespace irc {

class CoreLink {
 public:
  // `secret_key`: see net/auth/secret_key.h; empty: a random one. `recording`: null when nothing is
  // recorded.
  CoreLink(const FullConfig& config, const Instant& started, std::unique_ptr<Workers> workers,
           const std::string& secret_key, std::unique_ptr<RecordingFile> recording);
  ~CoreLink();

  // Step 1: gives an event to the core.
  void Submit(Event event) { submitted_.push_back({std::move(event), {}}); }
  // The same for the result of a request of `session`, whose lines wait for it.
  void SubmitResult(SessionId session, Completed completed) {
    submitted_.push_back({std::move(completed), session});
  }

  // Step 2: applies the next submitted event now. Null when there is none. Valid until the next
  // call.
  struct Applied {
    Event event;
    Output output;
    std::optional<SessionId> resumes;  // the session whose lines have waited for this event
    SaslFailure sasl;                  // of a Completed: why the login has failed
  };
  Applied* ApplyNext(const Instant& now);
  // Swaps `line` with the line of the event that was applied last, so that its memory can be used
  // for the next line. Nothing happens when that event has none.
  void TakeLineBack(std::string& line) {
    if (auto* received = std::get_if<Received>(&applied_.event)) received->line.swap(line);
  }

  // The time until the core needs a Ticked.
  absl::Duration TimeToTick(const Instant& now) const { return sequencer_.TimeToTick(now); }
  // See Sequencer.
  absl::Duration TakeClockStep() { return sequencer_.TakeClockStep(); }
  const Sequencer& sequencer() const { return sequencer_; }

  // Begins the work of a CheckPassword, CheckSasl, MakeVerifier, MakeFactor or CheckFactor.
  // `client`: the connection of its session, which has the secrets; null when it is gone. Returns
  // the result when that is quick, or when the client's address has had too many failed logins
  // (connections.exempt and the limits of SetLoginRules); otherwise nothing, and TakeDone has it
  // later. A code that was right is used up in `verifiers` at once.
  std::optional<EffectResult> Begin(const Request& request, Connection* client,
                                    const Config& config, AccountVerifiers& verifiers,
                                    const Instant& now);
  // Begins the check of a gateway's password; `address` is the gateway's.
  void CheckGateway(SessionId session, const IpAddress& address, const std::string& gateway,
                    std::string password);

  // Drops the check that a connection waits for, because it is gone. A result that the core needs
  // is submitted: wrong. A check that has begun goes on.
  void DropCheck(SessionId session);

  struct GatewayChecked {
    std::string gateway;
    bool ok = false;
  };
  struct Done {
    SessionId session;
    std::variant<Completed, GatewayChecked> result;
  };
  // The results of the work that has been completed since the last call.
  std::vector<Done> TakeDone(const Instant& now);

  // A descriptor that is readable when work is done; -1 when TakeDone is to be called each turn.
  int wake_fd() const { return workers_->wake_fd(); }
  size_t checks_waiting() const { return pending_.size(); }
  // Replaces the credentials for later checks.
  void SetCredentials(std::shared_ptr<const Credentials> credentials) {
    credentials_ = std::move(credentials);
  }

  // Takes up who is asked outside of this server, and the limits of failed logins. What is being
  // asked in another way than before has no answer.
  void SetLoginRules(const FullConfig& config);

  // Hands the buffered part of the recording to its file.
  void FlushRecording();
  // The error that has ended the recording, once; otherwise empty.
  std::string TakeRecordingError() { return std::exchange(recording_error_, {}); }

 private:
  // The pending checks, each with the data for its result.
  struct PendingPassword {
    EffectId effect;
  };
  struct PendingSasl {
    EffectId effect;
    std::string account;  // the account that the password proves; empty: no account
  };
  struct PendingGateway {
    std::string gateway;
  };
  struct PendingVerifier {
    EffectId effect;
  };
  struct PendingExternal {
    EffectId effect;
    std::string mechanism;  // of SASL; empty: the password was told to a service
    std::string account;    // the existing account that was claimed; empty: none
    std::string wanted;     // the account that the client wants to act as; empty: its own
  };
  struct Pending {
    SessionId session;
    std::variant<PendingPassword, PendingSasl, PendingGateway, PendingVerifier, PendingExternal>
        what;
    IpAddress from;
    bool is_login = false;  // it counts for the address when it fails
  };

  // An exchange of SCRAM that waits for the client's next message.
  struct Scram {
    std::unique_ptr<ScramExchange> exchange;
    std::string account;  // as it is spelled; empty: it does not exist
    bool proved = false;
  };

  struct Submitted {
    Event event;
    std::optional<SessionId> resumes;
  };

  // Gives memory back to the system that the core's histories have freed.
  void ReturnMemory();
  // Begins what Begin has not refused.
  std::optional<EffectResult> BeginCheck(const Request& request, Connection* client,
                                         const Config& config, AccountVerifiers& verifiers);
  // core_link_sasl.cc: the steps of SASL, by mechanism. Nothing: the result comes later.
  std::optional<EffectResult> BeginPlain(const Request& request, const CheckSasl& check,
                                         Connection* client, const Config& config,
                                         const AccountVerifiers& verifiers);
  std::optional<EffectResult> CheckExternal(const Request& request, const CheckSasl& check,
                                            Connection* client);
  SaslChecked GoOnWithScram(const Request& request, const CheckSasl& check, Connection* client,
                            const AccountVerifiers& verifiers);
  SaslChecked BeginScram(const Request& request, const CheckSasl& check, const std::string& message,
                         const AccountVerifiers& verifiers);
  SaslChecked FailSasl(const Request& request, std::string account, absl::string_view why);
  // core_link_factors.cc: what is made of random bytes. `account`: its name.
  FactorMade Make(const MakeFactor& make, const Config& config) const;
  PasswordChecked Check(const CheckFactor& check, Connection* client, AccountVerifiers& verifiers);
  CredentialId FindAppPassword(absl::string_view account, const SecretText& password,
                               const AccountVerifiers& verifiers) const;

  // core_link_external.cc: what is checked outside of this server, and who may not ask.
  bool AsksScript(absl::string_view account) const;
  std::optional<EffectResult> AskOutside(const Request& request, const Connection& client,
                                         ExternalQuestion question, std::string wanted);
  std::optional<EffectResult> BeginToken(const Request& request, const CheckSasl& check,
                                         Connection* client);
  SaslChecked FailOauthBearer(SessionId session, absl::string_view status, SaslFailure failure);
  EffectResult ResultOf(SessionId session, const PendingExternal& pending, ExternalAnswer answer);

  Done TakePending(WorkId work, const WorkResult& result);
  // Begins the check of a password: of the configuration, or of a kept account.
  void Check(Pending pending, const IpAddress& from, std::string credential, SecretText password);
  void CheckAccount(Pending pending, const IpAddress& from, const std::string& name,
                    SecretText password, const AccountVerifiers& verifiers);
  void Submit(Pending pending, Work work);

  std::unique_ptr<Workers> workers_;
  std::shared_ptr<const Credentials> credentials_;
  std::unique_ptr<RecordingFile> recording_;
  const std::string sealing_key_;   // for the secrets of one-time codes
  const std::string scram_secret_;  // for the salts of accounts that do not exist
  ExternalConfig external_config_;
  std::shared_ptr<ExternalChecks> external_;  // null: nobody is asked outside of this server
  FailedLogins failed_logins_;
  Instant now_;  // of the last Begin
  std::string recording_error_;
  Sequencer sequencer_;
  std::vector<Submitted> submitted_;
  size_t applied_count_ = 0;  // of submitted_
  Applied applied_;
  uint64_t history_bytes_ = 0;                     // the most since memory was last given back
  absl::flat_hash_map<WorkId, Pending> pending_;   // units without a result so far
  absl::flat_hash_map<SessionId, WorkId> checks_;  // the last of each session in pending_
  absl::flat_hash_map<SessionId, Scram> scrams_;
  // OAUTHBEARER says twice that it has failed (RFC 7628 section 3.2.3): what the log gets then.
  absl::flat_hash_map<SessionId, SaslFailure> failed_tokens_;
  absl::flat_hash_map<uint64_t, SaslFailure> sasl_failures_;  // by effect, until it is applied
};

}  // namespace irc

#endif  // IRCSERV_NET_CORE_LINK_H_
