#include "core/transcript/read_step.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "core/transcript/oper_text.h"
#include "core/transcript/read_result.h"
#include "core/transcript/record_text.h"
#include "core/transcript/settings.h"

namespace irc {
namespace transcript {
namespace {

// Reads a key of `configure` that is about operators; false when it is none.
bool ReadOperators(Cursor& cursor, absl::string_view key, Configure& configure) {
  if (key == "opers") {
    configure.opers.emplace();
    for (auto& [name, hosts] : cursor.Lists()) {
      configure.opers->push_back({.name = name, .hosts = hosts});
    }
  } else if (key == "oper_classes") {
    configure.oper_classes.emplace();
    for (auto& [name, entries] : cursor.Lists()) {
      configure.oper_classes->push_back(ClassOf(name, entries));
    }
  } else if (key == "oper_access" && configure.opers.has_value()) {
    for (const auto& [name, attributes] : cursor.Lists()) {
      const auto oper = std::find_if(configure.opers->begin(), configure.opers->end(),
                                     [&](const OperConfig& each) { return each.name == name; });
      for (const std::string& text : attributes) {
        if (oper == configure.opers->end() || !TakeAttribute(text, *oper)) {
          cursor.Fail(absl::StrCat("'", text, "' of '", name, "' is unknown"));
        }
      }
    }
  } else {
    return false;
  }
  return true;
}

std::vector<Setting> ReadSettings(Cursor& cursor, Configure* configure) {
  std::vector<Setting> settings;
  Config scratch;  // each setting is applied to it, as a check
  while (!cursor.AtEnd()) {
    bool has_value = false;
    Setting setting;
    setting.key = cursor.Key(has_value);
    if (!has_value) {
      cursor.Fail(absl::StrCat("'", setting.key, "' needs a value: key=value"));
    } else if (configure == nullptr || !ReadOperators(cursor, setting.key, *configure)) {
      setting.value = cursor.Value();
      const absl::Status status = ApplySetting(scratch, setting);
      if (!cursor.failed() && !status.ok()) cursor.Fail(std::string(status.message()));
      settings.push_back(std::move(setting));
    }
  }
  return settings;
}

StepKind ReadConfig(Cursor& cursor) { return InitialConfig{ReadSettings(cursor, nullptr)}; }

StepKind ReadConfigure(Cursor& cursor) {
  Configure configure;
  configure.settings = ReadSettings(cursor, &configure);
  return configure;
}

StepKind ReadOper(Cursor& cursor) {
  AddOper add;
  add.oper.name = cursor.WordOrString();
  if (add.oper.name.empty()) cursor.Fail("'oper' needs a name");
  bool has_value = false;
  if (cursor.AtEnd()) return add;
  if (cursor.Key(has_value) != "hosts" || !has_value) cursor.Fail("hosts=[…] follows a name");
  add.oper.hosts = cursor.StringList();
  while (!cursor.AtEnd()) {
    const std::string text = cursor.WordOrString();
    if (TakeAttribute(text, add.oper)) continue;
    cursor.Fail(absl::StrCat("'", text,
                             "' is none of class= account= certfp= nopassword auto second_factor"));
  }
  return add;
}

StepKind ReadOperClass(Cursor& cursor) {
  std::string name = cursor.WordOrString();
  if (name.empty()) cursor.Fail("'oper_class' needs a name");
  return AddOperClass{ClassOf(std::move(name), cursor.StringList())};
}

absl::Time ReadClockTime(Cursor& cursor, absl::string_view word) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, word, &time, &error) || !IsClockTime(time)) {
    cursor.Fail(absl::StrCat("'", word, "' is not a time like 2026-01-01T00:00:05.000Z"));
    return DefaultStart();
  }
  return time;
}

StepKind ReadStart(Cursor& cursor) { return Start{ReadClockTime(cursor, cursor.Bare())}; }

MoveClock ReadMove(Cursor& cursor) {
  const absl::string_view word = cursor.Bare();
  if (!absl::StartsWith(word, "+") && !absl::StartsWith(word, "-")) {
    return MoveClock{ReadClockTime(cursor, word)};
  }
  absl::Duration by;
  const bool whole = absl::ParseDuration(word, &by) && absl::AbsDuration(by) < absl::Hours(1e7) &&
                     absl::Trunc(by, absl::Milliseconds(1)) == by;
  if (!whole) {
    cursor.Fail(absl::StrCat("'", word, "' is not a step like +5s, -1h or +250ms"));
    return MoveClock{absl::ZeroDuration()};
  }
  return MoveClock{by};
}

StepKind ReadTime(Cursor& cursor) { return ReadMove(cursor); }

StepKind ReadClock(Cursor& cursor) {
  MoveClock move = ReadMove(cursor);
  move.sets = true;
  return move;
}

std::string ReadName(Cursor& cursor) {
  const absl::string_view name = cursor.Bare();
  if (!IsSessionName(name)) {
    cursor.Fail(absl::StrCat("'", name,
                             "' is no name for a session (a-z, 0-9, '_', '-', and none "
                             "of the words of this format)"));
  }
  return std::string(name);
}

// Parses a channel binding such as "tls-exporter:0123ab".
ChannelBinding ReadBinding(Cursor& cursor) {
  const std::string text = cursor.WordOrString();
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits(':', 1));
  return {.type = parts.first, .data = parts.second};
}

