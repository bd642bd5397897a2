#include "core/transcript/output_lines.h"

#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "core/protocol/sasl.h"
#include "core/transcript/escape.h"
#include "core/transcript/record_text.h"
#include "core/transcript/transcript.h"
#include "core/transcript/write.h"

namespace irc {
namespace transcript {
namespace {

std::string NameOf(const Ledger& ledger, SessionId id) {
  const Ledger::Entry* entry = ledger.Find(id);
  return entry != nullptr ? entry->name : absl::StrCat("#", id.value);
}

std::string PrintMail(const Mail& mail) {
  return absl::StrCat(WordOf(mail.kind), " ", Word(mail.account.empty() ? "*" : mail.account), " ",
                      Word(mail.to.empty() ? "*" : mail.to), mail.channel.empty() ? "" : " ",
                      mail.channel.empty() ? "" : Word(mail.channel));
}

// The records with other keys of channels in them, where those are hidden.
std::vector<Record> WithoutKeys(std::vector<Record> records, const HiddenKeys* keys) {
  if (keys != nullptr) {
    for (Record& record : records) keys->HideInRow(record.row);
  }
  return records;
}

struct RequestPrinter {
  const Ledger& ledger;
  const HiddenKeys* keys;
  std::string operator()(const CheckPassword& verify) const {
    return absl::StrCat("verify ", Word(verify.credential), " ", Word(verify.secret));
  }
  std::string operator()(const CheckSasl& verify) const {
    std::string text =
        absl::StrCat("sasl ", Word(verify.mechanism), verify.first ? "" : " goes on");
    for (const std::string& secret : verify.secrets) absl::StrAppend(&text, " ", Word(secret));
    return text;
  }
  std::string operator()(const MakeVerifier& make) const {
    return absl::StrCat("verifier ", Word(make.secret));
  }
  std::string operator()(const MakeFactor& make) const {
    return absl::StrCat("factor ", Word(make.kind), " ", make.account.value, " ", Word(make.name));
  }
  std::string operator()(const CheckFactor& check) const {
    std::string text = absl::StrCat("code ", check.account.value);
    if (check.credential.value != 0) {
      absl::StrAppend(&text, " credential=", check.credential.value);
    }
    if (check.is_base64) absl::StrAppend(&text, " base64");
    for (const std::string& secret : check.secrets) absl::StrAppend(&text, " ", Word(secret));
    return text;
  }
  std::string operator()(const Commit& commit) const {
    return absl::StrCat("commit ", PrintRecords(WithoutKeys(commit.records, keys)));
  }
  std::string operator()(const ReadAudit& read) const {
    std::string text = "audit";
    const auto add = [&](absl::string_view key, const std::string& value) {
      if (!value.empty()) absl::StrAppend(&text, " ", key, "=", Word(value));
    };
    add("actor", read.actor);
    add("action", read.action);
    add("target", read.target);
    if (read.since != absl::UnixEpoch()) add("since", PrintTime(read.since));
    if (read.before != 0) add("before", absl::StrCat(read.before));
    add("limit", absl::StrCat(read.limit));
    return text;
  }
  std::string operator()(const MailCode& code) const {
    return absl::StrCat(
        "code ", PrintMail(code.mail),
        code.until == absl::InfiniteFuture() ? "" : absl::StrCat(" until=", PrintTime(code.until)));
  }
  std::string operator()(const ReadMailState&) const { return "mail-state"; }
  std::string operator()(const Rehash&) const { return "rehash"; }
  std::string operator()(const ReadLinkStats& read) const {
    std::string text = "stats";
    for (const SessionId id : read.sessions) absl::StrAppend(&text, " ", NameOf(ledger, id));
    return text;
  }
};

// In the place of a message of SASL, which helps to guess a password, stands one of its length.
void HideChallenge(std::string& line) {
  constexpr absl::string_view kCommand = " AUTHENTICATE ";
  const size_t at = absl::string_view(line).find(kCommand);
  if (at == absl::string_view::npos || line.find(' ') != at) return;
  const size_t begin = at + kCommand.size();
  const absl::string_view message = absl::string_view(line).substr(begin);
  if (message != "+" && message != kSaslCodeNeeded)
    std::fill(line.begin() + begin, line.end(), kChallengeFiller);
}

}  // namespace

void ShownWords::Add(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (words_.size() == kMost) words_.pop_front();
    words_.push_back(word);
  }
}

void ShownWords::HideIn(std::string& line) {
  for (auto word = words_.begin(); word != words_.end();) {
    const size_t at = line.find(*word);
    if (at == std::string::npos) {
      ++word;
      continue;
    }
    line.replace(at, word->size(), std::string(word->size(), kChallengeFiller));
    word = words_.erase(word);
  }
}

void OutputLines::Add(const Output& output, const Ledger& ledger, const HiddenKeys* keys,
                      ShownWords* shown) {
  for (const Send& send : output.sends) {
    std::string line(absl::StripSuffix(absl::string_view(send.line), "\r\n"));
    if (keys != nullptr) {
      keys->HideInSent(line);
      HideChallenge(line);
    }
    if (shown != nullptr) shown->HideIn(line);
    const std::string text = Escape(line);
    for (const SessionId id : send.to) {
      const Ledger::Entry* entry = ledger.Find(id);
      if (entry == nullptr) continue;
      sent_[entry->order].Add(absl::StrCat(entry->name, text.empty() ? "<" : "< ", text));
    }
  }
  for (const Record& record : output.stores) {
    stored_.Add(absl::StrCat("store ", PrintRecords(WithoutKeys({record}, keys))));
  }
  for (const Mail& mail : output.mails) stored_.Add(absl::StrCat("mail ", PrintMail(mail)));
  for (const Close& close : output.closes) {
    if (ledger.Find(close.session) == nullptr) continue;
    closed_.Add(absl::StrCat(NameOf(ledger, close.session), " closed"));
  }
  for (const SessionId id : output.unfinished) {
    unfinished_.Add(absl::StrCat(NameOf(ledger, id), " unfinished"));
  }
  for (const Request& request : output.requests) {
    requested_.Add(absl::StrCat("request ", NameOf(ledger, request.session), " ",
                                std::visit(RequestPrinter{ledger, keys}, request.what)));
  }
  if (output.stop != Stop::kNo) stop_ = output.stop;
}

std::vector<std::string> OutputLines::Take() {
  const LineList lines = TakeList();
  return {lines.begin(), lines.end()};
}

LineList OutputLines::TakeList() {
  LineList lines;
  for (auto& [order, sent] : sent_) lines.Append(std::move(sent));
  lines.Append(std::move(stored_));
  lines.Append(std::move(closed_));
  lines.Append(std::move(unfinished_));
  lines.Append(std::move(requested_));
  if (stop_ == Stop::kDie) lines.Add("stop die");
  if (stop_ == Stop::kRestart) lines.Add("stop restart");
  *this = OutputLines();
  return lines;
}

}  // namespace transcript
}  // namespace irc
