// A deliberately dumb IRC server: sets and maps of text, no sharing, no speed. It knows who is
// where and may do what, and says who sees what, so that the real one can be compared with it.
#ifndef IRCSERV_CORE_TESTING_MODEL_H_
#define IRCSERV_CORE_TESTING_MODEL_H_

#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace irc {

enum class StepKind {
  kConnect,
  kJoin,
  kPart,
  kKick,
  kMember,
  kFlag,
  kBan,
  kTopic,
  kNick,
  kInvite,
  kSayChannel,
  kSayNick,
  kQuit,
};

// What one client tries to do.
struct Step {
  StepKind kind = StepKind::kConnect;
  int client = 1;
  std::string channel;
  std::string nick;    // of somebody else, or the new one
  std::string change;  // of a MODE: "+o", "-i"

  std::string Line() const;
};
std::ostream& operator<<(std::ostream& out, const Step& step);

// What each client sees: "source COMMAND parameters", or the number of an error.
using Sights = std::map<int, std::vector<std::string>>;

class Model {
 public:
  bool IsConnected(int client) const { return nicks_.count(client) != 0; }
  // Does the step and says who sees what.
  Sights Do(const Step& step);

  // For comparing the outcome: "channel: @op +voice plain" in order of nicks.
  std::vector<std::string> Channels() const;

  // The nick that a client has when it connects; nobody else can take it.
  static std::string FirstNick(int client);

 private:
  struct Room {
    std::map<int, std::set<char>> members;  // client to the letters o and v
    std::set<char> flags = {'n', 't'};
    std::set<std::string> bans;  // nicks
    std::set<int> invited;
  };

  int ClientOf(const std::string& nick) const;
  bool IsOp(const Room& room, int client) const;
  bool HasPrefix(const Room& room, int client) const;
  bool IsBanned(const Room& room, int client) const;
  void ForgetEmpty();
  void ShowRoom(Sights& sights, const Room& room, const std::string& sight, int except = 0) const;

  Sights Connect(const Step& step);
  Sights Join(const Step& step);
  Sights Part(const Step& step);
  Sights Kick(const Step& step);
  Sights ChangeMember(const Step& step);
  Sights ChangeFlag(const Step& step);
  Sights ChangeBan(const Step& step);
  Sights SetTopic(const Step& step);
  Sights ChangeNick(const Step& step);
  Sights Invite(const Step& step);
  Sights SayToChannel(const Step& step);
  Sights SayToNick(const Step& step);
  Sights Quit(const Step& step);

  std::map<int, std::string> nicks_;
  std::map<std::string, Room> rooms_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_MODEL_H_
