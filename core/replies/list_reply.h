// Replies with a list (NAMES, ISON, the channels of WHOIS), on as many lines of 512 bytes as it
// takes.
#ifndef IRCSERV_CORE_REPLIES_LIST_REPLY_H_
#define IRCSERV_CORE_REPLIES_LIST_REPLY_H_

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/protocol/render.h"
#include "core/replies/context.h"

namespace irc {

class ListReply {
 public:
  // `head` is the reply without its last parameter, which is the list.
  ListReply(const State& state, Outbox& out, const Session& session, Message head,
            char separator = ' ')
      : out_(out),
        session_(session),
        head_(std::move(head)),
        separator_(separator),
        room_(RoomFor(head_, state.config.server_name, NickOf(state, session))) {}
  ListReply(SessionCtx& ctx, Message head, char separator = ' ')
      : ListReply(ctx.state, ctx.out, ctx.session, std::move(head), separator) {}

  // True when `item` begins a new line.
  bool BeginsLine(absl::string_view item) const {
    return list_.empty() || list_.size() + 1 + item.size() > room_;
  }
  void Add(absl::string_view item) {
    if (!list_.empty() && BeginsLine(item)) Flush();
    if (!list_.empty()) list_.push_back(separator_);
    absl::StrAppend(&list_, item);
    any_ = true;
  }

  // Sends the last line. Returns false when nothing was listed.
  bool Finish() {
    if (!list_.empty()) Flush();
    return any_;
  }

 private:
  void Flush() {
    Message line = head_;
    line.Trailing(list_);
    out_.ReplyTo(session_, line);
    list_.clear();
  }

  Outbox& out_;
  const Session& session_;
  Message head_;
  char separator_;
  size_t room_;
  std::string list_;
  bool any_ = false;
};

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_LIST_REPLY_H_
