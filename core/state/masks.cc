#include "core/state/masks.h"

#include <optional>
#include <utility>

#include "core/check.h"

namespace irc {

bool ParseMasks(State& state) {
  bool ok = true;
  state.users.ForEach([&](User& user) {
    if (user.silenced->empty()) return;
    for (SilencedMask& silenced : user.silenced.Edit()) {
      silenced.mask = UserMask(state.casemapping, silenced.text);
    }
  });
  state.channels.ForEach([&](Channel& channel) {
    for (auto& list : channel.lists) {
      for (ListEntry& entry : list) {
        std::optional<BanEntry> parsed = ParseEntry(state.casemapping, entry.mask);
        ok &= parsed.has_value();
        if (parsed.has_value()) entry.parsed = *std::move(parsed);
      }
    }
  });
  return ok;
}

void AddListEntry(State& state, Channel& channel, ChannelMode list, absl::string_view mask,
                  absl::string_view setter) {
  std::optional<BanEntry> parsed = ParseEntry(state.casemapping, mask);
  IRC_CHECK(parsed.has_value(), "callers complete the mask");
  channel.list(list).push_back({.mask = std::string(mask),
                                .setter = std::string(setter),
                                .set_at = state.now,
                                .parsed = *std::move(parsed)});
  ++channel.lists_version;
}

void RemoveListEntry(Channel& channel, ChannelMode list, size_t index) {
  auto& entries = channel.list(list);
  entries.erase(entries.begin() + static_cast<ptrdiff_t>(index));
  ++channel.lists_version;
}

}  // namespace irc
