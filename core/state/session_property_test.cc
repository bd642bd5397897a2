// Laws that hold for every sequence of events. Each is tested with generated sessions; set
// RC_PARAMS="max_success=100000 max_size=200" for a longer search (see RapidCheck's documentation).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/limits.h"
#include "core/protocol/parse.h"
#include "core/state/state.h"
#include "core/testing/acts.h"
#include "core/testing/world.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr uint64_t kHighestSession = 5;

ParsedLine Parsed(const std::string& line) {
  ParsedLine parsed;
  RC_ASSERT(absl::EndsWith(line, "\r\n"));
  RC_ASSERT(!ParseLine(absl::string_view(line).substr(0, line.size() - 2), parsed).has_value());
  return parsed;
}

// Runs a session and calls look(world, act) after each act.
template <typename Look>
void Watch(const GeneratedSession& session, Look&& look) {
  World world(SessionConfig());
  Begin(world, session);
  for (const Act& act : session.acts) {
    if (Do(world, act)) look(world, act);
  }
}

CapSet CapsOf(World& world, SessionId id) {
  const Session* session = FindSession(world.server().state(), id);
  return session == nullptr ? CapSet() : session->caps;
}

RC_GTEST_PROP(SessionLaws, TheSameEventsGiveTheSameBytes, ()) {
  const GeneratedSession session = *GenSession();
  World a(SessionConfig()), b(SessionConfig());
  Begin(a, session);
  Begin(b, session);
  for (const Act& act : session.acts) {
    Do(a, act);
    Do(b, act);
  }
  RC_ASSERT(a.log() == b.log());
}

RC_GTEST_PROP(SessionLaws, ALoadedServerGoesOnByteForByte, ()) {
  const GeneratedSession session = *GenSession();
  World a(SessionConfig()), b(SessionConfig());
  Begin(a, session);
  Begin(b, session);
  for (const Act& act : session.acts) {
    Do(a, act);
    b.Reload();
    Do(b, act);
  }
  RC_ASSERT(a.log() == b.log());
}

RC_GTEST_PROP(SessionLaws, EveryLineIsWellFormed, ()) {
  Watch(*GenSession(), [](World& world, const Act&) {
    for (const Send& send : world.output().sends) {
      const std::string& line = send.line;
      Parsed(line);
      RC_ASSERT(line.find_first_of(std::string("\r\n\0", 3)) == line.size() - 2);
      const size_t tags = TagsSectionBytes(line);
      RC_ASSERT(tags <= kTagsBytesMax);
      RC_ASSERT(line.size() - tags <= kBodyBytesMax + 2);
      RC_ASSERT(!send.to.empty());
    }
  });
}

// What only those sessions are sent that have a capability.
struct Gated {
  std::vector<absl::string_view> tags = {};
  std::vector<absl::string_view> commands = {};  // and numerics
  std::vector<absl::string_view> batches = {};   // their types
};

// The table of it. A capability without a case does not compile; one that only changes what other
// lines say, or what the server does, gates nothing.
Gated GatedBy(Cap cap) {
  static const std::vector<absl::string_view> kMetadata = {"METADATA", "760", "761", "766", "770",
                                                           "771",      "772", "773", "774"};
  switch (cap) {
    case Cap::kAccountNotify:
      return {.commands = {"ACCOUNT"}};
    case Cap::kAccount2fa:  // the commands of both work without it
    case Cap::kClientCert:
      return {};
    case Cap::kAccountRegistration:  // both commands work without it
      return {};
    case Cap::kAccountTag:
      return {.tags = {"account"}};
    case Cap::kAwayNotify:
      return {.commands = {"AWAY"}};
    case Cap::kBatch:
      return {.tags = {"batch"}, .commands = {"BATCH"}, .batches = {"chathistory"}};
    case Cap::kChannelRename:
      return {.commands = {"RENAME"}};
    case Cap::kChathistory:
      return {.tags = {"draft/chathistory-end"},
              .commands = {"CHATHISTORY"},
              .batches = {"draft/chathistory-targets"}};
    case Cap::kChghost:
      return {.commands = {"CHGHOST"}};
    case Cap::kExtendedIsupport:
      return {.batches = {"draft/isupport"}};
    case Cap::kLabeledResponse:
      return {.tags = {"label"}, .commands = {"ACK"}, .batches = {"labeled-response"}};
    case Cap::kMessageRedaction:
      return {.commands = {"REDACT"}};
    case Cap::kMessageTags:
      return {.tags = {"msgid", "bot"}, .commands = {"TAGMSG"}};
    case Cap::kMetadata2:
    case Cap::kMetadata3:
      return {.commands = kMetadata, .batches = {"metadata", "metadata-subs"}};
    case Cap::kMultiline:
      return {.tags = {"draft/multiline-concat"}, .batches = {"draft/multiline"}};
    case Cap::kOperTag:
      return {.tags = {"draft/oper"}};
    case Cap::kReadMarker:
      return {.commands = {"MARKREAD"}};
    case Cap::kRelaymsg:
      return {.tags = {"draft/relaymsg"}};
    case Cap::kSasl:
      return {.commands = {"AUTHENTICATE"}};
    case Cap::kServerTime:
      return {.tags = {"time"}};
    case Cap::kSetname:
      return {.commands = {"SETNAME"}};
    case Cap::kCapNotify:
    case Cap::kEchoMessage:
    case Cap::kEventPlayback:
    case Cap::kExtendedJoin:  // MayHaveCommand has its rule
    case Cap::kExtendedMonitor:
    case Cap::kInviteNotify:  // likewise
    case Cap::kMultiPrefix:
    case Cap::kNoImplicitNames:
    case Cap::kPreAway:
    case Cap::kSelfMessage:
    case Cap::kStandardReplies:
    case Cap::kUserhostInNames:
    case Cap::kZncPlayback:
      return {};
  }
  return {};
}

