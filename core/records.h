// What the server keeps beyond the life of its process: rows of tables, as plain values. The core
// asks for records to be kept (core/output.h), the shell keeps them (net/store) and gives them back
// at the next start (Restored in core/event.h).
//
// core/rows has the tables, one page for each area. The columns of the database, the lines of an
// export and the text of recordings follow from the `Columns` functions: each visits the columns of
// a row in their order, `visit(name, member, how)`.
//
// Laws of this file:
// - A record depends neither on the node that keeps it nor on that node's clock.
// - A row is flat: a column is a whole number, a text, or a time. What has parts is a table of its
//   own, with the key of what it belongs to.
// - A row is put as a whole, and its key columns say which row it replaces. What changes for
//   different reasons (an account and the time when it was last seen) has different tables.
#ifndef IRCSERV_CORE_RECORDS_H_
#define IRCSERV_CORE_RECORDS_H_

#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/string_view.h"
#include "core/rows/account_rows.h"
#include "core/rows/channel_rows.h"
#include "core/rows/service_rows.h"
#include "core/rows/staff_rows.h"

namespace irc {

// All tables, in the order in which an export has them.
using Row =
    std::variant<AccountRow, NickRow, SettingRow, SeenRow, CredentialRow, UseRow, SuspensionRow,
                 HoldRow, MarkRow, BanRow, BanHitRow, AuditRecordRow, GroupRow, GroupMemberRow,
                 GroupSettingRow, ChannelRow, ChannelUseRow, ChannelModesRow, ChannelTopicRow,
                 ChannelMaskRow, ChannelMetadataRow, ChannelSettingRow, AccessRow, VhostRow,
                 VhostRequestRow, VhostOfferRow, MemoRow, MemoIgnoreRow, ForbidRow, NewsRow,
                 SessionLimitRow, ServerSettingRow>;

// One change of what is kept.
struct Record {
  bool drop = false;  // removes the row with the key of `row`; otherwise `row` is put
  Row row;

  friend bool operator==(const Record&, const Record&) = default;
};

inline Record Put(Row row) { return {.drop = false, .row = std::move(row)}; }
inline Record Drop(Row key) { return {.drop = true, .row = std::move(key)}; }

// Calls visit(name, value, how) for each column of `row`, in the order of the table.
template <typename Visitor, typename AnyRow>
void VisitColumns(Visitor&& visit, AnyRow& row) {
  Columns(visit, row, static_cast<const std::remove_const_t<AnyRow>*>(nullptr));
}

inline absl::string_view TableOf(const Row& row) {
  return std::visit([](const auto& typed) { return std::decay_t<decltype(typed)>::kTable; }, row);
}

}  // namespace irc

#endif  // IRCSERV_CORE_RECORDS_H_
