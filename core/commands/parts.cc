#include "core/commands/parts.h"

#include <deque>
#include <variant>

#include "core/actions/history_reader.h"
#include "core/actions/notify/metadata_notify.h"
#include "core/replies/names.h"
#include "core/replies/pieces.h"

namespace irc {
namespace {

struct PartSender {
  UserCtx& ctx;

  bool operator()(NamesPart& part) const {
    return SendNames(ctx.state, ctx.out, ctx.session, ctx.user, part);
  }
  bool operator()(ChannelWhoPart& part) const { return SendWho(ctx, part); }
  bool operator()(MaskWhoPart& part) const { return SendWho(ctx, part); }
  bool operator()(ListPart& part) const { return SendList(ctx, part); }
  bool operator()(HistoryPart& part) const {
    return SendHistory(ctx.state, ctx.out, ctx.session, ctx.user, part);
  }
  bool operator()(MetadataPart& part) const {
    return SendMetadata(ctx.state, ctx.out, ctx.session, part);
  }
  bool operator()(RepliesPart& part) const { return SendReplies(ctx.out, ctx.session, part); }
};

}  // namespace

void GoOnWithAnswer(SessionCtx& ctx) {
  const auto answer = ctx.state.unfinished.find(ctx.session.slot);
  if (answer == ctx.state.unfinished.end()) return;
  UserCtx user_ctx{ctx, UserOf(ctx.state, ctx.session.user)};
  std::deque<AnswerPart>& parts = answer->second;
  while (!parts.empty() && !ctx.out.PieceIsFull()) {
    AnswerPart& part = parts.front();
    bool done = false;
    ctx.out.ContinueAnswer(part.batch, [&] {
      done = std::visit(PartSender{user_ctx}, part.what);
      // The last part of a labelled response ends its batch.
      return done && (parts.size() == 1 || parts[1].batch != part.batch);
    });
    if (done) parts.pop_front();
  }
  if (parts.empty()) {
    ctx.state.unfinished.erase(answer);
  } else {
    ctx.out.output().unfinished.push_back(ctx.session.id);
  }
}

}  // namespace irc
