// What an operator reads in the log the next day: who has logged in or tried to, who has banned or
// killed, who has ended the server. The events follow from the input like the lines do, and are no
// part of a recording.
//
// Law of this file: the text of an event and the names of its fields are constant, so that programs
// such as fail2ban can rely on them.
#ifndef IRCSERV_CORE_AUDIT_H_
#define IRCSERV_CORE_AUDIT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/ids.h"

namespace irc {

enum class AuditKind : uint8_t {
  kLoggedIn,
  kLoginFailed,
  kBanSet,
  kBanLifted,
  kBanExpired,
  kKill,
  kRehash,
  kStop,
  kRefused,
};

struct AuditRow {
  absl::string_view text;
  bool warns;  // is logged as a warning
};

inline constexpr std::array<AuditRow, 9> kAudits = {{
    {"logged in", false},
    {"login failed", true},
    {"ban set", false},
    {"ban lifted", false},
    {"ban expired", false},
    {"kill", false},
    {"a rehash was asked for", false},
    {"the end of the server was asked for", false},
    {"operator refused", true},
}};

constexpr const AuditRow& RowOf(AuditKind kind) { return kAudits[static_cast<size_t>(kind)]; }

struct Audit {
  using Field = std::pair<absl::string_view, std::string>;

  AuditKind kind = AuditKind::kLoggedIn;
  SessionId session;  // that of the client whose act it is; none of an expired ban
  std::string by;     // its nick!user@host, with "*" for the parts that are not known yet
  std::vector<Field> fields;
};

// Why a login has failed: the values of its field "why".
inline constexpr absl::string_view kNoPassword = "no_password";
inline constexpr absl::string_view kWrongPassword = "wrong_password";
inline constexpr absl::string_view kUnknownName = "unknown_name";
inline constexpr absl::string_view kWrongHost = "wrong_host";
inline constexpr absl::string_view kWrongAccount = "wrong_account";
inline constexpr absl::string_view kWrongCertificate = "wrong_certificate";
inline constexpr absl::string_view kNoSecondFactor = "no_second_factor";
inline constexpr absl::string_view kUnknownMechanism = "unknown_mechanism";
inline constexpr absl::string_view kUnknownCertificate = "unknown_certificate";
inline constexpr absl::string_view kMalformed = "malformed";
inline constexpr absl::string_view kWrongCode = "wrong_code";    // of the second factor
inline constexpr absl::string_view kCodeNeeded = "code_needed";  // the client cannot give one
inline constexpr absl::string_view kTooManyFailed = "too_many_failed_logins";  // of the address
inline constexpr absl::string_view kNotChecked = "not_checked";          // the client was told why
inline constexpr absl::string_view kRefusedAccount = "refused_account";  // suspended, not verified

}  // namespace irc

#endif  // IRCSERV_CORE_AUDIT_H_
