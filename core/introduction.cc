#include "core/introduction.h"

#include "absl/strings/str_cat.h"
#include "core/isupport.h"
#include "core/modes.h"
#include "core/numerics.h"
#include "core/version.h"

namespace irc {
namespace {

std::string UserModeLetters() {
  std::string letters;
  for (const UserModeRow& row : kUserModes) letters.push_back(row.letter);
  return letters;
}

std::string ChannelModeLetters() {
  std::string letters;
  for (const ChannelModeRow& row : kChannelModes) letters.push_back(row.letter);
  return letters;
}

std::string ChannelModeLettersWithParam() {
  std::string letters;
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.kind != ModeKind::kFlag) letters.push_back(row.letter);
  }
  return letters;
}

std::vector<Message> MotdLines(const Config& config) {
  if (config.motd.empty()) return {kErrNoMotd()};
  std::vector<Message> lines = {
      kRplMotdStart(absl::StrCat("- ", config.server_name, " Message of the day - "))};
  for (const std::string& line : config.motd) lines.push_back(kRplMotd(absl::StrCat("- ", line)));
  lines.push_back(kRplEndOfMotd());
  return lines;
}

}  // namespace

Introduction MakeIntroduction(const Config& config, absl::Time started) {
  Introduction introduction;
  introduction.server.push_back(kRplYourHost(
      absl::StrCat("Your host is ", config.server_name, ", running version ", kVersion)));
  introduction.server.push_back(kRplCreated(absl::StrCat(
      "This server was created ",
      absl::FormatTime("%a, %d %b %Y %H:%M:%S UTC", started, absl::UTCTimeZone()))));
  introduction.server.push_back(kRplMyInfo(config.server_name, kVersion, UserModeLetters(),
                                           ChannelModeLetters(), ChannelModeLettersWithParam()));
  introduction.isupport = IsupportLines(config, IsupportTokens(config));
  introduction.motd = MotdLines(config);
  return introduction;
}

}  // namespace irc
