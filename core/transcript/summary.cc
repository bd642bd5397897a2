#include "core/transcript/summary.h"

#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/protocol/caps.h"
#include "core/protocol/modes.h"
#include "core/transcript/escape.h"
#include "core/transcript/write.h"

namespace irc {
namespace transcript {
namespace {

// The text `, what "text"`, or nothing for an empty `text`.
std::string Labelled(absl::string_view what, absl::string_view text) {
  return text.empty() ? "" : absl::StrCat(", ", what, " ", Quote(text));
}

std::string NameOf(const Ledger& ledger, SessionId id) {
  const Ledger::Entry* entry = ledger.Find(id);
  return entry != nullptr ? entry->name : absl::StrCat("(session ", id.value, ")");
}

std::string CapNames(CapSet caps) {
  std::string names;
  for (const CapRow& row : kCaps) {
    if (caps.Has(row.cap)) absl::StrAppend(&names, " ", row.name);
  }
  return names.empty() ? "" : absl::StrCat(", caps", names);
}

std::string UserModes(const User& user) {
  std::string modes = "+";
  for (const UserModeRow& row : kUserModes) {
    if (user.Has(row.mode)) modes.push_back(row.letter);
  }
  return modes;
}

std::string ChannelModes(const Channel& channel) {
  std::string modes = "+", params;
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.kind == ModeKind::kFlag && channel.Has(row.mode)) modes.push_back(row.letter);
  }
  const auto add = [&](char letter, const std::string& param) {
    modes.push_back(letter);
    absl::StrAppend(&params, " ", Escape(param));
  };
  if (!channel.extras->forward.empty()) add('f', channel.extras->forward);
  if (channel.extras->throttle.joins != 0) {
    add('j', absl::StrCat(channel.extras->throttle.joins, ":", channel.extras->throttle.seconds));
  }
  if (!channel.key.empty()) add('k', channel.key);
  if (channel.limit != 0) add('l', absl::StrCat(channel.limit));
  return modes + params;
}

std::string DescribeSession(const State& state, const Ledger& ledger, const Session& session) {
  const Peer& peer = session.peer;
  std::string text =
      absl::StrCat(NameOf(ledger, session.id), " from ", Escape(peer.ip), " (", Escape(peer.host),
                   ") on port ", peer.local_port, peer.tls ? " with TLS" : "", ": ");
  if (session.registered()) {
    absl::StrAppend(&text, Escape(UserOf(state, session.user).mask()));
  } else {
    const Registration& registration = *session.registration;
    absl::StrAppend(&text, "not registered", Labelled("nick", registration.nick),
                    Labelled("user", registration.username),
                    registration.negotiating ? ", negotiating" : "",
                    registration.verifying ? ", password is being checked" : "");
  }
  return text + CapNames(session.caps);
}

std::string DescribeUser(const State& state, const User& user) {
  const std::string channels =
      absl::StrJoin(user.channels, " ", [&](std::string* out, const Membership& membership) {
        absl::StrAppend(out, Escape(ChannelOf(state, membership.channel).name));
      });
  return absl::StrCat(Escape(user.mask()), " ", UserModes(user),
                      Labelled("realname", user.realname), Labelled("oper", *user.oper),
                      Labelled("away", *user.away), channels.empty() ? "" : ", in ", channels);
}

std::string DescribeChannel(const State& state, const Channel& channel) {
  const std::string members =
      absl::StrJoin(channel.members, " ", [&](std::string* out, const Member& member) {
        absl::StrAppend(out, PrefixSymbols(member.prefixes, true),
                        Escape(UserOf(state, member.user).nick));
      });
  std::string text = absl::StrCat(Escape(channel.name), " ", ChannelModes(channel),
                                  Labelled("topic", channel.topic.text), ": ", members);
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.kind != ModeKind::kList) continue;
    for (const ListEntry& entry : channel.list(row.mode)) {
      absl::StrAppend(&text, "\n    +", std::string(1, row.letter), " ", Escape(entry.mask), " by ",
                      Escape(entry.setter));
    }
  }
  return text;
}

std::string DescribeBan(const ServerBan& ban) {
  std::string text;
  for (const BanKindRow& row : kBanKinds) {
    if (row.kind == ban.kind) text = std::string(row.name);
  }
  absl::StrAppend(&text, " ", Escape(ban.mask), " by ", Escape(ban.setter),
                  Labelled("reason", ban.reason));
  if (ban.expires_at != absl::InfiniteFuture()) {
    absl::StrAppend(&text, ", until ", PrintTime(ban.expires_at));
  }
  return text;
}

struct PendingName {
  std::string operator()(const PendingRegistration&) const { return "password of PASS"; }
  std::string operator()(const PendingOper& oper) const {
    return absl::StrCat("password of OPER ", Escape(oper.name));
  }
  std::string operator()(const PendingSasl&) const { return "proof of AUTHENTICATE"; }
  std::string operator()(const PendingNewAccount& account) const {
    return absl::StrCat("verifier of the new account ", Escape(account.name));
  }
  std::string operator()(const PendingNewPassword& password) const {
    return absl::StrCat("verifier of a password of account ", password.account.value);
  }
  std::string operator()(const PendingProof& proof) const {
    return absl::StrCat("password of the account ", Escape(proof.account));
  }
  std::string operator()(const PendingCommit& commit) const {
    return absl::StrCat("commit of ", commit.records.size(), " records");
  }
  std::string operator()(const PendingAudit&) const { return "AUDIT"; }
  std::string operator()(const PendingMailedCode& code) const {
    return absl::StrCat("code by mail for ", Escape(code.name));
  }
  std::string operator()(const PendingToldCode& code) const {
    return absl::StrCat("code that was told for ", Escape(code.name));
  }
  std::string operator()(const PendingMailState&) const { return "state of the mails"; }
  std::string operator()(const PendingCode& code) const {
    return absl::StrCat("code of account ", code.account.value);
  }
  std::string operator()(const PendingFactor& factor) const {
    return absl::StrCat("new ", factor.kind, " of account ", factor.account.value);
  }
  std::string operator()(const PendingRehash&) const { return "REHASH"; }
  std::string operator()(const PendingStatsLinks&) const { return "STATS l"; }
};

// The heading with the number of lines, and the lines below it; empty when there are no lines.
std::string Section(absl::string_view heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  return absl::StrCat(heading, ": ", lines.size(), "\n  ", absl::StrJoin(lines, "\n  "), "\n");
}

}  // namespace

std::string Summarize(const State& state, const Ledger& ledger) {
  std::vector<std::string> sessions, users, channels, bans, pending;
  state.sessions.ForEach(
      [&](const Session& session) { sessions.push_back(DescribeSession(state, ledger, session)); });
  state.users.ForEach([&](const User& user) { users.push_back(DescribeUser(state, user)); });
  state.channels.ForEach(
      [&](const Channel& channel) { channels.push_back(DescribeChannel(state, channel)); });
  for (const ServerBan& ban : state.bans) bans.push_back(DescribeBan(ban));
  for (const auto& [id, effect] : state.pending) {
    pending.push_back(absl::StrCat(id, " for ", NameOf(ledger, effect.session), ": ",
                                   std::visit(PendingName(), effect.what)));
  }
  return absl::StrCat("after event ", state.seq, " at ", PrintTime(state.now), ", started ",
                      PrintTime(state.started), "\n", Section("sessions", sessions),
                      Section("users", users), Section("channels", channels),
                      Section("server bans", bans), Section("requests", pending));
}

}  // namespace transcript
}  // namespace irc
