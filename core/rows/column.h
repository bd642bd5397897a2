// The kinds of columns of the tables that are kept (core/records.h).
#ifndef IRCSERV_CORE_ROWS_COLUMN_H_
#define IRCSERV_CORE_ROWS_COLUMN_H_

namespace irc {

enum class Column {
  kKey,         // a part of the key
  kPlain,       // anything else
  kSecret,      // what only the shell reads; recordings have "*" in its place
  kChannelKey,  // of +k; recordings have another text in its place (core/transcript/hidden_keys.h)
};

}  // namespace irc

#endif  // IRCSERV_CORE_ROWS_COLUMN_H_
