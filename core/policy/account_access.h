// Who may use an account, and who may use a nick that belongs to one. Each way to log in asks here,
// so that none is forgotten.
#ifndef IRCSERV_CORE_POLICY_ACCOUNT_ACCESS_H_
#define IRCSERV_CORE_POLICY_ACCOUNT_ACCESS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/state/registry/accounts.h"
#include "core/state/state.h"

namespace irc {

bool IsSuspended(const State& state, const Account& account);

// Whether staff has frozen the account: who is logged in stays, but nobody logs in, and the owner
// changes nothing.
inline constexpr absl::string_view kFrozen = "FROZEN";  // the setting of it
// The setting with which the owner chooses a NickProtection.
inline constexpr absl::string_view kEnforce = "ENFORCE";
bool IsFrozen(const Account& account);

// The reason why nobody may be logged in to the account now; empty: the owner may.
std::string WhyNoAccess(const State& state, const Account& account);
// The reason why nobody may log in to the account now: the same, or that it is frozen.
std::string WhyNoLogin(const State& state, const Account& account);

// Whether a code of the second factor has to follow a login with the credential (0: unknown).
bool NeedsCode(const Account& account, CredentialId credential);
// Whether a login with the credential may only read.
bool IsForReadingOnly(const Account& account, CredentialId credential);
// Whether a drop of the account, or of its credential (0: of none), waits to be kept. What is
// stored about it meanwhile would be there after it, for nobody.
bool IsBeingDropped(const State& state, AccountId account, CredentialId credential = {});
// The credential of one-time codes with the scope, or null; an empty one counts for logins.
const CredentialRow* TotpOf(const Account& account, absl::string_view scope);
// Whether the session may change how the account is logged in to. An app password, which programs
// have, may not, and nobody may while the account is frozen.
bool MayChangeCredentials(const Session& session, const Account& account);
// Whether the second factor of the account is on.
bool HasSecondFactor(const Account& account);

// The ways in which the nicks of an account are kept from others, from the mildest.
enum class NickProtection : uint8_t {
  kOff,
  kTimeout,  // they may use it for accounts.nick_timeout_seconds
  kStrict,
};

// The way that the owner of the account has chosen, or the server.
NickProtection ProtectionOf(const State& state, const Account& account);

// The way in which `nick` is kept from a user who is logged in to `account` (the name of one;
// empty: none): the strictest of those of other accounts that have this nick, or one that looks
// like it. A nick that was taken from somebody is kept strictly for a time; the owner of an account
// that is not verified has no such right yet.
NickProtection ProtectionFrom(const State& state, absl::string_view nick,
                              absl::string_view account);
// Whether it is kept strictly.
bool IsNickOfAnother(const State& state, absl::string_view nick, absl::string_view account);

// Whether some account but this one (null: none) has the nick, or one that looks like it.
bool LooksLikeNickOfAnother(const State& state, absl::string_view nick, const Account* account);

// The hold of the staff that keeps the name from everybody: of the name itself, or of one that
// looks like it. Null: none.
const HoldRow* FindHoldAgainst(const State& state, absl::string_view name);

// Whether `name` (empty: none) is that of the account.
bool IsNameOf(const State& state, absl::string_view name, const Account& account);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_ACCOUNT_ACCESS_H_
