// What staff has decided while the server runs: what nobody may register or use, what clients are
// told when they come, how many connections an address may have, and settings in the place of the
// configuration's.
#ifndef IRCSERV_CORE_STATE_REGISTRY_STAFF_RULES_H_
#define IRCSERV_CORE_STATE_REGISTRY_STAFF_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/protocol/names.h"
#include "core/records.h"
#include "core/state/archive.h"
#include "core/state/registry/staff_table.h"

namespace irc {

// The kinds of a ForbidRow.
inline constexpr absl::string_view kForbidNick = "nick";
inline constexpr absl::string_view kForbidChannel = "channel";
inline constexpr absl::string_view kForbidMail = "mail";
// The kinds of a NewsRow.
inline constexpr absl::string_view kLogonNews = "logon";
inline constexpr absl::string_view kOperNews = "oper";
// The key of a ServerSettingRow that is none of the configuration; see core/policy/defcon.h.
inline constexpr absl::string_view kDefconSetting = "defcon";

class StaffRules {
 public:
  // Takes up a change of a row of the four tables. False for a row of another one.
  bool Apply(Casemapping casemapping, const Record& record);

  // The first row of that kind that is in force and whose mask matches the text; or null. Each
  // pointer of this class is valid until the next change.
  const ForbidRow* FindForbid(Casemapping casemapping, absl::string_view kind,
                              absl::string_view text, absl::Time now) const;
  const ForbidRow* FindForbidNamed(Casemapping casemapping, absl::string_view kind,
                                   absl::string_view mask) const;
  const StaffTable<std::string, ForbidRow>& forbids() const { return forbids_; }
  const StaffTable<uint64_t, NewsRow>& news() const { return news_; }
  const StaffTable<std::string, SessionLimitRow>& session_limits() const { return session_limits_; }
  const StaffTable<std::string, ServerSettingRow>& settings() const { return settings_; }

  // The text that the configuration has for a key that a setting stands in the place of; kept here
  // by core/kept/live_settings.h.
  absl::btree_map<std::string, std::string> configured;
  // Whether a setting has changed since the last call.
  bool TakeSettingsChanged();

  // When the first row ends, or has ended, but by now one that `is_changing`; InfiniteFuture: none
  // does.
  absl::Time NextExpiry(absl::Time now, absl::FunctionRef<bool(const Row&)> is_changing) const;
  // Drops of the rows that have ended by now and are not changing. They are taken up.
  std::vector<Record> TakeExpired(absl::Time now, absl::FunctionRef<bool(const Row&)> is_changing);
  // The clock was set by so much to `now`: what ends moves with it, records are not of the future.
  void SetClock(absl::Duration by, absl::Time now);
  // Finds the first end again after a snapshot was loaded.
  void NoteExpiry();

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, StaffRules& rules) {
    auto& forbids = rules.forbids_;
    auto& news = rules.news_;
    auto& session_limits = rules.session_limits_;
    auto& settings = rules.settings_;
    auto& configured = rules.configured;
    IRC_FIELDS(archive, forbids, news, session_limits, settings, configured);
  }

  StaffTable<std::string, ForbidRow> forbids_;  // by kind and folded mask
  StaffTable<uint64_t, NewsRow> news_;          // by NewsId
  StaffTable<std::string, SessionLimitRow> session_limits_;
  StaffTable<std::string, ServerSettingRow> settings_;
  absl::Time next_expiry_ = absl::InfiniteFuture();
  bool settings_changed_ = false;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_STAFF_RULES_H_
