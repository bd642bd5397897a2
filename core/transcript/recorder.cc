#include "core/transcript/recorder.h"

#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "core/transcript/settings.h"
#include "core/transcript/write.h"
#include "core/version.h"

namespace irc {
namespace transcript {

Recorder::Recorder(const Config& config, absl::Time started, HiddenKeys keys, Sink sink)
    : keys_(std::move(keys)), sink_(std::move(sink)), config_(config) {
  IRC_CHECK(IsClockTime(started), "the shell rounds times to milliseconds");
  std::string text = absl::StrCat(kRecordingBegins, kVersion, "\n");
  for (Setting& setting : ChangedSettings(Config(), config)) {
    absl::StrAppend(&text, PrintStep(InitialConfig{{std::move(setting)}}), "\n");
  }
  for (const OperClassConfig& oper_class : config.oper_classes) {
    absl::StrAppend(&text, PrintStep(AddOperClass{oper_class}), "\n");
  }
  for (const OperConfig& oper : config.opers) {
    absl::StrAppend(&text, PrintStep(AddOper{oper}), "\n");
  }
  absl::StrAppend(&text, PrintStep(Start{started}), "\n");
  last_.now = started;
  sink_(text);
}

Recorder::~Recorder() { sink_(absl::StrCat("\n", kRecordingEnds, "\n")); }

void Recorder::Begin(const Stamp& stamp, const Event& event) {
  IRC_CHECK(stamp.seq == last_.seq + 1, "the shell counts events and records them all");
  IRC_CHECK(IsClockTime(stamp.now) && IsClockTime(stamp.now - stamp.set_by),
            "the shell rounds times to milliseconds");
  std::string text = "\n";
  if (stamp.now - stamp.set_by != last_.now) {
    absl::StrAppend(&text, PrintStep(MoveClock{stamp.now - stamp.set_by}), "\n");
  }
  if (stamp.set_by != absl::ZeroDuration()) {
    absl::StrAppend(&text, PrintStep(MoveClock{stamp.now, true}), "\n");
  }
  last_ = stamp;
  absl::StrAppend(&text, PrintStep(StepOf(event)), "\n");
  ledger_.Begin(event);
  sink_(text);
}

void Recorder::End(const Output& output) {
  lines_.Add(output, ledger_, &keys_, &shown_);
  // The recorder ignores breaches of the contract: the player reports them when the recording is
  // replayed.
  static_cast<void>(ledger_.End(output));
  std::string text = absl::StrCat(kDivider, "\n");
  for (const absl::string_view line : lines_.TakeList()) absl::StrAppend(&text, line, "\n");
  sink_(text);
}

StepKind Recorder::StepOf(const Event& event) {
  return std::visit([this](const auto& what) { return StepOf(what); }, event);
}

StepKind Recorder::StepOf(const Connected& connected) {
  const uint64_t order = ledger_.opened() + 1;
  Connect connect;
  connect.name = absl::StrCat("c", order);
  connect.peer = connected.peer;
  if (connected.session.value != order) connect.id = connected.session.value;
  ledger_.Open(connect.name, connected.session);
  return connect;
}

StepKind Recorder::StepOf(const Received& received) {
  std::string line = received.line;
  keys_.HideInReceived(line);
  return Say{{NameOf(received.session)}, std::move(line)};
}

StepKind Recorder::StepOf(const Disconnected& disconnected) {
  return Gone{NameOf(disconnected.session), disconnected.reason};
}

StepKind Recorder::StepOf(const Drained& drained) { return Drain{NameOf(drained.session)}; }

StepKind Recorder::StepOf(const Completed& completed) {
  Complete complete;
  if (ledger_.Oldest(completed.result.index()) != completed.effect) {
    complete.effect = completed.effect.value;
  }
  if (const auto* password = std::get_if<PasswordChecked>(&completed.result)) {
    complete.result = PasswordResult{password->ok,
                                     !password->replacement.empty(),
                                     password->credential.value,
                                     password->account,
                                     password->create,
                                     password->refusal};
  } else if (const auto* sasl = std::get_if<SaslChecked>(&completed.result)) {
    complete.result =
        SaslResult{sasl->account,          sasl->challenge.size(), !sasl->replacement.empty(),
                   sasl->credential.value, sasl->create,           sasl->refusal};
  } else if (const auto* made = std::get_if<VerifierMade>(&completed.result)) {
    complete.result = VerifierResult{!made->verifier.empty()};
  } else if (const auto* factor = std::get_if<FactorMade>(&completed.result)) {
    FactorResult result{!factor->verifier.empty(), {}};
    for (const std::string& word : factor->shown) result.lengths.push_back(word.size());
    shown_.Add(factor->shown);
    complete.result = std::move(result);
  } else if (const auto* committed = std::get_if<Committed>(&completed.result)) {
    complete.result = CommitResult{committed->ok};
  } else if (const auto* audit = std::get_if<AuditRead>(&completed.result)) {
    AuditResult read{.ok = audit->ok, .rows = {}};
    for (const AuditRecordRow& row : audit->rows) read.rows.emplace_back(row);
    complete.result = std::move(read);
  } else if (const auto* mailed = std::get_if<CodeMailed>(&completed.result)) {
    complete.result = CodeResult{!mailed->verifier.empty()};
  } else if (const auto* mails = std::get_if<MailState>(&completed.result)) {
    complete.result = MailStateResult{*mails};
  } else if (const auto* rehash = std::get_if<RehashDone>(&completed.result)) {
    complete.result = RehashResult{rehash->ok, rehash->messages};
  } else {
    StatsResult stats;
    for (const LinkStats::Row& row : std::get<LinkStats>(completed.result).rows) {
      stats.rows.push_back(StatsResult::Row{NameOf(row.session), row.send_queue_bytes,
                                            row.sent_lines, row.sent_bytes, row.received_lines,
                                            row.received_bytes});
    }
    complete.result = std::move(stats);
  }
  return complete;
}

StepKind Recorder::StepOf(const Ticked&) { return Tick{}; }

StepKind Recorder::StepOf(const Configured& configured) {
  Configure configure{ChangedSettings(config_, configured.config), {}, {}};
  if (configured.config.oper_classes != config_.oper_classes) {
    configure.oper_classes = configured.config.oper_classes;
  }
  if (configured.config.opers != config_.opers) configure.opers = configured.config.opers;
  config_ = configured.config;
  return configure;
}

StepKind Recorder::StepOf(const Stopping& stopping) { return StopServer{stopping.reason}; }

StepKind Recorder::StepOf(const Restored& restored) {
  Restore restore{restored.rows, restored.last_ids};
  for (Row& row : restore.rows) keys_.HideInRow(row);
  return restore;
}

StepKind Recorder::StepOf(const Reported& reported) { return Report{reported.sentence}; }

std::string Recorder::NameOf(SessionId session) const {
  const Ledger::Entry* entry = ledger_.Find(session);
  IRC_CHECK(entry != nullptr, "events are about connected sessions");
  return entry->name;
}

}  // namespace transcript
}  // namespace irc
