#include "core/replies/isupport.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/limits.h"
#include "core/outbox/batch.h"
#include "core/policy/extban.h"
#include "core/protocol/modes.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

std::string LettersOfKind(ModeKind kind) {
  std::string letters;
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.kind == kind) letters.push_back(row.letter);
  }
  return letters;
}

std::string ChanmodesValue() {
  return absl::StrCat(LettersOfKind(ModeKind::kList), ",", LettersOfKind(ModeKind::kKey), ",",
                      LettersOfKind(ModeKind::kSetting), ",", LettersOfKind(ModeKind::kFlag));
}

// Letters before one colon share the limit. Here each list has a limit of its own.
std::string MaxlistValue(int64_t entries) {
  std::string value;
  for (char letter : LettersOfKind(ModeKind::kList)) {
    absl::StrAppend(&value, value.empty() ? "" : ",", absl::string_view(&letter, 1), ":", entries);
  }
  return value;
}

std::string PrefixValue() {
  std::string letters, symbols;
  for (const PrefixRow& row : kPrefixes) {
    letters.push_back(row.letter);
    symbols.push_back(row.symbol);
  }
  return absl::StrCat("(", letters, ")", symbols);
}

std::string StatusmsgValue() {
  std::string symbols;
  for (const PrefixRow& row : kPrefixes) symbols.push_back(row.symbol);
  return symbols;
}

std::string ExtbanLetters() {
  std::string letters;
  for (const ExtbanRow& row : kExtbans) letters.push_back(row.letter);
  std::sort(letters.begin(), letters.end());
  return letters;
}

char LetterOf(UserMode mode) {
  for (const UserModeRow& row : kUserModes) {
    if (row.mode == mode) return row.letter;
  }
  return '?';
}

char LetterOf(ChannelMode mode) {
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.mode == mode) return row.letter;
  }
  return '?';
}

// Spaces, '=' and backslashes in a value are written \xHH.
std::string EscapeValue(absl::string_view value) {
  std::string escaped;
  for (char c : value) {
    if (c == ' ') {
      absl::StrAppend(&escaped, "\\x20");
    } else if (c == '=') {
      absl::StrAppend(&escaped, "\\x3D");
    } else if (c == '\\') {
      absl::StrAppend(&escaped, "\\x5C");
    } else {
      escaped.push_back(c);
    }
  }
  return escaped;
}

// The strings of `tokens` that are not in `others`. Both are sorted.
std::vector<std::string> Without(const std::vector<std::string>& tokens,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> rest;
  std::set_difference(tokens.begin(), tokens.end(), others.begin(), others.end(),
                      std::back_inserter(rest));
  return rest;
}

}  // namespace

