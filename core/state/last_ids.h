// The highest id of each kind of thing that is kept (core/records.h): none is given twice, also
// after the thing is gone.
#ifndef IRCSERV_CORE_STATE_LAST_IDS_H_
#define IRCSERV_CORE_STATE_LAST_IDS_H_

#include <algorithm>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "core/ids.h"
#include "core/state/archive.h"

namespace irc {

struct LastIds {
  uint64_t accounts = 0;
  uint64_t credentials = 0;
  uint64_t marks = 0;
  uint64_t bans = 0;
  uint64_t audit = 0;
  uint64_t channels = 0;
  uint64_t groups = 0;
  uint64_t memos = 0;
  uint64_t news = 0;

  AccountId NextAccount() { return {++accounts}; }
  CredentialId NextCredential() { return {++credentials}; }
  MarkId NextMark() { return {++marks}; }
  BanId NextBan() { return {++bans}; }
  AuditId NextAudit() { return {++audit}; }
  ChannelId NextChannel() { return {++channels}; }
  GroupId NextGroup() { return {++groups}; }
  MemoId NextMemo() { return {++memos}; }
  NewsId NextNews() { return {++news}; }

  // The id was given out by an earlier process. False when no such table has ids.
  bool Raise(absl::string_view table, uint64_t id) {
    uint64_t* const last = table == "accounts"      ? &accounts
                           : table == "credentials" ? &credentials
                           : table == "marks"       ? &marks
                           : table == "bans"        ? &bans
                           : table == "audit"       ? &audit
                           : table == "channels"    ? &channels
                           : table == "groups"      ? &groups
                           : table == "memos"       ? &memos
                           : table == "news"        ? &news
                                                    : nullptr;
    if (last != nullptr) *last = std::max(*last, id);
    return last != nullptr;
  }
};

template <typename Archive>
void Fields(Archive& archive, LastIds& last) {
  auto& [accounts, credentials, marks, bans, audit, channels, groups, memos, news] = last;
  IRC_FIELDS(archive, accounts, credentials, marks, bans, audit);
  IRC_FIELDS_SINCE(10, archive, channels, groups, memos, news);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_LAST_IDS_H_
