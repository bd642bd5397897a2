// Laws: no line to a client shows a channel member that is hidden from it (+u, +D), and every
// visible member that joins or leaves is announced. The test computes visibility a second time,
// from the state alone.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "core/protocol/parse.h"
#include "core/state/state.h"
#include "core/testing/acts.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr uint64_t kHighestSession = 5;

using UserKey = std::pair<uint32_t, uint32_t>;  // slot and generation
using ChannelKey = std::pair<uint32_t, uint32_t>;

struct Place {
  bool prefixed = false;
  bool hidden = false;
};
struct Room {
  bool auditorium = false;
  std::map<UserKey, Place> members;
};

// The channels with their members at one moment.
struct Picture {
  std::map<UserKey, std::string> nicks;
  std::map<UserKey, bool> opers;
  std::map<ChannelKey, Room> rooms;
  std::map<std::string, ChannelKey> names;

  std::optional<UserKey> WhoIs(absl::string_view nick) const {
    for (const auto& [user, name] : nicks) {
      if (absl::EqualsIgnoreCase(name, nick)) return user;
    }
    return std::nullopt;
  }
  bool SeesIn(const Room& room, UserKey viewer, UserKey user) const {
    const auto mine = room.members.find(viewer), his = room.members.find(user);
    if (mine == room.members.end() || his == room.members.end()) return false;
    if (viewer == user) return true;
    if (his->second.hidden) return false;
    return !room.auditorium || his->second.prefixed || mine->second.prefixed;
  }
  bool SeesIn(absl::string_view channel, UserKey viewer, UserKey user) const {
    const auto key = names.find(absl::AsciiStrToLower(channel));
    return key != names.end() && SeesIn(rooms.at(key->second), viewer, user);
  }
  bool Sees(UserKey viewer, UserKey user) const {
    for (const auto& [key, room] : rooms) {
      if (SeesIn(room, viewer, user)) return true;
    }
    return false;
  }
};

Picture Look(World& world) {
  const State& state = world.server().state();
  Picture picture;
  const auto key = [](const auto& id) { return std::make_pair(id.slot, id.generation); };
  state.users.ForEach([&](const User& user) {
    picture.nicks[key(user.id)] = user.nick;
    picture.opers[key(user.id)] = user.is_oper();
  });
  state.channels.ForEach([&](const Channel& channel) {
    Room& room = picture.rooms[key(channel.id)];
    room.auditorium = channel.Has(ChannelMode::kAuditorium);
    for (const Member& member : channel.members) {
      room.members[key(member.user)] = {member.prefixes != 0, member.hidden};
    }
    picture.names[absl::AsciiStrToLower(channel.name)] = key(channel.id);
  });
  return picture;
}

// The user of a session; absent when it is not registered.
std::optional<UserKey> UserOn(World& world, uint64_t id) {
  const Session* session = FindSession(world.server().state(), {id});
  if (session == nullptr || !session->registered()) return std::nullopt;
  return std::make_pair(session->user.slot, session->user.generation);
}

ParsedLine Parsed(const std::string& line) {
  ParsedLine parsed;
  RC_ASSERT(!ParseLine(absl::string_view(line).substr(0, line.size() - 2), parsed).has_value());
  return parsed;
}

absl::string_view NickOf(absl::string_view source) { return source.substr(0, source.find('!')); }

struct Moment {
  const Picture& before;
  const Picture& after;
  UserKey viewer;
  CapSet caps;

  std::optional<UserKey> WhoIs(absl::string_view nick) const {
    const std::optional<UserKey> user = before.WhoIs(nick);
    return user.has_value() ? user : after.WhoIs(nick);
  }
};

// True if the viewer may receive this line.
bool MayHear(const Moment& moment, const ParsedLine& line) {
  static const std::set<absl::string_view> kOfUsers = {"QUIT",    "NICK",    "AWAY",
                                                       "CHGHOST", "SETNAME", "ACCOUNT"};
  const std::optional<UserKey> source = moment.WhoIs(NickOf(line.source));
  const bool others = source.has_value() && *source != moment.viewer;
  if (line.command == "JOIN" && others) {
    return moment.after.SeesIn(line.params[0], moment.viewer, *source);
  }
  if (line.command == "PART" && others) {
    return moment.before.SeesIn(line.params[0], moment.viewer, *source);
  }
  if (line.command == "KICK" && others) {
    const std::optional<UserKey> victim = moment.WhoIs(line.params[1]);
    return victim.has_value() && moment.before.SeesIn(line.params[0], moment.viewer, *victim);
  }
  if (line.command == "443" && !moment.before.opers.at(moment.viewer)) {
    const std::optional<UserKey> member = moment.WhoIs(line.params[1]);
    return member.has_value() && moment.before.SeesIn(line.params[2], moment.viewer, *member);
  }
  // Clients with extended-monitor also receive these lines for monitored users without a common
  // channel.
  if (kOfUsers.contains(line.command) && others && !moment.caps.Has(Cap::kExtendedMonitor)) {
    return moment.before.Sees(moment.viewer, *source) || moment.after.Sees(moment.viewer, *source);
  }
  return true;
}

