// HELP [<command or topic>], HELPOP: computed from the tables of commands and modes.
// https://modern.ircdocs.horse/#help-message
#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/commands/command_facts.h"
#include "core/commands/commands.h"
#include "core/policy/extban.h"
#include "core/protocol/modes.h"
#include "core/protocol/numerics.h"
#include "core/services/service_facts.h"

namespace irc {
namespace {

constexpr absl::string_view kIndexSubject = "*";
constexpr size_t kColumnsMax = 60;

// A reply: the first line is 704, further lines are 705, and 706 ends it. All contain the subject.
class HelpPage {
 public:
  HelpPage(UserCtx& ctx, absl::string_view subject) : ctx_(ctx), subject_(subject) {}
  ~HelpPage() { ctx_.Reply(kRplEndOfHelp(SafeParam(subject_), "End of /HELP")); }
  HelpPage(const HelpPage&) = delete;
  HelpPage& operator=(const HelpPage&) = delete;

  void Add(absl::string_view line) {
    const auto& numeric = begun_ ? kRplHelpText : kRplHelpStart;
    const std::string named = WithServiceNames(line, ctx_.state.config.services);
    ctx_.Reply(numeric(SafeParam(subject_), named));
    begun_ = true;
  }

  // Adds words in lines of at most kColumnsMax bytes.
  void AddWords(const std::vector<absl::string_view>& words) {
    std::string line;
    for (absl::string_view word : words) {
      if (!line.empty() && line.size() + 1 + word.size() > kColumnsMax) {
        Add(line);
        line.clear();
      }
      absl::StrAppend(&line, line.empty() ? "" : " ", word);
    }
    if (!line.empty()) Add(line);
  }

 private:
  UserCtx& ctx_;
  absl::string_view subject_;
  bool begun_ = false;
};

std::string OfLetter(char letter, absl::string_view help) {
  return absl::StrCat(absl::string_view(&letter, 1), "  ", help);
}

// The parameter after a mode letter in a MODE line, such as " <mask>" in "b <mask>".
absl::string_view ParamOf(ModeKind kind) {
  switch (kind) {
    case ModeKind::kList:
      return " <mask>";
    case ModeKind::kKey:
      return " <key>";
    case ModeKind::kSetting:
      return " <value>";
    case ModeKind::kPrefix:
      return " <nick>";
    case ModeKind::kFlag:
      break;
  }
  return "";
}

void ExplainChannelModes(HelpPage& page) {
  page.Add("Channel modes, for MODE <channel>. The symbol is the least rank that may change one.");
  for (const ChannelModeRow& row : kChannelModes) {
    page.Add(absl::StrCat(absl::string_view(&row.letter, 1), ParamOf(row.kind), " (",
                          PrefixSymbols(row.rank, false), ")  ", row.help));
  }
}

void ExplainExtbans(HelpPage& page) {
  page.Add(
      "Extended bans, in the lists +b, +e, +I and +y: [<acting>:][!][<matching>:]<what>. ! "
      "negates.");
  for (const ExtbanRow& row : kExtbans) {
    page.Add(absl::StrCat(absl::string_view(&row.letter, 1), ":", row.what, "  ", row.help));
  }
}

void ExplainUserModes(HelpPage& page) {
  page.Add("User modes, for MODE <your nick>.");
  for (const UserModeRow& row : kUserModes) {
    page.Add(absl::StrCat(OfLetter(row.letter, row.help), row.oper_only ? ". For operators." : ""));
  }
}

void ExplainPrivileges(HelpPage& page) {
  page.Add("Privileges of operators. The class of an operator in the configuration lists them.");
  for (const PrivilegeRow& row : kPrivileges) {
    page.Add(absl::StrCat(row.name, "  ", row.help));
  }
}

void ExplainSnomasks(HelpPage& page) {
  page.Add("Server notices, for MODE <your nick> +s [+-]<letters>. For operators.");
  for (const SnomaskRow& row : kSnomasks) page.Add(OfLetter(row.letter, row.help));
}

struct HelpTopic {
  absl::string_view name;
  void (*explain)(HelpPage&);
};
constexpr std::array kTopics = {
    HelpTopic{"CMODES", &ExplainChannelModes},   HelpTopic{"EXTBANS", &ExplainExtbans},
    HelpTopic{"PRIVILEGES", &ExplainPrivileges}, HelpTopic{"SNOMASKS", &ExplainSnomasks},
    HelpTopic{"UMODES", &ExplainUserModes},
};

std::vector<absl::string_view> CommandNames(bool for_operators) {
  std::vector<absl::string_view> names;
  for (const CommandFacts& row : Commands()) {
    if ((row.access == Access::kOperator) == for_operators) names.push_back(row.name);
  }
  return names;
}

void ReplyIndex(UserCtx& ctx) {
  HelpPage page(ctx, kIndexSubject);
  page.Add("HELP <command> explains one of these commands:");
  page.AddWords(CommandNames(/*for_operators=*/false));
  page.Add("For operators:");
  page.AddWords(CommandNames(/*for_operators=*/true));
  page.Add("Other topics:");
  std::vector<absl::string_view> topics;
  for (const HelpTopic& topic : kTopics) topics.push_back(topic.name);
  page.AddWords(topics);
}

void ReplyCommand(UserCtx& ctx, const CommandFacts& row) {
  HelpPage page(ctx, row.name);
  page.Add(row.syntax);
  for (absl::string_view line : absl::StrSplit(row.help, '\n')) page.Add(line);
  if (row.privilege.has_value()) {
    page.Add(absl::StrCat("It needs the privilege ", RowOf(*row.privilege).name, "."));
  }
}

}  // namespace

void Help(UserCtx& ctx, const Params& p) {
  if (p[0].empty()) return ReplyIndex(ctx);
  if (const CommandFacts* row = FindCommand(p[0])) return ReplyCommand(ctx, *row);
  const std::string name = absl::AsciiStrToUpper(p[0]);
  const auto topic = std::find_if(kTopics.begin(), kTopics.end(),
                                  [&](const HelpTopic& t) { return t.name == name; });
  if (topic == kTopics.end()) return ctx.Reply(kErrHelpNotFound(SafeParam(p[0])));
  HelpPage page(ctx, topic->name);
  topic->explain(page);
}

}  // namespace irc
