// Every transcript over real sockets: what its sessions say goes through the real shell, cut into
// random pieces, on both pollers, and what each session reads must be, byte for byte, what a server
// without a network says to it.
//
// The server without a network is fed what the shell makes of the same steps, which is not always
// what the transcript says: passwords are hidden, deadlines that have passed tick by themselves,
// and a client can leave in two ways only (his side closes, or the connection is reset).
//
// Left out are transcripts with `configure`, `complete rehash` or `complete stats`: the shell does
// these itself, in the same turn in which they are asked for, from its own file and its own
// counters. shell_test.cc tests them.
#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/conn/line_facts.h"
#include "core/conn/secrets.h"
#include "core/server.h"
#include "core/transcript/read.h"
#include "core/transcript/settings.h"
#include "core/transcript/transcript.h"
#include "gtest/gtest.h"
#include "net/testing/test_shell.h"

namespace irc {
namespace {

using namespace transcript;  // the kinds of steps; NOLINT

constexpr char kFolder[] = "testdata/transcripts";

std::vector<std::string> Files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kFolder)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool IsTheShellsOwn(const StepKind& what) {
  if (std::holds_alternative<Configure>(what)) return true;
  const Complete* complete = std::get_if<Complete>(&what);
  return complete != nullptr && !std::holds_alternative<PasswordResult>(complete->result);
}

bool Plays(const Transcript& transcript) {
  for (const Block& block : transcript.blocks) {
    for (const Step& step : block.steps) {
      if (IsTheShellsOwn(step.what)) return false;
    }
  }
  return true;
}

// The server without a network, and what it said to each session.
class Oracle {
 public:
  Oracle(const Config& config, absl::Time start) : server_(config, start), now_(start) {}

  void Apply(const Event& event) {
    server_.Apply({.seq = ++seq_, .now = now_}, event, out_);
    for (const Send& send : out_.sends) {
      for (SessionId session : send.to) absl::StrAppend(&said_[session.value], *send.line);
    }
    for (const irc::Close& close : out_.closes) closed_[close.session.value] = true;
    for (const Request& request : out_.requests) asked_.push_back(request.id);
  }

  void Say(SessionId session, std::string line) {
    if (line.empty()) return;  // the line reader drops it
    if (FactsOf(line).may_hold_secret) secrets_[session.value].Hide(line);
    Apply(Received{session, std::move(line)});
  }

  void MoveClock(absl::Time now) {
    now_ = now;
    if (now_ >= server_.NextDeadline()) Apply(Ticked{});
  }

  // Which request a `complete` without an id means.
  EffectId TakeAsked(std::optional<uint64_t> id) {
    const auto asked = id.has_value() ? std::find(asked_.begin(), asked_.end(), EffectId{*id})
                                      : asked_.begin();
    const EffectId effect = *asked;
    asked_.erase(asked);
    return effect;
  }

  absl::Time now() const { return now_; }
  const std::string& Said(SessionId session) { return said_[session.value]; }
  bool Closed(SessionId session) { return closed_[session.value]; }

 private:
  Server server_;
  absl::Time now_;
  uint64_t seq_ = 0;
  Output out_;
  std::map<uint64_t, std::string> said_;
  std::map<uint64_t, bool> closed_;
  std::map<uint64_t, Secrets> secrets_;
  std::deque<EffectId> asked_;
};

class SocketPlayer {
 public:
  SocketPlayer(PollerKind poller, size_t piece_max, unsigned seed)
      : poller_(poller), piece_max_(piece_max), random_(seed) {}

  void Play(const Transcript& transcript) {
    for (const Block& block : transcript.blocks) {
      for (const Step& step : block.steps) {
        std::visit([this](const auto& what) { Do(what); }, step.what);
        if (net_ == nullptr) continue;
        ASSERT_TRUE(net_->Settle()) << "after line " << step.line;
        Compare(step.line);
        if (::testing::Test::HasFailure()) return;
      }
    }
  }

 private:
  struct Session {
    TestShell::Client* client = nullptr;
    std::string read;
  };

  void Do(const Comment&) {}
  void Do(const InitialConfig& initial) {
    for (const transcript::Setting& setting : initial.settings) {
      ASSERT_TRUE(ApplySetting(config_, setting).ok());
    }
  }
  void Do(const AddOper& add) { config_.opers.push_back(add.oper); }
  void Do(const Start& start) { start_ = start.at; }

  void Do(const MoveClock& move) {
    Begin();
    const auto* by = std::get_if<absl::Duration>(&move.to);
    const absl::Time now = by != nullptr ? oracle_->now() + *by : std::get<absl::Time>(move.to);
    const absl::Duration step = now - oracle_->now();
    if (step > absl::ZeroDuration()) {
      net_->clock().Advance(step);
    } else {
      net_->clock().SetWall(now);
    }
    oracle_->MoveClock(now);
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
    for (const std::string& name : say.names) Say(name, say.line);
  }

