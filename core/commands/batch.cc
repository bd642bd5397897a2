// BATCH +<reference> <type> [<parameter>...] | BATCH -<reference>
// https://ircv3.net/specs/extensions/client-batch
#include "absl/strings/strip.h"
#include "core/actions/client_batch.h"
#include "core/commands/commands.h"
#include "core/protocol/standard_replies.h"

namespace irc {

void BatchCommand(UserCtx& ctx, const Params& p) {
  absl::string_view reference = p[0];
  if (absl::ConsumePrefix(&reference, "+")) return OpenBatch(ctx, reference, p);
  const bool closes = absl::ConsumePrefix(&reference, "-");
  const ClientBatch* open = ctx.session.batch.get();
  if (closes && open != nullptr && open->reference == reference) return FinishBatch(ctx);
  const bool unknown = closes && IsBatchReference(reference);
  ctx.Reply(unknown ? kFailBatchUnknown(SafeParam(reference))
                    : kFailBatchReftag(SafeParam(reference)));
}

}  // namespace irc
