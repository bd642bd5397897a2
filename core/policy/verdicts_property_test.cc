// What a membership remembers of the channel's lists is what a server says that has forgotten it.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/policy/extban.h"
#include "core/server.h"
#include "core/state/state.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr int kClients = 3;
constexpr std::array kNicks = {"one", "two", "three", "four"};
constexpr std::array kChannels = {"#a", "#b", "#c"};
// Each concerns another property of a user.
constexpr std::array kMasks = {
    "one!*@*", "*!u2@*",     "*!*@192.0.2.0/30", "*!*@cloak1", "a:account",  "!a:*", "o:*",
    "!o:two",  "r:Name?one", "x:*one",           "x:*#*one",   "z:*",        "j:#b", "m:!j:+#c",
    "j:@#a",   "c:t*!*@*",   "N:*!u1@*",         "!j:*#?",     "U:three!*@*"};

// One change of something that masks can see, or of a list.
rc::Gen<std::string> GenLine() {
  const auto channel = rc::gen::element<std::string>("#a", "#b", "#c");
  const auto nick = rc::gen::elementOf(std::vector<std::string>(kNicks.begin(), kNicks.end()));
  const auto with = [](std::string before, const rc::Gen<std::string>& gen, std::string after) {
    return rc::gen::map(gen, [=](const std::string& text) { return before + text + after; });
  };
  const auto list = rc::gen::apply(
      [](const std::string& name, bool add, char letter, const std::string& mask) {
        return absl::StrCat("MODE ", name, add ? " +" : " -", std::string(1, letter), " ", mask);
      },
      channel, rc::gen::arbitrary<bool>(), rc::gen::element('b', 'e', 'y'),
      rc::gen::elementOf(std::vector<std::string>(kMasks.begin(), kMasks.end())));
  const auto prefix = rc::gen::apply(
      [](const std::string& name, const std::string& mode, const std::string& who) {
        return absl::StrCat("MODE ", name, " ", mode, " ", who);
      },
      channel, rc::gen::element<std::string>("+v", "-v", "+o", "-o"), nick);
  const auto flags = rc::gen::apply(
      [](const std::string& name, const std::string& mode) {
        return absl::StrCat("MODE ", name, " ", mode);
      },
      channel, rc::gen::element<std::string>("+s", "-s", "+p", "-p", "+u", "-u", "+D", "-D"));
  return rc::gen::weightedOneOf<std::string>(
      {{8, list},
       {4, prefix},
       {4, flags},
       {3, with("JOIN ", channel, "")},
       {2, with("PART ", channel, "")},
       {2, with("NICK ", nick, "")},
       {1, with("MODE ", nick, " +x")},
       {1, with("MODE ", nick, " -x")},
       {1, with("MODE ", nick, " +i")},
       {1, with("MODE ", nick, " -i")},
       {1, rc::gen::element<std::string>("SETNAME :Name one", "SETNAME :Name two")},
       {1, with("PRIVMSG ", channel, " :hello")},
       {1, with("RENAME #b ", rc::gen::element<std::string>("#x", "#b", "#c"), "")},
       {1, rc::gen::just<std::string>("OPER root *1")},
       {1, with("MODE ", nick, " -o")},
       {1, rc::gen::just<std::string>("QUIT :bye")}});
}

void Enter(World& world, uint64_t number) {
  const SessionId id{number};
  world.Apply(Connected{id,
                        {.ip = absl::StrCat("192.0.2.", number),
                         .host = absl::StrCat("192.0.2.", number),
                         .cloak = absl::StrCat("cloak", number),
                         .tls = number == 2}});
  world.Say(id, absl::StrCat("NICK ", kNicks[number - 1]));
  world.Say(id, absl::StrCat("USER u", number, " 0 * :Name ", kNicks[number - 1]));
  for (const char* channel : kChannels) world.Say(id, absl::StrCat("JOIN ", channel));
}

// All answers of the lists, in the order of the memberships.
std::string Answers(const State& state) {
  std::string answers;
  state.users.ForEach([&](const User& user) {
    for (const Membership& membership : user.channels) {
      const Channel& channel = ChannelOf(state, membership.channel);
      absl::StrAppend(&answers, "\n", user.nick, channel.name, " ");
      for (ChannelMode list : {ChannelMode::kBan, ChannelMode::kExcept}) {
        for (int action = 1; action < kBanActions; ++action) {
          answers +=
              MatchesList(state, user, channel, list, static_cast<BanAction>(action)) ? '1' : '0';
        }
      }
      answers +=
          MatchesList(state, user, channel, ChannelMode::kQuiet, BanAction::kSpeak) ? '1' : '0';
    }
  });
  return answers;
}

RC_GTEST_PROP(Verdicts, AreThoseOfAServerThatRemembersNone, ()) {
  Config config;
  config.opers = {{.name = "root", .hosts = {"*@*"}}};
  config.accounts = {"account"};
  config.default_user_modes = "";
  World world(config);
  for (int i = 1; i <= kClients; ++i) Enter(world, static_cast<uint64_t>(i));
  for (const char* channel : kChannels) {
    world.Say({1}, absl::StrCat("MODE ", channel, " +oo two three"));
  }
  const auto steps = *rc::gen::container<std::vector<std::pair<int, std::string>>>(
      rc::gen::pair(rc::gen::inRange(1, kClients + 1), GenLine()));
  for (const auto& [client, line] : steps) {
    const SessionId id{static_cast<uint64_t>(client)};
    if (!world.IsOpen(id)) Enter(world, id.value);
    world.Say(id, line);
    while (world.IsWaiting(id)) world.CompleteOldest(true);
    Server other(config, absl::UnixEpoch());
    RC_ASSERT(other.Load(world.server().Save()).ok());
    const std::string answers = Answers(world.server().state());
    RC_ASSERT(answers == Answers(other.state()));
    RC_ASSERT(answers == Answers(world.server().state()));
  }
}

}  // namespace
}  // namespace irc
