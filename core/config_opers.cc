#include "core/config_opers.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/protocol/fingerprint.h"
#include "core/protocol/mask.h"
#include "core/protocol/modes.h"

namespace irc {
namespace {

using Mistakes = std::vector<std::string>;

const OperClassConfig* FindClass(const Config& config, absl::string_view name) {
  const auto found = std::find_if(config.oper_classes.begin(), config.oper_classes.end(),
                                  [&](const OperClassConfig& each) { return each.name == name; });
  return found == config.oper_classes.end() ? nullptr : &*found;
}

const PrivilegeRow* FindPrivilege(absl::string_view name) {
  const auto found = std::find_if(kPrivileges.begin(), kPrivileges.end(),
                                  [&](const PrivilegeRow& row) { return row.name == name; });
  return found == kPrivileges.end() ? nullptr : &*found;
}

bool IsOneWord(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return c > ' ' && c != 0x7f; });
}

std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", absl::CHexEscape(text), "\"");
}

std::string PrivilegeNames() {
  return absl::StrJoin(kPrivileges, ", ", [](std::string* out, const PrivilegeRow& row) {
    absl::StrAppend(out, row.name);
  });
}

// Whether the classes that this one extends come to an end.
bool ExtendsItself(const Config& config, const OperClassConfig& of) {
  const OperClassConfig* each = &of;
  for (size_t steps = 0; each != nullptr && !each->extends.empty(); ++steps) {
    if (steps > config.oper_classes.size()) return true;
    each = FindClass(config, each->extends);
  }
  return false;
}

void CheckClasses(const Config& config, Mistakes& mistakes) {
  absl::flat_hash_set<absl::string_view> names;
  for (const OperClassConfig& each : config.oper_classes) {
    const std::string who = Quoted(each.name);
    if (!IsOneWord(each.name)) {
      mistakes.push_back(absl::StrCat("oper_class.name ", who, " must be one word"));
    }
    if (!names.insert(each.name).second) {
      mistakes.push_back(absl::StrCat("oper_class.name ", who, " stands there twice"));
    }
    for (const std::string& privilege : each.privileges) {
      if (privilege == kEveryPrivilege || FindPrivilege(privilege) != nullptr) continue;
      mistakes.push_back(absl::StrCat("oper_class.privileges of ", who, ": there is no privilege ",
                                      Quoted(privilege), "; there are ", PrivilegeNames(),
                                      ", and \"*\" for all"));
    }
    if (!each.extends.empty() && FindClass(config, each.extends) == nullptr) {
      mistakes.push_back(absl::StrCat("oper_class.extends of ", who, ": there is no class ",
                                      Quoted(each.extends)));
    } else if (ExtendsItself(config, each)) {
      mistakes.push_back(absl::StrCat("oper_class.extends of ", who, ": it extends itself"));
    }
  }
}

void CheckHosts(const OperConfig& oper, Mistakes& mistakes) {
  if (oper.hosts.empty()) {
    mistakes.push_back(
        absl::StrCat("oper.hosts of \"", oper.name, "\" must name at least one user@host mask"));
  }
  for (const std::string& host : oper.hosts) {
    if (!NamesBrokenNetwork(host)) continue;
    mistakes.push_back(
        absl::StrCat("oper.hosts of \"", oper.name, "\": ", Quoted(host), " names no network"));
  }
}

// How a client proves to be the operator.
void CheckProofs(const OperConfig& oper, Mistakes& mistakes) {
  for (const std::string& certfp : oper.certfps) {
    if (!AsFingerprint(certfp).empty()) continue;
    mistakes.push_back(absl::StrCat("oper.certfp of \"", oper.name, "\": ", Quoted(certfp),
                                    " is no SHA-256 fingerprint, which has 64 hexadecimal digits"));
  }
  if (!oper.password && oper.certfps.empty() && oper.account.empty()) {
    mistakes.push_back(absl::StrCat("oper.password of \"", oper.name,
                                    "\": there must be a password, an account or a certfp"));
  }
  if (oper.automatic && oper.password) {
    mistakes.push_back(
        absl::StrCat("oper.auto of \"", oper.name,
                     "\" cannot stand beside a password, because nobody gives it then"));
  }
  if (oper.second_factor && oper.account.empty()) {
    mistakes.push_back(absl::StrCat("oper.second_factor of \"", oper.name,
                                    "\" needs an account, which has the second factor"));
  }
}

}  // namespace

Privileges PrivilegesOf(const Config& config, absl::string_view oper_class) {
  if (oper_class.empty()) return kAllPrivileges;
  Privileges all = 0;
  const OperClassConfig* each = FindClass(config, oper_class);
  for (size_t steps = 0; each != nullptr && steps <= config.oper_classes.size(); ++steps) {
    for (const std::string& name : each->privileges) {
      if (name == kEveryPrivilege) return kAllPrivileges;
      if (const PrivilegeRow* row = FindPrivilege(name)) all |= BitOf(row->privilege);
    }
    each = each->extends.empty() ? nullptr : FindClass(config, each->extends);
  }
  return all;
}

void CheckOpers(const Config& config, Mistakes& mistakes) {
  for (char letter : config.oper_notices == "*" ? std::string() : config.oper_notices) {
    if (SnomaskBitOfLetter(letter) == 0) {
      mistakes.push_back(absl::StrCat("user.oper_notices: there are no server notices '",
                                      std::string(1, letter), "'; take the letter out"));
    }
  }
  CheckClasses(config, mistakes);
  absl::flat_hash_set<absl::string_view> names;
  for (const OperConfig& oper : config.opers) {
    if (!IsOneWord(oper.name)) {
      mistakes.push_back(absl::StrCat("oper.name ", Quoted(oper.name), " must be one word"));
    }
    CheckHosts(oper, mistakes);
    if (!names.insert(oper.name).second) {
      mistakes.push_back(absl::StrCat("oper.name \"", oper.name, "\" stands there twice"));
    }
    if (!oper.oper_class.empty() && FindClass(config, oper.oper_class) == nullptr) {
      mistakes.push_back(absl::StrCat("oper.class of \"", oper.name, "\": there is no class ",
                                      Quoted(oper.oper_class)));
    }
    CheckProofs(oper, mistakes);
  }
}

}  // namespace irc
