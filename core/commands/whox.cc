// The extended reply to WHO: only the requested fields, in a fixed order.
// https://ircv3.net/specs/extensions/whox
#include <algorithm>

#include "absl/strings/ascii.h"
#include "core/commands/who.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

constexpr absl::string_view kFields = "tcuihsnfdlaor";
constexpr size_t kTokenBytesMax = 3;

bool IsToken(absl::string_view text) {
  return !text.empty() && text.size() <= kTokenBytesMax &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
}

// The idle time, which only the user itself and operators may see; 0 for others.
int64_t IdleSeconds(const UserCtx& ctx, const User& user) {
  if (!ctx.user.is_oper() && ctx.user.id != user.id) return 0;
  return absl::ToInt64Seconds(ctx.state.now - user.active_at);
}

void AddField(const UserCtx& ctx, const WhoxRequest& request, const WhoEntry& entry, char field,
              Message& reply) {
  const User& user = entry.user;
  switch (field) {
    case 't':
      reply.Param(request.token);
      return;
    case 'c':
      reply.Param(entry.channel == nullptr ? "*" : entry.channel->name);
      return;
    case 'u':
      reply.Param(user.username);
      return;
    case 'i':
      reply.Param(AddressFor(ctx.state, ctx.user, user));
      return;
    case 'h':
      reply.Param(user.host);
      return;
    case 's':
      reply.Param(ctx.state.config.server_name);
      return;
    case 'n':
      reply.Param(user.nick);
      return;
    case 'f':
      reply.Param(WhoFlags(ctx, entry));
      return;
    case 'd':
      reply.Param(0);
      return;  // hops to this server, the only one
    case 'l':
      reply.Param(IdleSeconds(ctx, user));
      return;
    case 'a':
      reply.Param(user.has_account() ? absl::string_view(user.account) : "0");
      return;
    case 'o':
      reply.Param("n/a");
      return;  // channel operators have no levels
    case 'r':
      reply.Trailing(user.realname);
      return;
  }
}

}  // namespace

std::optional<WhoxRequest> ParseWhox(absl::string_view text) {
  WhoxRequest request;
  const size_t comma = text.find(',');
  if (comma != absl::string_view::npos && IsToken(text.substr(comma + 1))) {
    request.token = std::string(text.substr(comma + 1));
  }
  for (char letter : text.substr(0, comma)) {
    const size_t index = kFields.find(letter);
    if (index != absl::string_view::npos) request.fields |= uint32_t{1} << index;
  }
  if (request.fields == 0) return std::nullopt;
  return request;
}

Message WhoxReply(const UserCtx& ctx, const WhoxRequest& request, const WhoEntry& entry) {
  Message reply = kRplWhoxReply();
  for (size_t index = 0; index < kFields.size(); ++index) {
    if ((request.fields >> index & 1) != 0) AddField(ctx, request, entry, kFields[index], reply);
  }
  return reply;
}

}  // namespace irc
