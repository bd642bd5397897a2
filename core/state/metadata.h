// The metadata of users and channels: values by key.
// https://ircv3.net/specs/extensions/metadata
#ifndef IRCSERV_CORE_STATE_METADATA_H_
#define IRCSERV_CORE_STATE_METADATA_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/time/time.h"
#include "core/state/archive.h"

namespace irc {

using Metadata = absl::btree_map<std::string, std::string>;

// The number of changes by a session in the running window.
struct MetadataThrottle {
  uint32_t changes = 0;
  absl::Time window_began;
};

template <typename Archive>
void Fields(Archive& archive, MetadataThrottle& throttle) {
  auto& [changes, window_began] = throttle;
  IRC_FIELDS(archive, changes, window_began);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_METADATA_H_
