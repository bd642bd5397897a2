// Damaged snapshots: bytes that are flipped, cut, inserted or duplicated. Either the snapshot is
// refused and the server stays as it was, or what was loaded is a server that works. To look for
// longer: RC_PARAMS="max_success=20000 max_size=200" bazel run //core/state:snapshot_property_test
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/state/snapshot.h"
#include "core/testing/acts.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

enum class Kind { kFlip, kSet, kCut, kErase, kInsert, kDuplicate, kSwap };

struct Damage {
  int kind = 0;
  uint32_t at = 0;     // taken modulo the size
  uint32_t bytes = 0;  // of a piece
  uint32_t to = 0;     // another place
  uint8_t byte = 0;
};

std::ostream& operator<<(std::ostream& out, const Damage& damage) {
  return out << "kind " << damage.kind << " at " << damage.at << " bytes " << damage.bytes << " to "
             << damage.to << " byte " << int{damage.byte};
}

rc::Gen<Damage> GenDamage() {
  return rc::gen::build<Damage>(
      // Another length is nearly always found, another byte often is not.
      rc::gen::set(&Damage::kind, rc::gen::weightedElement<int>(
                                      {{6, 0}, {6, 1}, {1, 2}, {1, 3}, {1, 4}, {1, 5}, {2, 6}})),
      rc::gen::set(&Damage::at, rc::gen::inRange<uint32_t>(0, 1'000'000)),
      rc::gen::set(&Damage::bytes, rc::gen::inRange<uint32_t>(1, 12)),
      rc::gen::set(&Damage::to, rc::gen::inRange<uint32_t>(0, 1'000'000)),
      rc::gen::set(&Damage::byte, rc::gen::inRange<uint8_t>(0, 255)));
}

void Apply(const Damage& damage, std::string& bytes) {
  if (bytes.empty()) return;
  const size_t at = damage.at % bytes.size();
  const size_t to = damage.to % bytes.size();
  const size_t count = std::min<size_t>(damage.bytes, bytes.size() - at);
  switch (static_cast<Kind>(damage.kind)) {
    case Kind::kFlip:
      bytes[at] = static_cast<char>(bytes[at] ^ 1 << damage.byte % 8);
      break;
    case Kind::kSet:
      bytes[at] = static_cast<char>(damage.byte);
      break;
    case Kind::kCut:
      bytes.resize(at);
      break;
    case Kind::kErase:
      bytes.erase(at, count);
      break;
    case Kind::kInsert:
      bytes.insert(at, count, static_cast<char>(damage.byte));
      break;
    case Kind::kDuplicate:
      bytes.insert(to, bytes.substr(at, count));
      break;
    case Kind::kSwap:
      std::swap(bytes[at], bytes[to]);
      break;
  }
}

// Loads a damaged snapshot in the midst of a session; true when it was taken for a good one.
bool LoadDamaged(World& world, const std::vector<Damage>& damages) {
  const std::string saved = world.server().Save();
  std::string damaged = saved;
  for (const Damage& damage : damages) Apply(damage, damaged);
  const absl::Status status = world.server().Load(damaged);
  if (status.ok()) {
    world.server().CheckInvariants();
    return true;
  }
  RC_ASSERT(status.code() == absl::StatusCode::kInvalidArgument);
  RC_ASSERT(!status.message().empty());
  RC_ASSERT(world.server().Save() == saved);
  return false;
}

RC_GTEST_PROP(DamagedSnapshot, IsRefusedOrAServerThatWorks, ()) {
  const GeneratedSession session = *GenSession();
  const auto damages =
      *rc::gen::nonEmpty(rc::gen::resize(3, rc::gen::container<std::vector<Damage>>(GenDamage())));
  World world(SessionConfig());
  Begin(world, session);
  for (size_t i = 0; i < session.acts.size() / 2; ++i) Do(world, session.acts[i]);
  RC_TAG(LoadDamaged(world, damages));
  // World checks the invariants after each event, and that what it saves loads again.
  for (size_t i = session.acts.size() / 2; i < session.acts.size(); ++i) Do(world, session.acts[i]);
  world.Reload();
}

// Most damage of one byte is within a text and leaves a good snapshot: the densest search.
RC_GTEST_PROP(DamagedSnapshot, OfOneByteAtEveryPlaceIsRefusedOrWorks, ()) {
  const GeneratedSession session = *GenSession();
  const auto byte = *rc::gen::inRange<uint8_t>(0, 255);
  World world(SessionConfig());
  Begin(world, session);
  for (const Act& act : session.acts) Do(world, act);
  const std::string saved = world.server().Save();
  for (size_t at = *rc::gen::inRange<size_t>(0, 37); at < saved.size(); at += 37) {
    std::string damaged = saved;
    damaged[at] = static_cast<char>(byte);
    Server server(Config(), absl::UnixEpoch());
    const absl::Status status = server.Load(damaged);
    if (!status.ok()) continue;
    server.CheckInvariants();
    Server again(Config(), absl::UnixEpoch());
    RC_ASSERT(again.Load(server.Save()).ok());
  }
}

}  // namespace
}  // namespace irc