// True when one of `caps` has `what` in its row. `if_free` is the answer for what no row has.
bool MayHave(CapSet caps, std::vector<absl::string_view> Gated::*kind, absl::string_view what,
             bool if_free) {
  static const std::vector<std::pair<Cap, Gated>> kTable = [] {
    std::vector<std::pair<Cap, Gated>> table;
    for (const CapRow& row : kCaps) table.emplace_back(row.cap, GatedBy(row.cap));
    return table;
  }();
  bool is_free = true;
  for (const auto& [cap, gated] : kTable) {
    const std::vector<absl::string_view>& names = gated.*kind;
    if (std::find(names.begin(), names.end(), what) == names.end()) continue;
    if (caps.Has(cap)) return true;
    is_free = false;
  }
  return is_free && if_free;
}

// True if a session with the capabilities `caps` may receive the tag `key`.
bool MayHaveTag(CapSet caps, absl::string_view key) {
  if (key == "label" && !caps.Has(Cap::kBatch)) return false;
  if (absl::StartsWith(key, "+")) return caps.Has(Cap::kMessageTags);
  return MayHave(caps, &Gated::tags, key, false);
}

bool MayHaveCommand(CapSet caps, const ParsedLine& line, absl::string_view own_nick) {
  const bool own = line.source.substr(0, line.source.find('!')) == own_nick;
  if (line.command == "BATCH" && line.params[0][0] == '+' &&
      !MayHave(caps, &Gated::batches, line.params[1], false)) {
    return false;
  }
  if (line.command == "INVITE" && line.params[0] != own_nick && !own) {
    return caps.Has(Cap::kInviteNotify);
  }
  if (line.command == "JOIN") return (line.params.size() > 1) == caps.Has(Cap::kExtendedJoin);
  return MayHave(caps, &Gated::commands, line.command, true);
}

RC_GTEST_PROP(SessionLaws, NobodyIsSentWhatTheyDidNotAskFor, ()) {
  const GeneratedSession session = *GenSession();
  World world(SessionConfig());
  Begin(world, session);
  for (const Act& act : session.acts) {
    // The capabilities before the act decide: the reply to CAP REQ still uses the old ones.
    std::map<uint64_t, CapSet> caps;
    std::map<uint64_t, std::string> nicks;
    for (uint64_t id = 1; id <= kHighestSession; ++id) {
      caps[id] = CapsOf(world, {id});
      const Session* open = FindSession(world.server().state(), {id});
      if (open != nullptr) nicks[id] = std::string(NickOf(world.server().state(), *open));
    }
    if (act.IsConnect() || !Do(world, act)) continue;
    for (uint64_t id = 1; id <= kHighestSession; ++id) {
      for (const std::string& line : world.SeenBy({id})) {
        const ParsedLine parsed = Parsed(line);
        ForEachTag(parsed.tags, [&](absl::string_view key, absl::string_view, bool) {
          RC_ASSERT(MayHaveTag(caps[id], key));
        });
        RC_ASSERT(MayHaveCommand(caps[id], parsed, nicks[id]));
      }
    }
  }
}

