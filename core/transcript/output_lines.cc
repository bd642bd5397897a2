#include "core/transcript/output_lines.h"

#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "core/transcript/escape.h"
#include "core/transcript/record_text.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {
namespace {

std::string NameOf(const Ledger& ledger, SessionId id) {
  const Ledger::Entry* entry = ledger.Find(id);
  return entry != nullptr ? entry->name : absl::StrCat("#", id.value);
}

struct RequestPrinter {
  const Ledger& ledger;
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
  std::string operator()(const Commit& commit) const {
    return absl::StrCat("commit ", PrintRecords(commit.records));
  }
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
  if (line.substr(begin) != "+") std::fill(line.begin() + begin, line.end(), kChallengeFiller);
}

}  // namespace

void OutputLines::Add(const Output& output, const Ledger& ledger, const HiddenKeys* keys) {
  for (const Send& send : output.sends) {
    std::string line(absl::StripSuffix(absl::string_view(send.line), "\r\n"));
    if (keys != nullptr) {
      keys->HideInSent(line);
      HideChallenge(line);
    }
    const std::string text = Escape(line);
    for (const SessionId id : send.to) {
      const Ledger::Entry* entry = ledger.Find(id);
      if (entry == nullptr) continue;
      sent_[entry->order].Add(absl::StrCat(entry->name, text.empty() ? "<" : "< ", text));
    }
  }
  for (const Record& record : output.stores) {
    stored_.Add(absl::StrCat("store ", PrintRecords({record})));
  }
  for (const Close& close : output.closes) {
    if (ledger.Find(close.session) == nullptr) continue;
    closed_.Add(absl::StrCat(NameOf(ledger, close.session), " closed"));
  }
  for (const SessionId id : output.unfinished) {
    unfinished_.Add(absl::StrCat(NameOf(ledger, id), " unfinished"));
  }
  for (const Request& request : output.requests) {
    requested_.Add(absl::StrCat("request ", NameOf(ledger, request.session), " ",
                                std::visit(RequestPrinter{ledger}, request.what)));
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
