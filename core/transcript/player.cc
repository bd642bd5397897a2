#include "core/transcript/player.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/config_keys.h"
#include "core/transcript/escape.h"
#include "core/transcript/record_text.h"
#include "core/transcript/settings.h"

namespace irc {
namespace transcript {
namespace {

absl::Status Wrong(const std::string& why) { return absl::InvalidArgumentError(why); }

// Whether `line` is the 001 that ends a registration, with or without tags before it.
bool IsWelcome(absl::string_view line) {
  const std::vector<absl::string_view> words = absl::StrSplit(line, absl::MaxSplits(' ', 3));
  const size_t command = absl::StartsWith(line, "@") ? 2 : 1;
  return words.size() > command && words[command] == "001";
}

}  // namespace

Player::Player(AfterEvent after_event)
    : after_event_(std::move(after_event)), started_(DefaultStart()) {
  stamp_.now = started_;
}

absl::StatusOr<std::vector<std::string>> Player::Play(const Block& block) {
  for (const Step& step : block.steps) {
    const absl::Status status = PlayStep(step);
    if (!status.ok()) return status;
  }
  return lines_.Take();
}

absl::Status Player::PlayStep(const Step& step) {
  const absl::Status status = std::visit([this](const auto& what) { return Do(what); }, step.what);
  if (status.ok()) return status;
  return absl::Status(status.code(), absl::StrCat("line ", step.line, ": ", status.message()));
}

absl::Status Player::Do(const Comment&) { return absl::OkStatus(); }

absl::Status Player::Do(const InitialConfig& initial) { return Set(initial.settings); }

absl::Status Player::Do(const AddOper& add) {
  config_.opers.push_back(add.oper);
  return absl::OkStatus();
}

absl::Status Player::Do(const AddOperClass& add) {
  config_.oper_classes.push_back(add.oper_class);
  return absl::OkStatus();
}

absl::Status Player::Do(const Start& start) {
  started_ = stamp_.now = start.at;
  return absl::OkStatus();
}

absl::Status Player::Do(const MoveClock& move) {
  const auto* by = std::get_if<absl::Duration>(&move.to);
  const absl::Time now = by != nullptr ? stamp_.now + *by : std::get<absl::Time>(move.to);
  if (!IsClockTime(now)) return Wrong("the clock leaves the years 1970 to 9999");
  if (move.sets) stamp_.set_by += now - stamp_.now;
  stamp_.now = now;
  return absl::OkStatus();
}

absl::Status Player::Do(const Connect& connect) {
  const SessionId id{connect.id.value_or(ledger_.opened() + 1)};
  if (ledger_.Find(id) != nullptr || ledger_.Find(connect.name).has_value()) {
    return Wrong(absl::StrCat("there is a session '", connect.name, "' or its id already"));
  }
  ledger_.Open(connect.name, id);
  return Apply(Connected{id, connect.peer});
}

absl::Status Player::Do(const Register& session) {
  std::vector<std::string> lines;
  if (!session.caps.empty()) {
    lines.push_back(absl::StrCat("CAP REQ :", absl::StrJoin(session.caps, " ")));
  }
  lines.push_back(absl::StrCat("NICK ", session.nick));
  lines.push_back(absl::StrCat("USER ", session.user, " 0 * :", session.realname));
  if (!session.caps.empty()) lines.push_back("CAP END");

  shown_ = false;
  absl::Status status = Do(session.connect);
  bool welcome = false;
  std::string answer;
  for (size_t i = 0; i < lines.size() && status.ok(); ++i) {
    status = SayOne(session.connect.name, lines[i]);
    for (const Send& send : output_.sends) {
      answer = send.line;
      welcome = welcome || IsWelcome(answer);
    }
  }
  shown_ = true;
  if (!status.ok() || welcome) return status;
  return Wrong(
      absl::StrCat("'", session.connect.name, "' did not get registered: ",
                   answer.empty() ? "no answer" : Escape(absl::StripSuffix(answer, "\r\n"))));
}

absl::Status Player::Do(const Say& say) {
  for (const std::string& name : say.names) {
    const absl::Status status = SayOne(name, say.line);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Player::Do(const Gone& gone) {
  const absl::StatusOr<SessionId> id = Find(gone.name);
  return id.ok() ? Apply(Disconnected{*id, gone.reason}) : id.status();
}

absl::Status Player::Do(const Drain& drain) {
  const absl::StatusOr<SessionId> id = Find(drain.name);
  if (!id.ok()) return id.status();
  if (!ledger_.IsUnfinished(*id)) {
    return Wrong(absl::StrCat("'", drain.name, "' has no unfinished answer"));
  }
  return Apply(Drained{*id});
}

absl::Status Player::Do(const Complete& complete) {
  absl::StatusOr<EffectResult> result = ResultOf(complete);
  if (!result.ok()) return result.status();
  std::optional<EffectId> id = ledger_.Oldest(result->index());
  if (complete.effect.has_value()) {
    id = EffectId{*complete.effect};
    if (ledger_.KindOf(*id) != result->index()) id.reset();
  }
  if (!id.has_value()) return Wrong("no request waits for this result");
  return Apply(Completed{*id, *std::move(result)});
}

absl::StatusOr<EffectResult> Player::ResultOf(const Complete& complete) const {
  if (const auto* password = std::get_if<PasswordResult>(&complete.result)) {
    return PasswordChecked{password->ok,
                           std::string(password->replaced ? kHiddenText : ""),
                           CredentialId{password->credential},
                           password->account,
                           password->create,
                           password->refusal};
  }
  if (const auto* sasl = std::get_if<SaslResult>(&complete.result)) {
    return SaslChecked{sasl->account,
                       std::string(sasl->challenge_bytes, kChallengeFiller),
                       std::string(sasl->replaced ? kHiddenText : ""),
                       CredentialId{sasl->credential},
                       sasl->create,
                       sasl->refusal};
  }
  if (const auto* factor = std::get_if<FactorResult>(&complete.result)) {
    if (!factor->ok) return FactorMade{};
    FactorMade made{std::string(kHiddenText), {}};
    for (const uint64_t length : factor->lengths) {
      made.shown.emplace_back(length, kChallengeFiller);
    }
    return made;
  }
  if (const auto* verifier = std::get_if<VerifierResult>(&complete.result)) {
    if (!verifier->ok) return VerifierMade{};
    return VerifierMade{std::string(kHiddenText)};
  }
  if (const auto* commit = std::get_if<CommitResult>(&complete.result)) {
    return Committed{commit->ok};
  }
  if (const auto* code = std::get_if<CodeResult>(&complete.result)) {
    return CodeMailed{std::string(code->ok ? kHiddenText : "")};
  }
  if (const auto* mails = std::get_if<MailStateResult>(&complete.result)) return mails->state;
  if (const auto* rehash = std::get_if<RehashResult>(&complete.result)) {
    return RehashDone{rehash->ok, rehash->messages};
  }
  if (const auto* audit = std::get_if<AuditResult>(&complete.result)) {
    AuditRead read{.ok = audit->ok, .rows = {}};
    for (const Row& row : audit->rows) {
      if (const auto* entry = std::get_if<AuditRecordRow>(&row)) read.rows.push_back(*entry);
    }
    return read;
  }
  LinkStats stats;
  for (const StatsResult::Row& row : std::get<StatsResult>(complete.result).rows) {
    const absl::StatusOr<SessionId> id = Find(row.name);
    if (!id.ok()) return id.status();
    stats.rows.push_back(LinkStats::Row{*id, row.send_queue_bytes, row.sent_lines, row.sent_bytes,
                                        row.received_lines, row.received_bytes});
  }
  return stats;
}

absl::Status Player::Do(const Tick&) { return Apply(Ticked{}); }

absl::Status Player::Do(const Configure& configure) {
  if (configure.opers.has_value()) config_.opers = *configure.opers;
  if (configure.oper_classes.has_value()) config_.oper_classes = *configure.oper_classes;
  absl::Status status = Set(configure.settings);
  if (status.ok()) status = ValidateConfig(config_);
  return status.ok() ? Apply(Configured{config_}) : status;
}

absl::Status Player::Do(const StopServer& stop) { return Apply(Stopping{stop.reason}); }

absl::Status Player::Do(const Restore& restore) {
  return Apply(Restored{restore.rows, restore.last_ids});
}

absl::Status Player::Do(const Report& report) { return Apply(Reported{report.sentence}); }

absl::StatusOr<SessionId> Player::Find(const std::string& name) const {
  const std::optional<SessionId> id = ledger_.Find(name);
  if (id.has_value()) return *id;
  return Wrong(absl::StrCat("'", name, "' is not connected"));
}

absl::Status Player::SayOne(const std::string& name, const std::string& line) {
  const absl::StatusOr<SessionId> id = Find(name);
  if (!id.ok()) return id.status();
  if (ledger_.IsUnfinished(*id)) {
    return Wrong(
        absl::StrCat("the answer to '", name, "' is unfinished; '", name, " drained' comes first"));
  }
  if (ledger_.Waits(*id)) {
    return Wrong(absl::StrCat("'", name, "' waits for a result; 'complete' it first"));
  }
  return Apply(Received{*id, line});
}

absl::Status Player::Set(const std::vector<Setting>& settings) {
  for (const Setting& setting : settings) {
    const absl::Status status = ApplySetting(config_, setting);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Player::Apply(const Event& event) {
  if (server_ == nullptr) {
    const absl::Status valid = ValidateConfig(config_);
    if (!valid.ok()) return valid;
    server_ = std::make_unique<Server>(config_, started_);
  }
  ++stamp_.seq;
  ledger_.Begin(event);
  server_->Apply(stamp_, event, output_);
  stamp_.set_by = absl::ZeroDuration();
  if (shown_) lines_.Add(output_, ledger_);
  absl::Status status = ledger_.End(output_);
  if (after_event_ != nullptr) after_event_(server_);
  return status;
}

}  // namespace transcript
}  // namespace irc
