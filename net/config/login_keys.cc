#include "net/config/login_keys.h"

#include "absl/strings/match.h"
#include "core/protocol/email.h"

namespace irc {
namespace {

bool IsHttpUrl(absl::string_view text) {
  return text.empty() || absl::StartsWith(text, "https://") || absl::StartsWith(text, "http://");
}

bool IsMailCommand(absl::string_view text) {
  return text.empty() || (text.front() == '/' && text.find_first_of("'\"") == text.npos);
}
bool IsSender(absl::string_view text) { return text.empty() || IsEmail(text); }

}  // namespace

absl::Span<const ShellKey> LoginKeys() {
  static const ShellKey kKeys[] = {
      {.name = "accounts.script",
       .member = &ShellConfig::script,
       .live = true,
       .help = "A program that knows accounts which this server does not, or has without a "
               "password: its path and its arguments. It reads a line of JSON (accountName, "
               "passphrase, certfp, ip, or oauth2 with a token) and writes one (success, "
               "accountName, error), as a script for Ergo does; it may end after that, or read "
               "the next. While accounts.registration is on, users may take names before their "
               "owners come. []: none."},
      {.name = "accounts.script_timeout_seconds",
       .member = &ShellConfig::script_timeout_seconds,
       .live = true,
       .min = 1,
       .max = 60,
       .help = "For how long its answer is waited for; a process that takes longer is killed."},
      {.name = "accounts.script_processes",
       .member = &ShellConfig::script_processes,
       .live = false,
       .min = 1,
       .max = 256,
       .help = "How many processes of it there are at most. As many questions are asked at once, "
               "those to oauth2.introspection_url among them."},
      {.name = "accounts.autocreate",
       .member = &ShellConfig::autocreate,
       .live = true,
       .help = "Whether who comes with a login of accounts.script, or with a token, gets an "
               "account of that name here when there is none."},
      {.name = "oauth2.introspection_url",
       .member = &ShellConfig::introspection_url,
       .live = true,
       .allows = IsHttpUrl,
       .allowed = "an address that begins with \"https://\" or \"http://\"",
       .help =
           "Where the issuer of tokens is asked about each (RFC 7662) that no [[jwt]] block has "
           "a key for. The account is the \"username\" of the answer. \"\": nowhere."},
      {.name = "oauth2.client_id",
       .member = &ShellConfig::introspection_client_id,
       .live = true,
       .help = "Who the issuer is told that this server is; \"\" tells it nothing."},
      {.name = "oauth2.client_secret",
       .member = &ShellConfig::introspection_client_secret,
       .live = true,
       .secret = true,
       .help = "The password for that."},
      {.name = "oauth2.timeout_seconds",
       .member = &ShellConfig::introspection_timeout_seconds,
       .live = true,
       .min = 1,
       .max = 60,
       .help = "For how long the answer is waited for."},
      {.name = "limits.failed_logins_per_address",
       .member = &ShellConfig::failed_logins,
       .live = true,
       .min = 1,
       .max = 1000,
       .help = "Failed logins to accounts from one IPv4 address or one IPv6 /64, over all its "
               "connections, within limits.failed_logins_minutes; further ones are refused "
               "unchecked. connections.exempt names addresses without this limit."},
      {.name = "limits.failed_logins_minutes",
       .member = &ShellConfig::failed_logins_minutes,
       .live = true,
       .min = 1,
       .max = 1440,
       .help = "See limits.failed_logins_per_address."},
      {.name = "mail.command",
       .member = &ShellConfig::mail_command,
       .live = true,
       .allows = IsMailCommand,
       .allowed = "the path of a program from the root on, such as \"/usr/sbin/sendmail -t\", "
                  "without quotes",
       .help =
           "The program that takes a mail on its standard input, and its arguments with spaces "
           "between: \"/usr/sbin/sendmail -t\". No shell reads it; of the environment it has only "
           "PATH; it has a minute, and ends with 0 when it has taken the mail. With it, addresses "
           "of accounts are verified and lost passwords can "
           "be replaced; \"\" sends no mail. `ircserv --test-mail=ADDRESS` tries it."},
      {.name = "mail.from",
       .member = &ShellConfig::mail_from,
       .live = true,
       .allows = IsSender,
       .allowed = "a mail address",
       .help = "The sender of the mails; \"\" is noreply@ and server.name."},
      {.name = "mail.attempts",
       .member = &ShellConfig::mail_attempts,
       .live = true,
       .min = 1,
       .max = 20,
       .help = "How often a mail is tried before it is given up: at once, and again after 1, 2, 4 "
               "and more minutes. One with a code is given up when the code is good no more."},
      {.name = "mail.queue",
       .member = &ShellConfig::mail_queue,
       .live = true,
       .min = 1,
       .max = 1'000'000,
       .help = "How many mails may wait. They do so in memory: a restart forgets them."},
  };
  return kKeys;
}

}  // namespace irc
