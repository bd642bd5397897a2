#include "net/import/atheme_staff.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace irc {
namespace {

// What the rows are read with and into.
struct Reading {
  AthemeRow& row;
  int64_t version;
  absl::Time written_at;
  ForeignNetwork& network;
};

void ReadBan(Reading& r, std::string kind, std::string mask) {
  const int64_t seconds = r.row.Number();
  ForeignBan ban{
      .kind = std::move(kind), .mask = std::move(mask), .set_at = r.row.Time(r.written_at)};
  if (seconds > 0) ban.expires_at = ban.set_at + absl::Seconds(seconds);
  ban.by = r.row.Name();
  ban.reason = r.row.Text();
  r.network.bans.push_back(std::move(ban));
}

void ReadKline(Reading& r) {
  if (r.version >= 11) r.row.Number();
  const absl::string_view user = r.row.Word(), host = r.row.Word();
  ReadBan(r, "KLINE", absl::StrCat(user, "@", host));
}

void ReadXline(Reading& r) {
  if (r.version >= 11) r.row.Number();
  std::string mask = absl::StrReplaceAll(r.row.Word(), {{"\\s", " "}});
  ReadBan(r, "XLINE", std::move(mask));
}

void ReadQline(Reading& r) {
  if (r.version >= 11) r.row.Number();
  std::string mask(r.row.Word());
  ReadBan(r, "RESV", std::move(mask));
}

void ReadOperator(Reading& r) {
  const absl::string_view account = r.row.Word(), oper_class = r.row.Word();
  r.network.operators.push_back(absl::StrCat(account, " (", oper_class, ")"));
}

void ReadRequest(Reading& r) {
  ForeignRequest request{.account = r.row.Name()};
  request.vhost.host = r.row.Name();
  request.vhost.set_at = r.row.Time(r.written_at);
  r.network.requests.push_back(std::move(request));
}

// The word of the group is left out when there is none.
void ReadOffer(Reading& r) {
  ForeignOffer offer;
  std::string word = r.row.Name();
  if (absl::StartsWith(word, "!")) {
    offer.group = std::move(word);
    word = r.row.Name();
  }
  offer.vhost.host = std::move(word);
  offer.vhost.set_at = r.row.Time(r.written_at);
  offer.vhost.by = r.row.Name();
  r.network.offers.push_back(std::move(offer));
}

void ReadRefusedMail(Reading& r) {
  ForeignBan forbid{.kind = "mail", .mask = r.row.Name(), .set_at = r.row.Time(r.written_at)};
  forbid.by = r.row.Name();
  forbid.reason = r.row.Text();
  r.network.forbids.push_back(std::move(forbid));
}

void ReadNews(Reading& r, std::string kind) {
  ForeignNote news{.by = r.row.Name()};
  const std::string subject = absl::StrReplaceAll(r.row.Word(), {{"_", " "}});
  news.at = r.row.Time(r.written_at);
  news.text = absl::StrCat(subject, ": ", r.row.Text());
  r.network.news.push_back({std::move(kind), std::move(news)});
}
void ReadUserNews(Reading& r) { ReadNews(r, "logon"); }
void ReadOperNews(Reading& r) { ReadNews(r, "oper"); }

void ReadSessionLimit(Reading& r) {
  ForeignLimit limit{.address = r.row.Name()};
  limit.limit = static_cast<uint64_t>(std::max<int64_t>(r.row.Number(), 0));
  r.row.Number();  // from how many on operators are told
  limit.expires_at = r.row.Time(absl::InfiniteFuture());
  limit.reason = r.row.Text();
  limit.by = "Atheme";
  r.network.limits.push_back(std::move(limit));
}

struct StaffRow {
  absl::string_view word;
  void (*read)(Reading& r);
};
constexpr StaffRow kStaffRows[] = {
    {"BE", ReadRefusedMail}, {"CLONES-EX", ReadSessionLimit},
    {"HO", ReadOffer},       {"HR", ReadRequest},
    {"KL", ReadKline},       {"LI", ReadUserNews},
    {"LIO", ReadOperNews},   {"QL", ReadQline},
    {"SO", ReadOperator},    {"XL", ReadXline},
};

}  // namespace

bool ReadAthemeStaff(absl::string_view word, AthemeRow& row, int64_t version, absl::Time written_at,
                     ForeignNetwork& network) {
  const auto found = std::find_if(std::begin(kStaffRows), std::end(kStaffRows),
                                  [&](const StaffRow& each) { return each.word == word; });
  if (found == std::end(kStaffRows)) return false;
  Reading reading{row, version, written_at, network};
  found->read(reading);
  return true;
}

}  // namespace irc
