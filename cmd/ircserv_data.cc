#include "cmd/ircserv_data.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/protocol/names.h"
#include "net/auth/secret_key.h"
#include "net/config/state_folder.h"
#include "net/import/import.h"
#include "net/io/clock.h"
#include "net/store/offline.h"

namespace irc {
namespace {

absl::Status CannotOpen(const std::string& file) {
  return absl::InvalidArgumentError(absl::StrCat("cannot open '", file, "': ", strerror(errno)));
}

absl::Status Check(const std::string& folder) {
  const std::vector<std::string> findings = CheckData(folder);
  if (!findings.empty()) return absl::DataLossError(absl::StrJoin(findings, "\nircserv: "));
  std::printf("What is kept in %s is whole.\n", folder.c_str());
  return absl::OkStatus();
}

// The key is no part of the database, so that who has only that can read no secret.
absl::Status BackUp(const std::string& folder, const std::string& file) {
  const absl::Status status = Backup(folder, file);
  return status.ok() ? CopySecretKey(folder, file) : status;
}

absl::Status ExportTo(const std::string& file, const std::string& folder) {
  if (file == "-") return Export(folder, std::cout);
  ::umask(0077);  // hashes of passwords are in it
  std::ofstream out(file, std::ios::trunc);
  if (!out) return CannotOpen(file);
  const absl::Status status = Export(folder, out);
  if (!status.ok()) return status;
  out.close();
  return out ? absl::OkStatus() : CannotOpen(file);
}

absl::Status ImportFrom(const std::string& file, const std::string& folder) {
  std::ifstream in;
  if (file != "-") in.open(file);
  if (!in) return CannotOpen(file);
  const absl::StatusOr<uint64_t> rows = Import(file == "-" ? std::cin : in, folder);
  if (!rows.ok()) return rows.status();
  std::printf("%llu rows were taken in.\n", static_cast<unsigned long long>(*rows));
  return absl::OkStatus();
}

// The whole file is read at once: it is far smaller than what the server makes of it in memory.
absl::Status ImportFromOther(const CommandLine& line, const Config& core,
                             const std::string& folder) {
  const auto source = ParseImportSource(line.import_from);
  if (!source.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--import-from is ergo, atheme or anope, not '", line.import_from, "'"));
  }
  struct stat info = {};
  if (::stat(line.foreign_file.c_str(), &info) != 0) return CannotOpen(line.foreign_file);
  std::ifstream in(line.foreign_file, std::ios::binary);
  if (!in) return CannotOpen(line.foreign_file);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  ImportRules rules{.limits = core.limits, .now = SystemClock().Wall()};
  rules.casemapping = ParseCasemapping(core.casemapping).value_or(Casemapping::kAscii);
  const absl::StatusOr<std::string> report = ImportForeign(
      *source, std::move(bytes).str(), absl::FromTimeT(info.st_mtime), folder, rules, line.dry_run);
  if (!report.ok()) {
    return absl::Status(report.status().code(),
                        absl::StrCat(line.foreign_file, ": ", report.status().message()));
  }
  std::fputs(report->c_str(), stdout);
  std::puts(line.dry_run ? "\nNothing was changed, because this was only a try."
                         : "\nAll of it is in the folder now.");
  return absl::OkStatus();
}

}  // namespace

absl::Status DoDataWork(const CommandLine& line, const Config& core, const std::string& folder) {
  if (folder.empty() || folder == kNoDataFolder) {
    return absl::InvalidArgumentError("no folder of data is given; --data=DIR gives one");
  }
  if (line.check_data) return Check(folder);
  if (!line.backup.empty()) return BackUp(folder, line.backup);
  if (!line.export_to.empty()) return ExportTo(line.export_to, folder);
  if (!line.import_from.empty()) return ImportFromOther(line, core, folder);
  return ImportFrom(line.import_file, folder);
}

}  // namespace irc
