// Setting and lifting server bans, for the server's commands (KLINE and its like) and for those of
// OperServ.
//
// A ban does not disconnect operators, but warns that it matches them: an operator who sets a ban
// that is too wide must be able to remove it. New connections of operators are refused as usual.
#ifndef IRCSERV_CORE_KEPT_SET_BAN_H_
#define IRCSERV_CORE_KEPT_SET_BAN_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/replies/context.h"
#include "core/state/server_ban.h"

namespace irc {

// A ban that an operator asks for.
struct BanRequest {
  BanKind kind;
  std::string mask;  // as it was written
  absl::Duration duration = absl::InfiniteDuration();
  std::string reason;
  bool forced = false;  // however many it hits
  // Who was asked: the nick of a service, or kServerNotice (core/state/pending.h).
  std::string service;
};

// The connected clients that a ban would hit; of a RESV, users with such a nick.
struct BanReach {
  size_t clients = 0;  // all
  size_t hits = 0;
  size_t logged_in = 0;  // of the hits
  size_t operators = 0;  // of the hits; they stay
};
BanReach ReachOf(const State& state, const ServerBan& ban);
// Whether that is more than limits.ban_hits_percent allows.
bool IsTooWide(const Config& config, const BanReach& reach);

// The ban that the request would set. REQUIRES: WhyNoBan is empty.
ServerBan BanOf(const UserCtx& ctx, const BanRequest& request);
// The reason why there cannot be such a ban, a sentence; empty: there can.
std::string WhyNoBan(const State& state, const BanRequest& request);

// Has the ban kept, and answers; or refuses.
void SetBan(UserCtx& ctx, const BanRequest& request);
// `mask`: as it was written, or the id as "#7".
void LiftBan(UserCtx& ctx, BanKind kind, absl::string_view mask, const std::string& service);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_SET_BAN_H_
