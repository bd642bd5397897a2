// The texts of all mails, with their headers.
// https://datatracker.ietf.org/doc/html/rfc5322, https://datatracker.ietf.org/doc/html/rfc3834
//
// Law of this file: nothing that a client chose is in a header but the address, which IsEmail has
// passed. So no client adds a header, a recipient or another mail.
#ifndef IRCSERV_NET_MAIL_MAIL_TEXT_H_
#define IRCSERV_NET_MAIL_MAIL_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/mail.h"

namespace irc {

// Who sends a mail.
struct MailSender {
  std::string server;                 // server.name
  std::string network;                // server.network
  std::string from;                   // mail.from; empty: noreply@ the server
  std::string nickserv = "NickServ";  // the nick of that service
};

// The whole mail, with line ends as on this system, which is what sendmail takes. `code`: empty for
// the kinds without one; `id` makes the Message-ID unique. Empty when `mail.to` is no address.
std::string MailText(const MailSender& sender, const Mail& mail, absl::string_view code,
                     absl::Time now, absl::string_view id);

// The mail of --test-mail.
std::string TestMailText(const MailSender& sender, const std::string& to, absl::Time now,
                         absl::string_view id);

}  // namespace irc

#endif  // IRCSERV_NET_MAIL_MAIL_TEXT_H_
