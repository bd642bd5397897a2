#include "net/config/settings.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "net/config/known_names.h"
#include "toml++/toml.h"

namespace irc {
namespace {

std::string TypeName(const toml::node& node) {
  std::ostringstream name;
  name << node.type();
  return name.str();
}

// The library returns std::string_view; the rest of this code uses absl::string_view.
std::string KeyText(const toml::key& key) { return std::string(key.str()); }

class Reader {
 public:
  Reader(absl::string_view name, absl::string_view directory)
      : name_(name), directory_(directory) {}

  // Reads the whole file.
  void ReadFile(const toml::table& root) {
    for (const auto& [key, node] : root) {
      const std::string name = KeyText(key);
      if (name == "oper") {
        ReadBlocks(node, "oper: operators are blocks that begin with [[oper]]", &Reader::ReadOper);
      } else if (name == "oper_class") {
        ReadBlocks(node, "oper_class: classes are blocks that begin with [[oper_class]]",
                   &Reader::ReadOperClass);
      } else if (name == "webirc") {
        ReadBlocks(node, "webirc: gateways are blocks that begin with [[webirc]]",
                   &Reader::ReadGateway);
      } else if (name == "account") {
        ReadBlocks(node, "account: accounts are blocks that begin with [[account]]",
                   &Reader::ReadAccount);
      } else if (name == "channel_log") {
        ReadBlocks(node, "channel_log: logs are blocks that begin with [[channel_log]]",
                   &Reader::ReadChannelLog);
      } else if (name == "jwt") {
        ReadBlocks(node, "jwt: keys are blocks that begin with [[jwt]]", &Reader::ReadJwt);
      } else if (name == "accounts" && !node.is_table()) {
        Error(FirstOf(node), kOldAccounts);
      } else if (node.is_array_of_tables()) {
        Error(FirstOf(node), UnknownTable(absl::StrCat("[[", name, "]]")));
      } else if (!node.is_table()) {
        ReadValue(name, node);
      } else if (IsSection(name)) {
        ReadTable(*node.as_table(), absl::StrCat(name, "."));
      } else {
        Error(node, UnknownTable(absl::StrCat("[", name, "]")));
      }
    }
  }

  // The result in the order of the text: the library sorts tables by name.
  Settings Take() {
    const auto by_line = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::stable_sort(values_.begin(), values_.end(), by_line);
    std::stable_sort(errors_.begin(), errors_.end(), by_line);
    for (auto& [line, setting] : values_) settings_.values.push_back(std::move(setting));
    for (auto& [line, error] : errors_) settings_.errors.push_back(std::move(error));
    return std::move(settings_);
  }

 private:
  // Reads all keys below `table`, whose full names begin with `prefix`.
  void ReadTable(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string full = absl::StrCat(prefix, KeyText(key));
      if (node.is_table()) {
        ReadTable(*node.as_table(), absl::StrCat(full, "."));
      } else {
        ReadValue(full, node);
      }
    }
  }

  // The first block, whose place is that of its head; the node itself when it has no blocks.
  static const toml::node& FirstOf(const toml::node& node) {
    return node.is_array_of_tables() ? *node.as_array()->get(0) : node;
  }

  Place PlaceOf(const toml::node& node) const {
    return {.text = absl::StrCat(name_, ":", node.source().begin.line),
            .directory = std::string(directory_)};
  }

  void Error(const toml::node& node, absl::string_view text) {
    errors_.emplace_back(node.source().begin.line, absl::StrCat(PlaceOf(node).text, ": ", text));
  }

  void ReadValue(const std::string& key, const toml::node& node) {
    ConfigValue value;
    if (const auto* boolean = node.as_boolean()) {
      value = boolean->get();
    } else if (const auto* integer = node.as_integer()) {
      value = integer->get();
    } else if (const auto* text = node.as_string()) {
      value = text->get();
    } else if (const auto* array = node.as_array()) {
      std::vector<std::string> texts;
      if (!ReadTexts(key, *array, texts)) return;
      value = std::move(texts);
    } else {
      return Error(node, absl::StrCat(key, ": no key takes a value of the type ", TypeName(node)));
    }
    values_.emplace_back(node.source().begin.line, Setting{key, std::move(value), PlaceOf(node)});
  }

  bool ReadTexts(const std::string& key, const toml::array& array,
                 std::vector<std::string>& texts) {
    for (const toml::node& element : array) {
      const auto* text = element.as_string();
      if (text == nullptr) {
        Error(element, absl::StrCat(key, ": a list holds only texts, not a value of the type ",
                                    TypeName(element)));
        return false;
      }
      texts.push_back(text->get());
    }
    return true;
  }

  void ReadBlocks(const toml::node& node, absl::string_view otherwise,
                  void (Reader::*read)(const toml::table& block)) {
    const toml::array* blocks = node.as_array();
    if (blocks == nullptr || !std::all_of(blocks->begin(), blocks->end(),
                                          [](const toml::node& n) { return n.is_table(); })) {
      return Error(node, otherwise);
    }
    for (const toml::node& block : *blocks) (this->*read)(*block.as_table());
  }

  void ReadOper(const toml::table& block) {
    OperSetting oper;
    oper.place = PlaceOf(block);
    ReadMembers(block, "oper", "an operator",
                {{"name", &oper.name},
                 {"password", &oper.password},
                 {"hosts", &oper.hosts},
                 {"class", &oper.oper_class},
                 {"account", &oper.account},
                 {"certfp", &oper.certfps},
                 {"auto", &oper.automatic},
                 {"second_factor", &oper.second_factor}});
    settings_.opers.push_back(std::move(oper));
  }

