// CAP LS [<version>] | LIST | REQ :<capabilities> | END
// https://ircv3.net/specs/extensions/capability-negotiation
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/actions/capabilities.h"
#include "core/actions/register.h"
#include "core/commands/commands.h"
#include "core/protocol/caps.h"
#include "core/protocol/numerics.h"
#include "core/protocol/render.h"
#include "core/protocol/sasl.h"

namespace irc {
namespace {

Message CapMessage(SessionCtx& ctx, absl::string_view subcommand) {
  return Message("CAP").Param(NickOf(ctx.state, ctx.session)).Param(subcommand);
}

// Sends a list of capabilities. A client with version 302 gets as many lines as needed, all but the
// last with "*"; an older client gets a single line.
void ReplyCaps(SessionCtx& ctx, absl::string_view subcommand,
               const std::vector<std::string>& names) {
  Message more = CapMessage(ctx, subcommand);
  more.Param("*");
  const size_t room = RoomFor(more, ctx.state.config.server_name, "");
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty() && list.size() + 1 + name.size() > room) {
      if (ctx.session.cap_version < kVersion302) break;
      ctx.Reply(Message(more).Trailing(list));
      list.clear();
    }
    absl::StrAppend(&list, list.empty() ? "" : " ", name);
  }
  ctx.Reply(CapMessage(ctx, subcommand).Trailing(list));
}

std::string NameAndValue(const SessionCtx& ctx, const CapRow& row) {
  const std::string value = CapValue(ctx.state.config, ctx.session.peer, row.cap);
  return absl::StrCat(row.name, value.empty() ? "" : "=", value);
}

void SuspendRegistration(SessionCtx& ctx) {
  if (!ctx.session.registered()) ctx.session.registration->negotiating = true;
}

void Ls(SessionCtx& ctx, const Params& p) {
  uint32_t version = 0;
  if (!absl::SimpleAtoi(p[1], &version)) version = 0;
  ctx.session.cap_version = std::max(ctx.session.cap_version, version);
  if (ctx.session.cap_version >= kVersion302) ctx.session.caps.Add(Cap::kCapNotify);
  SuspendRegistration(ctx);
  // The version of this request decides about values; the session keeps its highest version.
  std::vector<std::string> names;
  for (const CapRow& row : kCaps) {
    if (!IsOffered(ctx.state.config, row.cap)) continue;
    names.push_back(version < kVersion302 ? std::string(row.name) : NameAndValue(ctx, row));
  }
  const std::string sts = StsPolicy(ctx.state.config, ctx.session.peer);
  if (version >= kVersion302 && !sts.empty()) {
    names.push_back(absl::StrCat("sts=", sts));
  }
  ReplyCaps(ctx, "LS", names);
}

void ListEnabled(SessionCtx& ctx) {
  std::vector<std::string> names;
  for (const CapRow& row : kCaps) {
    if (ctx.session.caps.Has(row.cap)) names.push_back(std::string(row.name));
  }
  ReplyCaps(ctx, "LIST", names);
}

// Applies a CAP REQ to `caps`. False when one of the items cannot be changed: the request must then
// be refused as a whole.
bool ApplyRequest(const Config& config, const Session& session, absl::string_view items,
                  CapSet& caps) {
  for (absl::string_view item : absl::StrSplit(items, ' ', absl::SkipEmpty())) {
    const bool remove = item[0] == '-';
    const std::optional<Cap> cap = FindCap(item.substr(remove ? 1 : 0));
    if (!cap.has_value() || !IsOffered(config, *cap)) return false;
    // CAP LS 302 enables cap-notify permanently.
    if (remove && *cap == Cap::kCapNotify && session.cap_version >= kVersion302) return false;
    if (remove) {
      caps.Remove(*cap);
    } else {
      caps.Add(*cap);
    }
  }
  return true;
}

// Repeats the requested items: as they came, or on several lines when one is too short for them. An
// item that is longer than a line, and so no capability, is cut.
void RepeatItems(SessionCtx& ctx, absl::string_view subcommand, absl::string_view items) {
  const size_t room = RoomFor(CapMessage(ctx, subcommand), ctx.state.config.server_name, "");
  while (items.size() > room) {
    const size_t space = items.substr(0, room + 1).rfind(' ');
    if (space == absl::string_view::npos || space == 0) break;
    ctx.Reply(CapMessage(ctx, subcommand).Trailing(items.substr(0, space)));
    items.remove_prefix(space + 1);
  }
  ctx.Reply(CapMessage(ctx, subcommand).Trailing(items));
}

void RequestCaps(SessionCtx& ctx, absl::string_view items) {
  SuspendRegistration(ctx);
  CapSet caps = ctx.session.caps;
  const bool ok = ApplyRequest(ctx.state.config, ctx.session, items, caps);
  // The reply is rendered with the old capabilities.
  RepeatItems(ctx, ok ? "ACK" : "NAK", items);
  if (ok) SetCaps(ctx.session, caps);
}

void End(SessionCtx& ctx) {
  if (ctx.session.registered()) return;
  ctx.session.registration->negotiating = false;
  TryRegister(ctx);
}

}  // namespace

void CapCommand(SessionCtx& ctx, const Params& p) {
  const std::string subcommand = absl::AsciiStrToUpper(p[0]);
  if (subcommand == "LS") return Ls(ctx, p);
  if (subcommand == "LIST") return ListEnabled(ctx);
  if (subcommand == "REQ") return RequestCaps(ctx, p[1]);
  if (subcommand == "END") return End(ctx);
  ctx.Reply(kErrInvalidCapCmd(SafeParam(p[0])));
}

}  // namespace irc
