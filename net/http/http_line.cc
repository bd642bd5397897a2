#include "net/http/http_line.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace irc {
namespace {

// The methods of RFC 9110 and RFC 5789 that are no commands of IRC. The others (CONNECT, TRACE) and
// unknown ones are recognised by the version behind the target.
constexpr std::array<absl::string_view, 7> kMethods = {"GET",    "HEAD",    "POST", "PUT",
                                                       "DELETE", "OPTIONS", "PATCH"};

bool IsMethod(absl::string_view word) {
  return std::any_of(kMethods.begin(), kMethods.end(), [&](absl::string_view method) {
    return absl::EqualsIgnoreCase(word, method);
  });
}

// "METHOD TARGET HTTP/1.1", RFC 9112 section 3.
bool HasVersion(absl::string_view line) {
  const absl::string_view word = line.substr(line.rfind(' ') + 1);
  constexpr absl::string_view kName = "HTTP/";
  return std::count(line.begin(), line.end(), ' ') == 2 && word.size() > kName.size() &&
         absl::StartsWithIgnoreCase(word, kName) &&
         absl::ascii_isdigit(static_cast<unsigned char>(word[kName.size()]));
}

// "Host:", RFC 9110 section 5.1. No command of IRC has a colon.
bool IsFieldName(absl::string_view word) {
  const size_t colon = word.find(':');
  return colon != absl::string_view::npos && colon > 0 &&
         std::all_of(word.begin(), word.begin() + static_cast<ptrdiff_t>(colon), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
         });
}

}  // namespace

bool IsHttpLine(absl::string_view line) {
  const absl::string_view word = line.substr(0, line.find(' '));
  return IsMethod(word) || HasVersion(line) || IsFieldName(word);
}

}  // namespace irc
