#include "core/transcript/write.h"

#include <cstdint>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/config.h"
#include "core/transcript/escape.h"
#include "core/transcript/oper_text.h"
#include "core/transcript/record_text.h"

namespace irc {
namespace transcript {
namespace {

std::string PrintList(const std::vector<std::string>& strings) {
  return absl::StrCat(
      "[",
      absl::StrJoin(strings, ",",
                    [](std::string* out, const std::string& s) { absl::StrAppend(out, Quote(s)); }),
      "]");
}

struct ValuePrinter {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(int64_t value) const { return absl::StrCat(value); }
  std::string operator()(const std::string& value) const { return Quote(value); }
  std::string operator()(const std::vector<std::string>& value) const { return PrintList(value); }
};

std::string PrintSettings(const std::vector<Setting>& settings) {
  std::string text;
  for (const Setting& setting : settings) {
    absl::StrAppend(&text, " ", setting.key, "=", std::visit(ValuePrinter(), setting.value));
  }
  return text;
}

// ` key={"name":["text",…],…}`
std::string PrintLists(absl::string_view key, const NamedLists& lists) {
  const auto print_one = [](std::string* out, const auto& list) {
    absl::StrAppend(out, Quote(list.first), ":", PrintList(list.second));
  };
  return absl::StrCat(" ", key, "={", absl::StrJoin(lists, ",", print_one), "}");
}

std::string PrintOperators(const Configure& configure) {
  std::string text;
  NamedLists classes, hosts, access;
  if (configure.oper_classes.has_value()) {
    for (const OperClassConfig& each : *configure.oper_classes) {
      classes.emplace_back(each.name, EntriesOf(each));
    }
    absl::StrAppend(&text, PrintLists("oper_classes", classes));
  }
  if (!configure.opers.has_value()) return text;
  for (const OperConfig& oper : *configure.opers) {
    hosts.emplace_back(oper.name, oper.hosts);
    std::vector<std::string> attributes = AttributesOf(oper);
    if (!attributes.empty()) access.emplace_back(oper.name, std::move(attributes));
  }
  absl::StrAppend(&text, PrintLists("opers", hosts));
  if (!access.empty()) absl::StrAppend(&text, PrintLists("oper_access", access));
  return text;
}

// The text " key=value", or nothing when the value is `fallback`, the default.
std::string Attribute(absl::string_view key, absl::string_view value, absl::string_view fallback) {
  return value == fallback ? "" : absl::StrCat(" ", key, "=", Word(value));
}

std::string PrintPeer(const Connect& connect) {
  const Peer& peer = connect.peer;
  const Peer fallback = DefaultPeer(connect.name);
  std::string text;
  if (connect.id.has_value()) absl::StrAppend(&text, " id=", *connect.id);
  absl::StrAppend(&text, Attribute("ip", peer.ip, fallback.ip),
                  Attribute("host", peer.host, fallback.host),
                  Attribute("cloak", peer.cloak, fallback.cloak));
  if (peer.local_port != fallback.local_port) absl::StrAppend(&text, " port=", peer.local_port);
  if (peer.tls) absl::StrAppend(&text, " tls");
  if (peer.sni) absl::StrAppend(&text, " sni");
  absl::StrAppend(&text, Attribute("certfp", peer.certfp, fallback.certfp));
  for (const ChannelBinding& binding : peer.bindings) {
    absl::StrAppend(&text, " binding=", Word(absl::StrCat(binding.type, ":", binding.data)));
  }
  return text;
}

// `words`, followed by a space and the escaped `bytes` unless these are empty.
std::string WithText(absl::string_view words, absl::string_view bytes) {
  return bytes.empty() ? std::string(words) : absl::StrCat(words, " ", Escape(bytes));
}

std::string PrintCredential(uint64_t id) { return id == 0 ? "" : absl::StrCat(" credential=", id); }

struct ResultPrinter {
  std::string operator()(const PasswordResult& result) const {
    if (!result.refusal.empty()) return absl::StrCat("refused ", Quote(result.refusal));
    if (!result.account.empty()) {
      return absl::StrCat("proved ", Word(result.account), result.create ? " new" : "");
    }
    return absl::StrCat(result.replaced ? "replaced"
                        : result.ok     ? "ok"
                                        : "fail",
                        PrintCredential(result.credential));
  }
  std::string operator()(const SaslResult& result) const {
    if (result.challenge_bytes != 0) return absl::StrCat("sasl challenge=", result.challenge_bytes);
    if (!result.refusal.empty()) return absl::StrCat("sasl-refused ", Quote(result.refusal));
    if (result.account.empty()) return "sasl";
    return absl::StrCat("sasl ", Word(result.account), result.replaced ? " replaced" : "",
                        PrintCredential(result.credential), result.create ? " new" : "");
  }
  std::string operator()(const VerifierResult& result) const {
    return result.ok ? "verifier ok" : "verifier fail";
  }
  std::string operator()(const FactorResult& result) const {
    std::string text = result.ok ? "factor" : "factor fail";
    for (const uint64_t length : result.lengths) absl::StrAppend(&text, " ", length);
    return text;
  }
  std::string operator()(const CommitResult& result) const {
    return result.ok ? "commit ok" : "commit fail";
  }
  std::string operator()(const AuditResult& result) const {
    if (!result.ok) return "audit fail";
    const auto print_row = [](std::string* out, const Row& row) {
      absl::StrAppend(out, PrintRow(row));
    };
    return absl::StrCat("audit", result.rows.empty() ? "" : " ",
                        absl::StrJoin(result.rows, absl::StrCat(" ", kNextRow, " "), print_row));
  }
  std::string operator()(const CodeResult& result) const {
    return result.ok ? "code ok" : "code fail";
  }
  std::string operator()(const MailStateResult& result) const {
    const MailState& state = result.state;
    std::string text = absl::StrCat("mail-state waiting=", state.waiting, " sent=", state.sent,
                                    " failed=", state.failed);
    for (const std::string& error : state.errors) absl::StrAppend(&text, " ", Quote(error));
    return text;
  }
  std::string operator()(const RehashResult& result) const {
    std::string text = result.ok ? "rehash ok" : "rehash fail";
    for (const std::string& message : result.messages) absl::StrAppend(&text, " ", Quote(message));
    return text;
  }
  std::string operator()(const StatsResult& result) const {
    std::string text = "stats";
    for (const StatsResult::Row& row : result.rows) {
      absl::StrAppend(&text, " ", row.name, " sendq=", row.send_queue_bytes);
      absl::StrAppend(&text, " sent=", row.sent_lines, "/", row.sent_bytes);
      absl::StrAppend(&text, " received=", row.received_lines, "/", row.received_bytes);
    }
    return text;
  }
};

struct StepPrinter {
  std::string operator()(const Comment& comment) const { return comment.text; }
  std::string operator()(const InitialConfig& config) const {
    return absl::StrCat("config", PrintSettings(config.settings));
  }
  std::string operator()(const AddOper& add) const {
    std::string text =
        absl::StrCat("oper ", Word(add.oper.name), " hosts=", PrintList(add.oper.hosts));
    for (const std::string& attribute : AttributesOf(add.oper)) {
      absl::StrAppend(&text, " ", Word(attribute));
    }
    return text;
  }
  std::string operator()(const AddOperClass& add) const {
    return absl::StrCat("oper_class ", Word(add.oper_class.name), " ",
                        PrintList(EntriesOf(add.oper_class)));
  }
  std::string operator()(const Start& start) const {
    return absl::StrCat("start ", PrintTime(start.at));
  }
  std::string operator()(const MoveClock& move) const {
    const absl::string_view word = move.sets ? "clock " : "time ";
    if (const auto* time = std::get_if<absl::Time>(&move.to)) {
      return absl::StrCat(word, PrintTime(*time));
    }
    const absl::Duration by = std::get<absl::Duration>(move.to);
    return absl::StrCat(word, by < absl::ZeroDuration() ? "-" : "+",
                        absl::FormatDuration(absl::AbsDuration(by)));
  }
  std::string operator()(const Connect& connect) const {
    return absl::StrCat("connect ", connect.name, PrintPeer(connect));
  }
  std::string operator()(const Register& session) const {
    const std::string& name = session.connect.name;
    return absl::StrCat("session ", name, Attribute("caps", absl::StrJoin(session.caps, ","), ""),
                        Attribute("nick", session.nick, name),
                        Attribute("user", session.user, name),
                        Attribute("realname", session.realname, name), PrintPeer(session.connect));
  }
  std::string operator()(const Say& say) const {
    return PrintSpoken(absl::StrJoin(say.names, " "), ':', say.line);
  }
  std::string operator()(const Gone& gone) const {
    return WithText(absl::StrCat(gone.name, " gone"), gone.reason);
  }
  std::string operator()(const Drain& drain) const { return absl::StrCat(drain.name, " drained"); }
  std::string operator()(const Complete& complete) const {
    return absl::StrCat("complete ",
                        complete.effect ? absl::StrCat("id=", *complete.effect, " ") : "",
                        std::visit(ResultPrinter(), complete.result));
  }
  std::string operator()(const Tick&) const { return "tick"; }
  std::string operator()(const Configure& configure) const {
    return absl::StrCat("configure", PrintSettings(configure.settings), PrintOperators(configure));
  }
  std::string operator()(const StopServer& stop) const { return WithText("stopping", stop.reason); }
  std::string operator()(const Report& report) const {
    return WithText("reported", report.sentence);
  }
  std::string operator()(const Restore& restore) const {
    std::string text = "restored";
    if (!restore.last_ids.empty()) absl::StrAppend(&text, " last");
    for (const auto& [table, id] : restore.last_ids) absl::StrAppend(&text, " ", table, "=", id);
    if (restore.rows.empty()) return text;
    const auto print_row = [](std::string* out, const Row& row) {
      absl::StrAppend(out, PrintRow(row));
    };
    return absl::StrCat(text, restore.last_ids.empty() ? " " : absl::StrCat(" ", kNextRow, " "),
                        absl::StrJoin(restore.rows, absl::StrCat(" ", kNextRow, " "), print_row));
  }
};

}  // namespace

std::string PrintStep(const StepKind& what) { return std::visit(StepPrinter(), what); }

std::string PrintBlock(const Block& block) {
  std::string text;
  for (const Step& step : block.steps) absl::StrAppend(&text, PrintStep(step.what), "\n");
  if (block.checked) absl::StrAppend(&text, kDivider, "\n");
  for (const ExpectedLine& line : block.expected) absl::StrAppend(&text, line.text, "\n");
  return text;
}

std::string PrintTranscript(const Transcript& transcript) {
  return absl::StrJoin(transcript.blocks, "\n", [](std::string* out, const Block& block) {
    absl::StrAppend(out, PrintBlock(block));
  });
}

std::string PrintTime(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", time, absl::UTCTimeZone());
}

std::string PrintSpoken(absl::string_view name, char mark, absl::string_view bytes) {
  return WithText(absl::StrCat(name, std::string(1, mark)), bytes);
}

}  // namespace transcript
}  // namespace irc
