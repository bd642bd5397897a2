#include "core/actions/channel_modes.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/actions/history_writer.h"
#include "core/actions/join.h"
#include "core/actions/keep_channel.h"
#include "core/outbox/source.h"
#include "core/policy/channel_access.h"
#include "core/policy/policy.h"
#include "core/protocol/extban.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/render.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

struct ModeChangeContext {
  UserCtx& ctx;
  Channel& channel;
  bool forced;  // SAMODE: ranks are not checked
  ModeLines applied;
  bool changed_settings = false;  // other things than lists and prefixes
  bool refused = false;           // the refusal for a low rank was sent, once for the whole line
  // The letters that were answered without a change: "bbbb" shows the list once. A line has room
  // for hundreds of letters, and each may have an answer of hundreds of lines.
  std::string answered;

  // True the first time that it is called for the letter.
  bool AnswersFirst(char letter) {
    const bool first = answered.find(letter) == std::string::npos;
    if (first) answered.push_back(letter);
    return first;
  }

  // True if the user's rank is too low. Replies with the refusal the first time.
  bool RefuseBelow(Prefixes rank) {
    const Refusal refusal = forced ? std::nullopt : CannotActAs(ctx.state, ctx.user, channel, rank);
    if (refusal.has_value() && !refused) ctx.Reply(*refusal);
    refused |= refusal.has_value();
    return refusal.has_value();
  }
  void BadParam(const ModeChange& change, absl::string_view why) {
    ctx.Reply(kErrInvalidModeParam(channel.name, absl::string_view(&change.letter, 1),
                                   SafeParam(change.param), why));
  }
};

// The replies to a query of a list. The lists differ only in numerics and permission.
struct ListReplies {
  ChannelMode mode;
  Message (*entry)(const Channel&, const ListEntry&);
  Message (*end)(const Channel&);
  bool for_everybody;  // anyone who can see the channel may query it; otherwise halfops
};

template <const Numeric<ChannelName, Word, Word, Number>& kEntry>
Message EntryReply(const Channel& channel, const ListEntry& entry) {
  return kEntry(channel.name, entry.mask, entry.setter, absl::ToUnixSeconds(entry.set_at));
}
template <const Numeric<ChannelName>& kEnd>
Message EndReply(const Channel& channel) {
  return kEnd(channel.name);
}
// Servers use different letters for this list, so its replies contain the letter.
Message QuietReply(const Channel& channel, const ListEntry& entry) {
  return kRplQuietList(channel.name, "y", entry.mask, entry.setter,
                       absl::ToUnixSeconds(entry.set_at));
}
Message EndQuietReply(const Channel& channel) { return kRplEndOfQuietList(channel.name, "y"); }

constexpr std::array kListReplies = {
    ListReplies{ChannelMode::kBan, &EntryReply<kRplBanList>, &EndReply<kRplEndOfBanList>, true},
    ListReplies{ChannelMode::kExcept, &EntryReply<kRplExceptList>, &EndReply<kRplEndOfExceptList>,
                false},
    ListReplies{ChannelMode::kInvex, &EntryReply<kRplInvexList>, &EndReply<kRplEndOfInvexList>,
                false},
    ListReplies{ChannelMode::kQuiet, &QuietReply, &EndQuietReply, true},
};

void ReplyList(ModeChangeContext& c, const ChannelModeRow& row) {
  const auto replies = std::find_if(kListReplies.begin(), kListReplies.end(),
                                    [&](const ListReplies& r) { return r.mode == row.mode; });
  if (!replies->for_everybody && !c.ctx.user.is_oper() && c.RefuseBelow(row.rank)) return;
  for (const ListEntry& entry : c.channel.list(row.mode)) {
    c.ctx.ReplyInTurn(replies->entry(c.channel, entry));
  }
  c.ctx.ReplyInTurn(replies->end(c.channel));
}

