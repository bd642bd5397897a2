#include "cmd/ircserv_data.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "net/auth/secret_key.h"
#include "net/config/state_folder.h"
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

}  // namespace

absl::Status DoDataWork(const CommandLine& line, const std::string& folder) {
  if (folder.empty() || folder == kNoDataFolder) {
    return absl::InvalidArgumentError("no folder of data is given; --data=DIR gives one");
  }
  if (line.check_data) return Check(folder);
  if (!line.backup.empty()) return BackUp(folder, line.backup);
  if (!line.export_to.empty()) return ExportTo(line.export_to, folder);
  return ImportFrom(line.import_from, folder);
}

}  // namespace irc
