// The whole core under any sequence of events that the shell could make: bytes become connections,
// lines, farewells, results, time and configurations for up to four clients at once. After each
// event the state must not contradict itself, the output must keep the contract of core/output.h,
// every line must be one, and a server that is saved and loaded now and then must go on exactly
// like its twin that is not.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "core/check.h"
#include "core/event.h"
#include "core/limits.h"
#include "core/output.h"
#include "core/protocol/parse.h"
#include "core/server.h"
#include "core/testing/fuzz_input.h"
#include "core/transcript/ledger.h"
#include "core/transcript/output_lines.h"

namespace irc {
namespace {

constexpr size_t kClients = 4;
constexpr int kEventsMax = 1000;  // an input that makes more would only be slow

// Small limits are met.
Config SmallConfig() {
  Config config;
  config.motd = {"Hello.", ""};
  config.reserved_nicks = {"*serv"};
  config.opers.push_back(OperConfig{"root", {"*@*"}});
  config.limits.nick_bytes = 4;
  config.limits.topic_bytes = 9;
  config.limits.channels_per_user = 2;
  config.limits.list_entries = 2;
  config.limits.modes_per_line = 3;
  config.limits.targets = 3;
  config.limits.whowas_entries = 2;
  config.limits.who_replies = 2;
  config.limits.accept_entries = 2;
  config.limits.invites_per_user = 2;
  config.limits.bans = 3;
  config.limits.answer_bytes = 100;
  return config;
}

void CheckLine(absl::string_view line) {
  ParsedLine parsed;
  IRC_CHECK(absl::ConsumeSuffix(&line, "\r\n"), "the ledger has seen the CRLF");
  IRC_CHECK(!ParseLine(line, parsed).has_value(), "the server says what a parser understands");
  const size_t tags = TagsSectionBytes(line);
  IRC_CHECK(tags <= kTagsBytesMax, "tags are never cut, so they must fit");
  IRC_CHECK(line.size() - tags <= kBodyBytesMax, "long lines are split or cut");
}

// The shell's side of the border, with two servers behind it.
class Fuzzed {
 public:
  explicit Fuzzed(FuzzInput input) : input_(input) {
    // The first byte chooses a configuration.
    const uint8_t choice = input_.Take();
    if ((choice & 1) != 0) config_.casemapping = "rfc1459";
    if ((choice & 8) != 0) config_.casemapping = "precis";
    config_.utf8_only = (choice & 2) != 0;
    config_.password_required = (choice & 4) != 0;
    server_ = std::make_unique<Server>(config_, stamp_.now);
    twin_ = std::make_unique<Server>(config_, stamp_.now);
  }

  void Run() {
    while (!input_.empty() && stamp_.seq < kEventsMax) Step();
  }

 private:
  void Step() {
    switch (input_.Take() % 16) {
      case 0:
        return Connect();
      case 1:
        return Welcome();
      case 2:
        return Leave();
      case 3:
        return Complete();
      case 4:
        stamp_.now += absl::Seconds(int64_t{input_.Take()} * input_.Take());
        return Apply(Ticked{});
      case 5:
        stamp_.now -= absl::Seconds(input_.Take());
        return SetClock();
      case 6:
        return Reload();
      case 7:
        return Rare();
      case 8:
        return Say(input_.RawLine());
      case 9:
      case 10:
        return Say(input_.Phrase());
      default:
        return Say(input_.AnyLine());
    }
  }

  // Sometimes, up to four hours on or back.
  void SetClock() {
    const uint8_t choice = input_.Take();
    if (choice % 4 > 1) return;
    const absl::Duration by = absl::Minutes(input_.Take()) * (choice % 4 == 0 ? 1 : -1);
    stamp_.now += by;
    stamp_.set_by += by;
  }

  void Connect() {
    if (open_.size() == kClients) return;
    const SessionId id{++connected_};
    const uint8_t facts = input_.Take();
    Peer peer;
    peer.ip = (facts & 1) != 0 ? "0::1" : "127.0.0.1";
    peer.host = (facts & 2) != 0 ? "host.example" : peer.ip;
    peer.cloak = "cloak";
    peer.local_port = 6667;
    peer.tls = (facts & 4) != 0;
    open_.push_back(id);
    ledger_.Open(absl::StrCat("c", connected_), id);
    Apply(Connected{id, peer});
  }

  // The shortest way to a user.
  void Welcome() {
    Connect();
    if (open_.empty()) return;
    const SessionId id = open_.back();
    for (const std::string& line :
         {absl::StrCat("NICK ", input_.Word()), std::string("USER u 0 * :Real Name")}) {
      if (ledger_.Find(id) != nullptr && !ledger_.Waits(id)) Apply(Received{id, line});
    }
  }

  void Leave() {
    if (!open_.empty()) Apply(Disconnected{input_.OneOf(open_), "Connection reset by peer"});
  }

  void Say(std::string line) {
    if (open_.empty()) return;
    const SessionId id = input_.OneOf(open_);
    if (ledger_.IsUnfinished(id)) return Apply(Drained{id});  // it reads before it says more
    if (!ledger_.Waits(id)) Apply(Received{id, std::move(line)});
  }

