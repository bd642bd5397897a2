// The lines that a script and this server exchange: one JSON object each, with the names that
// scripts for Ergo use.
//
//   {"accountName":"alice","passphrase":"sesame","ip":"192.0.2.7"}
//   {"accountName":"alice","certfp":"5f3c…","ip":"192.0.2.7"}
//   {"ip":"192.0.2.7","oauth2":{"username":"alice","token":"…","host":"irc.example.org","port":6697}}
//
//   {"success":true,"accountName":"alice"}
//   {"success":false,"error":"the directory is not there"}
//
// An answer without "accountName" is about the account of the question. One with an "error" that
// is no text or not empty says that nothing could be checked.
#ifndef IRCSERV_NET_EXTERNAL_SCRIPT_LINES_H_
#define IRCSERV_NET_EXTERNAL_SCRIPT_LINES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "net/external/question.h"

namespace irc {

// The line with its '\n'. Nothing when a text of it is not UTF-8, which JSON cannot carry.
std::optional<std::string> ScriptQuestion(const ExternalQuestion& question);

// Nothing when the line is no answer.
std::optional<ExternalAnswer> ReadScriptAnswer(absl::string_view line,
                                               const ExternalQuestion& question);

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_SCRIPT_LINES_H_
