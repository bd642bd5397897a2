// What other servers leave behind, in one form for all of them: the readers of the files make it
// (ergo_import.h, atheme_import.h, anope_import.h), and plan.h makes rows of it.
//
// Names, masks and texts are as the file has them; nothing is checked here. Accounts refer to each
// other, and channels to accounts, by `key`, by name or by nick.
#ifndef IRCSERV_NET_IMPORT_FOREIGN_H_
#define IRCSERV_NET_IMPORT_FOREIGN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace irc {

// A time that the file does not have.
inline constexpr absl::Time kUnknownTime = absl::InfinitePast();

struct ForeignNick {
  std::string nick;
  absl::Time at = kUnknownTime;
};

struct ForeignSuspension {
  std::string by;
  std::string reason;
  absl::Time set_at = kUnknownTime;
  absl::Time expires_at = absl::InfiniteFuture();
};

struct ForeignVhost {
  std::string host;
  std::string by;
  absl::Time set_at = kUnknownTime;
};

struct ForeignMemo {
  std::string sender;
  absl::Time sent_at = kUnknownTime;
  std::string text;
  bool read = false;
};

struct ForeignAccount {
  std::string key;       // unique among the accounts of the file
  std::string name;      // as it is spelled
  std::string verifier;  // a text of net/auth/passwords/imported_verifier.h; empty: no password
  std::string email;
  bool verified = true;
  absl::Time registered_at = kUnknownTime;
  absl::Time seen_at = kUnknownTime;
  std::vector<ForeignNick> nicks;
  std::vector<std::string> certificates;
  std::vector<std::pair<std::string, std::string>> settings;  // keys of ours
  std::optional<ForeignSuspension> suspension;
  std::vector<ForeignVhost> vhosts;  // the first one counts
  std::vector<ForeignMemo> memos;
  std::vector<std::string> memo_ignores;
};

struct ForeignMember {
  std::string account;
  std::string flags;
};

struct ForeignGroup {
  std::string name;  // with its '!'
  absl::Time registered_at = kUnknownTime;
  std::vector<ForeignMember> members;
  std::vector<std::pair<std::string, std::string>> settings;
};

struct ForeignMask {
  char list = 'b';
  std::string mask;
  std::string setter;
  absl::Time set_at = kUnknownTime;
};

// An entry of an access list. `who` is an account, a nick, a !group, a #channel or a mask.
struct ForeignAccess {
  std::string who;
  std::string flags;  // letters of core/channel_rights.h
  std::string by;
  absl::Time set_at = kUnknownTime;
  absl::Time expires_at = absl::InfiniteFuture();
  std::string reason;
  std::string comment;
};

// Modes with letters of ours.
struct ForeignModes {
  std::string flags;
  std::string key;
  std::string forward;
  std::string throttle;
  uint64_t limit = 0;
};

struct ForeignChannel {
  std::string name;
  std::string founder;
  std::string successor;
  absl::Time registered_at = kUnknownTime;
  absl::Time used_at = kUnknownTime;
  ForeignModes modes;
  std::string topic;
  std::string topic_setter;
  absl::Time topic_at = kUnknownTime;
  std::vector<ForeignMask> masks;
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<std::pair<std::string, std::string>> settings;  // of core/channel_settings.h
  std::vector<ForeignAccess> access;
};

struct ForeignNote {
  std::string name;  // what it is about
  std::string by;
  std::string text;
  absl::Time at = kUnknownTime;
};

// A server ban, or a forbid.
struct ForeignBan {
  std::string kind;
  std::string mask;
  std::string by;
  std::string reason;
  absl::Time set_at = kUnknownTime;
  absl::Time expires_at = absl::InfiniteFuture();
};

struct ForeignLimit {
  std::string address;
  uint64_t limit = 0;
  std::string by;
  std::string reason;
  absl::Time set_at = kUnknownTime;
  absl::Time expires_at = absl::InfiniteFuture();
};

struct ForeignRequest {
  std::string account;
  ForeignVhost vhost;
};

struct ForeignOffer {
  std::string group;  // empty: everybody
  ForeignVhost vhost;
};

struct ForeignNetwork {
  absl::Time written_at = kUnknownTime;  // when the file was
  std::vector<ForeignAccount> accounts;
  std::vector<ForeignGroup> groups;
  std::vector<ForeignChannel> channels;
  std::vector<ForeignRequest> requests;
  std::vector<ForeignOffer> offers;
  std::vector<ForeignNote> marks;
  std::vector<ForeignNote> holds;
  std::vector<ForeignBan> bans;
  std::vector<ForeignBan> forbids;
  std::vector<std::pair<std::string, ForeignNote>> news;  // the kind and the news
  std::vector<ForeignLimit> limits;
  std::vector<std::string> operators;  // each with its class
};

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_FOREIGN_H_
