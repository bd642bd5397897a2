// Server bans: KLINE, DLINE, XLINE, RESV and SHUN in one list.
#ifndef IRCSERV_CORE_STATE_SERVER_BAN_H_
#define IRCSERV_CORE_STATE_SERVER_BAN_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "core/protocol/glob.h"
#include "core/protocol/mask.h"
#include "core/protocol/names.h"
#include "core/state/archive.h"

namespace irc {

enum class BanKind : uint8_t { kKLine, kDLine, kXLine, kResv, kShun };

struct BanKindRow {
  BanKind kind;
  char letter;             // STATS, and the first field of its reply
  absl::string_view name;  // the command that sets it; "UN" before it removes
  absl::string_view what;  // the text that its mask is matched against
};
inline constexpr std::array kBanKinds = {
    BanKindRow{BanKind::kKLine, 'K', "KLINE", "user@host"},
    BanKindRow{BanKind::kDLine, 'D', "DLINE", "address, or address/bits"},
    BanKindRow{BanKind::kXLine, 'X', "XLINE", "realname"},
    BanKindRow{BanKind::kResv, 'Q', "RESV", "nick or channel"},
    BanKindRow{BanKind::kShun, 'S', "SHUN", "user@host"},
};

// Whether masks of this kind are compared with user@host.
constexpr bool IsUserHost(BanKind kind) {
  return kind == BanKind::kKLine || kind == BanKind::kShun;
}

// The mask of a ban, parsed; the member that its kind uses.
struct ServerBanMask {
  UserHostMask user_host;  // KLINE, SHUN
  HostMask address;        // DLINE
  Glob text;               // XLINE, RESV
};
ServerBanMask ParseBanMask(Casemapping casemapping, BanKind kind, absl::string_view mask);

struct ServerBan {
  BanId id;  // what the banned are shown, and what it is kept under
  BanKind kind = BanKind::kKLine;
  std::string mask;
  std::string reason;
  std::string setter;  // nick!user@host of the operator
  absl::Time set_at;
  absl::Time expires_at = absl::InfiniteFuture();
  ServerBanMask parsed;  // AddBan parses it.
  // How often it has refused, closed or shunned somebody, and when for the last time.
  uint64_t hits = 0;
  absl::Time hit_at = absl::UnixEpoch();
  absl::Time hits_due = absl::InfiniteFuture();  // when new hits are to be kept; else: none are new
};

inline absl::string_view SavedName(BanKind kind) {
  return kBanKinds[static_cast<size_t>(kind)].name;
}
inline bool FindSavedName(absl::string_view name, BanKind& kind) {
  for (const BanKindRow& row : kBanKinds) {
    if (row.name != name) continue;
    kind = row.kind;
    return true;
  }
  return false;
}

template <typename Archive>
void Fields(Archive& archive, ServerBan& ban) {
  auto& [id, kind, mask, reason, setter, set_at, expires_at, parsed, hits, hit_at, hits_due] = ban;
  OrNever due{hits_due};
  OrNever expiry{expires_at};
  IRC_FIELDS(archive, kind, mask, reason, setter, set_at, expiry);
  IRC_FIELDS_SINCE(10, archive, id.value, hits, hit_at, due);
  static_cast<void>(parsed);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_SERVER_BAN_H_