  void Complete() {
    if (asked_.empty()) return;
    const size_t i = input_.Take() % asked_.size();
    const Request request = asked_[i];
    asked_.erase(asked_.begin() + static_cast<std::ptrdiff_t>(i));
    Apply(Completed{request.id, ResultOf(request)});
  }

  EffectResult ResultOf(const Request& request) {
    const bool ok = input_.Take() % 4 != 0;
    if (std::holds_alternative<CheckPassword>(request.what)) return PasswordChecked{ok, "", {}};
    if (std::holds_alternative<CheckSasl>(request.what))
      return SaslChecked{.account = ok ? "account" : "", .create = true};
    if (std::holds_alternative<MakeVerifier>(request.what)) {
      return ok ? VerifierMade{"*"} : VerifierMade{};
    }
    if (std::holds_alternative<CheckFactor>(request.what)) return PasswordChecked{ok, "", {}};
    if (std::holds_alternative<MakeFactor>(request.what)) {
      return ok ? FactorMade{"*", {"secret", "challenge"}} : FactorMade{};
    }
    if (std::holds_alternative<Commit>(request.what)) return Committed{ok};
    if (std::holds_alternative<Rehash>(request.what)) return RehashDone{ok, {"a sentence"}};
    LinkStats stats;
    for (const SessionId id : std::get<ReadLinkStats>(request.what).sessions) {
      if (ledger_.Find(id) != nullptr) stats.rows.push_back(LinkStats::Row{id, 1, 2, 3, 4, 5});
    }
    return stats;
  }

  void Rare() {
    switch (input_.Take() % 8) {
      case 0:
        return Apply(Stopping{"Received SIGTERM"});
      case 1:
      case 2:
        config_.knock = !config_.knock;
        config_.password_required = input_.Take() % 2 == 0;
        config_.limits.whowas_entries = input_.Take() % 4;
        config_.limits.history_bytes = input_.Take() % 2 == 0 ? 100'000 : 1'000;
        config_.utf8_only = input_.Take() % 2 == 0;
        if (input_.Take() % 2 == 0) config_.opers.clear();
        return Apply(Configured{config_});
      default:
        return LoadDamaged();
    }
  }

  void Reload() {
    const std::string snapshot = server_->Save();
    auto fresh = std::make_unique<Server>(Config(), absl::UnixEpoch());
    IRC_CHECK(fresh->Load(snapshot).ok(), "a snapshot that was saved can be loaded");
    IRC_CHECK(fresh->Save() == snapshot, "a server that was loaded is the same");
    server_ = std::move(fresh);
    CheckServers();
  }

  // A damaged snapshot is refused, or is one that contradicts nothing.
  void LoadDamaged() {
    std::string snapshot = server_->Save();
    const size_t at = (size_t{input_.Take()} << 8 | input_.Take()) % snapshot.size();
    snapshot[at] = static_cast<char>(input_.Take());
    if (input_.Take() % 4 == 0) snapshot.resize(at);
    Server damaged(Config(), absl::UnixEpoch());
    if (damaged.Load(snapshot).ok()) damaged.CheckInvariants();
  }

  void Apply(const Event& event) {
    ++stamp_.seq;
    latest_ = std::max(latest_ + stamp_.set_by, stamp_.now);
    ledger_.Begin(event);
    server_->Apply(stamp_, event, output_);
    twin_->Apply(stamp_, event, twin_output_);
    stamp_.set_by = absl::ZeroDuration();
    lines_.Add(output_, ledger_);
    twin_lines_.Add(twin_output_, ledger_);
    IRC_CHECK(lines_.Take() == twin_lines_.Take(), "a server that was loaded goes on the same");
    const absl::Status contract = ledger_.End(output_);
    IRC_CHECK(contract.ok(), std::string(contract.message()).c_str());
    for (const Send& send : output_.sends) CheckLine(send.line);
    asked_.insert(asked_.end(), output_.requests.begin(), output_.requests.end());
    open_.erase(std::remove_if(open_.begin(), open_.end(),
                               [this](SessionId id) { return ledger_.Find(id) == nullptr; }),
                open_.end());
    IRC_CHECK(!std::holds_alternative<Ticked>(event) || server_->NextDeadline() > latest_,
              "what was due has been done, so the shell does not tick forever");
    CheckServers();
  }

  void CheckServers() const {
    server_->CheckInvariants();
    twin_->CheckInvariants();
    IRC_CHECK(server_->NextDeadline() == twin_->NextDeadline(), "deadlines survive a snapshot");
  }

  FuzzInput input_;
  Config config_ = SmallConfig();
  Stamp stamp_{0, absl::FromUnixSeconds(1767225600)};
  absl::Time latest_ = stamp_.now;
  std::unique_ptr<Server> server_;  // saved and loaded now and then
  std::unique_ptr<Server> twin_;    // never
  Output output_, twin_output_;
  transcript::Ledger ledger_;
  transcript::OutputLines lines_, twin_lines_;
  uint64_t connected_ = 0;
  std::vector<SessionId> open_;
  std::vector<Request> asked_;
};

}  // namespace
}  // namespace irc

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  irc::Fuzzed(irc::FuzzInput(data, size)).Run();
  return 0;
}
