#include "net/testing/socket_player.h"

#include <signal.h>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/protocol/secret_handle.h"
#include "core/transcript/settings.h"
#include "gtest/gtest.h"
#include "net/config/config.h"
#include "net/io/signals.h"
#include "net/io/stamp_clock.h"
#include "net/testing/fake_store.h"
#include "net/testing/oracle.h"
#include "net/testing/test_shell.h"

namespace irc {
namespace {

using namespace transcript;  // the kinds of steps; NOLINT

class SocketPlayer {
 public:
  SocketPlayer(PollerKind poller, size_t piece_max, unsigned seed)
      : poller_(poller), piece_max_(piece_max), random_(seed) {}

  void Play(const Transcript& transcript) {
    for (const Block& block : transcript.blocks) {
      steps_.insert(steps_.end(), block.steps.begin(), block.steps.end());
    }
    for (size_t i = 0; i < steps_.size(); ++i) {
      const Step& step = steps_[i];
      at_ = i;
      if (net_ != nullptr) WriteFile(i + 1);
      std::visit([this](const auto& what) { Do(what); }, step.what);
      if (net_ == nullptr) continue;
      ASSERT_TRUE(net_->Settle()) << "after line " << step.line;
      Compare(step.line);
      if (::testing::Test::HasFailure()) return;
    }
  }

 private:
  struct Session {
    TestShell::Client* client = nullptr;
    std::string read;
  };

  // Sets the configuration that a rehash in this step loads, from the `configure` and `complete
  // rehash` steps that come next.
  void WriteFile(size_t from) {
    Config config = config_;
    for (size_t i = from; i < steps_.size(); ++i) {
      if (const auto* configure = std::get_if<Configure>(&steps_[i].what)) {
        Change(config, *configure);
        continue;
      }
      const auto* complete = std::get_if<Complete>(&steps_[i].what);
      if (complete == nullptr) continue;
      if (const auto* rehash = std::get_if<RehashResult>(&complete->result)) {
        if (rehash->ok) return oracle_->SetFile(FileOf(config));
        LoadedConfig file = FileOf(config_);
        file.errors = rehash->messages;
        return oracle_->SetFile(std::move(file));
      }
    }
    oracle_->SetFile(FileOf(config_));
  }

  LoadedConfig FileOf(const Config& config) const {
    FullConfig full{.core = config, .shell = shell_config_};
    for (const std::string& name : config.accounts) {
      full.shell.account_passwords.push_back({.name = name, .password = "password"});
    }
    return {.config = std::move(full), .errors = {}};
  }

  static void Change(Config& config, const Configure& configure) {
    for (const transcript::Setting& setting : configure.settings) {
      ASSERT_TRUE(ApplySetting(config, setting).ok());
    }
    if (configure.opers.has_value()) config.opers = *configure.opers;
    if (configure.oper_classes.has_value()) config.oper_classes = *configure.oper_classes;
  }

  void Do(const Comment&) {}
  void Do(const InitialConfig& initial) {
    for (const transcript::Setting& setting : initial.settings) {
      ASSERT_TRUE(ApplySetting(config_, setting).ok());
    }
  }
  void Do(const AddOper& add) { config_.opers.push_back(add.oper); }
  void Do(const AddOperClass& add) { config_.oper_classes.push_back(add.oper_class); }
  void Do(const Start& start) { start_ = start.at; }

  void Do(const MoveClock& move) {
    Begin();
    const auto* by = std::get_if<absl::Duration>(&move.to);
    const absl::Time now = by != nullptr ? oracle_->now() + *by : std::get<absl::Time>(move.to);
    const absl::Duration step = now - oracle_->now();
    if (step > absl::ZeroDuration() && !move.sets) {
      net_->clock().Advance(step);
    } else {
      net_->clock().SetWall(now);
    }
    ASSERT_TRUE(!move.sets || absl::AbsDuration(step) >= StampClock::kLargeStep);
    oracle_->MoveClock(now, move.sets);
  }

  void Do(const Connect& connect) {
    Begin();
    peers_.push_back(connect.peer);
    TestShell::Client& client = net_->Connect();
    sessions_[connect.name] = {.client = &client, .read = ""};
    oracle_->Apply(Connected{client.session, connect.peer});
  }

  void Do(const Register& session) {
    Do(session.connect);
    const std::string& name = session.connect.name;
    const bool caps = !session.caps.empty();
    if (caps) Say(name, absl::StrCat("CAP REQ :", absl::StrJoin(session.caps, " ")));
    Say(name, absl::StrCat("NICK ", session.nick));
    Say(name, absl::StrCat("USER ", session.user, " 0 * :", session.realname));
    if (caps) Say(name, "CAP END");
  }