// True if a reply to NAMES or WHO #c lists only members that are visible to the viewer.
bool ListsOnlyTheSeen(const Moment& moment, const ParsedLine& line) {
  std::vector<absl::string_view> nicks;
  absl::string_view channel;
  if (line.command == "353") {
    channel = line.params[2];
    for (absl::string_view entry : absl::StrSplit(line.params[3], ' ')) {
      nicks.push_back(NickOf(entry.substr(entry.find_first_not_of("~&@%+"))));
    }
  } else if (line.command == "352") {
    channel = line.params[1];
    nicks.push_back(line.params[5]);
  }
  const auto key = moment.after.names.find(absl::AsciiStrToLower(channel));
  if (key == moment.after.names.end()) return true;
  const Room& room = moment.after.rooms.at(key->second);
  for (absl::string_view nick : nicks) {
    const std::optional<UserKey> user = moment.after.WhoIs(nick);
    RC_ASSERT(user.has_value());
    if (*user == moment.viewer || moment.after.opers.at(moment.viewer)) continue;
    if (room.members.contains(moment.viewer)) {
      if (!moment.after.SeesIn(room, moment.viewer, *user)) return false;
    } else {
      const Place& place = room.members.at(*user);
      if (place.hidden || (room.auditorium && !place.prefixed)) return false;
    }
  }
  return true;
}

bool Told(const std::vector<std::string>& lines, std::set<absl::string_view> commands,
          absl::string_view nick) {
  for (const std::string& line : lines) {
    const ParsedLine parsed = Parsed(line);
    if (!commands.contains(parsed.command)) continue;
    const absl::string_view whom =
        parsed.command == "KICK" ? parsed.params[1] : NickOf(parsed.source);
    if (absl::EqualsIgnoreCase(whom, nick)) return true;
  }
  return false;
}

// Members that become visible are announced with JOIN, and those that become invisible with PART,
// QUIT or KICK. Changes of visibility by +u or by prefixes are not checked: they are announced with
// MODE only.
void CheckAnnouncements(const Moment& moment, const std::vector<std::string>& lines) {
  for (const auto& [key, room] : moment.after.rooms) {
    const auto old = moment.before.rooms.find(key);
    if (old == moment.before.rooms.end()) continue;
    if (!old->second.members.contains(moment.viewer) || !room.members.contains(moment.viewer)) {
      continue;
    }
    for (const auto& [user, place] : old->second.members) {
      const auto now = room.members.find(user);
      const bool gone = now == room.members.end() || (now->second.hidden && !place.hidden);
      if (user == moment.viewer || !gone) continue;
      if (!moment.before.SeesIn(old->second, moment.viewer, user)) continue;
      RC_ASSERT(Told(lines, {"PART", "QUIT", "KICK"}, moment.before.nicks.at(user)));
    }
    for (const auto& [user, place] : room.members) {
      const auto then = old->second.members.find(user);
      const bool came = then == old->second.members.end() || (then->second.hidden && !place.hidden);
      if (user == moment.viewer || !came) continue;
      if (!moment.after.SeesIn(room, moment.viewer, user)) continue;
      RC_ASSERT(Told(lines, {"JOIN"}, moment.after.nicks.at(user)));
    }
  }
}

// Generated sessions in which +u and +D are set more often than among all other acts.
GeneratedSession GenHidingSession() {
  GeneratedSession session = *GenSession();
  static const uint16_t kHiding = FormOf("MODE $c +uDMU");
  for (size_t i = 0; i < session.acts.size(); i += 5) {
    session.acts[i].kind = 50;
    session.acts[i].form = kHiding;
  }
  return session;
}

// True for acts that replay history. A replayed line was visible when it was first sent, and a
// client without `batch` receives it in the same form as a new one, so it is not checked.
bool AsksForHistory(const Act& act) {
  const std::string line = act.Line();
  return absl::StrContains(line, "CHATHISTORY") || absl::StrContains(line, "*playback");
}

void CheckVisibility(const GeneratedSession& session) {
  World world(SessionConfig());
  Begin(world, session);
  for (const Act& act : session.acts) {
    const Picture before = Look(world);
    std::map<uint64_t, UserKey> viewers;
    for (uint64_t id = 1; id <= kHighestSession; ++id) {
      if (const auto user = UserOn(world, id)) viewers[id] = *user;
    }
    // A connect act consists of several events, and the world has the output of the last one only.
    if (!Do(world, act) || act.IsConnect()) continue;
    const Picture after = Look(world);
    for (const auto& [id, viewer] : viewers) {
      if (UserOn(world, id) != viewer) continue;
      const Moment moment{before, after, viewer, FindSession(world.server().state(), {id})->caps};
      const std::vector<std::string> lines = world.SeenBy({id});
      const bool reads = act.Session() == SessionId{id} && AsksForHistory(act);
      for (const std::string& line : lines) {
        const ParsedLine parsed = Parsed(line);
        RC_LOG() << id << "< " << line;
        RC_ASSERT(reads || MayHear(moment, parsed));
        RC_ASSERT(ListsOnlyTheSeen(moment, parsed));
      }
      CheckAnnouncements(moment, lines);
    }
  }
}

RC_GTEST_PROP(Visibility, WhoIsHiddenIsShownByNoLine, ()) { CheckVisibility(GenHidingSession()); }

// A session that once violated the laws.
RC_GTEST_PROP(Visibility, WhatIsPlayedBackIsNoNewsWithoutBatchesEither, ()) {
  const auto says = [](uint8_t client, absl::string_view form) {
    return Act{.kind = 50, .session = static_cast<uint8_t>(client - 1), .form = FormOf(form)};
  };
  const uint64_t event_playback = 512;
  CheckVisibility({.capabilities = {0, 0, 0, event_playback},
                   .acts = {says(2, "JOIN $c"), says(4, "JOIN $c"), says(1, "JOIN $c"),
                            says(2, "MODE $c +uDMU"), says(4, "CHATHISTORY LATEST $c * 10")}});
}

}  // namespace
}  // namespace irc
