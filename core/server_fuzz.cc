// The whole core under any sequence of events that the shell could make: bytes become connections,
// lines, farewells, results, time and configurations for up to four clients at once. After each
// event the state must not contradict itself, the output must keep the contract of core/output.h,
// every line must be one, and a server that is saved and loaded now and then must go on exactly
// like its twin that is not.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
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
#include "core/commands/command_facts.h"
#include "core/event.h"
#include "core/limits.h"
#include "core/output.h"
#include "core/protocol/parse.h"
#include "core/server.h"
#include "core/transcript/ledger.h"
#include "core/transcript/output_lines.h"

namespace irc {
namespace {

constexpr size_t kClients = 4;
constexpr int kEventsMax = 1000;  // an input that makes more would only be slow

// Few names, so that clients meet; odd ones, so that parsers stumble.
constexpr absl::string_view kWords[] = {"a",
                                        "b",
                                        "c",
                                        "A",
                                        "a[",
                                        "a{",
                                        "#x",
                                        "#y",
                                        "#X",
                                        "#x,#y",
                                        "a,b,#x,*",
                                        "0",
                                        "1",
                                        "-1",
                                        "3:4",
                                        "4294967296",
                                        "99999999999999999999",
                                        "*",
                                        "?",
                                        "*!*@*",
                                        "*@127.0.0.*",
                                        "a!*@*",
                                        "127.0.0.1/8",
                                        "::/0",
                                        "root",
                                        "irc.local",
                                        "x.y",
                                        "+",
                                        "-",
                                        "+o",
                                        "+v-o",
                                        "+b",
                                        "-b",
                                        "+k",
                                        "-k",
                                        "+l",
                                        "+beI",
                                        "+imnpst",
                                        "+qaohv",
                                        "-qaohv",
                                        "+fj",
                                        "+gxwBs",
                                        "+s",
                                        "@#x",
                                        "~&@#x",
                                        "$a:x",
                                        "%tcuhsnfdlar,7",
                                        "o",
                                        ">1",
                                        "C<5,U>0",
                                        "T>1",
                                        "1d2h",
                                        "LS",
                                        "REQ",
                                        "LIST",
                                        "END",
                                        "302",
                                        "server-time",
                                        ":",
                                        ": two words",
                                        ":\x03"
                                        "4colour\x0f",
                                        ":\x01"
                                        "ACTION waves\x01",
                                        ":\xff\xfe",
                                        "\xc3\xa9"};

// Lines that would be too unlikely, and tags.
constexpr absl::string_view kPhrases[] = {
    "NICK a",
    "NICK b",
    "NICK c",
    "USER u 0 * :Real Name",
    "JOIN #x",
    "JOIN #x,#y key",
    "PART #x",
    "OPER root *1",
    "PASS *2",
    "CAP LS 302",
    "CAP END",
    "QUIT :bye",
    "JOIN 0",
    "REHASH",
    "STATS l",
    "CAP REQ :batch echo-message labeled-response message-tags server-time standard-replies",
    "CAP REQ :away-notify chghost extended-join invite-notify multi-prefix userhost-in-names",
    "CAP REQ :-labeled-response -batch cap-notify setname",
    "MODE #x",
    "MODE #x +ov b b",
    "WHO #x",
    "PRIVMSG #x :hello",
    "PRIVMSG #x,a,b :hello",
    "TAGMSG #x",
    "DIE",
    "RESTART",
    "MODE a -x+x"};

constexpr absl::string_view kTags[] = {
    "", "@label=1 ", "@+a=b;label=2;c ", "@+typing=active ", "@label= ", "@;=;+x ", ":source "};

class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size) : data_(data), size_(size) {}
  bool empty() const { return size_ == 0; }
  uint8_t Take() {
    if (size_ == 0) return 0;
    --size_;
    return *data_++;
  }
  template <typename List>
  const auto& OneOf(const List& list) {
    return list[Take() % std::size(list)];
  }
  std::string Raw(size_t count) {
    std::string raw;
    for (; count > 0 && size_ > 0; --count) raw += static_cast<char>(Take());
    return raw;
  }

