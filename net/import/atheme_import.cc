#include "net/import/atheme_import.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "net/import/atheme_reader.h"
#include "net/import/atheme_staff.h"

namespace irc {
namespace {

constexpr int64_t kOldestVersion = 8;
constexpr int64_t kNewestVersion = 12;

absl::Status InLine(size_t line, absl::string_view clause) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line, ": ", clause));
}

absl::Status WholeOrNot(absl::string_view word, const AthemeRow& row) {
  if (row.whole()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("the row ", word, " lacks a word, or has a text where a number should be"));
}

}  // namespace

const AthemeReader::RowReader AthemeReader::kRowReaders[] = {
    {"GRVER", &AthemeReader::ReadFormat, ""},
    {"DBV", &AthemeReader::ReadVersion, ""},
    {"MDEP", &AthemeReader::ReadModule, ""},
    {"TS", &AthemeReader::ReadWritten, ""},
    {"LUID", nullptr, ""},
    {"CF", nullptr, ""},
    {"DE", nullptr, ""},
    {"MU", &AthemeReader::ReadAccount, ""},
    {"MDU", &AthemeReader::ReadAccountMetadata, ""},
    {"ME", &AthemeReader::ReadMemo, ""},
    {"MI", &AthemeReader::ReadMemoIgnore, ""},
    {"AC", nullptr, "masks that are recognised without a password (AC)"},
    {"MN", &AthemeReader::ReadNick, ""},
    {"MCFP", &AthemeReader::ReadCertificate, ""},
    {"NAM", nullptr, ""},
    {"MDN", &AthemeReader::ReadFormerName, ""},
    {"MM", &AthemeReader::ReadMark, ""},
    {"RM", &AthemeReader::ReadFormerMark, ""},
    {"MC", &AthemeReader::ReadChannel, ""},
    {"MDC", &AthemeReader::ReadChannelMetadata, ""},
    {"CA", &AthemeReader::ReadAccess, ""},
    {"MDA", &AthemeReader::ReadAccessMetadata, ""},
    {"GDBV", nullptr, ""},
    {"GFA", nullptr, ""},
    {"GRP", &AthemeReader::ReadGroup, ""},
    {"MDG", &AthemeReader::ReadGroupMetadata, ""},
    {"GACL", &AthemeReader::ReadGroupMember, ""},
    {"KID", nullptr, ""},
    {"XID", nullptr, ""},
    {"QID", nullptr, ""},
    {"SI", nullptr, "ignores of the services (SI)"},
    {"RW", nullptr, "watched regular expressions (RW)"},
    {"RR", nullptr, ""},
    {"BOT", nullptr, "bots (BOT)"},
    {"BOT-COUNT", nullptr, ""},
    {"CLONES-DBV", nullptr, ""},
    {"CLONES-CK", nullptr, ""},
    {"CLONES-CD", nullptr, ""},
    {"CLONES-GR", nullptr, ""},
    {"BLE", nullptr, "exemptions from DNS blacklists (BLE)"},
    {"CSREQ", nullptr, "channels whose registration waits for approval (CSREQ)"},
    {"HE", nullptr, "requests for help (HE)"},
    {"CFDBV", nullptr, ""},
    {"CFCHAN", nullptr, ""},
    {"CFOP", nullptr, ""},
    {"CFMD", nullptr, ""},
};

absl::Status AthemeReader::ReadRow(absl::string_view line) {
  if (line.empty() || line[0] == '#') return absl::OkStatus();
  AthemeRow row(line);
  const absl::string_view word = row.Word();
  if (has_version() && ReadAthemeStaff(word, row, version_, written_at_, network_)) {
    return WholeOrNot(word, row);
  }
  const auto found = std::find_if(std::begin(kRowReaders), std::end(kRowReaders),
                                  [&](const RowReader& reader) { return reader.word == word; });
  if (!has_version() && word != "DBV" && word != "GRVER") {
    return absl::InvalidArgumentError(
        "this is no services.db of Atheme, which begins with the rows GRVER and DBV");
  }
  if (found == std::end(kRowReaders)) {
    const bool is_word = word.size() <= 16 && std::all_of(word.begin(), word.end(), [](char c) {
                           return c == '-' || absl::ascii_isupper(static_cast<unsigned char>(c));
                         });
    if (!is_word) return absl::InvalidArgumentError("this is no row of services.db");
    report_.Ignore(absl::StrCat("rows of the unknown kind ", word));
    return absl::OkStatus();
  }
  if (found->read == nullptr) {
    if (!found->ignored.empty()) report_.Ignore(found->ignored);
    return absl::OkStatus();
  }
  status_ = absl::OkStatus();
  (this->*found->read)(row);
  const absl::Status whole = WholeOrNot(word, row);
  return whole.ok() ? status_ : whole;
}

void AthemeReader::ReadFormat(AthemeRow& row) {
  if (const int64_t format = row.Number(); format != 1) {
    status_ = absl::InvalidArgumentError(
        absl::StrCat("the file has format ", format, ", and this program reads 1"));
  }
}

void AthemeReader::ReadVersion(AthemeRow& row) {
  version_ = row.Number();
  if (version_ < kOldestVersion || version_ > kNewestVersion) {
    status_ = absl::InvalidArgumentError(absl::StrCat("the data has version ", version_,
                                                      ", and this program reads ", kOldestVersion,
                                                      " to ", kNewestVersion));
  }
}

void AthemeReader::ReadModule(AthemeRow& row) {
  if (const auto ircd = AthemeIrcdOf(row.Word())) ircd_ = *ircd;
}

void AthemeReader::ReadWritten(AthemeRow& row) { written_at_ = row.Time(written_at_); }

void AthemeReader::NoteStray(absl::string_view row, absl::string_view name) {
  report_.Remark(absl::StrCat("A row ", row, " belongs to ", name, ", which is not in the file."));
}

ForeignNetwork AthemeReader::Finish() {
  for (Account& account : accounts_) {
    FinishAccount(account);
    network_.accounts.push_back(std::move(account.foreign));
  }
  for (Channel& channel : channels_) {
    FinishChannel(channel);
    network_.channels.push_back(std::move(channel.foreign));
  }
  FinishFormerNames();
  if (ircd_ == AthemeIrcd::kUnknown && !channels_.empty()) {
    report_.Remark(
        "The file does not say which server Atheme was linked to, so that of mode locks only "
        "+iklmnpst is understood.");
  }
  network_.written_at = written_at_;
  return std::move(network_);
}

absl::StatusOr<ForeignNetwork> ReadAtheme(absl::string_view bytes, absl::Time written_at,
                                          Report& report) {
  AthemeReader reader(written_at, report);
  size_t number = 0;
  while (!bytes.empty()) {
    ++number;
    const size_t end = bytes.find('\n');
    absl::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == absl::string_view::npos ? bytes.size() : end + 1);
    absl::ConsumeSuffix(&line, "\r");
    const absl::Status status = reader.ReadRow(line);
    if (!status.ok()) return InLine(number, status.message());
    if (end == absl::string_view::npos) {
      return InLine(number, "the file ends in the middle of this row, so it was not written whole");
    }
  }
  if (!reader.has_version()) {
    return InLine(number + 1, "the file ends before the row DBV, which a services.db begins with");
  }
  return reader.Finish();
}

}  // namespace irc
