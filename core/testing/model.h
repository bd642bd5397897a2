// A reference model of the server for property tests: deliberately simple, with sets and maps of
// text and no regard for speed. It tracks members, prefixes and channel modes, and computes what
// each client receives, which a test compares with the output of the real server.
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

// An action that one client attempts.
struct Step {
  StepKind kind = StepKind::kConnect;
  int client = 1;
  std::string channel;
  std::string nick;    // the target's, or the client's new one
  std::string change;  // the mode change of a MODE: "+o", "-i"

  std::string Line() const;
};
std::ostream& operator<<(std::ostream& out, const Step& step);

// The messages that each client receives: "source COMMAND parameters", or an error numeric.
using Sights = std::map<int, std::vector<std::string>>;

class Model {
 public:
  bool IsConnected(int client) const { return nicks_.count(client) != 0; }
  // Carries out the step and returns the messages that it causes.
  Sights Do(const Step& step);

  // The final state, for comparison: "#channel plain op@ voiced+" with the members sorted by nick.
  std::vector<std::string> Channels() const;

  // The nick with which a client connects. No other client uses it.
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
  bool MaySpeak(const Room& room, int client) const;
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
