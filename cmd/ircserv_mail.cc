#include "cmd/ircserv_mail.h"

#include <atomic>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "core/protocol/email.h"
#include "net/auth/digests.h"
#include "net/live_config.h"
#include "net/mail/mail_text.h"
#include "net/mail/send_command.h"

namespace irc {

absl::StatusOr<std::string> SendTestMail(const FullConfig& config, const std::string& to) {
  const MailRules rules = MailRulesOf(config);
  if (rules.command.empty()) {
    return absl::FailedPreconditionError(
        "mail.command is not set, so no mail can be sent; for example: "
        "--set='mail.command=/usr/sbin/sendmail -t'");
  }
  if (!IsEmail(to))
    return absl::InvalidArgumentError(absl::StrCat("'", to, "' is no mail address"));
  const std::string id = absl::BytesToHexString(RandomBytes(16));
  const std::atomic<bool> stop = false;
  const CommandResult result =
      SendByCommand(rules.command, TestMailText(rules.sender, to, absl::Now(), id),
                    MailerOptions().patience, stop);
  const std::string said =
      result.said.empty() ? "it has said nothing" : absl::StrCat("it has said: ", result.said);
  if (!result.ok) {
    return absl::UnavailableError(
        absl::StrCat("'", rules.command, "' has not taken the mail: ", result.error, "; ", said));
  }
  return absl::StrCat("'", rules.command, "' has taken a mail to ", to, "; ", said);
}

}  // namespace irc