std::vector<std::string> IsupportTokens(const Config& config) {
  const Limits& limits = config.limits;
  std::vector<std::string> tokens = {
      absl::StrCat("ACCOUNTEXTBAN=", std::string(1, kAccountExtban)),
      absl::StrCat("AWAYLEN=", limits.away_bytes),
      absl::StrCat("BOT=", std::string(1, LetterOf(UserMode::kBot))),
      absl::StrCat("CALLERID=", std::string(1, LetterOf(UserMode::kCallerId))),
      absl::StrCat("CASEMAPPING=", config.casemapping == "rfc1459" ? "rfc1459" : "ascii"),
      absl::StrCat("CHANLIMIT=", kChannelTypes, ":", limits.channels_per_user),
      absl::StrCat("CHANMODES=", ChanmodesValue()),
      absl::StrCat("CHANNELLEN=", limits.channel_bytes),
      absl::StrCat("CHANTYPES=", kChannelTypes),
      absl::StrCat("CHATHISTORY=", limits.chathistory_messages),
      absl::StrCat("draft/CHATHISTORY=", limits.chathistory_messages),  // its former name
      "ELIST=CMNTU",
      absl::StrCat("EXCEPTS=", std::string(1, LetterOf(ChannelMode::kExcept))),
      absl::StrCat("EXTBAN=,", ExtbanLetters()),
      absl::StrCat("HOSTLEN=", limits.host_bytes),
      absl::StrCat("INVEX=", std::string(1, LetterOf(ChannelMode::kInvex))),
      absl::StrCat("KEYLEN=", limits.key_bytes),
      absl::StrCat("KICKLEN=", limits.kick_bytes),
      absl::StrCat("MAXLIST=", MaxlistValue(limits.list_entries)),
      absl::StrCat("MAXTARGETS=", limits.targets),
      absl::StrCat("MODES=", limits.modes_per_line),
      absl::StrCat("MONITOR=", limits.monitor_entries),
      "MSGREFTYPES=msgid,timestamp",
      absl::StrCat("NAMELEN=", limits.realname_bytes),
      absl::StrCat("NETWORK=", EscapeValue(config.network_name)),
      absl::StrCat("NICKLEN=", limits.nick_bytes),
      absl::StrCat("PREFIX=", PrefixValue()),
      "SAFELIST",
      absl::StrCat("SILENCE=", limits.silence_entries),
      absl::StrCat("STATUSMSG=", StatusmsgValue()),
      absl::StrCat("TARGMAX=JOIN:,KICK:,NAMES:,NOTICE:", limits.targets, ",PART:,PRIVMSG:",
                   limits.targets, ",TAGMSG:", limits.targets, ",WHOIS:", limits.targets),
      absl::StrCat("TOPICLEN=", limits.topic_bytes),
      absl::StrCat("USERLEN=", limits.user_bytes),
      "WHOX",
  };
  if (!config.client_tag_deny.empty()) {
    tokens.push_back(absl::StrCat("CLIENTTAGDENY=", absl::StrJoin(config.client_tag_deny, ",")));
  }
  if (!config.icon_url.empty()) {
    tokens.push_back(absl::StrCat("draft/ICON=", EscapeValue(config.icon_url)));
  }
  if (config.knock) tokens.push_back("KNOCK");
  if (IsUtf8Only(config)) tokens.push_back("UTF8ONLY");
  if (config.casemapping == "precis") tokens.push_back("UTF8MAPPING=rfc8265");
  std::sort(tokens.begin(), tokens.end());
  return tokens;
}

std::vector<Message> IsupportLines(const Config& config, const std::vector<std::string>& tokens) {
  constexpr absl::string_view kText = "are supported by this server";
  std::vector<Message> lines;
  size_t next = 0;
  while (next < tokens.size()) {
    Message line = kRplIsupport();
    size_t bytes = config.server_name.size() + kText.size() + 64;
    for (size_t count = 0; count < kIsupportTokensMax && next < tokens.size(); ++count) {
      bytes += tokens[next].size() + 1;
      if (count > 0 && bytes > kBodyBytesMax) break;
      line.Param(tokens[next++]);
    }
    line.Trailing(kText);
    lines.push_back(std::move(line));
  }
  return lines;
}

void ReplyIsupport(Outbox& out, const Session& session, const std::vector<Message>& lines) {
  if (!session.caps.Has(Cap::kExtendedIsupport) || !session.caps.Has(Cap::kBatch)) {
    for (const Message& line : lines) out.ReplyTo(session, line);
    return;
  }
  Batch batch(out, session, "draft/isupport");
  for (const Message& line : lines) batch.Add(line);
}

void NotifyIsupport(const State& state, Outbox& out, const Config& before) {
  const std::vector<std::string> old_tokens = IsupportTokens(before);
  const std::vector<std::string> new_tokens = IsupportTokens(state.config);
  std::vector<std::string> changes = Without(new_tokens, old_tokens);
  for (const std::string& gone : Without(old_tokens, new_tokens)) {
    const std::string name = gone.substr(0, gone.find('='));
    const auto has_name = [&](const std::string& token) {
      return token.substr(0, token.find('=')) == name;
    };
    if (std::none_of(new_tokens.begin(), new_tokens.end(), has_name)) {
      changes.push_back(absl::StrCat("-", name));
    }
  }
  if (changes.empty()) return;
  const std::vector<Message> lines = IsupportLines(state.config, changes);
  state.sessions.ForEach([&](const Session& session) {
    // No line caused the change, so no label collects these replies.
    if (session.registered()) ReplyIsupport(out, session, lines);
  });
}

}  // namespace irc