void ChangeList(ModeChangeContext& c, const ChannelModeRow& row, const ModeChange& change) {
  if (change.param.empty() || change.param.find(' ') != absl::string_view::npos) {
    return c.BadParam(change, "A mask can neither be empty nor contain a space");
  }
  const bool takes_acting = row.mode == ChannelMode::kBan || row.mode == ChannelMode::kExcept;
  const std::optional<std::string> mask = CompleteEntry(change.param, takes_acting);
  if (!mask.has_value()) {
    return c.ctx.Reply(
        kErrInvalidBan(c.channel.name, absl::string_view(&row.letter, 1), SafeParam(change.param)));
  }
  if ((*mask)[0] == ':') return c.BadParam(change, "A mask cannot begin with a colon");
  if (change.add && EntryNamesBrokenNetwork(*mask)) {
    return c.BadParam(change, "A network is address/bits, with at most 32 bits or 128 for IPv6");
  }
  const int64_t bytes_max = c.ctx.state.config.limits.list_entry_bytes;
  if (change.add && static_cast<int64_t>(mask->size()) > bytes_max) {
    return c.BadParam(change, absl::StrCat("A mask has at most ", bytes_max, " bytes"));
  }
  const std::vector<ListEntry>& list = c.channel.list(row.mode);
  const auto found = std::find_if(list.begin(), list.end(), [&](const ListEntry& entry) {
    return SameEntry(c.ctx.state.casemapping, entry.mask, *mask);
  });
  if (change.add == (found != list.end())) return;  // no change
  if (!change.add) {
    c.applied.Add(false, row.letter, found->mask);
    DropListEntry(c.ctx.out, c.channel, row.mode, *found);
    return RemoveListEntry(c.channel, row.mode, static_cast<size_t>(found - list.begin()));
  }
  if (static_cast<int64_t>(list.size()) >= c.ctx.state.config.limits.list_entries) {
    return c.ctx.Reply(kErrBanListFull(c.channel.name, absl::string_view(&row.letter, 1)));
  }
  AddListEntry(c.ctx.state, c.channel, row.mode, *mask, c.ctx.user.mask());
  KeepListEntry(c.ctx.out, c.channel, row.mode, c.channel.list(row.mode).back());
  c.applied.Add(true, row.letter, *mask);
}

void ChangePrefix(ModeChangeContext& c, const ChannelModeRow& row, const ModeChange& change) {
  User* target = c.ctx.RequireUser(change.param);
  if (target == nullptr) return;
  Member* member = FindMember(c.ctx.state, *target, c.channel);
  if (member == nullptr) return c.ctx.Reply(kErrUserNotInChannel(target->nick, c.channel.name));
  // Members may always remove their own prefixes, but not take prefixes from members of higher
  // rank.
  const bool lays_down = target->id == c.ctx.user.id && !change.add;
  if (!lays_down) {
    const Prefixes theirs = change.add ? Prefixes{0} : HighestRank(member->prefixes);
    if (c.RefuseBelow(std::max(row.rank, theirs))) return;
  }
  const Prefixes bit = PrefixOfLetter(row.letter);
  if (((member->prefixes & bit) != 0) == change.add) return;
  if (change.add && !c.forced &&
      c.ctx.Refuse(CannotGivePrefix(c.ctx.state, *target, c.channel, bit))) {
    return;
  }
  SetPrefixes(*target, *member,
              static_cast<Prefixes>(change.add ? member->prefixes | bit : member->prefixes & ~bit));
  Reveal(c.ctx.state, c.ctx.out, c.channel, *target);
  c.applied.Add(change.add, row.letter, target->nick);
}

bool IsValidKey(absl::string_view key, int64_t bytes_max) {
  if (key.empty() || key[0] == ':' || static_cast<int64_t>(key.size()) > bytes_max) return false;
  if (!IsValidUtf8(key)) return false;
  return std::all_of(key.begin(), key.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f && c != ',';
  });
}

