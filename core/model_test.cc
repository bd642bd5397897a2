// The server and the reference model carry out the same steps, and must agree on the messages to
// each client and on the members of the channels.
#include "core/testing/model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/protocol/parse.h"
#include "core/state/state.h"
#include "core/testing/acts.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"
#include "rapidcheck/state.h"

namespace irc {
namespace {

constexpr int kClients = 4;

// True for replies after a JOIN and for the ERROR to a quitting client, which the model does not
// produce.
bool IsFurniture(absl::string_view command) {
  static constexpr absl::string_view kFurniture[] = {"332", "333", "353", "366", "ERROR"};
  return std::find(std::begin(kFurniture), std::end(kFurniture), command) != std::end(kFurniture);
}

// A line in the model's form.
std::string SightOf(const std::string& line) {
  ParsedLine parsed;
  ParseLine(absl::StripTrailingAsciiWhitespace(line), parsed);
  if (absl::ascii_isdigit(static_cast<unsigned char>(parsed.command[0]))) {
    return std::string(parsed.command);
  }
  std::string sight =
      absl::StrCat(parsed.source.substr(0, parsed.source.find('!')), " ", parsed.command);
  const size_t params = parsed.command == "KICK" ? 2 : parsed.params.size();
  for (size_t i = 0; i < params; ++i) absl::StrAppend(&sight, " ", parsed.params[i]);
  return sight;
}

Sights SightsOf(World& world) {
  Sights sights;
  for (int client = 1; client <= kClients; ++client) {
    for (const std::string& line : world.SeenBy({static_cast<uint64_t>(client)})) {
      ParsedLine parsed;
      ParseLine(absl::StripTrailingAsciiWhitespace(line), parsed);
      if (!IsFurniture(parsed.command)) sights[client].push_back(SightOf(line));
    }
  }
  return sights;
}

std::vector<std::string> ChannelsOf(World& world) {
  const State& state = world.server().state();
  std::set<std::string> channels;
  state.channels.ForEach([&](const Channel& channel) {
    std::set<std::string> members;
    for (const Member& member : channel.members) {
      members.insert(
          absl::StrCat(UserOf(state, member.user).nick, PrefixSymbols(member.prefixes, true)));
    }
    std::string text = channel.name;
    for (const std::string& member : members) absl::StrAppend(&text, " ", member);
    channels.insert(text);
  });
  return {channels.begin(), channels.end()};
}

struct Attempt : rc::state::Command<Model, World> {
  Step step;

  explicit Attempt(const Model&) {
    static const std::vector<std::string> kChannels = {"#a", "#b"};
    static const std::vector<std::string> kNicks = {"x", "y", "z", "first1", "first2", "first3"};
    static const std::vector<std::string> kFlags = {"+i", "-i", "+m", "-m", "+n", "-n", "+t", "-t"};
    static const std::vector<std::string> kPrefixes = {"+o", "-o", "+v", "-v"};
    step.kind = static_cast<StepKind>(*rc::gen::inRange(0, static_cast<int>(StepKind::kQuit) + 1));
    step.client = *rc::gen::inRange(1, kClients + 1);
    step.channel = *rc::gen::elementOf(kChannels);
    step.nick = *rc::gen::elementOf(kNicks);
    step.change = step.kind == StepKind::kFlag     ? *rc::gen::elementOf(kFlags)
                  : step.kind == StepKind::kMember ? *rc::gen::elementOf(kPrefixes)
                                                   : *rc::gen::element<std::string>("+b", "-b");
  }

  void checkPreconditions(const Model& model) const override {
    RC_PRE(model.IsConnected(step.client) == (step.kind != StepKind::kConnect));
    // NICK uses only nicks of one letter, so that every client's first nick stays free for it.
    RC_PRE(step.kind != StepKind::kNick || step.nick.size() == 1);
  }

  void apply(Model& model) const override { model.Do(step); }

  void run(const Model& before, World& world) const override {
    Model model = before;
    const Sights expected = model.Do(step);
    if (step.kind == StepKind::kConnect) {
      Register(world, static_cast<uint64_t>(step.client), Model::FirstNick(step.client), 0);
    } else {
      RC_ASSERT(world.Say({static_cast<uint64_t>(step.client)}, step.Line()));
      RC_ASSERT(SightsOf(world) == expected);
    }
    RC_ASSERT(ChannelsOf(world) == model.Channels());
  }

  void show(std::ostream& out) const override { out << step; }
};

RC_GTEST_PROP(Model, AndServerAgree, ()) {
  Model model;
  World world;
  rc::state::check(model, world, rc::state::gen::execOneOfWithArgs<Attempt>());
}

}  // namespace
}  // namespace irc
