// VERSION, ADMIN, INFO and TIME, each with an optional [<server>]; RULES.
// https://modern.ircdocs.horse/#server-queries-and-commands
#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/protocol/numerics.h"
#include "core/replies/date.h"
#include "core/replies/isupport.h"
#include "core/version.h"

namespace irc {

void Version(UserCtx& ctx, const Params& p) {
  if (!ctx.RequireServer(p[0])) return;
  ctx.Reply(kRplVersion(kVersion, ctx.state.config.server_name, "HELP lists the commands"));
  ReplyIsupport(ctx.out, ctx.session, ctx.welcome.isupport);
}

void Admin(UserCtx& ctx, const Params& p) {
  if (!ctx.RequireServer(p[0])) return;
  const Config& config = ctx.state.config;
  // 259 must contain an address, so without one there is no administrative information.
  if (config.admin_email.empty()) return ctx.Reply(kErrNoAdminInfo(config.server_name));
  ctx.Reply(kRplAdminMe(config.server_name));
  if (!config.admin_location.empty()) ctx.Reply(kRplAdminLoc1(config.admin_location));
  if (!config.admin_organisation.empty()) ctx.Reply(kRplAdminLoc2(config.admin_organisation));
  ctx.Reply(kRplAdminEmail(config.admin_email));
}

void Info(UserCtx& ctx, const Params& p) {
  if (!ctx.RequireServer(p[0])) return;
  const Config& config = ctx.state.config;
  ctx.Reply(kRplInfo(absl::StrCat(config.server_name, ", a server of ", config.network_name)));
  ctx.Reply(kRplInfo(
      absl::StrCat("It runs ", kVersion, ", an IRC server in C++ under the Apache License 2.0.")));
  ctx.Reply(
      kRplInfo(absl::StrCat("It has been up since ", FormatEnglishDate(ctx.state.started), ".")));
  ctx.Reply(kRplInfo("HELP lists the commands, HELP <command> explains one."));
  ctx.Reply(kRplInfo("RULES says how to behave here, ADMIN who can help."));
  ctx.Reply(kRplEndOfInfo());
}

void Rules(UserCtx& ctx, const Params&) {
  const Config& config = ctx.state.config;
  if (config.rules.empty()) return ctx.Reply(kErrNoRules());
  ctx.Reply(kRplRulesStart(absl::StrCat("- ", config.server_name, " Server Rules - ")));
  for (const std::string& line : config.rules) ctx.Reply(kRplRules(absl::StrCat("- ", line)));
  ctx.Reply(kRplEndOfRules());
}

void Time(UserCtx& ctx, const Params& p) {
  if (!ctx.RequireServer(p[0])) return;
  const absl::Time now = ctx.state.now;
  // Timestamps of channels and users come from this clock, so the offset is 0.
  ctx.Reply(
      kRplTime(ctx.state.config.server_name, absl::ToUnixSeconds(now), 0, FormatEnglishDate(now)));
}

}  // namespace irc
