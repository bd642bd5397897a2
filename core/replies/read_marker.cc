#include "core/replies/read_marker.h"

#include "absl/strings/str_cat.h"
#include "core/protocol/names.h"
#include "core/protocol/render.h"

namespace irc {

void ReplyReadMarker(const State& state, Outbox& out, const Session& session, const User& user,
                     absl::string_view target) {
  if (!session.caps.Has(Cap::kReadMarker)) return;
  const auto marker = user.read_markers->find(Fold(state.casemapping, target));
  out.ReplyTo(session,
              Message("MARKREAD")
                  .Param(target)
                  .Param(absl::string_view(
                      marker == user.read_markers->end()
                          ? "*"
                          : absl::StrCat("timestamp=", FormatServerTime(marker->second)))));
}

}  // namespace irc