RC_GTEST_PROP(SessionLaws, EachLabelIsAnsweredOnce, ()) {
  const GeneratedSession session = *GenSession();
  World world(SessionConfig());
  Begin(world, session);
  for (const Act& act : session.acts) {
    const CapSet caps = CapsOf(world, act.Session());
    const bool labels = caps.Has(Cap::kLabeledResponse) && caps.Has(Cap::kBatch);
    if (!act.IsLine()) {
      Do(world, act);
      continue;
    }
    if (!Do(world, act) || !labels) continue;
    const bool labelled = absl::StartsWith(act.Line(), "@label=");
    int answers = 0;
    std::set<std::string> open;
    for (const std::string& line : world.SeenBy(act.Session())) {
      const ParsedLine parsed = Parsed(line);
      if (FindTag(parsed.tags, "label").has_value()) ++answers;
      // A line with a batch tag comes between the start and the end of that batch.
      if (const auto batch = FindTag(parsed.tags, "batch")) {
        RC_ASSERT(open.count(std::string(*batch)) == 1u);
      }
      if (parsed.command == "BATCH") {
        const std::string reference(parsed.params[0].substr(1));
        if (parsed.params[0][0] == '+') {
          RC_ASSERT(open.insert(reference).second);
        } else {
          RC_ASSERT(open.erase(reference) == 1u);
        }
      }
    }
    RC_ASSERT(open.empty());
    const bool waits = !world.output().requests.empty();
    RC_ASSERT(answers == (labelled && !waits ? 1 : 0));
    if (!labelled || !waits) continue;
    // The labelled response comes when the requests are completed.
    while (world.IsWaiting(act.Session())) RC_ASSERT(world.CompleteOldest(true));
    int late = 0;
    for (const std::string& line : world.SeenBy(act.Session())) {
      if (FindTag(Parsed(line).tags, "label").has_value()) ++late;
    }
    RC_ASSERT(late == 1);
  }
}

// Every batch opens and closes within one event, and a batch tag refers to an open batch.
RC_GTEST_PROP(SessionLaws, EveryBatchIsClosed, ()) {
  Watch(*GenSession(), [](World& world, const Act&) {
    for (uint64_t id = 1; id <= kHighestSession; ++id) {
      std::map<std::string, std::string> open;  // from a reference to that of the enclosing batch
      for (const std::string& line : world.SeenBy({id})) {
        const ParsedLine parsed = Parsed(line);
        const std::string inside(FindTag(parsed.tags, "batch").value_or(""));
        RC_ASSERT(inside.empty() || open.contains(inside));
        if (parsed.command != "BATCH") continue;
        const std::string reference(parsed.params[0].substr(1));
        if (parsed.params[0][0] == '+') {
          RC_ASSERT(open.emplace(reference, inside).second);
        } else {
          RC_ASSERT(open.contains(reference) && open[reference] == inside);
          open.erase(reference);
        }
      }
      RC_ASSERT(open.empty());
    }
  });
}

// The parts of a message that all of its copies share. A multiline message is a BATCH for some
// clients and separate lines for others, and JOIN has an extended form: copies are compared only
// with copies of the same shape.
std::string ShapeOf(const ParsedLine& parsed) {
  if (parsed.command == "BATCH") return "BATCH";
  return absl::StrCat(parsed.command == "JOIN" ? parsed.params.size() : 0);
}
std::string BodyOf(const ParsedLine& parsed, const std::string& line) {
  if (parsed.command != "BATCH") return line.substr(TagsSectionBytes(line));
  return absl::StrCat(parsed.source, " ", parsed.params[1], " ", parsed.params[2]);
}

RC_GTEST_PROP(SessionLaws, TheEchoIsWhatTheOthersSee, ()) {
  // All copies of a message, including replayed ones, have the same msgid and body, and no two
  // messages have the same msgid. (After a RENAME replays are not compared: the channel's name
  // differs.)
  bool renamed = false;
  std::set<std::string> msgids;
  std::map<std::string, std::string> bodies;
  Watch(*GenSession(), [&](World& world, const Act& act) {
    const bool replays = act.IsLine() && (absl::StrContains(act.Line(), "CHATHISTORY") ||
                                          absl::StrContains(act.Line(), "*playback"));
    renamed = renamed || absl::StrContains(act.Line(), "RENAME ");
    std::set<std::string> fresh_ids;
    for (const Send& send : world.output().sends) {
      const ParsedLine parsed = Parsed(send.line);
      const auto msgid = FindTag(parsed.tags, "msgid");
      if (!msgid.has_value()) continue;
      if (!replays && fresh_ids.insert(std::string(*msgid)).second) {
        RC_ASSERT(msgids.insert(std::string(*msgid)).second);
      }
      if (replays && renamed) continue;
      const std::string body = BodyOf(parsed, send.line);
      const std::string shape = absl::StrCat(*msgid, " ", ShapeOf(parsed));
      RC_ASSERT(bodies.emplace(shape, body).first->second == body);
    }
  });
}

TEST(Snapshot, DamageIsFoundOrHarmless) {
  rc::check("any change of a byte gives an error or a server without contradiction", [] {
    World world(SessionConfig());
    Begin(world, *GenSession());
    std::string snapshot = world.server().Save();
    const size_t at = *rc::gen::inRange<size_t>(0, snapshot.size());
    snapshot[at] = *rc::gen::arbitrary<char>();
    if (*rc::gen::arbitrary<bool>()) snapshot.resize(at);
    Server other(Config(), absl::UnixEpoch());
    if (other.Load(snapshot).ok()) other.CheckInvariants();
  });
}

}  // namespace
}  // namespace irc
