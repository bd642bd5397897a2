// What an import does, for the operator: how many things of each kind were read and taken, what was
// changed or left out, and why. No password and no hash is ever in it.
//
// Law of this file: the text depends on the file, on what is kept already and on the configuration
// alone, so a trial prints what the import prints.
#ifndef IRCSERV_NET_IMPORT_REPORT_H_
#define IRCSERV_NET_IMPORT_REPORT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

enum class Thing : uint8_t {
  kAccount,
  kNick,
  kPassword,
  kCertificate,
  kMail,
  kSetting,
  kSuspension,
  kVhost,
  kVhostRequest,
  kVhostOffer,
  kMemo,
  kMemoIgnore,
  kMark,
  kHold,
  kGroup,
  kGroupMember,
  kChannel,
  kTopic,
  kModes,
  kMask,
  kMetadata,
  kChannelSetting,
  kAccess,
  kBan,
  kForbid,
  kNews,
  kSessionLimit,
};

struct ThingRow {
  Thing thing;
  absl::string_view one;
  absl::string_view many;
};
// In the order of the enum, which is that of the report.
inline constexpr std::array kThings = {
    ThingRow{Thing::kAccount, "account", "accounts"},
    ThingRow{Thing::kNick, "nick", "nicks beside the names"},
    ThingRow{Thing::kPassword, "password", "passwords"},
    ThingRow{Thing::kCertificate, "certificate", "certificates"},
    ThingRow{Thing::kMail, "mail address", "mail addresses"},
    ThingRow{Thing::kSetting, "setting", "settings of accounts"},
    ThingRow{Thing::kSuspension, "suspension", "suspensions"},
    ThingRow{Thing::kVhost, "host", "hosts of accounts"},
    ThingRow{Thing::kVhostRequest, "asked host", "hosts asked for"},
    ThingRow{Thing::kVhostOffer, "offered host", "hosts on offer"},
    ThingRow{Thing::kMemo, "memo", "memos"},
    ThingRow{Thing::kMemoIgnore, "memo ignore", "memo ignores"},
    ThingRow{Thing::kMark, "mark", "marks"},
    ThingRow{Thing::kHold, "hold", "holds"},
    ThingRow{Thing::kGroup, "group", "groups"},
    ThingRow{Thing::kGroupMember, "group member", "members of groups"},
    ThingRow{Thing::kChannel, "channel", "channels"},
    ThingRow{Thing::kTopic, "topic", "topics"},
    ThingRow{Thing::kModes, "mode", "modes of channels"},
    ThingRow{Thing::kMask, "mask", "masks of channels"},
    ThingRow{Thing::kMetadata, "metadata", "metadata of channels"},
    ThingRow{Thing::kChannelSetting, "channel setting", "settings of channels"},
    ThingRow{Thing::kAccess, "access entry", "access entries"},
    ThingRow{Thing::kBan, "ban", "server bans"},
    ThingRow{Thing::kForbid, "forbid", "forbids"},
    ThingRow{Thing::kNews, "news", "news"},
    ThingRow{Thing::kSessionLimit, "session limit", "session limits"},
};

class Report {
 public:
  // The thing is taken, or was there before the import.
  void Take(Thing thing, size_t count = 1);
  void FindThere(Thing thing, size_t count = 1);
  // `what` names the thing; `why` is a clause, such as "its name is too long".
  void LeaveOut(Thing thing, absl::string_view what, absl::string_view why);
  // The thing is taken, and `how` says what is different: "is now bob_, because …".
  void Change(Thing thing, absl::string_view what, absl::string_view how);
  // The account needs a new password.
  void NeedReset(absl::string_view account, absl::string_view why);
  // A text that was no UTF-8 was read as Latin-1; a text that was too long was cut.
  void CountLatin1() { ++latin1_; }
  void CountCut() { ++cut_; }
  // A password that was in clear.
  void CountClearText() { ++clear_texts_; }
  // A kind of row or key that nothing here is made of.
  void Ignore(absl::string_view kind) { ++ignored_[std::string(kind)]; }
  // A sentence about the whole.
  void Remark(std::string sentence) { remarks_.push_back(std::move(sentence)); }

  size_t taken(Thing thing) const { return counts_[static_cast<size_t>(thing)].taken; }
  size_t left_out(Thing thing) const { return counts_[static_cast<size_t>(thing)].left_out; }
  std::string Text() const;

 private:
  struct Counts {
    size_t taken = 0;
    size_t there = 0;
    size_t left_out = 0;
  };

  std::array<Counts, kThings.size()> counts_ = {};
  std::vector<std::string> changed_, left_out_, resets_, remarks_;
  std::map<std::string, size_t> ignored_;
  size_t latin1_ = 0;
  size_t cut_ = 0;
  size_t clear_texts_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_REPORT_H_
