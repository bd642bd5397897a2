#include "core/testing/acts.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/check.h"
#include "core/protocol/caps.h"
#include "core/testing/act_forms.h"

namespace irc {
namespace {

constexpr int kClients = 5;
constexpr std::array<absl::string_view, 6> kNicks = {"n1", "n2", "n3", "n4", "n5", "N1"};
constexpr std::array<absl::string_view, 3> kChannels = {"#a", "#b", "#A"};
constexpr std::array<absl::string_view, 8> kOthers = {
    "1", "x", ":", "a*!*@*", "text of words",
    // A mask that is hard to match, one that takes all that a line has, and bytes that are not
    // UTF-8.
    "x:*????????????????????????????????????????????????????????????????????????????????????Z00",
    "*?*?*?*?*?*?*?*?*!*?*?*?*?*?*?*?*?*?*?*?*?*@*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*",
    "caf\xe9"};

absl::string_view Pick(absl::Span<const absl::string_view> from, unsigned index) {
  return from[index % from.size()];
}

enum Kind : uint8_t { kConnect, kGone, kResult, kTick, kHour, kClock, kLineKinds };
constexpr uint8_t kKinds = 60;

}  // namespace

bool Act::IsConnect() const { return kind == kConnect; }

bool Act::IsLine() const { return kind >= kLineKinds; }

std::string Act::Line() const {
  return absl::StrReplaceAll(Pick(kForms, form), {{"$n", Pick(kNicks, nick)},
                                                  {"$m", Pick(kNicks, nick + other)},
                                                  {"$c", Pick(kChannels, channel)},
                                                  {"$d", Pick(kChannels, channel + other)},
                                                  {"$o", Pick(kOthers, other)}});
}

absl::Span<const absl::string_view> LineForms() { return kForms; }

uint16_t FormOf(absl::string_view text) {
  const auto form = std::find(kForms.begin(), kForms.end(), text);
  IRC_CHECK(form != kForms.end(), "tests name forms that are there");
  return static_cast<uint16_t>(form - kForms.begin());
}

std::ostream& operator<<(std::ostream& out, const Act& act) {
  switch (act.kind) {
    case kConnect:
      return out << act.Session().value << " connects";
    case kGone:
      return out << act.Session().value << " gone";
    case kResult:
      return out << "result " << (act.other % 2 == 0);
    case kTick:
      return out << "tick";
    case kHour:
      return out << "an hour passes";
    case kClock:
      return out << "the clock is set " << (act.other % 2 == 0 ? "on" : "back");
    default:
      return out << act.Session().value << ": " << act.Line();
  }
}

std::ostream& operator<<(std::ostream& out, const GeneratedSession& session) {
  out << "capabilities";
  for (uint64_t bits : session.capabilities) out << " " << bits;
  for (const Act& act : session.acts) out << "\n  " << act;
  return out;
}

rc::Gen<GeneratedSession> GenSession() {
  const auto act = rc::gen::build<Act>(
      rc::gen::set(&Act::kind, rc::gen::inRange<uint8_t>(0, kKinds)),
      rc::gen::set(&Act::session, rc::gen::inRange<uint8_t>(0, kClients)),
      rc::gen::set(&Act::form, rc::gen::inRange<uint16_t>(0, kForms.size())),
      rc::gen::set(&Act::nick, rc::gen::inRange<uint8_t>(0, kNicks.size())),
      rc::gen::set(&Act::channel, rc::gen::inRange<uint8_t>(0, kChannels.size())),
      rc::gen::set(&Act::other, rc::gen::inRange<uint8_t>(0, kOthers.size())));
  const auto capabilities = rc::gen::container<std::vector<uint64_t>>(
      kClients - 1, rc::gen::inRange<uint64_t>(0, uint64_t{1} << kCaps.size()));
  return rc::gen::build<GeneratedSession>(
      rc::gen::set(&GeneratedSession::capabilities, capabilities),
      rc::gen::set(&GeneratedSession::acts,
                   rc::gen::scale(1.5, rc::gen::container<std::vector<Act>>(act))));
}

Config SessionConfig() {
  Config config;
  config.accounts = {"account"};
  config.accounts_kept = true;
  config.mail = true;
  config.verify_seconds = 60;
  config.limits.account_nicks = 1;
  config.limits.group_members = 2;
  config.limits.memos = 2;
  config.limits.memo_seconds = 0;
  config.limits.host_request_seconds = 0;
  config.opers = {{.name = "root", .hosts = {"*@*"}}};
  config.motd = {"hello"};
  config.limits.list_entries = 3;
  config.limits.channels_per_user = 2;
  config.limits.accept_entries = 2;
  config.limits.whowas_entries = 3;
  config.limits.whowas_user_entries = 2;
  config.limits.invites_per_user = 1;
  config.limits.monitor_entries = 2;
  config.limits.silence_entries = 2;
  config.limits.metadata_keys = 2;
  config.limits.metadata_subs = 2;
  config.limits.history_messages = 4;
  config.limits.history_conversations = 2;
  config.limits.history_channel_bytes = 1000;
  config.limits.history_user_bytes = 2000;
  config.limits.history_bytes = 4000;
  config.limits.read_markers = 1;
  config.roleplay = true;
  return config;
}

void Register(World& world, uint64_t number, absl::string_view nick, uint64_t capabilities) {
  const SessionId id{number};
  world.Apply(Connected{id,
                        {.ip = absl::StrCat("192.0.2.", number),
                         .host = absl::StrCat("host", number, ".example"),
                         .cloak = absl::StrCat("cloak", number),
                         .tls = number == 2,
                         .sni = number == 2}});
  for (const CapRow& row : kCaps) {
    if ((capabilities >> static_cast<int>(row.cap) & 1) != 0) {
      world.Say(id, absl::StrCat("CAP REQ :", row.name));
    }
  }
  world.Say(id, absl::StrCat("NICK ", nick));
  world.Say(id, absl::StrCat("USER u", number, " 0 * :Real Name ", number));
  world.Say(id, "CAP END");
}

void Begin(World& world, const GeneratedSession& session) {
  for (size_t i = 0; i < session.capabilities.size(); ++i) {
    Register(world, i + 1, absl::StrCat("n", i + 1), session.capabilities[i]);
  }
}

bool Do(World& world, const Act& act) {
  switch (act.kind) {
    case kConnect: {
      if (world.IsOpen(act.Session())) return false;
      Register(world, act.Session().value, Pick(kNicks, act.session),
               uint64_t{act.form} * 0x9e3779b97f4a7c15u >> (64 - kCaps.size()));
      return true;
    }
    case kGone:
      return world.Apply(Disconnected{act.Session(), "gone"});
    case kResult:
      return world.CompleteOldest(act.other % 2 == 0);
    case kTick:
      return world.Apply(Ticked{});
    case kHour: {
      world.PassTime(absl::Hours(1));
      return world.Apply(Ticked{});
    }
    case kClock: {
      world.SetClock(absl::Hours(act.other % 2 == 0 ? 2 : -2));
      return world.Apply(Ticked{});
    }
    default:
      return world.Say(act.Session(), act.Line());
  }
}

}  // namespace irc
