#include "core/transcript/write.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "core/config_keys.h"
#include "core/transcript/read.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace transcript {
namespace {

namespace gen = rc::gen;

// The name of session `i`. Sessions are declared in this order, so a step may name earlier ones.
std::string NameAt(int i) { return absl::StrCat("s", i, "-_"); }

std::string AnyName(int declared) { return NameAt(*gen::inRange(0, declared)); }

absl::Time AnyTime() { return absl::FromUnixMillis(*gen::inRange<int64_t>(0, 253402300800000)); }

Setting AnySetting() {
  const ConfigKey& key = ConfigKeys()[*gen::inRange<size_t>(0, ConfigKeys().size())];
  ConfigValue value = GetConfig(Config(), key);
  if (std::holds_alternative<bool>(value)) {
    value = *gen::arbitrary<bool>();
  } else if (std::holds_alternative<int64_t>(value)) {
    value = *gen::inRange(key.min, key.max);
  } else if (std::holds_alternative<std::vector<std::string>>(value)) {
    value = *gen::arbitrary<std::vector<std::string>>();
  } else {
    const std::string text = *gen::arbitrary<std::string>();
    Config scratch;
    if (SetConfig(scratch, key, text).ok()) value = text;
  }
  return Setting{std::string(key.name), std::move(value)};
}

std::vector<Setting> AnySettings() {
  std::vector<Setting> settings(*gen::inRange<size_t>(0, 4));
  for (Setting& setting : settings) setting = AnySetting();
  return settings;
}

// `name`: no other block of the same step has it.
OperConfig AnyOper(const std::string& name) {
  OperConfig oper{name, *gen::arbitrary<std::vector<std::string>>()};
  oper.oper_class = *gen::arbitrary<std::string>();
  oper.account = *gen::arbitrary<std::string>();
  oper.certfps = *gen::arbitrary<std::vector<std::string>>();
  oper.password = *gen::arbitrary<bool>();
  oper.automatic = *gen::arbitrary<bool>();
  oper.second_factor = *gen::arbitrary<bool>();
  return oper;
}

OperClassConfig AnyClass() {
  return {*gen::nonEmpty<std::string>(), {"kill", "*"}, *gen::arbitrary<std::string>()};
}

Connect AnyConnect(int declared) {
  Connect connect;
  connect.name = NameAt(declared);
  connect.peer.ip = *gen::arbitrary<std::string>();
  connect.peer.host = *gen::arbitrary<std::string>();
  connect.peer.cloak = *gen::arbitrary<std::string>();
  connect.peer.local_port = *gen::arbitrary<uint16_t>();
  connect.peer.tls = *gen::arbitrary<bool>();
  connect.peer.sni = *gen::arbitrary<bool>();
  connect.peer.certfp = *gen::arbitrary<std::string>();
  for (int i = *gen::inRange(0, 3); i > 0; --i) {
    connect.peer.bindings.push_back({.type = i == 1 ? "tls-exporter" : "tls-server-end-point",
                                     .data = *gen::arbitrary<std::string>()});
  }
  if (*gen::arbitrary<bool>()) connect.id = 1000 + static_cast<uint64_t>(declared);
  return connect;
}

Complete AnyComplete(int declared) {
  Complete complete;
  if (*gen::arbitrary<bool>()) complete.effect = *gen::arbitrary<uint64_t>();
  switch (*gen::inRange(0, 11)) {
    case 6: {
      AuditResult audit{.ok = *gen::arbitrary<bool>(), .rows = {}};
      for (int i = audit.ok ? *gen::inRange(0, 3) : 0; i > 0; --i) {
        audit.rows.push_back(AuditRecordRow{.id = {*gen::arbitrary<uint64_t>()},
                                            .actor = *gen::arbitrary<std::string>(),
                                            .detail = *gen::arbitrary<std::string>()});
      }
      complete.result = std::move(audit);
      break;
    }
    case 7: {
      FactorResult factor{*gen::arbitrary<bool>(), {}};
      for (int i = *gen::inRange(0, 3); factor.ok && i > 0; --i) factor.lengths.push_back(i);
      complete.result = std::move(factor);
      break;
    }
    case 3:
      complete.result = SaslResult{*gen::arbitrary<std::string>()};
      break;
    case 4:
      complete.result = CodeResult{*gen::arbitrary<bool>()};
      break;
    case 5:
      complete.result = MailStateResult{{.waiting = *gen::arbitrary<uint64_t>(),
                                         .sent = *gen::arbitrary<uint64_t>(),
                                         .failed = *gen::arbitrary<uint64_t>(),
                                         .errors = *gen::arbitrary<std::vector<std::string>>()}};
      break;
    case 8:
      complete.result = SaslResult{.refusal = *gen::nonEmpty<std::string>()};
      break;
    case 9:
      complete.result = PasswordResult{.refusal = *gen::nonEmpty<std::string>()};
      break;
    case 10:
      complete.result = PasswordResult{
          .ok = true, .account = *gen::nonEmpty<std::string>(), .create = *gen::arbitrary<bool>()};
      break;
    case 0:
      complete.result = PasswordResult{*gen::arbitrary<bool>(), false, *gen::arbitrary<uint64_t>()};
      break;
    case 1:
      complete.result =
          RehashResult{*gen::arbitrary<bool>(), *gen::arbitrary<std::vector<std::string>>()};
      break;
    default:
      StatsResult stats;
      const auto any = gen::arbitrary<uint64_t>();
      for (int i = *gen::inRange(0, 3); i > 0; --i) {
        stats.rows.push_back(StatsResult::Row{AnyName(declared), *any, *any, *any, *any, *any});
      }
      complete.result = std::move(stats);
  }
  return complete;
}

// A step that is allowed after the first event. `declared` is the number of sessions declared so
// far, at least 1.
StepKind AnyStep(int& declared) {
  switch (*gen::inRange(0, 11)) {
    case 0:
      return Comment{"# " + NameAt(declared)};
    case 1:
      return MoveClock{AnyTime(), *gen::arbitrary<bool>()};
    case 2:
      return MoveClock{absl::Milliseconds(*gen::inRange(-100000000, 100000000)),
                       *gen::arbitrary<bool>()};
    case 3:
      return AnyConnect(declared++);
    case 4: {
      Register session{AnyConnect(declared++), {}, "", "", ""};
      session.caps = *gen::element<std::vector<std::string>>(
          std::vector<std::string>{}, std::vector<std::string>{"echo-message"},
          std::vector<std::string>{"a", "draft/b=c"});
      session.nick = *gen::arbitrary<std::string>();
      session.user = *gen::arbitrary<std::string>();
      session.realname = *gen::arbitrary<std::string>();
      return session;
    }
    case 5:
      return Gone{AnyName(declared), *gen::arbitrary<std::string>()};
    case 6:
      return AnyComplete(declared);
    case 7: {
      Configure configure{AnySettings(), {}, {}};
      if (*gen::arbitrary<bool>()) {
        configure.opers = std::vector<OperConfig>{AnyOper("a"), AnyOper("b")};
      }
      if (*gen::arbitrary<bool>()) {
        configure.oper_classes = std::vector<OperClassConfig>{AnyClass(), AnyClass()};
      }
      return configure;
    }
    case 9:
      return Drain{AnyName(declared)};
    case 8:
      return StopServer{*gen::arbitrary<std::string>()};
    default:
      return Say{{AnyName(declared), AnyName(declared)}, *gen::arbitrary<std::string>()};
  }
}

Block AnyBlock(int& declared) {
  Block block;
  block.steps.push_back(Step{0, Tick{}});
  for (int i = *gen::inRange(0, 5); i > 0; --i) block.steps.push_back(Step{0, AnyStep(declared)});
  block.checked = *gen::arbitrary<bool>();
  if (!block.checked) return block;
  for (int i = *gen::inRange(0, 3); i > 0; --i) {
    block.expected.push_back(
        ExpectedLine{0, PrintSpoken(AnyName(declared), '<', *gen::arbitrary<std::string>())});
  }
  block.expected.push_back(ExpectedLine{0, "# a comment"});
  block.expected.push_back(ExpectedLine{0, absl::StrCat(AnyName(declared), " closed")});
  return block;
}

Transcript AnyTranscript() {
  Transcript transcript;
  int declared = 0;
  Block head;
  head.steps.push_back(Step{0, InitialConfig{AnySettings()}});
  head.steps.push_back(Step{0, AddOperClass{AnyClass()}});
  head.steps.push_back(Step{0, AddOper{AnyOper(*gen::nonEmpty<std::string>())}});
  head.steps.push_back(Step{0, Start{AnyTime()}});
  head.steps.push_back(Step{0, AnyConnect(declared++)});
  transcript.blocks.push_back(std::move(head));
  for (int i = *gen::inRange(0, 4); i > 0; --i) transcript.blocks.push_back(AnyBlock(declared));
  return transcript;
}

RC_GTEST_PROP(Write, AnyTranscriptIsReadBack, ()) {
  const Transcript transcript = AnyTranscript();
  const std::string text = PrintTranscript(transcript);
  const absl::StatusOr<Transcript> back = ParseTranscript(text);
  if (!back.ok()) RC_FAIL(absl::StrCat(back.status().message(), "\n", text));
  RC_ASSERT(*back == transcript);
  RC_ASSERT(PrintTranscript(*back) == text);
}

// A client's text must not be able to end a line of the file.
RC_GTEST_PROP(Write, AStepIsOneLine, ()) {
  int declared = 1;
  const std::string line = PrintStep(AnyStep(declared));
  RC_ASSERT(line.find_first_of("\r\n") == std::string::npos);
}

TEST(Write, LeavesOutDefaults) {
  Register session;
  session.connect.name = session.nick = session.user = session.realname = "alice";
  session.connect.peer = DefaultPeer("alice");
  EXPECT_EQ(PrintStep(session), "session alice");
}

TEST(Write, TimeHasMilliseconds) {
  EXPECT_EQ(PrintTime(DefaultStart()), "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(PrintTime(DefaultStart() + absl::Milliseconds(7)), "2026-01-01T00:00:00.007Z");
}

}  // namespace
}  // namespace transcript
}  // namespace irc