void ChangeKey(ModeChangeContext& c, const ModeChange& change) {
  if (!change.add) {
    if (c.channel.key.empty()) return;
    c.channel.key.clear();
    return c.applied.Add(false, change.letter, "*");
  }
  if (!IsValidKey(change.param, c.ctx.state.config.limits.key_bytes)) {
    // The reply does not repeat the key: it is a secret, and others may see the user's screen.
    return c.ctx.Reply(kErrInvalidModeParam(c.channel.name, absl::string_view(&change.letter, 1),
                                            SafeParam(""), "Key is not well-formed"));
  }
  if (c.channel.key == change.param) return;
  c.channel.key = std::string(change.param);
  c.applied.Add(true, change.letter, change.param);
}

void ChangeLimit(ModeChangeContext& c, const ModeChange& change) {
  int32_t limit = 0;
  if (change.add && (!absl::SimpleAtoi(change.param, &limit) || limit <= 0)) {
    return c.BadParam(change, "Limit is not a number from 1 to 2147483647");
  }
  if (c.channel.limit == static_cast<uint32_t>(limit)) return;
  c.channel.limit = static_cast<uint32_t>(limit);
  c.applied.Add(change.add, change.letter, change.add ? absl::StrCat(limit) : "");
}

void ChangeThrottle(ModeChangeContext& c, const ModeChange& change) {
  JoinThrottle throttle;
  if (change.add) {
    const std::vector<absl::string_view> parts = absl::StrSplit(change.param, ':');
    constexpr uint32_t kMax = 65535;
    if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &throttle.joins) ||
        !absl::SimpleAtoi(parts[1], &throttle.seconds) || throttle.joins == 0 ||
        throttle.seconds == 0 || throttle.joins > kMax || throttle.seconds > kMax) {
      return c.BadParam(change, "Throttle is not joins:seconds, each from 1 to 65535");
    }
  }
  const JoinThrottle& old = c.channel.extras->throttle;
  if (throttle.joins == old.joins && throttle.seconds == old.seconds) return;
  c.channel.extras.Edit().throttle = throttle;
  c.applied.Add(change.add, change.letter,
                change.add ? absl::StrCat(throttle.joins, ":", throttle.seconds) : "");
}

void ChangeForward(ModeChangeContext& c, const ModeChange& change) {
  if (!change.add) {
    if (c.channel.extras->forward.empty()) return;
    c.channel.extras.Edit().forward.clear();
    return c.applied.Add(false, change.letter);
  }
  const Channel* target = FindChannel(c.ctx.state, change.param);
  if (target == nullptr || target == &c.channel ||
      !CanSeeChannel(c.ctx.state, c.ctx.user, *target)) {
    return c.BadParam(change, "There is no such channel to forward to");
  }
  // The setter must be operator of the target channel too; not being a member of it counts as no
  // rank.
  if (!c.forced && CannotActAs(c.ctx.state, c.ctx.user, *target, kOp).has_value()) {
    return c.ctx.Reply(kErrChanopPrivsNeeded(target->name, "You're not a channel operator"));
  }
  if (c.channel.extras->forward == target->name) return;
  c.channel.extras.Edit().forward = target->name;
  c.applied.Add(true, change.letter, target->name);
}

void ChangeFlag(ModeChangeContext& c, const ChannelModeRow& row, const ModeChange& change) {
  if (row.mode == ChannelMode::kRegisteredOnly && change.add && !HasAccounts(c.ctx.state)) {
    if (!c.AnswersFirst(row.letter)) return;
    // Nobody can log in, so the mode would exclude everybody.
    return c.BadParam(change, "This server has no accounts");
  }
  if (c.channel.Has(row.mode) == change.add) return;
  SetFlag(c.ctx.state, c.channel, row.mode, change.add);
  c.applied.Add(change.add, row.letter);
}

