// Rows for tests: a row of every table with a different value in each column.
#ifndef IRCSERV_NET_STORE_TESTING_SAMPLE_ROWS_H_
#define IRCSERV_NET_STORE_TESTING_SAMPLE_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/records.h"
#include "net/store/rows/tables.h"

namespace irc {

// 2026-01-01 00:00:00 and as many seconds.
inline absl::Time SampleTime(int64_t seconds) {
  return absl::FromUnixSeconds(1767225600 + seconds) + absl::Milliseconds(5);
}

// One row of each table, in the order of the tables. `number` goes into every column.
inline std::vector<Row> SampleRows(uint64_t number) {
  struct Fill {
    void operator()(const char*, uint64_t& id, Column) { id = number; }
    void operator()(const char* name, std::string& text, Column) {
      text = absl::StrCat(name, number);
    }
    void operator()(const char*, absl::Time& time, Column) {
      time = SampleTime(static_cast<int64_t>(number * 100 + columns++));
    }
    uint64_t number;
    uint64_t columns = 0;
  };
  std::vector<Row> rows;
  ForEachTable([&](size_t, auto row) {
    VisitColumns(Fill{number}, row);
    rows.push_back(std::move(row));
  });
  return rows;
}

inline std::vector<Record> PutAll(std::vector<Row> rows) {
  std::vector<Record> records;
  for (Row& row : rows) records.push_back(Put(std::move(row)));
  return records;
}

}  // namespace irc

#endif  // IRCSERV_NET_STORE_TESTING_SAMPLE_ROWS_H_
