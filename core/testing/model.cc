#include "core/testing/model.h"

#include "absl/strings/str_cat.h"

namespace irc {

std::string Deed::Line() const {
  switch (kind) {
    case DeedKind::kConnect: return "";
    case DeedKind::kJoin: return absl::StrCat("JOIN ", channel);
    case DeedKind::kPart: return absl::StrCat("PART ", channel);
    case DeedKind::kKick: return absl::StrCat("KICK ", channel, " ", nick);
    case DeedKind::kMember: return absl::StrCat("MODE ", channel, " ", change, " ", nick);
    case DeedKind::kFlag: return absl::StrCat("MODE ", channel, " ", change);
    case DeedKind::kBan: return absl::StrCat("MODE ", channel, " ", change, " ", nick, "!*@*");
    case DeedKind::kTopic: return absl::StrCat("TOPIC ", channel, " :text");
    case DeedKind::kNick: return absl::StrCat("NICK ", nick);
    case DeedKind::kInvite: return absl::StrCat("INVITE ", nick, " ", channel);
    case DeedKind::kSayChannel: return absl::StrCat("PRIVMSG ", channel, " :text");
    case DeedKind::kSayNick: return absl::StrCat("PRIVMSG ", nick, " :text");
    case DeedKind::kQuit: return "QUIT :text";
  }
  return "";
}

std::ostream& operator<<(std::ostream& out, const Deed& deed) {
  return out << deed.client << ": " << (deed.kind == DeedKind::kConnect ? "connects" : deed.Line());
}

std::string Model::FirstNick(int client) { return absl::StrCat("first", client); }

Sights Model::Do(const Deed& deed) {
  switch (deed.kind) {
    case DeedKind::kConnect: return Connect(deed);
    case DeedKind::kJoin: return Join(deed);
    case DeedKind::kPart: return Part(deed);
    case DeedKind::kKick: return Kick(deed);
    case DeedKind::kMember: return ChangeMember(deed);
    case DeedKind::kFlag: return ChangeFlag(deed);
    case DeedKind::kBan: return ChangeBan(deed);
    case DeedKind::kTopic: return SetTopic(deed);
    case DeedKind::kNick: return ChangeNick(deed);
    case DeedKind::kInvite: return Invite(deed);
    case DeedKind::kSayChannel: return SayToChannel(deed);
    case DeedKind::kSayNick: return SayToNick(deed);
    case DeedKind::kQuit: return Quit(deed);
  }
  return {};
}

std::vector<std::string> Model::Channels() const {
  std::vector<std::string> channels;
  for (const auto& [name, room] : rooms_) {
    std::set<std::string> members;
    for (const auto& [client, letters] : room.members) {
      members.insert(absl::StrCat(nicks_.at(client), letters.count('o') != 0 ? "@" : "",
                                  letters.count('v') != 0 ? "+" : ""));
    }
    std::string text = name;
    for (const std::string& member : members) absl::StrAppend(&text, " ", member);
    channels.push_back(text);
  }
  return channels;
}

int Model::ClientOf(const std::string& nick) const {
  for (const auto& [client, has] : nicks_) {
    if (has == nick) return client;
  }
  return 0;
}

bool Model::IsOp(const Room& room, int client) const {
  return room.members.at(client).count('o') != 0;
}

bool Model::HasPrefix(const Room& room, int client) const {
  return room.members.count(client) != 0 && !room.members.at(client).empty();
}

bool Model::IsBanned(const Room& room, int client) const {
  return room.bans.count(nicks_.at(client)) != 0;
}

void Model::ForgetEmpty() {
  for (auto it = rooms_.begin(); it != rooms_.end();) {
    it = it->second.members.empty() ? rooms_.erase(it) : std::next(it);
  }
}

void Model::ShowRoom(Sights& sights, const Room& room, const std::string& sight,
                     int except) const {
  for (const auto& [client, letters] : room.members) {
    if (client != except) sights[client].push_back(sight);
  }
}

Sights Model::Connect(const Deed& deed) {
  nicks_[deed.client] = FirstNick(deed.client);
  return {};
}

Sights Model::Join(const Deed& deed) {
  Sights sights;
  const bool fresh = rooms_.count(deed.channel) == 0;
  Room& room = rooms_[deed.channel];
  if (room.members.count(deed.client) != 0) return sights;
  if (!fresh && room.invited.count(deed.client) == 0) {
    if (IsBanned(room, deed.client)) return {{deed.client, {"474"}}};
    if (room.flags.count('i') != 0) return {{deed.client, {"473"}}};
  }
  room.invited.erase(deed.client);
  room.members[deed.client] = fresh ? std::set<char>{'o'} : std::set<char>{};
  ShowRoom(sights, room, absl::StrCat(nicks_[deed.client], " JOIN ", deed.channel));
  return sights;
}

Sights Model::Part(const Deed& deed) {
  if (rooms_.count(deed.channel) == 0) return {{deed.client, {"403"}}};
  Room& room = rooms_[deed.channel];
  if (room.members.count(deed.client) == 0) return {{deed.client, {"442"}}};
  Sights sights;
  ShowRoom(sights, room, absl::StrCat(nicks_[deed.client], " PART ", deed.channel));
  room.members.erase(deed.client);
  ForgetEmpty();
  return sights;
}

Sights Model::Kick(const Deed& deed) {
  if (rooms_.count(deed.channel) == 0) return {{deed.client, {"403"}}};
  Room& room = rooms_[deed.channel];
  if (room.members.count(deed.client) == 0) return {{deed.client, {"442"}}};
  if (!IsOp(room, deed.client)) return {{deed.client, {"482"}}};
  const int target = ClientOf(deed.nick);
  if (target == 0) return {{deed.client, {"401"}}};
  if (room.members.count(target) == 0) return {{deed.client, {"441"}}};
  Sights sights;
  ShowRoom(sights, room,
           absl::StrCat(nicks_[deed.client], " KICK ", deed.channel, " ", deed.nick));
  room.members.erase(target);
  ForgetEmpty();
  return sights;
}

Sights Model::ChangeMember(const Deed& deed) {
  if (rooms_.count(deed.channel) == 0) return {{deed.client, {"403"}}};
  Room& room = rooms_[deed.channel];
  const bool add = deed.change[0] == '+';
  const int target = ClientOf(deed.nick);
  const bool lays_down = !add && target == deed.client;
  if (!lays_down) {
    if (room.members.count(deed.client) == 0) return {{deed.client, {"442"}}};
    if (!IsOp(room, deed.client)) return {{deed.client, {"482"}}};
  }
  if (target == 0) return {{deed.client, {"401"}}};
  if (room.members.count(target) == 0) return {{deed.client, {"441"}}};
  std::set<char>& letters = room.members[target];
  if ((letters.count(deed.change[1]) != 0) == add) return {};
  Sights sights;
  ShowRoom(sights, room, absl::StrCat(nicks_[deed.client], " MODE ", deed.channel, " ",
                                      deed.change, " ", deed.nick));
  if (add) {
    letters.insert(deed.change[1]);
  } else {
    letters.erase(deed.change[1]);
  }
  return sights;
}

Sights Model::ChangeFlag(const Deed& deed) {
  if (rooms_.count(deed.channel) == 0) return {{deed.client, {"403"}}};
  Room& room = rooms_[deed.channel];
  if (room.members.count(deed.client) == 0) return {{deed.client, {"442"}}};
  if (!IsOp(room, deed.client)) return {{deed.client, {"482"}}};
  const bool add = deed.change[0] == '+';
  if ((room.flags.count(deed.change[1]) != 0) == add) return {};
  if (add) {
    room.flags.insert(deed.change[1]);
  } else {
    room.flags.erase(deed.change[1]);
  }
  Sights sights;
  ShowRoom(sights, room,
           absl::StrCat(nicks_[deed.client], " MODE ", deed.channel, " ", deed.change));
  return sights;
}

Sights Model::ChangeBan(const Deed& deed) {
  if (rooms_.count(deed.channel) == 0) return {{deed.client, {"403"}}};
  Room& room = rooms_[deed.channel];
  if (room.members.count(deed.client) == 0) return {{deed.client, {"442"}}};
  if (!IsOp(room, deed.client)) return {{deed.client, {"482"}}};
  const bool add = deed.change[0] == '+';
  if ((room.bans.count(deed.nick) != 0) == add) return {};
  if (add) {
    room.bans.insert(deed.nick);
  } else {
    room.bans.erase(deed.nick);
  }
  Sights sights;
  ShowRoom(sights, room, absl::StrCat(nicks_[deed.client], " MODE ", deed.channel, " ",
                                      deed.change, " ", deed.nick, "!*@*"));
  return sights;
}

Sights Model::SetTopic(const Deed& deed) {
  if (rooms_.count(deed.channel) == 0) return {{deed.client, {"403"}}};
  Room& room = rooms_[deed.channel];
  if (room.members.count(deed.client) == 0) return {{deed.client, {"442"}}};
  if (room.flags.count('t') != 0 && !IsOp(room, deed.client)) return {{deed.client, {"482"}}};
  Sights sights;
  ShowRoom(sights, room, absl::StrCat(nicks_[deed.client], " TOPIC ", deed.channel, " text"));
  return sights;
}

Sights Model::ChangeNick(const Deed& deed) {
  const int owner = ClientOf(deed.nick);
  if (owner == deed.client) return {};
  if (owner != 0) return {{deed.client, {"433"}}};
  for (const auto& [name, room] : rooms_) {
    if (room.members.count(deed.client) == 0 || HasPrefix(room, deed.client)) continue;
    if (IsBanned(room, deed.client)) return {{deed.client, {"437"}}};
  }
  std::set<int> seen = {deed.client};
  for (const auto& [name, room] : rooms_) {
    if (room.members.count(deed.client) == 0) continue;
    for (const auto& [client, letters] : room.members) seen.insert(client);
  }
  Sights sights;
  for (int client : seen) {
    sights[client].push_back(absl::StrCat(nicks_[deed.client], " NICK ", deed.nick));
  }
  nicks_[deed.client] = deed.nick;
  return sights;
}

Sights Model::Invite(const Deed& deed) {
  const int target = ClientOf(deed.nick);
  if (target == 0) return {{deed.client, {"401"}}};
  if (rooms_.count(deed.channel) == 0) return {{deed.client, {"403"}}};
  Room& room = rooms_[deed.channel];
  if (room.members.count(deed.client) == 0) return {{deed.client, {"442"}}};
  if (room.members.count(target) != 0) return {{deed.client, {"443"}}};
  if (room.flags.count('i') != 0 && !IsOp(room, deed.client)) return {{deed.client, {"482"}}};
  room.invited.insert(target);
  return {{deed.client, {"341"}},
          {target, {absl::StrCat(nicks_[deed.client], " INVITE ", deed.nick, " ", deed.channel)}}};
}

Sights Model::SayToChannel(const Deed& deed) {
  if (rooms_.count(deed.channel) == 0) return {{deed.client, {"403"}}};
  Room& room = rooms_[deed.channel];
  const bool inside = room.members.count(deed.client) != 0;
  if (!inside && room.flags.count('n') != 0) return {{deed.client, {"404"}}};
  if (!HasPrefix(room, deed.client) &&
      (room.flags.count('m') != 0 || IsBanned(room, deed.client))) {
    return {{deed.client, {"404"}}};
  }
  Sights sights;
  ShowRoom(sights, room, absl::StrCat(nicks_[deed.client], " PRIVMSG ", deed.channel, " text"),
           deed.client);
  return sights;
}

Sights Model::SayToNick(const Deed& deed) {
  const int target = ClientOf(deed.nick);
  if (target == 0) return {{deed.client, {"401"}}};
  return {{target, {absl::StrCat(nicks_[deed.client], " PRIVMSG ", deed.nick, " text")}}};
}

Sights Model::Quit(const Deed& deed) {
  std::set<int> seen;
  for (auto& [name, room] : rooms_) {
    room.invited.erase(deed.client);
    if (room.members.count(deed.client) == 0) continue;
    for (const auto& [client, letters] : room.members) seen.insert(client);
    room.members.erase(deed.client);
  }
  Sights sights;
  for (int client : seen) {
    if (client != deed.client) {
      sights[client].push_back(absl::StrCat(nicks_[deed.client], " QUIT Quit: text"));
    }
  }
  nicks_.erase(deed.client);
  ForgetEmpty();
  return sights;
}

}  // namespace irc
