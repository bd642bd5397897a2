#include "net/mail/mail_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/protocol/email.h"

namespace irc {
namespace {

// $a is the account, $c the code, $h the channel, $k the nick of NickServ, $n the network and $s
// the server.
struct Text {
  absl::string_view subject;
  absl::string_view body;
};

Text TextOf(MailKind kind) {
  switch (kind) {
    case MailKind::kVerify:
      return {"Verify your mail address",
              "Somebody wants to use this mail address for the account $a on the IRC network\n"
              "$n. If that is you, tell the server $s this code:\n"
              "\n"
              "    $c\n"
              "\n"
              "by one of these commands:\n"
              "\n"
              "    /quote VERIFY $a $c\n"
              "    /msg $k VERIFY $a $c\n"
              "\n"
              "If it is not you, there is nothing to do.\n"};
    case MailKind::kReset:
      return {"Choose another password",
              "Somebody wants another password for the account $a on the IRC network $n.\n"
              "If that is you, tell the server $s this code within five minutes:\n"
              "\n"
              "    $c\n"
              "\n"
              "together with the new password:\n"
              "\n"
              "    /msg $k RESETPASS $a $c <new password>\n"
              "\n"
              "or before it:\n"
              "\n"
              "    /quote RECOVER CONFIRM $a $c\n"
              "    /quote SETPASS :<new password>\n"
              "\n"
              "If it is not you, there is nothing to do: your password is as it was. Give the\n"
              "code to nobody.\n"};
    case MailKind::kAddressChanged:
      return {"Your mail address was changed",
              "The account $a on the IRC network $n does not use this mail address any more.\n"
              "If it was not you who has changed that, write to the operators of $s.\n"};
    case MailKind::kPasswordChanged:
      return {"Your password was changed",
              "The password of the account $a on the IRC network $n was changed with a code\n"
              "that had been sent to this mail address. If that was not you, write to the\n"
              "operators of $s.\n"};
    case MailKind::kExpires:
      return {"Your account is about to end",
              "Nobody has logged in to the account $a on the IRC network $n for a long time.\n"
              "It will end in some days, and others may take its name then. If you want to\n"
              "keep it, log in once:\n"
              "\n"
              "    /msg $k IDENTIFY $a <password>\n"};
    case MailKind::kChannelExpires:
      return {"Your channel is about to end",
              "Nobody with rights in it has used the channel $h on the IRC network $n for a\n"
              "long time. Its registration, which belongs to your account $a, will end in some\n"
              "days. If you want to keep it, log in to $s and join it once.\n"};
  }
  return {};
}

// A name in the text, as one line.
std::string Shown(absl::string_view name) {
  std::string shown(name);
  std::replace_if(
      shown.begin(), shown.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return shown;
}

std::string WithHeaders(const MailSender& sender, absl::string_view to, absl::string_view subject,
                        absl::Time now, absl::string_view id, absl::string_view body) {
  if (!IsEmail(to)) return "";
  const std::string from =
      sender.from.empty() ? absl::StrCat("noreply@", sender.server) : sender.from;
  return absl::StrCat(
      "From: ", from, "\nTo: ", to, "\nSubject: ", subject,
      "\nDate: ", absl::FormatTime("%a, %d %b %Y %H:%M:%S +0000", now, absl::UTCTimeZone()),
      "\nMessage-ID: <", id, "@", sender.server,
      ">\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\n"
      "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n",
      body);
}

}  // namespace

std::string MailText(const MailSender& sender, const Mail& mail, absl::string_view code,
                     absl::Time now, absl::string_view id) {
  const Text text = TextOf(mail.kind);
  const std::string body = absl::StrReplaceAll(text.body, {{"$a", Shown(mail.account)},
                                                           {"$c", code},
                                                           {"$h", Shown(mail.channel)},
                                                           {"$k", sender.nickserv},
                                                           {"$n", Shown(sender.network)},
                                                           {"$s", sender.server}});
  return WithHeaders(sender, mail.to, text.subject, now, id, body);
}

std::string TestMailText(const MailSender& sender, const std::string& to, absl::Time now,
                         absl::string_view id) {
  return WithHeaders(sender, to, "A test", now, id,
                     absl::StrCat("This is a test of the mails of the IRC server ", sender.server,
                                  ", which can send them.\n"));
}

}  // namespace irc
