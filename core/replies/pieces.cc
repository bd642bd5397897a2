#include "core/replies/pieces.h"

#include <algorithm>
#include <string>

#include "absl/strings/numbers.h"
#include "core/check.h"

namespace irc {
namespace {

SavedReply Save(const Message& numeric) {
  SavedReply saved{.trailing = numeric.trailing()};
  IRC_CHECK(numeric.numeric() && absl::SimpleAtoi(numeric.command(), &saved.code),
            "lists are numerics");
  for (size_t i = 0; i < numeric.params(); ++i) saved.params.emplace_back(numeric.param(i));
  return saved;
}

Message Restore(const SavedReply& saved) {
  Message numeric = Message::Numeric(saved.code);
  for (size_t i = 0; i < saved.params.size(); ++i) {
    if (saved.trailing && i + 1 == saved.params.size()) {
      numeric.Trailing(saved.params[i]);
    } else {
      numeric.Param(absl::string_view(saved.params[i]));
    }
  }
  return numeric;
}

}  // namespace

void QueuePart(State& state, Outbox& out, const Session& session, decltype(AnswerPart::what) part) {
  const auto [parts, first] = state.unfinished.try_emplace(session.slot);
  if (first) out.output().unfinished.push_back(session.id);
  parts->second.push_back({.batch = out.KeepAnswerOpen(session), .what = std::move(part)});
}

bool MustWait(const State& state, const Outbox& out, const Session& session) {
  return out.PieceIsFull() ||
         (!state.unfinished.empty() && state.unfinished.contains(session.slot));
}

void ReplyInTurn(State& state, Outbox& out, const Session& session, const Message& numeric) {
  if (!MustWait(state, out, session)) return out.ReplyTo(session, numeric);
  const auto parts = state.unfinished.find(session.slot);
  if (parts != state.unfinished.end() &&
      parts->second.back().batch == out.KeepAnswerOpen(session)) {
    if (auto* last = std::get_if<RepliesPart>(&parts->second.back().what)) {
      last->left.push_back(Save(numeric));
      return;
    }
  }
  QueuePart(state, out, session, RepliesPart{.left = {Save(numeric)}});
}

bool SendReplies(Outbox& out, const Session& session, RepliesPart& part) {
  size_t sent = 0;
  for (; sent < part.left.size() && !out.PieceIsFull(); ++sent) {
    out.ReplyTo(session, Restore(part.left[sent]));
  }
  part.left.erase(part.left.begin(), part.left.begin() + static_cast<std::ptrdiff_t>(sent));
  return part.left.empty();
}

}  // namespace irc
