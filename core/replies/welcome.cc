#include "core/replies/welcome.h"

#include "absl/strings/str_cat.h"
#include "core/protocol/modes.h"
#include "core/protocol/numerics.h"
#include "core/replies/date.h"
#include "core/replies/isupport.h"
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

Message WelcomeMessage(const Config& config, absl::string_view mask) {
  return kRplWelcome(absl::StrCat("Welcome to the ", config.network_name, " Network, ", mask));
}

WelcomeLines MakeWelcomeLines(const Config& config, absl::Time started) {
  WelcomeLines lines;
  lines.server.push_back(kRplYourHost(
      absl::StrCat("Your host is ", config.server_name, ", running version ", kVersion)));
  lines.server.push_back(
      kRplCreated(absl::StrCat("This server was created ", FormatEnglishDate(started))));
  lines.server.push_back(kRplMyInfo(config.server_name, kVersion, UserModeLetters(),
                                    ChannelModeLetters(), ChannelModeLettersWithParam()));
  lines.isupport = IsupportLines(config, IsupportTokens(config));
  lines.motd = MotdLines(config);
  return lines;
}

}  // namespace irc
