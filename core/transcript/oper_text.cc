#include "core/transcript/oper_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace irc {
namespace transcript {
namespace {

constexpr absl::string_view kClass = "class=", kAccount = "account=", kCertfp = "certfp=",
                            kNoPassword = "nopassword", kAuto = "auto",
                            kSecondFactor = "second_factor", kExtends = "extends=";

}  // namespace

std::vector<std::string> AttributesOf(const OperConfig& oper) {
  std::vector<std::string> texts;
  if (!oper.oper_class.empty()) texts.push_back(absl::StrCat(kClass, oper.oper_class));
  if (!oper.account.empty()) texts.push_back(absl::StrCat(kAccount, oper.account));
  for (const std::string& certfp : oper.certfps) texts.push_back(absl::StrCat(kCertfp, certfp));
  if (!oper.password) texts.emplace_back(kNoPassword);
  if (oper.automatic) texts.emplace_back(kAuto);
  if (oper.second_factor) texts.emplace_back(kSecondFactor);
  return texts;
}

bool TakeAttribute(absl::string_view text, OperConfig& oper) {
  if (absl::ConsumePrefix(&text, kClass)) {
    oper.oper_class = std::string(text);
  } else if (absl::ConsumePrefix(&text, kAccount)) {
    oper.account = std::string(text);
  } else if (absl::ConsumePrefix(&text, kCertfp)) {
    oper.certfps.emplace_back(text);
  } else if (text == kNoPassword) {
    oper.password = false;
  } else if (text == kAuto) {
    oper.automatic = true;
  } else if (text == kSecondFactor) {
    oper.second_factor = true;
  } else {
    return false;
  }
  return true;
}

std::vector<std::string> EntriesOf(const OperClassConfig& oper_class) {
  std::vector<std::string> entries = oper_class.privileges;
  if (!oper_class.extends.empty()) entries.push_back(absl::StrCat(kExtends, oper_class.extends));
  return entries;
}

OperClassConfig ClassOf(std::string name, const std::vector<std::string>& entries) {
  OperClassConfig oper_class{.name = std::move(name), .privileges = {}, .extends = ""};
  for (absl::string_view entry : entries) {
    if (absl::ConsumePrefix(&entry, kExtends)) {
      oper_class.extends = std::string(entry);
    } else {
      oper_class.privileges.emplace_back(entry);
    }
  }
  return oper_class;
}

}  // namespace transcript
}  // namespace irc
