// A deliberately dumb IRC server: sets and maps of text, no sharing, no speed. It knows who is where
// and may do what, and says who sees what, so that the real one can be compared with it.
#ifndef IRCSERV_CORE_TESTING_MODEL_H_
#define IRCSERV_CORE_TESTING_MODEL_H_

#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace irc {

enum class DeedKind {
  kConnect, kJoin, kPart, kKick, kMember, kFlag, kBan, kTopic, kNick, kInvite, kSayChannel, kSayNick,
  kQuit,
};

// What one client tries to do.
struct Deed {
  DeedKind kind = DeedKind::kConnect;
  int client = 1;
  std::string channel;
  std::string nick;     // of somebody else, or the new one
  std::string change;   // of a MODE: "+o", "-i"

  std::string Line() const;
};
std::ostream& operator<<(std::ostream& out, const Deed& deed);

// What each client sees: "source COMMAND parameters", or the number of an error.
using Sights = std::map<int, std::vector<std::string>>;

class Model {
 public:
  bool IsConnected(int client) const { return nicks_.count(client) != 0; }
  // Does the deed and says who sees what.
  Sights Do(const Deed& deed);

  // For comparing the outcome: "channel: @op +voice plain" in order of nicks.
  std::vector<std::string> Channels() const;

  // The nick that a client has when it connects; nobody else can take it.
  static std::string FirstNick(int client);

 private:
  struct Room {
    std::map<int, std::set<char>> members;   // client to the letters o and v
    std::set<char> flags = {'n', 't'};
    std::set<std::string> bans;              // nicks
    std::set<int> invited;
  };

  int ClientOf(const std::string& nick) const;
  bool IsOp(const Room& room, int client) const;
  bool HasPrefix(const Room& room, int client) const;
  bool IsBanned(const Room& room, int client) const;
  void ForgetEmpty();
  void ShowRoom(Sights& sights, const Room& room, const std::string& sight, int except = 0) const;

  Sights Connect(const Deed& deed);
  Sights Join(const Deed& deed);
  Sights Part(const Deed& deed);
  Sights Kick(const Deed& deed);
  Sights ChangeMember(const Deed& deed);
  Sights ChangeFlag(const Deed& deed);
  Sights ChangeBan(const Deed& deed);
  Sights SetTopic(const Deed& deed);
  Sights ChangeNick(const Deed& deed);
  Sights Invite(const Deed& deed);
  Sights SayToChannel(const Deed& deed);
  Sights SayToNick(const Deed& deed);
  Sights Quit(const Deed& deed);

  std::map<int, std::string> nicks_;
  std::map<std::string, Room> rooms_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_MODEL_H_