// Parses an attribute that `connect` and `session` have in common. False for another key.
bool ReadPeer(Cursor& cursor, const std::string& key, bool has_value, Connect& connect) {
  if (key == "tls" && !has_value) {
    connect.peer.tls = true;
  } else if (key == "sni" && !has_value) {
    connect.peer.sni = true;
  } else if (!has_value) {
    return false;
  } else if (key == "ip") {
    connect.peer.ip = cursor.WordOrString();
  } else if (key == "host") {
    connect.peer.host = cursor.WordOrString();
  } else if (key == "cloak") {
    connect.peer.cloak = cursor.WordOrString();
  } else if (key == "certfp") {
    connect.peer.certfp = cursor.WordOrString();
  } else if (key == "binding") {
    connect.peer.bindings.push_back(ReadBinding(cursor));
  } else if (key == "port") {
    connect.peer.local_port = static_cast<uint16_t>(Number(cursor, cursor.Bare(), UINT16_MAX));
  } else if (key == "id") {
    connect.id = Number(cursor, cursor.Bare(), UINT64_MAX);
  } else {
    return false;
  }
  return true;
}

StepKind ReadConnect(Cursor& cursor) {
  Connect connect;
  connect.name = ReadName(cursor);
  connect.peer = DefaultPeer(connect.name);
  while (!cursor.AtEnd()) {
    bool has_value = false;
    const std::string key = cursor.Key(has_value);
    if (!ReadPeer(cursor, key, has_value, connect)) {
      cursor.Fail(absl::StrCat("'", key,
                               "' is none of ip= host= cloak= certfp= binding= port= id= tls sni"));
    }
  }
  return connect;
}

StepKind ReadSession(Cursor& cursor) {
  Register session;
  session.connect.name = ReadName(cursor);
  session.connect.peer = DefaultPeer(session.connect.name);
  session.nick = session.user = session.realname = session.connect.name;
  while (!cursor.AtEnd()) {
    bool has_value = false;
    const std::string key = cursor.Key(has_value);
    if (ReadPeer(cursor, key, has_value, session.connect)) continue;
    const std::string value = has_value ? cursor.WordOrString() : "";
    if (key == "caps" && has_value) {
      session.caps = absl::StrSplit(value, ',', absl::SkipEmpty());
    } else if (key == "nick" && has_value) {
      session.nick = value;
    } else if (key == "user" && has_value) {
      session.user = value;
    } else if (key == "realname" && has_value) {
      session.realname = value;
    } else {
      cursor.Fail(absl::StrCat("'", key,
                               "' is none of caps= nick= user= realname= ip= host= "
                               "cloak= certfp= binding= port= id= tls sni"));
    }
  }
  return session;
}

StepKind ReadTick(Cursor&) { return Tick{}; }

StepKind ReadReported(Cursor& cursor) { return Report{cursor.Text()}; }

StepKind ReadStopping(Cursor& cursor) { return StopServer{cursor.Text()}; }

StepKind ReadComplete(Cursor& cursor) {
  Complete complete;
  absl::string_view word = cursor.Bare();
  if (absl::ConsumePrefix(&word, "id=")) {
    complete.effect = Number(cursor, word, UINT64_MAX);
    word = cursor.Bare();
  }
  complete.result = ReadResult(cursor, word);
  return complete;
}

// Parses "accounts=7 credentials=9", up to the end or the word between two rows. True when a row
// follows.
bool ReadLastIds(Cursor& cursor, Restore& restore) {
  while (!cursor.AtEnd()) {
    bool has_value = false;
    std::string table = cursor.Key(has_value);
    if (!has_value && table == kNextRow) return true;
    if (!has_value) cursor.Fail("an id is written as table=7");
    restore.last_ids.emplace_back(std::move(table), Number(cursor, cursor.Bare(), UINT64_MAX));
  }
  return false;
}

StepKind ReadRestored(Cursor& cursor) {
  Restore restore;
  absl::string_view word = cursor.Bare();
  if (word == "last") {
    if (!ReadLastIds(cursor, restore)) return restore;
    word = cursor.Bare();
  }
  while (ReadRow(cursor, word, restore.rows.emplace_back())) word = cursor.Bare();
  return restore;
}

constexpr std::array kKeywords = {
    Keyword{"config", true, ReadConfig},      Keyword{"oper", true, ReadOper},
    Keyword{"start", true, ReadStart},        Keyword{"time", false, ReadTime},
    Keyword{"clock", false, ReadClock},       Keyword{"connect", false, ReadConnect},
    Keyword{"session", false, ReadSession},   Keyword{"complete", false, ReadComplete},
    Keyword{"tick", false, ReadTick},         Keyword{"configure", false, ReadConfigure},
    Keyword{"stopping", false, ReadStopping}, Keyword{"restored", false, ReadRestored},
    Keyword{"reported", false, ReadReported}, Keyword{"oper_class", true, ReadOperClass},
};

}  // namespace

const Keyword* FindKeyword(absl::string_view word) {
  for (const Keyword& keyword : kKeywords) {
    if (keyword.word == word) return &keyword;
  }
  return nullptr;
}

}  // namespace transcript
}  // namespace irc
