// The databases of Anope 2.0 and 2.1: what their objects mean.
#ifndef IRCSERV_NET_IMPORT_ANOPE_IMPORT_H_
#define IRCSERV_NET_IMPORT_ANOPE_IMPORT_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/import/foreign.h"
#include "net/import/report.h"

namespace irc {

// `written_at`: when the file was changed for the last time. The report gets what cannot be
// expressed. An error is a sentence that says where.
absl::StatusOr<ForeignNetwork> ReadAnope(absl::string_view bytes, absl::Time written_at,
                                         Report& report);

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_ANOPE_IMPORT_H_
