#include "core/testing/model.h"

#include "absl/strings/str_cat.h"

namespace irc {

std::string Step::Line() const {
  switch (kind) {
    case StepKind::kConnect:
      return "";
    case StepKind::kJoin:
      return absl::StrCat("JOIN ", channel);
    case StepKind::kPart:
      return absl::StrCat("PART ", channel);
    case StepKind::kKick:
      return absl::StrCat("KICK ", channel, " ", nick);
    case StepKind::kMember:
      return absl::StrCat("MODE ", channel, " ", change, " ", nick);
    case StepKind::kFlag:
      return absl::StrCat("MODE ", channel, " ", change);
    case StepKind::kBan:
      return absl::StrCat("MODE ", channel, " ", change, " ", nick, "!*@*");
    case StepKind::kTopic:
      return absl::StrCat("TOPIC ", channel, " :text");
    case StepKind::kNick:
      return absl::StrCat("NICK ", nick);
    case StepKind::kInvite:
      return absl::StrCat("INVITE ", nick, " ", channel);
    case StepKind::kSayChannel:
      return absl::StrCat("PRIVMSG ", channel, " :text");
    case StepKind::kSayNick:
      return absl::StrCat("PRIVMSG ", nick, " :text");
    case StepKind::kQuit:
      return "QUIT :text";
  }
  return "";
}

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << step.client << ": " << (step.kind == StepKind::kConnect ? "connects" : step.Line());
}

std::string Model::FirstNick(int client) { return absl::StrCat("first", client); }

