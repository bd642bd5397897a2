// Every limit of the protocol core, on one page: what it bounds, what a client meets when it goes
// over, and the ISUPPORT token that tells it beforehand. Limits of bytes in flight (input and send
// queues, connections per address, flood control) belong to the shell's configuration.
#ifndef IRCSERV_CORE_LIMITS_H_
#define IRCSERV_CORE_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace irc {

// Fixed by the protocol.
inline constexpr size_t kBodyBytesMax = 510;         // a line without tags and CRLF; over it: 417
inline constexpr size_t kTagsBytesMax = 8191;        // tags with '@' and the space, sent by us
inline constexpr size_t kClientTagsBytesMax = 4094;  // tag data from a client; over it: 417
inline constexpr size_t kLabelBytesMax = 64;         // a longer label is ignored
inline constexpr size_t kIsupportTokensMax = 13;     // tokens in one 005 line

// Set by the operator; the defaults are what the big networks use.
struct Limits {
  int64_t nick_bytes = 30;          // NICKLEN; over it: 432
  int64_t user_bytes = 18;          // USERLEN; a longer username is cut
  int64_t host_bytes = 63;          // HOSTLEN; a longer host name is replaced by the address
  int64_t realname_bytes = 150;     // NAMELEN; a longer realname is cut
  int64_t channel_bytes = 64;       // CHANNELLEN; over it: 476
  int64_t topic_bytes = 390;        // TOPICLEN; a longer topic is cut
  int64_t kick_bytes = 260;         // KICKLEN; a longer comment is cut
  int64_t away_bytes = 200;         // AWAYLEN; a longer message is cut
  int64_t quit_bytes = 260;         // QUIT and PART reasons; longer ones are cut
  int64_t key_bytes = 32;           // KEYLEN; over it: 696
  int64_t channels_per_user = 100;  // CHANLIMIT; over it: 405
  int64_t list_entries = 100;       // MAXLIST, each of b e I; over it: 478
  int64_t modes_per_line = 6;       // MODES; further changes with a parameter are ignored
  int64_t targets = 4;              // TARGMAX of PRIVMSG and NOTICE; over it: 407
  int64_t whowas_entries = 1000;    // how many departures are remembered
  int64_t who_replies = 500;        // a WHO of a mask; over it: 416
  int64_t accept_entries = 50;      // ACCEPT; over it: 456
  int64_t knock_seconds = 300;      // one KNOCK per channel and user in this time; over it: 712
  int64_t invites_per_user = 50;    // pending invitations; the oldest is forgotten
  int64_t bans = 10000;             // server bans of all kinds; over it: a NOTICE to the operator
  int64_t monitor_entries = 100;    // MONITOR of one session; over it: 734
  int64_t silence_entries = 32;     // SILENCE; over it: 511
  int64_t metadata_keys = 100;      // of one user or channel; over it: FAIL METADATA LIMIT_REACHED
  int64_t metadata_subs = 100;      // of one session; over it: FAIL METADATA LIMIT_REACHED
  int64_t metadata_key_bytes = 32;  // over it: FAIL METADATA INVALID_KEY
  int64_t metadata_value_bytes = 300;     // over it: FAIL METADATA INVALID_VALUE
  int64_t metadata_changes = 20;          // of one session; over it: FAIL METADATA RATE_LIMITED
  int64_t metadata_changes_seconds = 60;  // the time for so many
  int64_t multiline_bytes = 4096;         // of one message; over it: FAIL BATCH MULTILINE_MAX_BYTES
  int64_t multiline_lines = 32;           // over it: FAIL BATCH MULTILINE_MAX_LINES
  int64_t history_messages = 256;         // kept of one channel or conversation; the oldest go
  int64_t history_conversations = 1000;   // conversations of users kept; the longest silent goes
  int64_t chathistory_messages = 100;     // CHATHISTORY, in one answer; more are not sent
  int64_t redact_seconds = 0;             // REDACT of one's own; 0: always; over it: FAIL REDACT
  int64_t former_names = 1000;            // old names of renamed channels; the oldest is forgotten
  int64_t former_name_seconds = 0;    // how long an old name leads to the channel; 0: not at all
  int64_t read_markers = 200;         // MARKREAD of one user; over it: FAIL MARKREAD
  int64_t login_tries = 5;            // failed logins of one connection; over it: ERROR
  int64_t unregistered_seconds = 60;  // time to register; over it: ERROR
};

}  // namespace irc

#endif  // IRCSERV_CORE_LIMITS_H_
