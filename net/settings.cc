#include "net/settings.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "toml++/toml.h"

namespace irc {
namespace {

std::string TypeName(const toml::node& node) {
  std::ostringstream name;
  name << node.type();
  return name.str();
}

// The library speaks std::string_view, the rest of this code absl::string_view.
std::string KeyText(const toml::key& key) { return std::string(key.str()); }

class Reader {
 public:
  Reader(absl::string_view name, absl::string_view directory)
      : name_(name), directory_(directory) {}

  // Everything below `table`, whose keys begin with `prefix`.
  void ReadTable(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string full = absl::StrCat(prefix, KeyText(key));
      if (full == "oper") {
        ReadOpers(node);
      } else if (node.is_table()) {
        ReadTable(*node.as_table(), absl::StrCat(full, "."));
      } else {
        ReadValue(full, node);
      }
    }
  }

  // In the order of the text, where TOML's tables are sorted by name.
  Settings Take() {
    const auto by_line = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::stable_sort(values_.begin(), values_.end(), by_line);
    std::stable_sort(errors_.begin(), errors_.end(), by_line);
    for (auto& [line, setting] : values_) settings_.values.push_back(std::move(setting));
    for (auto& [line, error] : errors_) settings_.errors.push_back(std::move(error));
    return std::move(settings_);
  }

 private:
  Place PlaceOf(const toml::node& node) const {
    return {.text = absl::StrCat(name_, ":", node.source().begin.line),
            .directory = std::string(directory_)};
  }

  void Error(const toml::node& node, absl::string_view text) {
    errors_.emplace_back(node.source().begin.line,
                         absl::StrCat(PlaceOf(node).text, ": ", text));
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

  void ReadOpers(const toml::node& node) {
    const toml::array* blocks = node.as_array();
    if (blocks == nullptr || !std::all_of(blocks->begin(), blocks->end(),
                                          [](const toml::node& n) { return n.is_table(); })) {
      return Error(node, "oper: operators are blocks that begin with [[oper]]");
    }
    for (const toml::node& block : *blocks) ReadOper(*block.as_table());
  }

  void ReadOper(const toml::table& block) {
    OperSetting oper;
    oper.place = PlaceOf(block);
    for (const auto& [key, node] : block) {
      const std::string name = KeyText(key);
      const auto* text = node.as_string();
      const toml::array* array = node.as_array();
      if (name == "name" && text != nullptr) {
        oper.name = text->get();
      } else if (name == "password" && text != nullptr) {
        oper.password = text->get();
      } else if (name == "hosts" && array != nullptr) {
        oper.hosts.clear();
        ReadTexts("oper.hosts", *array, oper.hosts);
      } else if (name == "name" || name == "password") {
        Error(node, absl::StrCat("oper.", name, " must be a text in quotes"));
      } else if (name == "hosts") {
        Error(node, "oper.hosts must be a list of texts");
      } else {
        Error(node, absl::StrCat("unknown key '", name,
                                 "' of an operator; there are name, password and hosts"));
      }
    }
    settings_.opers.push_back(std::move(oper));
  }

  const absl::string_view name_;
  const absl::string_view directory_;
  Settings settings_;
  std::vector<std::pair<uint32_t, Setting>> values_;     // with their lines
  std::vector<std::pair<uint32_t, std::string>> errors_;
};

}  // namespace

Settings ParseToml(absl::string_view text, absl::string_view name, absl::string_view directory) {
  Reader reader(name, directory);
  try {
    const toml::table table = toml::parse(std::string(text));
    reader.ReadTable(table, "");
    return reader.Take();
  } catch (const toml::parse_error& error) {
    Settings failed;
    failed.errors.push_back(
        absl::StrCat(std::string(name), ":", error.source().begin.line, ": ",
                     std::string(error.description())));
    return failed;
  }
}

}  // namespace irc