  void Say(const std::string& name, const std::string& line) {
    TestShell::Client& client = *sessions_[name].client;
    const std::string bytes = absl::StrCat(line, random_() % 4 == 0 ? "\n" : "\r\n");
    for (size_t at = 0; at < bytes.size();) {
      const size_t size = std::min<size_t>(1 + random_() % piece_max_, bytes.size() - at);
      client.Send(absl::string_view(bytes).substr(at, size));
      at += size;
      if (random_() % 2 == 0) net_->Turn();
    }
    ASSERT_TRUE(net_->Settle());
    oracle_->Say(client.session, line);
  }

  void Do(const Gone& gone) {
    Session& session = sessions_[gone.name];
    session.read += session.client->Take();
    const bool reset = gone.reason == "Connection reset by peer";
    oracle_->Apply(
        Disconnected{session.client->session, reset ? gone.reason : "Connection closed"});
    if (reset) {
      session.client->Reset();
      sessions_.erase(gone.name);  // it reads no goodbye
    } else {
      session.client->ShutDown();
    }
  }

  void Do(const Complete& complete) {
    const bool ok = std::get<PasswordResult>(complete.result).ok;
    const EffectId effect = oracle_->TakeAsked(complete.effect);
    net_->passwords().Decide(effect, ok);
    oracle_->Apply(Completed{effect, PasswordChecked{ok}});
  }

  void Do(const Tick&) { oracle_->MoveClock(oracle_->now()); }
  void Do(const Configure&) { FAIL() << "such transcripts are left out"; }

  void Do(const StopServer& stop) {
    Begin();
    net_->shell().StopBecause(stop.reason);
    oracle_->Apply(Stopping{stop.reason});
  }

  // The first event starts the server.
  void Begin() {
    if (net_ != nullptr) return;
    ShellOptions options;
    options.config.core = config_;
    ShellConfig& shell = options.config.shell;
    // What depends on how fast clients send is not what transcripts are about.
    shell.flood_burst = shell.flood_per_second = 1'000'000'000;
    shell.ping_interval_seconds = 1'000'000'000;
    options.peer_of = [this](const IpAddress&, uint16_t) {
      const Peer peer = peers_.front();
      peers_.pop_front();
      return peer;
    };
    net_ = std::make_unique<TestShell>(poller_, std::move(options), start_);
    oracle_ = std::make_unique<Oracle>(config_, start_);
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
  Config config_;
  absl::Time start_ = DefaultStart();
  std::deque<Peer> peers_;  // of connections to come
  std::unique_ptr<TestShell> net_;
  std::unique_ptr<Oracle> oracle_;
  std::map<std::string, Session> sessions_;
};

class TranscriptSocketTest
    : public ::testing::TestWithParam<std::tuple<std::string, PollerKind>> {};

TEST_P(TranscriptSocketTest, SaysTheSame) {
  const auto& [path, poller] = GetParam();
  const auto transcript = ParseTranscript(ReadFile(path));
  ASSERT_TRUE(transcript.ok()) << transcript.status();
  if (!Plays(*transcript)) GTEST_SKIP() << "asks for what the shell does itself";
  unsigned seed = 0;
  for (char c : path) seed = seed * 31 + static_cast<unsigned char>(c);
  for (const size_t piece_max : {1, 7, 600}) {
    SCOPED_TRACE(absl::StrCat("pieces of 1 to ", piece_max, " bytes"));
    SocketPlayer(poller, piece_max, seed).Play(*transcript);
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, TranscriptSocketTest,
    ::testing::Combine(::testing::ValuesIn(Files()),
                       ::testing::Values(PollerKind::kSelect, PollerKind::kEpoll)),
    [](const auto& info) {
      const std::string path = std::get<0>(info.param).substr(sizeof(kFolder));
      const std::string stem = path.substr(0, path.size() - 4);
      return absl::StrCat(absl::StrReplaceAll(stem, {{"/", "_"}, {"-", "_"}}), "_",
                          PollerKindName(std::get<1>(info.param)));
    });

// The rule above leaves out a few, not most.
TEST(TranscriptSocketTest, MostPlay) {
  size_t plays = 0;
  const std::vector<std::string> files = Files();
  for (const std::string& path : files) {
    const auto transcript = ParseTranscript(ReadFile(path));
    if (transcript.ok() && Plays(*transcript)) ++plays;
  }
  EXPECT_GE(plays * 10, files.size() * 9) << plays << " of " << files.size();
}

}  // namespace
}  // namespace irc
