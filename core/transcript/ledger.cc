#include "core/transcript/ledger.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/check.h"

namespace irc {
namespace transcript {
namespace {

struct KindOfRequest {
  size_t operator()(const CheckPassword&) const { return EffectResult(PasswordChecked()).index(); }
  size_t operator()(const CheckSasl&) const { return EffectResult(SaslChecked()).index(); }
  size_t operator()(const MakeVerifier&) const { return EffectResult(VerifierMade()).index(); }
  size_t operator()(const MakeFactor&) const { return EffectResult(FactorMade()).index(); }
  size_t operator()(const CheckFactor&) const { return EffectResult(PasswordChecked()).index(); }
  size_t operator()(const Commit&) const { return EffectResult(Committed()).index(); }
  size_t operator()(const MailCode&) const { return EffectResult(CodeMailed()).index(); }
  size_t operator()(const ReadMailState&) const { return EffectResult(MailState()).index(); }
  size_t operator()(const Rehash&) const { return EffectResult(RehashDone()).index(); }
  size_t operator()(const ReadAudit&) const { return EffectResult(AuditRead()).index(); }
  size_t operator()(const ReadLinkStats&) const { return EffectResult(LinkStats()).index(); }
};

// True if `line` has its only CR and LF at the end, as CRLF.
bool IsOneLine(absl::string_view line) {
  return absl::EndsWith(line, "\r\n") && line.find_first_of("\r\n") == line.size() - 2;
}

}  // namespace

size_t ResultKind(const Request& request) { return std::visit(KindOfRequest(), request.what); }

void Ledger::Open(std::string name, SessionId id) {
  const bool fresh = by_name_.emplace(name, id).second;
  IRC_CHECK(fresh, "two connected sessions never have the same name");
  ++opened_;
  const bool fresh_id = entries_.emplace(id, Entry{std::move(name), opened_}).second;
  IRC_CHECK(fresh_id, "the shell never uses a session id twice");
}

const Ledger::Entry* Ledger::Find(SessionId id) const {
  const auto it = entries_.find(id);
  return it == entries_.end() ? nullptr : &it->second;
}

std::optional<SessionId> Ledger::Find(absl::string_view name) const {
  const auto it = by_name_.find(name);
  if (it == by_name_.end()) return std::nullopt;
  return it->second;
}

std::optional<EffectId> Ledger::Oldest(size_t kind) const {
  for (const Asked& asked : asked_) {
    if (asked.kind == kind) return asked.id;
  }
  return std::nullopt;
}

std::optional<size_t> Ledger::KindOf(EffectId id) const {
  for (const Asked& asked : asked_) {
    if (asked.id == id) return asked.kind;
  }
  return std::nullopt;
}

bool Ledger::Waits(SessionId session) const {
  return IsUnfinished(session) ||
         std::any_of(asked_.begin(), asked_.end(),
                     [session](const Asked& asked) { return asked.session == session; });
}

void Ledger::Begin(const Event& event) {
  if (const auto* completed = std::get_if<Completed>(&event)) {
    const EffectId id = completed->effect;
    asked_.erase(std::remove_if(asked_.begin(), asked_.end(),
                                [id](const Asked& asked) { return asked.id == id; }),
                 asked_.end());
  } else if (const auto* disconnected = std::get_if<Disconnected>(&event)) {
    leaving_ = disconnected->session;
  } else if (const auto* drained = std::get_if<Drained>(&event)) {
    unfinished_.erase(drained->session);
  }
}

absl::Status Ledger::End(const Output& output) {
  const absl::Status status = Check(output);
  for (const struct Close& close : output.closes) Close(close.session);
  if (leaving_.has_value()) Close(*leaving_);
  leaving_.reset();
  for (const SessionId id : output.unfinished) {
    if (Find(id) != nullptr) unfinished_.insert(id);
  }
  for (const Request& request : output.requests) {
    asked_.push_back(Asked{request.id, request.session, ResultKind(request)});
    last_effect_ = request.id.value;
  }
  return status;
}

absl::Status Ledger::Check(const Output& output) const {
  for (const Send& send : output.sends) {
    if (!IsOneLine(send.line)) {
      return absl::InternalError("the server sends something that is not one line with CRLF");
    }
    for (const SessionId id : send.to) {
      if (Find(id) != nullptr) continue;
      return absl::InternalError(
          absl::StrCat("the server sends to session ", id.value, ", which is not connected"));
    }
  }
  for (size_t i = 0; i < output.closes.size(); ++i) {
    const SessionId id = output.closes[i].session;
    const bool again = std::any_of(output.closes.begin(), output.closes.begin() + i,
                                   [id](const struct Close& close) { return close.session == id; });
    if (Find(id) == nullptr || again) {
      return absl::InternalError(
          absl::StrCat("the server closes session ", id.value, ", which is not connected"));
    }
  }
  for (const SessionId id : output.unfinished) {
    if (Find(id) != nullptr && !IsUnfinished(id)) continue;
    return absl::InternalError(
        absl::StrCat("the answer to session ", id.value, " is unfinished twice, or nobody's"));
  }
  uint64_t last = last_effect_;
  for (const Request& request : output.requests) {
    if (request.id.value != last + 1) {
      return absl::InternalError(
          absl::StrCat("the server counts request ", request.id.value, " after ", last));
    }
    last = request.id.value;
    if (Find(request.session) == nullptr) {
      return absl::InternalError(absl::StrCat("request ", request.id.value, " is for session ",
                                              request.session.value, ", which is not connected"));
    }
  }
  return absl::OkStatus();
}

void Ledger::Close(SessionId id) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return;
  by_name_.erase(it->second.name);
  unfinished_.erase(id);
  entries_.erase(it);
}

}  // namespace transcript
}  // namespace irc
