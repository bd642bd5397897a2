// The names of accounts and the nicks beside them, those that are kept and those that an import
// takes: which one belongs to which account, and which is free.
#ifndef IRCSERV_NET_IMPORT_NAMES_HERE_H_
#define IRCSERV_NET_IMPORT_NAMES_HERE_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/ids.h"
#include "core/protocol/names.h"

namespace irc {

class NamesHere {
 public:
  struct Owner {
    AccountId account;
    std::string name;  // of the account
    absl::Time registered_at;
    bool by_name = true;  // else by a nick
    bool was_kept = false;
  };

  NamesHere(Casemapping casemapping, int64_t nick_bytes)
      : casemapping_(casemapping), nick_bytes_(nick_bytes) {}

  bool IsValid(absl::string_view name) const {
    return IsValidNick(casemapping_, name, nick_bytes_);
  }
  // A valid name that is like this one, or the name itself. `number`: 0 for the first choice, then
  // others, all different.
  std::string Valid(absl::string_view name, int number) const;

  // Whether the name was free.
  bool Take(absl::string_view name, const Owner& owner);
  // Null: the name is free.
  const Owner* Find(absl::string_view name) const;

 private:
  Casemapping casemapping_;
  int64_t nick_bytes_;
  absl::flat_hash_map<Folded, Owner> owners_;
};

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_NAMES_HERE_H_
