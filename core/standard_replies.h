// FAIL, WARN and NOTE: https://ircv3.net/specs/extensions/standard-replies. One row each, as in
// numerics.h: the command it is about, the code, and the text; contexts are the row's parameters.
#ifndef IRCSERV_CORE_STANDARD_REPLIES_H_
#define IRCSERV_CORE_STANDARD_REPLIES_H_

#include "core/numeric.h"

namespace irc {

template <typename... Params>
struct Fail {
  absl::string_view command;
  absl::string_view code;
  absl::string_view text;

  Message operator()(typename Params::Arg... args) const {
    Message message("FAIL");
    message.Param(command).Param(code);
    (Params::Put(message, args), ...);
    message.Trailing(text);
    return message;
  }
};

inline constexpr Fail<> kFailInvalidRealname{"SETNAME", "INVALID_REALNAME", "Realname is not valid"};

// UTF8ONLY names the command that was refused, so it is not a constant.
inline Message FailInvalidUtf8(Echo command) {
  Message message("FAIL");
  message.Param(command).Param("INVALID_UTF8").Trailing("Message rejected, it is not valid UTF-8");
  return message;
}

}  // namespace irc

#endif  // IRCSERV_CORE_STANDARD_REPLIES_H_
