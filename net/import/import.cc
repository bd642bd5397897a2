#include "net/import/import.h"

#include <atomic>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "net/auth/passwords/imported_verifier.h"
#include "net/auth/passwords/verifier.h"
#include "net/auth/secret_text.h"
#include "net/import/anope_import.h"
#include "net/import/atheme_import.h"
#include "net/import/ergo_import.h"
#include "net/store/offline.h"

namespace irc {
namespace {

void HashClearText(CredentialRow& row) {
  std::optional<std::string> password = ImportedClearText(row.verifier);
  if (!password.has_value()) return;
  row.verifier = MakeVerifier(*password).value_or("reset:");
  Wipe(*password);
}

// Passwords in clear are never written. A hash takes some 30 ms, so all processors make them.
void HashClearTexts(std::vector<Record>& records) {
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < records.size(); i = next++) {
      if (auto* row = std::get_if<CredentialRow>(&records[i].row)) HashClearText(*row);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) threads.emplace_back(work);
  work();
}

}  // namespace

std::optional<ImportSource> ParseImportSource(absl::string_view name) {
  constexpr std::pair<absl::string_view, ImportSource> kSources[] = {
      {"anope", ImportSource::kAnope},
      {"atheme", ImportSource::kAtheme},
      {"ergo", ImportSource::kErgo}};
  for (const auto& [word, source] : kSources) {
    if (absl::EqualsIgnoreCase(name, word)) return source;
  }
  return std::nullopt;
}

absl::StatusOr<ForeignNetwork> ReadForeign(ImportSource source, absl::string_view bytes,
                                           absl::Time written_at, absl::Time now, Report& report) {
  switch (source) {
    case ImportSource::kErgo:
      return ReadErgo(bytes, written_at, now, report);
    case ImportSource::kAtheme:
      return ReadAtheme(bytes, written_at, report);
    case ImportSource::kAnope:
      return ReadAnope(bytes, written_at, report);
  }
  return absl::InternalError("there is no such source");
}

absl::StatusOr<std::string> ImportForeign(ImportSource source, absl::string_view bytes,
                                          absl::Time written_at, const std::string& folder,
                                          const ImportRules& rules, bool only_try) {
  Report report;
  const absl::StatusOr<ForeignNetwork> network =
      ReadForeign(source, bytes, written_at, rules.now, report);
  if (!network.ok()) return network.status();
  const absl::Status status =
      ChangeRows(folder, only_try, [&](const std::vector<Row>& kept, const HighestIds& highest) {
        std::vector<Record> records = PlanImport(*network, kept, highest, rules, report);
        if (!only_try) HashClearTexts(records);
        return records;
      });
  if (!status.ok()) return status;
  return report.Text();
}

}  // namespace irc