  void Do(const transcript::Say& say) {
    for (const std::string& name : say.names) Say(name, WithSecret(say.line));
  }

  // Replaces the handles of a line by texts of their lengths: "NS IDENTIFY *1/9".
  static std::string WithTexts(const std::string& line) {
    std::vector<std::string> words = absl::StrSplit(line, ' ');
    for (std::string& word : words) {
      const std::optional<size_t> length = LengthOfSecret(absl::StripPrefix(word, ":"));
      if (length.has_value()) word = std::string(*length, 'x');
    }
    return absl::StrJoin(words, " ");
  }

  // The same, and replaces a handle by a message: "AUTHENTICATE *1/24" becomes a PLAIN message of
  // 24 bytes for the account of the next `complete sasl`. A piece of 400 bytes is continued in the
  // next one.
  std::string WithSecret(const std::string& line) {
    constexpr absl::string_view kCommand = "AUTHENTICATE ";
    const size_t at = absl::string_view(line).find(kCommand);
    if (at == absl::string_view::npos) return WithTexts(line);
    const size_t end = at + kCommand.size();
    const std::optional<size_t> length = LengthOfSecret(line.substr(end));
    const bool goes_on = std::exchange(in_message_, length == 400u);
    if (!length.has_value()) return line;
    if (goes_on) {
      return line.substr(0, end) + absl::Base64Escape(std::string(*length / 4 * 3, 'x'));
    }
    std::string account = "nobody";
    for (size_t i = steps_.size(); i-- > at_;) {
      const auto* complete = std::get_if<Complete>(&steps_[i].what);
      const auto* sasl = complete == nullptr ? nullptr : std::get_if<SaslResult>(&complete->result);
      if (sasl != nullptr && !sasl->account.empty()) account = sasl->account;
    }
    std::string plain = absl::StrCat(std::string(1, '\0'), account, std::string(1, '\0'));
    plain.resize(std::max(plain.size(), *length / 4 * 3), 'x');
    std::string text = absl::Base64Escape(plain);
    text.resize(*length, 'A');
    return line.substr(0, end) + text;
  }

  void Say(const std::string& name, const std::string& line) {
    TestShell::Client& client = *sessions_[name].client;
    // STATS lines end with a bare LF: after a CR the line is complete, so with CRLF it would depend
    // on the random pieces whether the byte counter includes the LF.
    const bool bare = random_() % 4 == 0 || line.find("STATS") != std::string::npos;
    const std::string bytes = absl::StrCat(line, bare ? "\n" : "\r\n");
    for (size_t at = 0; at < bytes.size();) {
      const size_t size = std::min<size_t>(1 + random_() % piece_max_, bytes.size() - at);
      client.Send(absl::string_view(bytes).substr(at, size));
      at += size;
      if (random_() % 2 == 0) net_->Turn();
    }
    ASSERT_TRUE(net_->Settle());
    oracle_->Say(client.session, line, bytes.size());
  }

  void Do(const Gone& gone) {
    Session& session = sessions_[gone.name];
    session.read += session.client->Take();
    const bool reset = gone.reason == "Connection reset by peer";
    oracle_->Apply(
        Disconnected{session.client->session, reset ? gone.reason : "Connection closed"});
    if (reset) {
      session.client->Reset();
      sessions_.erase(gone.name);  // a reset connection cannot read its last lines
    } else {
      session.client->ShutDown();
    }
  }

  // The shell and the oracle go on with a long answer by themselves.
  void Do(const Drain&) {}

  void Do(const Complete& complete) {
    if (std::holds_alternative<RehashResult>(complete.result)) {
      config_ = oracle_->file().config.core;  // the rehash was part of the previous step
      return;
    }
    if (std::holds_alternative<StatsResult>(complete.result) ||
        std::holds_alternative<CodeResult>(complete.result)) {
      return;  // the shell knows these at once
    }
    if (const auto* commit = std::get_if<CommitResult>(&complete.result)) {
      ASSERT_EQ(oracle_->FindAsked(true, complete.effect), 0u) << "the store answers in order";
      store_->Decide(commit->ok);
      oracle_->Apply(Completed{oracle_->TakeAsked(true, 0), Committed{commit->ok}});
      return;
    }
    if (const auto* audit = std::get_if<AuditResult>(&complete.result)) {
      ASSERT_EQ(oracle_->FindAsked(true, complete.effect), 0u) << "the store answers in order";
      AuditRead read{.ok = audit->ok, .rows = {}};
      for (const Row& row : audit->rows) read.rows.push_back(std::get<AuditRecordRow>(row));
      store_->AnswerRead(audit->ok, audit->rows);
      oracle_->Apply(Completed{oracle_->TakeAsked(true, 0), std::move(read)});
      return;
    }
    // The shell submits the work of requests in their order.
    const size_t index = oracle_->FindAsked(false, complete.effect);
    const EffectId effect = oracle_->TakeAsked(false, index);
    const bool ok = IsGood(complete);
    net_->passwords().Decide(net_->passwords().open().at(index).id, ok);
    EffectResult result = PasswordChecked{ok, "", {}};
    if (const auto* sasl = std::get_if<SaslResult>(&complete.result)) {
      result = SaslChecked{sasl->account, "", "", {}};
    }
    if (std::holds_alternative<VerifierResult>(complete.result)) {
      result = VerifierMade{ok ? "verifier" : ""};
    }
    oracle_->Apply(Completed{effect, std::move(result)});
  }

