// What becomes of a network of another server here: the rows that are put, with ids behind those
// that were given already, and the report of what is changed or left out.
//
// Laws of this file:
// - A pure function: neither a clock nor the disk.
// - What is kept already is never changed. What the same file has brought before is found again by
//   its name and its time, so a second import of the file puts nothing.
// - Nobody gets by a name what belonged to somebody else: an account whose name another one has
// here
//   gets a free name.
#ifndef IRCSERV_NET_IMPORT_PLAN_H_
#define IRCSERV_NET_IMPORT_PLAN_H_

#include <vector>

#include "absl/time/time.h"
#include "core/limits.h"
#include "core/protocol/names.h"
#include "core/records.h"
#include "net/import/foreign.h"
#include "net/import/report.h"
#include "net/store/rows/tables.h"

namespace irc {

struct ImportRules {
  Casemapping casemapping = Casemapping::kAscii;
  Limits limits;
  absl::Time now;
};

// Verifiers that hold a password in clear are among the rows: the caller replaces them.
std::vector<Record> PlanImport(const ForeignNetwork& network, const std::vector<Row>& kept,
                               const HighestIds& highest, const ImportRules& rules, Report& report);

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_PLAN_H_
