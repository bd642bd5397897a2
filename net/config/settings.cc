#include "net/config/settings.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

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
      } else if (name == "webirc") {
        ReadBlocks(node, "webirc: gateways are blocks that begin with [[webirc]]",
                   &Reader::ReadGateway);
      } else if (name == "account") {
        ReadBlocks(node, "account: accounts are blocks that begin with [[account]]",
                   &Reader::ReadAccount);
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
    ReadBlock(block, "oper", "an operator", oper.name, oper.password, "hosts", oper.hosts);
    settings_.opers.push_back(std::move(oper));
  }

  void ReadAccount(const toml::table& block) {
    AccountSetting account;
    account.place = PlaceOf(block);
    std::vector<std::string> no_list;
    ReadBlock(block, "account", "an account", account.name, account.password, "", no_list);
    settings_.accounts.push_back(std::move(account));
  }

  void ReadGateway(const toml::table& block) {
    GatewaySetting gateway;
    gateway.place = PlaceOf(block);
    ReadBlock(block, "webirc", "a gateway", gateway.name, gateway.password, "addresses",
              gateway.addresses);
    settings_.gateways.push_back(std::move(gateway));
  }

  // Reads a block with a name, a password and, unless `list` is empty, the list of that name.
  void ReadBlock(const toml::table& block, absl::string_view section, absl::string_view whose,
                 std::string& name, std::string& password, absl::string_view list,
                 std::vector<std::string>& entries) {
    for (const auto& [toml_key, node] : block) {
      const std::string key = KeyText(toml_key);
      const auto* text = node.as_string();
      const toml::array* array = node.as_array();
      if (key == "name" && text != nullptr) {
        name = text->get();
      } else if (key == "password" && text != nullptr) {
        password = text->get();
      } else if (!list.empty() && key == list && array != nullptr) {
        entries.clear();
        ReadTexts(absl::StrCat(section, ".", list), *array, entries);
      } else if (key == "name" || key == "password") {
        Error(node, absl::StrCat(section, ".", key, " must be a text in quotes"));
      } else if (!list.empty() && key == list) {
        Error(node, absl::StrCat(section, ".", list, " must be a list of texts"));
      } else {
        Error(node, absl::StrCat("unknown key '", key, "' of ", whose, "; there are name",
                                 list.empty() ? " and password" : ", password and ", list));
      }
    }
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
