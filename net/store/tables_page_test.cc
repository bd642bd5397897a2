// TABLES.md names every table with all its columns, and its queries run.
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "core/records.h"
#include "gtest/gtest.h"
#include "net/store/database/schema.h"
#include "net/store/database/sqlite.h"
#include "net/store/rows/tables.h"

namespace irc {
namespace {

std::string Page() {
  std::ifstream file("net/store/TABLES.md");
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

// The rows of the page for the columns of a table, such as "**id**" and "name", in their order.
std::vector<std::string> ColumnsOnPage(absl::string_view page, absl::string_view table) {
  std::vector<std::string> columns;
  const size_t at = page.find(absl::StrCat("\n**", table, "**: "));
  if (at == absl::string_view::npos) return columns;
  bool in_table = false;
  for (absl::string_view line : absl::StrSplit(page.substr(at + 1), '\n')) {
    if (absl::StartsWith(line, "| `") || absl::StartsWith(line, "| **`")) {
      const std::vector<absl::string_view> cells = absl::StrSplit(line, '|');
      std::string column(cells[1]);
      std::erase_if(column, [](char c) { return c == ' ' || c == '`'; });
      columns.push_back(std::move(column));
    } else if (in_table && line.empty()) {
      break;
    }
    in_table = in_table || absl::StartsWith(line, "|");
  }
  return columns;
}

TEST(TablesPage, HasEveryTableWithItsColumns) {
  const std::string page = Page();
  ForEachTable([&](size_t, auto row) {
    std::vector<std::string> columns;
    VisitColumns(
        [&](absl::string_view name, const auto&, Column how) {
          columns.push_back(how == Column::kKey ? absl::StrCat("**", name, "**")
                                                : std::string(name));
        },
        row);
    EXPECT_EQ(ColumnsOnPage(page, row.kTable), columns) << row.kTable;
  });
  EXPECT_EQ(ColumnsOnPage(page, "meta"), (std::vector<std::string>{"**name**", "value"}));
}

TEST(TablesPage, HasQueriesThatRun) {
  Sqlite database = *Sqlite::Open(":memory:", {.create = true});
  ASSERT_TRUE(Migrate(database).ok());
  const std::vector<std::string> parts = absl::StrSplit(Page(), "```sql\n");
  EXPECT_GE(parts.size(), 6u);
  for (size_t i = 1; i < parts.size(); ++i) {
    const std::string query = parts[i].substr(0, parts[i].find("```"));
    EXPECT_EQ(database.Run(query).message(), "") << query;
  }
}

}  // namespace
}  // namespace irc