 private:
  const uint8_t* data_;
  size_t size_;
};

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
  explicit Fuzzed(Bytes bytes) : bytes_(bytes) {
    // The first byte chooses a configuration.
    const uint8_t choice = bytes_.Take();
    if ((choice & 1) != 0) config_.casemapping = "rfc1459";
    config_.utf8_only = (choice & 2) != 0;
    config_.password_required = (choice & 4) != 0;
    server_ = std::make_unique<Server>(config_, stamp_.now);
    twin_ = std::make_unique<Server>(config_, stamp_.now);
  }

  void Run() {
    while (!bytes_.empty() && stamp_.seq < kEventsMax) Step();
  }

 private:
  void Step() {
    switch (bytes_.Take() % 16) {
      case 0:
        return Connect();
      case 1:
        return Welcome();
      case 2:
        return Leave();
      case 3:
        return Complete();
      case 4:
        stamp_.now += absl::Seconds(int64_t{bytes_.Take()} * bytes_.Take());
        return Apply(Ticked{});
      case 5:
        stamp_.now -= absl::Seconds(bytes_.Take());
        return;
      case 6:
        return Reload();
      case 7:
        return Rare();
      case 8:
        return Say(RawLine());
      case 9:
      case 10:
        return Say(Phrase());
      default:
        return Say(AnyLine());
    }
  }

  void Connect() {
    if (open_.size() == kClients) return;
    const SessionId id{++connected_};
    const uint8_t facts = bytes_.Take();
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
         {absl::StrCat("NICK ", bytes_.OneOf(kWords)), std::string("USER u 0 * :Real Name")}) {
      if (ledger_.Find(id) != nullptr && !ledger_.Waits(id)) Apply(Received{id, line});
    }
  }

  void Leave() {
    if (!open_.empty()) Apply(Disconnected{bytes_.OneOf(open_), "Connection reset by peer"});
  }

  void Say(std::string line) {
    if (open_.empty()) return;
    const SessionId id = bytes_.OneOf(open_);
    if (!ledger_.Waits(id)) Apply(Received{id, std::move(line)});
  }

  std::string Phrase() {
    std::string line(bytes_.OneOf(kTags));
    absl::StrAppend(&line, bytes_.OneOf(kPhrases));
    return line;
  }

  std::string AnyLine() {
    std::string line(bytes_.OneOf(kTags));
    absl::StrAppend(&line, bytes_.OneOf(Commands()).name);
    for (uint8_t params = bytes_.Take() % 5; params > 0; --params) {
      absl::StrAppend(&line, " ", bytes_.OneOf(kWords));
    }
    return line;
  }

  // What can be in a line, which may be much too long.
  std::string RawLine() {
    std::string line = bytes_.Raw(bytes_.Take());
    line.erase(
        std::remove_if(line.begin(), line.end(), [](char c) { return c == '\r' || c == '\n'; }),
        line.end());
    if (!line.empty() && line[0] == '\x02')
      line = absl::StrCat("PRIVMSG #x :", std::string(600, 'x'));
    return line;
  }

  void Complete() {
    if (asked_.empty()) return;
    const size_t i = bytes_.Take() % asked_.size();
    const Request request = asked_[i];
    asked_.erase(asked_.begin() + static_cast<std::ptrdiff_t>(i));
    Apply(Completed{request.id, ResultOf(request)});
  }

  EffectResult ResultOf(const Request& request) {
    const bool ok = bytes_.Take() % 4 != 0;
    if (std::holds_alternative<VerifyPassword>(request.what)) return PasswordChecked{ok};
    if (std::holds_alternative<VerifySasl>(request.what)) return SaslChecked{ok ? "account" : ""};
    if (std::holds_alternative<Rehash>(request.what)) return RehashDone{ok, {"a sentence"}};
    LinkStats stats;
    for (const SessionId id : std::get<ReadLinkStats>(request.what).sessions) {
      if (ledger_.Find(id) != nullptr) stats.rows.push_back(LinkStats::Row{id, 1, 2, 3, 4, 5});
    }
    return stats;
  }

  void Rare() {
    switch (bytes_.Take() % 8) {
      case 0:
        return Apply(Stopping{"Received SIGTERM"});
      case 1:
      case 2:
        config_.knock = !config_.knock;
        config_.password_required = bytes_.Take() % 2 == 0;
        config_.limits.whowas_entries = bytes_.Take() % 4;
        if (bytes_.Take() % 2 == 0) config_.opers.clear();
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
    const size_t at = (size_t{bytes_.Take()} << 8 | bytes_.Take()) % snapshot.size();
    snapshot[at] = static_cast<char>(bytes_.Take());
    if (bytes_.Take() % 4 == 0) snapshot.resize(at);
    Server damaged(Config(), absl::UnixEpoch());
    if (damaged.Load(snapshot).ok()) damaged.CheckInvariants();
  }

  void Apply(const Event& event) {
    ++stamp_.seq;
    latest_ = std::max(latest_, stamp_.now);
    ledger_.Begin(event);
    server_->Apply(stamp_, event, output_);
    twin_->Apply(stamp_, event, twin_output_);
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

  Bytes bytes_;
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
  irc::Fuzzed(irc::Bytes(data, size)).Run();
  return 0;
}