Sights Model::Do(const Step& step) {
  switch (step.kind) {
    case StepKind::kConnect:
      return Connect(step);
    case StepKind::kJoin:
      return Join(step);
    case StepKind::kPart:
      return Part(step);
    case StepKind::kKick:
      return Kick(step);
    case StepKind::kMember:
      return ChangeMember(step);
    case StepKind::kFlag:
      return ChangeFlag(step);
    case StepKind::kBan:
      return ChangeBan(step);
    case StepKind::kTopic:
      return SetTopic(step);
    case StepKind::kNick:
      return ChangeNick(step);
    case StepKind::kInvite:
      return Invite(step);
    case StepKind::kSayChannel:
      return SayToChannel(step);
    case StepKind::kSayNick:
      return SayToNick(step);
    case StepKind::kQuit:
      return Quit(step);
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

bool Model::MaySpeak(const Room& room, int client) const {
  return HasPrefix(room, client) || (room.flags.count('m') == 0 && !IsBanned(room, client));
}

void Model::ForgetEmpty() {
  for (auto it = rooms_.begin(); it != rooms_.end();) {
    it = it->second.members.empty() ? rooms_.erase(it) : std::next(it);
  }
}

void Model::ShowRoom(Sights& sights, const Room& room, const std::string& sight, int except) const {
  for (const auto& [client, letters] : room.members) {
    if (client != except) sights[client].push_back(sight);
  }
}

Sights Model::Connect(const Step& step) {
  nicks_[step.client] = FirstNick(step.client);
  return {};
}

Sights Model::Join(const Step& step) {
  Sights sights;
  const bool fresh = rooms_.count(step.channel) == 0;
  Room& room = rooms_[step.channel];
  if (room.members.count(step.client) != 0) return sights;
  if (!fresh && room.invited.count(step.client) == 0) {
    if (IsBanned(room, step.client)) return {{step.client, {"474"}}};
    if (room.flags.count('i') != 0) return {{step.client, {"473"}}};
  }
  room.invited.erase(step.client);
  room.members[step.client] = fresh ? std::set<char>{'o'} : std::set<char>{};
  ShowRoom(sights, room, absl::StrCat(nicks_[step.client], " JOIN ", step.channel));
  return sights;
}

Sights Model::Part(const Step& step) {
  if (rooms_.count(step.channel) == 0) return {{step.client, {"403"}}};
  Room& room = rooms_[step.channel];
  if (room.members.count(step.client) == 0) return {{step.client, {"442"}}};
  Sights sights;
  ShowRoom(sights, room, absl::StrCat(nicks_[step.client], " PART ", step.channel));
  room.members.erase(step.client);
  ForgetEmpty();
  return sights;
}

Sights Model::Kick(const Step& step) {
  if (rooms_.count(step.channel) == 0) return {{step.client, {"403"}}};
  Room& room = rooms_[step.channel];
  if (room.members.count(step.client) == 0) return {{step.client, {"442"}}};
  if (!IsOp(room, step.client)) return {{step.client, {"482"}}};
  const int target = ClientOf(step.nick);
  if (target == 0) return {{step.client, {"401"}}};
  if (room.members.count(target) == 0) return {{step.client, {"441"}}};
  Sights sights;
  ShowRoom(sights, room, absl::StrCat(nicks_[step.client], " KICK ", step.channel, " ", step.nick));
  room.members.erase(target);
  ForgetEmpty();
  return sights;
}

Sights Model::ChangeMember(const Step& step) {
  if (rooms_.count(step.channel) == 0) return {{step.client, {"403"}}};
  Room& room = rooms_[step.channel];
  const bool add = step.change[0] == '+';
  const int target = ClientOf(step.nick);
  const bool lays_down = !add && target == step.client;
  if (!lays_down) {
    if (room.members.count(step.client) == 0) return {{step.client, {"442"}}};
    if (!IsOp(room, step.client)) return {{step.client, {"482"}}};
  }
  if (target == 0) return {{step.client, {"401"}}};
  if (room.members.count(target) == 0) return {{step.client, {"441"}}};
  std::set<char>& letters = room.members[target];
  if ((letters.count(step.change[1]) != 0) == add) return {};
  Sights sights;
  ShowRoom(
      sights, room,
      absl::StrCat(nicks_[step.client], " MODE ", step.channel, " ", step.change, " ", step.nick));
  if (add) {
    letters.insert(step.change[1]);
  } else {
    letters.erase(step.change[1]);
  }
  return sights;
}

Sights Model::ChangeFlag(const Step& step) {
  if (rooms_.count(step.channel) == 0) return {{step.client, {"403"}}};
  Room& room = rooms_[step.channel];
  if (room.members.count(step.client) == 0) return {{step.client, {"442"}}};
  if (!IsOp(room, step.client)) return {{step.client, {"482"}}};
  const bool add = step.change[0] == '+';
  if ((room.flags.count(step.change[1]) != 0) == add) return {};
  if (add) {
    room.flags.insert(step.change[1]);
  } else {
    room.flags.erase(step.change[1]);
  }
  Sights sights;
  ShowRoom(sights, room,
           absl::StrCat(nicks_[step.client], " MODE ", step.channel, " ", step.change));
  return sights;
}

Sights Model::ChangeBan(const Step& step) {
  if (rooms_.count(step.channel) == 0) return {{step.client, {"403"}}};
  Room& room = rooms_[step.channel];
  if (room.members.count(step.client) == 0) return {{step.client, {"442"}}};
  if (!IsOp(room, step.client)) return {{step.client, {"482"}}};
  const bool add = step.change[0] == '+';
  if ((room.bans.count(step.nick) != 0) == add) return {};
  if (add) {
    room.bans.insert(step.nick);
  } else {
    room.bans.erase(step.nick);
  }
  Sights sights;
  ShowRoom(sights, room,
           absl::StrCat(nicks_[step.client], " MODE ", step.channel, " ", step.change, " ",
                        step.nick, "!*@*"));
  return sights;
}

Sights Model::SetTopic(const Step& step) {
  if (rooms_.count(step.channel) == 0) return {{step.client, {"403"}}};
  Room& room = rooms_[step.channel];
  if (room.members.count(step.client) == 0) return {{step.client, {"442"}}};
  if (room.flags.count('t') != 0 && !IsOp(room, step.client)) return {{step.client, {"482"}}};
  if (!MaySpeak(room, step.client)) return {{step.client, {"404"}}};
  Sights sights;
  ShowRoom(sights, room, absl::StrCat(nicks_[step.client], " TOPIC ", step.channel, " text"));
  return sights;
}

Sights Model::ChangeNick(const Step& step) {
  const int owner = ClientOf(step.nick);
  if (owner == step.client) return {};
  if (owner != 0) return {{step.client, {"433"}}};
  for (const auto& [name, room] : rooms_) {
    if (room.members.count(step.client) == 0 || HasPrefix(room, step.client)) continue;
    if (IsBanned(room, step.client)) return {{step.client, {"437"}}};
  }
  std::set<int> seen = {step.client};
  for (const auto& [name, room] : rooms_) {
    if (room.members.count(step.client) == 0) continue;
    for (const auto& [client, letters] : room.members) seen.insert(client);
  }
  Sights sights;
  for (int client : seen) {
    sights[client].push_back(absl::StrCat(nicks_[step.client], " NICK ", step.nick));
  }
  nicks_[step.client] = step.nick;
  return sights;
}

Sights Model::Invite(const Step& step) {
  const int target = ClientOf(step.nick);
  if (target == 0) return {{step.client, {"401"}}};
  if (rooms_.count(step.channel) == 0) return {{step.client, {"403"}}};
  Room& room = rooms_[step.channel];
  if (room.members.count(step.client) == 0) return {{step.client, {"442"}}};
  if (room.members.count(target) != 0) return {{step.client, {"443"}}};
  if (room.flags.count('i') != 0 && !IsOp(room, step.client)) return {{step.client, {"482"}}};
  if (!MaySpeak(room, step.client)) return {{step.client, {"404"}}};
  if (IsOp(room, step.client)) room.invited.insert(target);
  return {{step.client, {"341"}},
          {target, {absl::StrCat(nicks_[step.client], " INVITE ", step.nick, " ", step.channel)}}};
}

Sights Model::SayToChannel(const Step& step) {
  if (rooms_.count(step.channel) == 0) return {{step.client, {"403"}}};
  Room& room = rooms_[step.channel];
  const bool inside = room.members.count(step.client) != 0;
  if (!inside && room.flags.count('n') != 0) return {{step.client, {"404"}}};
  if (!MaySpeak(room, step.client)) return {{step.client, {"404"}}};
  Sights sights;
  ShowRoom(sights, room, absl::StrCat(nicks_[step.client], " PRIVMSG ", step.channel, " text"),
           step.client);
  return sights;
}

Sights Model::SayToNick(const Step& step) {
  const int target = ClientOf(step.nick);
  if (target == 0) return {{step.client, {"401"}}};
  return {{target, {absl::StrCat(nicks_[step.client], " PRIVMSG ", step.nick, " text")}}};
}

Sights Model::Quit(const Step& step) {
  // Those who see the client where it may speak get its words.
  std::map<int, bool> seen;
  for (auto& [name, room] : rooms_) {
    room.invited.erase(step.client);
    if (room.members.count(step.client) == 0) continue;
    const bool heard = MaySpeak(room, step.client);
    for (const auto& [client, letters] : room.members) seen[client] |= heard;
    room.members.erase(step.client);
  }
  Sights sights;
  for (const auto& [client, heard] : seen) {
    if (client == step.client) continue;
    sights[client].push_back(
        absl::StrCat(nicks_[step.client], " QUIT ", heard ? "Quit: text" : "Client Quit"));
  }
  nicks_.erase(step.client);
  ForgetEmpty();
  return sights;
}

}  // namespace irc
