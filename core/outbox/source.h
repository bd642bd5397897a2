// Messages that a user sends or causes: the source nick!user@host, and the tags that describe the
// user. A tag of this kind is added here and nowhere else.
#ifndef IRCSERV_CORE_OUTBOX_SOURCE_H_
#define IRCSERV_CORE_OUTBOX_SOURCE_H_

#include <utility>

#include "absl/strings/string_view.h"
#include "core/protocol/message.h"
#include "core/state/user.h"

namespace irc {

// Adds the tags that describe the user who sends or causes `message`.
inline Message& AddTagsOf(const User& user, Message& message) {
  if (!user.account.empty()) message.AddTag("account", user.account);
  if (user.Has(UserMode::kBot)) message.AddTag("bot", "");
  // The operator's name is left out: an attacker who knows it needs only the password.
  if (user.is_oper()) message.AddTag("draft/oper", "");
  return message;
}

// A message that `user` sends or causes.
inline Message From(const User& user, absl::string_view command) {
  Message message(user.nick, user.username, user.host, command);
  AddTagsOf(user, message);
  return message;
}

// A numeric that others get because of an action of `user`.
inline Message CausedBy(const User& user, Message numeric) {
  AddTagsOf(user, numeric);
  return numeric;
}

}  // namespace irc

#endif  // IRCSERV_CORE_OUTBOX_SOURCE_H_