  void ReadOperClass(const toml::table& block) {
    OperClassSetting oper_class;
    oper_class.place = PlaceOf(block);
    ReadMembers(block, "oper_class", "a class of operators",
                {{"name", &oper_class.name},
                 {"privileges", &oper_class.privileges},
                 {"extends", &oper_class.extends}});
    settings_.oper_classes.push_back(std::move(oper_class));
  }

  void ReadAccount(const toml::table& block) {
    AccountSetting account;
    account.place = PlaceOf(block);
    ReadMembers(block, "account", "an account",
                {{"name", &account.name}, {"password", &account.password}});
    settings_.accounts.push_back(std::move(account));
  }

  void ReadGateway(const toml::table& block) {
    GatewaySetting gateway;
    gateway.place = PlaceOf(block);
    ReadMembers(block, "webirc", "a gateway",
                {{"name", &gateway.name},
                 {"password", &gateway.password},
                 {"addresses", &gateway.addresses}});
    settings_.gateways.push_back(std::move(gateway));
  }

  void ReadChannelLog(const toml::table& block) {
    ChannelLogSetting log;
    log.place = PlaceOf(block);
    ReadMembers(block, "channel_log", "a log of channels",
                {{"channels", &log.values.channels},
                 {"folder", &log.values.folder},
                 {"format", &log.values.format}});
    settings_.channel_logs.push_back(std::move(log));
  }

  void ReadJwt(const toml::table& block) {
    JwtSetting jwt;
    jwt.place = PlaceOf(block);
    const std::pair<absl::string_view, std::string*> texts[] = {
        {"algorithm", &jwt.values.algorithm}, {"key", &jwt.values.key},
        {"key_file", &jwt.key_file},          {"strip_domain", &jwt.values.strip_domain},
        {"issuer", &jwt.values.issuer},       {"audience", &jwt.values.audience}};
    for (const auto& [toml_key, node] : block) {
      const std::string key = KeyText(toml_key);
      const auto* const row = std::find_if(std::begin(texts), std::end(texts),
                                           [&](const auto& text) { return text.first == key; });
      if (key == "account_claims" && node.as_array() != nullptr) {
        jwt.values.account_claims.clear();
        ReadTexts("jwt.account_claims", *node.as_array(), jwt.values.account_claims);
      } else if (key == "account_claims") {
        Error(node, "jwt.account_claims must be a list of texts");
      } else if (row == std::end(texts)) {
        Error(node,
              absl::StrCat("unknown key '", key,
                           "' of a [[jwt]] block; there are algorithm, "
                           "key, key_file, account_claims, strip_domain, issuer and audience"));
      } else if (const auto* text = node.as_string()) {
        *row->second = text->get();
      } else {
        Error(node, absl::StrCat("jwt.", key, " must be a text in quotes"));
      }
    }
    settings_.jwts.push_back(std::move(jwt));
  }

  // A key of a block, and where its value goes.
  struct Member {
    absl::string_view key;
    std::variant<std::string*, std::vector<std::string>*, bool*> value;
  };

  void ReadMembers(const toml::table& block, absl::string_view section, absl::string_view whose,
                   const std::vector<Member>& members) {
    for (const auto& [toml_key, node] : block) {
      const std::string key = KeyText(toml_key);
      const auto member = std::find_if(members.begin(), members.end(),
                                       [&](const Member& each) { return each.key == key; });
      if (member == members.end()) {
        Error(node,
              absl::StrCat("unknown key '", key, "' of ", whose, "; there are ", KeysOf(members)));
      } else {
        ReadMember(node, absl::StrCat(section, ".", key), *member);
      }
    }
  }

  void ReadMember(const toml::node& node, const std::string& name, const Member& member) {
    if (auto* const* text = std::get_if<std::string*>(&member.value)) {
      if (!node.is_string()) return Error(node, absl::StrCat(name, " must be a text in quotes"));
      **text = node.as_string()->get();
    } else if (auto* const* flag = std::get_if<bool*>(&member.value)) {
      if (!node.is_boolean()) return Error(node, absl::StrCat(name, " must be true or false"));
      **flag = node.as_boolean()->get();
    } else {
      auto& list = *std::get<std::vector<std::string>*>(member.value);
      if (!node.is_array()) return Error(node, absl::StrCat(name, " must be a list of texts"));
      list.clear();
      ReadTexts(name, *node.as_array(), list);
    }
  }

  // "name, password and hosts"
  static std::string KeysOf(const std::vector<Member>& members) {
    std::string keys;
    for (size_t i = 0; i < members.size(); ++i) {
      absl::StrAppend(&keys, i == 0 ? "" : i + 1 < members.size() ? ", " : " and ", members[i].key);
    }
    return keys;
  }

  const absl::string_view name_;
  const absl::string_view directory_;
  Settings settings_;
  std::vector<std::pair<uint32_t, Setting>> values_;  // by line number
  std::vector<std::pair<uint32_t, std::string>> errors_;
};

}  // namespace

Settings ParseToml(absl::string_view text, absl::string_view name, absl::string_view directory) {
  Reader reader(name, directory);
  try {
    const toml::table table = toml::parse(std::string(text));
    reader.ReadFile(table);
    return reader.Take();
  } catch (const toml::parse_error& error) {
    Settings failed;
    failed.errors.push_back(absl::StrCat(std::string(name), ":", error.source().begin.line, ": ",
                                         std::string(error.description())));
    return failed;
  }
}

}  // namespace irc