  static bool IsGood(const Complete& complete) {
    if (const auto* sasl = std::get_if<SaslResult>(&complete.result)) return !sasl->account.empty();
    if (const auto* made = std::get_if<VerifierResult>(&complete.result)) return made->ok;
    return std::get<PasswordResult>(complete.result).ok;
  }

  void Do(const Report& report) {
    store_->Say(report.sentence);
    oracle_->Apply(Reported{report.sentence});
  }

  // What was kept before stands before the first event.
  void Do(const Restore& restore) {
    ASSERT_EQ(net_, nullptr);
    for (const Row& row : restore.rows) restored_.rows.push_back(row);
    for (const auto& id : restore.last_ids) restored_.last_ids.push_back(id);
  }

  void Do(const Tick&) { oracle_->MoveClock(oracle_->now()); }
  void Do(const Configure& configure) {
    if (oracle_->TakeRehashed()) return;
    Change(config_, configure);
    oracle_->SetFile(FileOf(config_));
    ASSERT_EQ(::raise(SIGHUP), 0);
    oracle_->Rehash();
  }

  void Do(const StopServer& stop) {
    Begin();
    net_->shell().StopBecause(stop.reason);
    oracle_->Apply(Stopping{stop.reason});
  }

  // The first event starts the server.
  void Begin() {
    if (net_ != nullptr) return;
    ShellOptions options;
    ShellConfig shell;
    // Transcripts do not show flood control and keepalive, so both are practically off.
    shell.flood_burst = shell.flood_per_second = 1'000'000'000;
    shell.ping_interval_seconds = 1'000'000'000;
    shell.mail_command = "/bin/true";  // the core says whether mail is sent
    Adapt(shell, poller_);  // as TestShell does, so that a rehash finds the same shell settings
    shell_config_ = shell;
    options.config = FileOf(config_).config;
    options.reload = [this] { return oracle_->file(); };
    options.signals = &signals_;
    options.peer_of = [this](const IpAddress&, uint16_t) {
      const Peer peer = peers_.front();
      peers_.pop_front();
      return peer;
    };
    auto store = std::make_unique<FakeStore>();
    store_ = store.get();
    options.kept.store = std::move(store);
    for (const Row& row : restored_.rows) options.kept.rows.push_back(Put(row));
    for (const auto& [table, id] : restored_.last_ids) options.kept.highest[table] = id;
    net_ = std::make_unique<TestShell>(poller_, std::move(options), start_);
    oracle_ = std::make_unique<Oracle>(config_, start_);
    if (!restored_.rows.empty() || !restored_.last_ids.empty()) oracle_->Apply(restored_);
  }

  void Compare(int line) {
    for (auto& [name, session] : sessions_) {
      session.read += session.client->Take();
      const std::string& expected = oracle_->Said(session.client->session);
      ASSERT_EQ(session.read, expected) << name << " after line " << line;
      ASSERT_EQ(session.client->at_end(), oracle_->Closed(session.client->session))
          << name << " after line " << line;
    }
  }

  const PollerKind poller_;
  const size_t piece_max_;
  std::mt19937 random_;
  Signals signals_;
  std::vector<Step> steps_;
  size_t at_ = 0;            // the step that is being played
  bool in_message_ = false;  // the last piece of AUTHENTICATE had 400 bytes
  Config config_;
  ShellConfig shell_config_;
  absl::Time start_ = DefaultStart();
  std::deque<Peer> peers_;  // of the next connections
  Restored restored_;
  FakeStore* store_ = nullptr;  // of net_
  std::unique_ptr<TestShell> net_;
  std::unique_ptr<Oracle> oracle_;
  std::map<std::string, Session> sessions_;
};

}  // namespace

void PlayOverSockets(const transcript::Transcript& transcript, PollerKind poller, size_t piece_max,
                     unsigned seed) {
  SocketPlayer(poller, piece_max, seed).Play(transcript);
}

}  // namespace irc
