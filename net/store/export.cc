#include <sys/stat.h>

#include <cstddef>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "net/store/data_folder.h"
#include "net/store/database/schema.h"
#include "net/store/offline.h"
#include "net/store/rows/row_text.h"
#include "net/store/rows/tables.h"
#include "nlohmann/json.hpp"

namespace irc {
namespace {

using Json = nlohmann::ordered_json;

// The version is that of the tables. ParseRecord reads the rows of earlier ones, too.
std::string FirstLine(const HighestIds& highest) {
  return Json({{"ircserv", "export"}, {"version", kSchemaVersion}, {"highest", Json(highest)}})
      .dump();
}

absl::StatusOr<HighestIds> ParseFirstLine(const std::string& line) {
  const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || json.value("ircserv", Json()) != "export") {
    return absl::InvalidArgumentError("this is no export of ircserv");
  }
  const Json version = json.value("version", Json());
  if (!version.is_number_integer() || version < 1 || version > kSchemaVersion) {
    return absl::InvalidArgumentError(absl::StrCat("the export has version ", version.dump(),
                                                   ", and this program reads those up to ",
                                                   kSchemaVersion));
  }
  HighestIds highest;
  const Json ids = json.value("highest", Json::object());
  for (const auto& [table, id] : ids.items()) {
    if (!RowOfTable(table).has_value() || !id.is_number_unsigned() ||
        id.get<uint64_t>() >= uint64_t{1} << 63) {
      return absl::InvalidArgumentError("the member 'highest' has what does not belong there");
    }
    highest[table] = id.get<uint64_t>();
  }
  return highest;
}

absl::Status WriteAll(const Database& database, std::ostream& out) {
  out << FirstLine(database.highest()) << '\n';
  const absl::Status status = database.ForEachRow(
      /*with_audit=*/true, [&](Row&& row) { out << RecordLine(Put(std::move(row))) << '\n'; });
  if (!status.ok()) return status;
  out.flush();
  if (!out.good()) return absl::UnavailableError("the export cannot be written");
  return absl::OkStatus();
}

absl::Status ExportFile(const std::string& file, std::ostream& out) {
  absl::StatusOr<Database> database = Database::Open(file, {.read_only = true});
  absl::Status status = database.status();
  if (status.ok()) {
    const absl::StatusOr<int64_t> version = database->sqlite().IntegerOf("PRAGMA user_version");
    if (version.ok() && *version != kSchemaVersion) {
      status = absl::FailedPreconditionError(absl::StrCat("it has version ", *version));
    }
  }
  if (!status.ok()) {
    return absl::Status(status.code(),
                        absl::StrCat("cannot read the database '", file, "': ", status.message()));
  }
  return WriteAll(*database, out);
}

absl::Status InLine(uint64_t line, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat("line ", line, ": ", status.message()));
}

// Within a transaction.
absl::StatusOr<uint64_t> PutLines(std::istream& in, Database& database) {
  std::string text;
  uint64_t line = 1;
  if (!std::getline(in, text)) return absl::InvalidArgumentError("the export is empty");
  const absl::StatusOr<HighestIds> highest = ParseFirstLine(text);
  if (!highest.ok()) return InLine(line, highest.status());
  while (std::getline(in, text)) {
    ++line;
    absl::StatusOr<Record> record = ParseRecord(text);
    if (record.ok() && record->drop && absl::StrContains(text, "\"drop\":")) {
      record = absl::InvalidArgumentError("an export has rows, and nothing to drop");
    }
    if (!record.ok()) return InLine(line, record.status());
    const absl::Status status = database.Apply({&*record, 1});
    if (!status.ok()) return InLine(line, status);
  }
  if (in.bad()) return absl::UnavailableError("the export cannot be read");
  database.RaiseIds(*highest);
  return line - 1;
}

}  // namespace

absl::Status Export(const std::string& source, std::ostream& out) {
  struct stat info = {};
  const bool is_folder = ::stat(source.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  if (!is_folder) return ExportFile(source, out);
  PosixFileSystem files;
  absl::StatusOr<DataFolder> data =
      OpenDataFolder(files, StoreOptions{.folder = source}, /*create=*/false);
  if (!data.ok()) return data.status();
  const absl::StatusOr<std::vector<Record>> records = RecordsIn(data->journal);
  if (!records.ok()) return records.status();
  absl::Status status = data->database.Begin();
  if (status.ok()) status = data->database.Apply(*records);
  if (status.ok()) status = WriteAll(data->database, out);
  data->database.Rollback();
  return status;
}

absl::StatusOr<uint64_t> Import(std::istream& in, const std::string& folder) {
  PosixFileSystem files;
  absl::StatusOr<DataFolder> data =
      OpenDataFolder(files, StoreOptions{.folder = folder}, /*create=*/true);
  if (!data.ok()) return data.status();
  if (absl::Status status = MoveJournal(files, folder, *data); !status.ok()) return status;
  if (absl::Status status = data->database.Begin(); !status.ok()) return status;
  absl::StatusOr<uint64_t> rows = PutLines(in, data->database);
  if (rows.ok()) {
    const absl::Status status = data->database.Commit(data->database.position());
    if (!status.ok()) rows = status;
  }
  if (!rows.ok()) data->database.Rollback();
  return rows;
}

}  // namespace irc
