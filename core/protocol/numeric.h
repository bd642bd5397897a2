// A numeric reply declared once, with its parameters' types: a wrong count or type does not
// compile.
#ifndef IRCSERV_CORE_PROTOCOL_NUMERIC_H_
#define IRCSERV_CORE_PROTOCOL_NUMERIC_H_

#include <cstdint>
#include <utility>

#include "absl/strings/string_view.h"
#include "core/protocol/message.h"

namespace irc {

// The kinds of parameter that a numeric can have after the client's nick, beside SafeParam for text
// of the client.
struct Nick {  // a valid nick, as spelled
  using Arg = absl::string_view;
  static void Put(Message& message, Arg arg) { message.Param(arg); }
};
struct ChannelName {  // a valid channel name, as spelled
  using Arg = absl::string_view;
  static void Put(Message& message, Arg arg) { message.Param(arg); }
};
struct Word {  // any other word that the server made or checked
  using Arg = absl::string_view;
  static void Put(Message& message, Arg arg) { message.Param(arg); }
};
struct Number {
  using Arg = int64_t;
  static void Put(Message& message, Arg arg) { message.Param(arg); }
};
struct Text {  // the last parameter, when it is not constant
  using Arg = absl::string_view;
  static void Put(Message& message, Arg arg) { message.Trailing(arg); }
};

template <typename... Params>
struct Numeric {
  int code;
  absl::string_view text = {};  // the last parameter, when it is constant

  Message operator()(typename Params::Arg... args) const {
    Message message = Message::Numeric(code);
    (Params::Put(message, args), ...);
    if (!text.empty()) message.Trailing(text);
    return message;
  }
};

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_NUMERIC_H_
