#include "core/policy/defcon.h"

namespace irc {

Defcon LevelOf(absl::string_view text) {
  if (text.size() != 1 || text[0] < '1' || text[0] > '5') return Defcon::kNormal;
  return Defcon{text[0] - '0'};
}

Defcon DefconOf(const State& state) {
  const ServerSettingRow* row = state.staff_rules.settings().Find(std::string(kDefconSetting));
  return row == nullptr || row->expires_at <= state.now ? Defcon::kNormal : LevelOf(row->value);
}

}  // namespace irc
