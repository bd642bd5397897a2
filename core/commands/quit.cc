#include "core/actions/quit.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/protocol/utf8.h"

namespace irc {

// QUIT [:<reason>]
// https://modern.ircdocs.horse/#quit-message
void Quit(SessionCtx& ctx, const Params& p) {
  const auto bytes_max = static_cast<size_t>(ctx.state.config.limits.quit_bytes);
  const std::string reason = p[0].empty() ? std::string(kWordlessQuit)
                                          : absl::StrCat("Quit: ", TruncateUtf8(p[0], bytes_max));
  EndSession(ctx.state, ctx.out, ctx.session, reason, CloseCause::kQuit);
}

}  // namespace irc