void ChangeSetting(ModeChangeContext& c, const ChannelModeRow& row, const ModeChange& change) {
  switch (row.mode) {
    case ChannelMode::kKey:
      return ChangeKey(c, change);
    case ChannelMode::kLimit:
      return ChangeLimit(c, change);
    case ChannelMode::kThrottle:
      return ChangeThrottle(c, change);
    case ChannelMode::kForward:
      return ChangeForward(c, change);
    default:
      return ChangeFlag(c, row, change);
  }
}

// True if the user removes an own prefix, which needs no rank.
bool LaysDown(const ModeChangeContext& c, const ChannelModeRow& row, const ModeChange& change) {
  return row.kind == ModeKind::kPrefix && !change.add &&
         FindUser(c.ctx.state, change.param) == &c.ctx.user;
}

void ApplyChange(ModeChangeContext& c, const ModeChange& change) {
  const ChannelModeRow* row = FindChannelMode(change.letter);
  if (row == nullptr) {
    if (!c.AnswersFirst(change.letter)) return;
    return c.ctx.Reply(kErrUnknownMode(SafeParam(absl::string_view(&change.letter, 1))));
  }
  if (row->kind == ModeKind::kList && !change.has_param) {
    if (c.AnswersFirst(change.letter)) ReplyList(c, *row);
    return;
  }
  if (!LaysDown(c, *row, change) && c.RefuseBelow(row->rank)) return;
  const bool needs_param = row->kind == ModeKind::kPrefix || row->kind == ModeKind::kList ||
                           (change.add && row->kind != ModeKind::kFlag);
  if (needs_param && !change.has_param) {
    if (c.AnswersFirst(change.letter)) c.ctx.Reply(kErrNeedMoreParams("MODE"));
    return;
  }
  if (row->kind == ModeKind::kList) return ChangeList(c, *row, change);
  if (row->kind == ModeKind::kPrefix) return ChangePrefix(c, *row, change);
  const Refusal locked = CannotChangeLocked(c.ctx.state, c.channel, change.letter, change.add);
  if (locked.has_value() && !c.forced) {
    if (c.AnswersFirst(change.letter)) c.ctx.Reply(*locked);
    return;
  }
  ChangeSetting(c, *row, change);
  c.changed_settings = true;
}

}  // namespace

void ChangeChannelModes(UserCtx& ctx, Channel& channel, const Params& p, bool forced) {
  Message head = From(ctx.user, "MODE");
  head.Param(channel.name);
  const size_t room = RoomFor(head, ctx.state.config.server_name, ctx.user.nick);
  ModeChangeContext c{.ctx = ctx, .channel = channel, .forced = forced, .applied = ModeLines(room)};
  int64_t params_left = ctx.state.config.limits.modes_per_line;
  for (const ModeChange& change : ParseChannelModes(p[1], p.data() + 2, p.size() - 2)) {
    if (change.has_param && params_left-- <= 0) break;
    ApplyChange(c, change);
  }
  if (c.changed_settings && !c.applied.lines().empty()) KeepModes(ctx.out, channel);
  for (const ModeString& line : c.applied.lines()) {
    Message message = head;
    message.Param(line.letters());
    for (const std::string& param : line.params()) message.Param(param);
    AppendEventToHistory(ctx.state, ctx.out, ctx.user, channel, message);
    ctx.out.ReplyToChannel(channel, message);
  }
}

bool UnsetValue(Channel& channel, ChannelMode mode) {
  switch (mode) {
    case ChannelMode::kKey:
      return !std::exchange(channel.key, {}).empty();
    case ChannelMode::kLimit:
      return std::exchange(channel.limit, 0) != 0;
    case ChannelMode::kForward:
      return !std::exchange(channel.extras.Edit().forward, {}).empty();
    case ChannelMode::kThrottle:
      return std::exchange(channel.extras.Edit().throttle, {}).joins != 0;
    default:
      return false;
  }
}

}  // namespace irc
