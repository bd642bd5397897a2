// USERHOST <nick>{ <nick>}, USERIP <nick>{ <nick>}, ISON <nick>{ <nick>}
// https://modern.ircdocs.horse/#userhost-message; USERIP is ircu's.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"
#include "core/replies/list_reply.h"

namespace irc {
namespace {

constexpr size_t kUserhostNicksMax = 5;

// The nicks of the line: one per parameter, or several in one, separated by spaces.
std::vector<absl::string_view> NicksOf(const Params& p) {
  std::vector<absl::string_view> nicks;
  for (absl::string_view param : p) {
    for (absl::string_view nick : absl::StrSplit(param, ' ', absl::SkipEmpty())) {
      nicks.push_back(nick);
    }
  }
  return nicks;
}

// Sends the list. Unlike other lists, an empty one is sent as an empty line.
void FinishAlways(UserCtx& ctx, ListReply& list, Message head) {
  if (!list.Finish()) ctx.Reply(head.Trailing(""));
}

template <typename HostOf>
void ReplyHosts(UserCtx& ctx, const Params& p, int code, HostOf host_of) {
  const Message head = Message::Numeric(code);
  ListReply list(ctx, head);
  std::vector<absl::string_view> nicks = NicksOf(p);
  if (nicks.size() > kUserhostNicksMax) nicks.resize(kUserhostNicksMax);
  for (absl::string_view nick : nicks) {
    const User* user = FindUser(ctx.state, nick);
    if (user == nullptr) continue;
    list.Add(absl::StrCat(user->nick, user->is_oper() ? "*" : "", "=", user->is_away() ? "-" : "+",
                          user->username, "@", host_of(*user)));
  }
  FinishAlways(ctx, list, head);
}

}  // namespace

void Userhost(UserCtx& ctx, const Params& p) {
  ReplyHosts(ctx, p, kRplUserhost.code, [](const User& user) { return user.host; });
}

void Userip(UserCtx& ctx, const Params& p) {
  ReplyHosts(ctx, p, kRplUserIp.code,
             [&](const User& user) { return AddressFor(ctx.state, ctx.user, user); });
}

void Ison(UserCtx& ctx, const Params& p) {
  const Message head = Message::Numeric(kRplIson.code);
  ListReply list(ctx, head);
  for (absl::string_view nick : NicksOf(p)) {
    if (const User* user = FindUser(ctx.state, nick)) list.Add(user->nick);
  }
  FinishAlways(ctx, list, head);
}

}  // namespace irc
