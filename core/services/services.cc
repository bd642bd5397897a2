#include "core/services/services.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/kept/commit.h"
#include "core/opers/rights.h"
#include "core/policy/account_access.h"
#include "core/protocol/modes.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/services/handlers.h"
#include "core/texts/common.h"
#include "core/texts/texts.h"

namespace irc {
namespace {

constexpr std::array kChanServHandlers = {
#define SERVICE_COMMAND(name, handler, ...) ServiceHandler(&handler),
#include "core/services/pages/chanserv.inc"
};
constexpr std::array kGroupServHandlers = {
#define SERVICE_COMMAND(name, handler, ...) ServiceHandler(&handler),
#include "core/services/pages/groupserv.inc"
};
constexpr std::array kHostServHandlers = {
#define SERVICE_COMMAND(name, handler, ...) ServiceHandler(&handler),
#include "core/services/pages/hostserv.inc"
};
constexpr std::array kMemoServHandlers = {
#define SERVICE_COMMAND(name, handler, ...) ServiceHandler(&handler),
#include "core/services/pages/memoserv.inc"
};
constexpr std::array kNickServHandlers = {
#define SERVICE_COMMAND(name, handler, ...) ServiceHandler(&handler),
#include "core/services/pages/nickserv.inc"
};
constexpr std::array kOperServHandlers = {
#define SERVICE_COMMAND(name, handler, ...) ServiceHandler(&handler),
#include "core/services/pages/operserv.inc"
};

// In the order of Services().
constexpr std::array<absl::Span<const ServiceHandler>, 6> kHandlers = {
    kChanServHandlers, kGroupServHandlers, kHostServHandlers,
    kMemoServHandlers, kNickServHandlers,  kOperServHandlers};

ServiceHandler HandlerOf(const ServiceRow& service, const ServiceCommand& command) {
  const auto of_service = static_cast<size_t>(&service - Services().data());
  return kHandlers[of_service][static_cast<size_t>(&command - service.commands.data())];
}

// The lines up to the first full stop, as one.
std::string FirstSentence(absl::string_view help) {
  return absl::StrReplaceAll(help.substr(0, help.find('.')), {{"\n", " "}});
}

// Commands of NickServ that change how the account is logged in to, or end it.
constexpr absl::string_view kOfTheOwnerAlone[] = {"2FA", "APPPASS", "CERT", "DROP", "PASSWD"};

// The reason why the user may not use the command; empty: none.
std::string Refused(const ServiceCtx& ctx) {
  switch (ctx.request->access) {
    case ServiceAccess::kAnyone:
      break;
    case ServiceAccess::kLoggedIn:
      if (!ctx.user.has_account()) return ctx.Text(texts::kLoginNeeded);
      if (ctx.OwnAccount() == nullptr) return ctx.Text(texts::kAccountOfConfiguration);
      if (ctx.service.command == "NS" &&
          std::find(std::begin(kOfTheOwnerAlone), std::end(kOfTheOwnerAlone), ctx.request->name) !=
              std::end(kOfTheOwnerAlone) &&
          !IsFrozen(*ctx.OwnAccount()) && !MayChangeCredentials(ctx.session, *ctx.OwnAccount())) {
        return ctx.Text(texts::kNotByAppPassword);
      }
      break;
    case ServiceAccess::kOperator:
      if (!ctx.user.is_oper()) return ctx.Text(texts::kForOperators);
      if (ctx.request->privilege.has_value() &&
          !Can(ctx.state, ctx.user, *ctx.request->privilege)) {
        return ctx.Text(texts::kPrivilegeNeeded, RowOf(*ctx.request->privilege).name);
      }
      break;
  }
  return "";
}

}  // namespace

std::string ServiceCtx::WordsFrom(size_t index) const {
  return index >= words.size()
             ? ""
             : absl::StrJoin(words.begin() + static_cast<ptrdiff_t>(index), words.end(), " ");
}

const Account* ServiceCtx::OwnAccount() const {
  const Account* account = FindAccount(state, user.account);
  return account == nullptr || account->configured ? nullptr : account;
}

const Account* ServiceCtx::RequireAccount(absl::string_view name) {
  const Account* account = state.accounts.OwnerOf(Fold(state.casemapping, name));
  if (account == nullptr || account->configured) {
    Say(texts::kNoAccount, name);
    return nullptr;
  }
  if (request->access == ServiceAccess::kLoggedIn && IsFrozen(*account)) {
    Say(texts::kAccountIsFrozen);
    return nullptr;
  }
  if (IsChanging(state, account->id())) {
    Say(texts::kAccountIsSaved);
    return nullptr;
  }
  return account;
}

void ServiceCtx::Deny(absl::string_view why) {
  const std::string command = absl::StrCat(service.nick, " ", request->name);
  out.NotifyOperators(Snomask::kOpers,
                      absl::StrCat(user.mask(), " was refused ", command, ": ", why));
  Note(AuditKind::kRefused, {{"command", command}, {"why", std::string(why)}});
  SayFilled(why);
}

void ServiceCtx::SaySyntax() {
  Say(texts::kSyntax, SyntaxText(state.config.services, service, *request));
}

void AskService(UserCtx& ctx, const ServiceRow& service, absl::string_view text) {
  std::vector<absl::string_view> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
  const absl::string_view name = words.empty() ? absl::string_view("HELP") : words.front();
  if (!words.empty()) words.erase(words.begin());
  if (!IsEnabled(service, ctx.state.config.services)) {
    const absl::string_view nick = NickOfService(service, ctx.state.config.services);
    return ctx.Reply(kErrNoSuchNick(SafeParam(nick)));
  }
  ServiceRow named = service;
  named.nick = NickOfService(service, ctx.state.config.services);
  ServiceCtx of{ctx, named, FindServiceCommand(service, name), std::move(words)};
  if (of.request == nullptr) {
    const std::string instead = HabitText(ctx.state.config.services, service.nick, name);
    return instead.empty() ? of.Say(texts::kNoCommand, name, named.nick)
                           : of.Say(texts::kNoCommandBut, name, instead, named.nick);
  }
  if (const std::string why = Refused(of); !why.empty()) {
    return ctx.user.is_oper() && of.request->privilege.has_value() ? of.Deny(why)
                                                                   : of.SayFilled(why);
  }
  if (of.words.size() < of.request->words_min) {
    return of.SaySyntax();
  }
  HandlerOf(service, *of.request)(of);
}

void ServiceHelp(ServiceCtx& ctx) {
  const ServiceNames& services = ctx.state.config.services;
  const ServiceCommand* row =
      ctx.words.empty() ? nullptr : FindServiceCommand(ctx.service, ctx.word(0));
  if (row != nullptr) {
    ctx.Say(texts::kSyntax, SyntaxText(services, ctx.service, *row));
    const std::string help = HelpText(services, ctx.service, row);
    for (absl::string_view line : absl::StrSplit(help, '\n')) ctx.SayFilled(line);
    if (row->privilege.has_value()) {
      ctx.Say(texts::kHelpPrivilege, RowOf(*row->privilege).name);
    }
    return;
  }
  if (!ctx.words.empty()) {
    return ctx.Say(texts::kNoCommand, ctx.word(0), ctx.service.nick);
  }
  ctx.Say(texts::kHelpOfService, HelpText(services, ctx.service, nullptr), ctx.service.nick);
  for (const ServiceCommand& each : ctx.service.commands) {
    if (each.access == ServiceAccess::kOperator && !ctx.user.is_oper()) continue;
    if (each.privilege.has_value() && !Can(ctx.state, ctx.user, *each.privilege)) continue;
    ctx.Say(texts::kHelpOfCommand, each.name,
            FirstSentence(HelpText(services, ctx.service, &each)));
  }
}

}  // namespace irc
