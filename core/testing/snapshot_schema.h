// The types and names of all that a snapshot holds, as text: a change of a field list changes it,
// also of a field that no test ever sets. It is made by walking the field lists, like a snapshot.
#ifndef IRCSERV_CORE_TESTING_SNAPSHOT_SCHEMA_H_
#define IRCSERV_CORE_TESTING_SNAPSHOT_SCHEMA_H_

#include <string>

namespace irc {

// One member a line:
//
//   topic: {
//     text: text
//     setter: text
//     set_at: time
//   }
std::string SnapshotSchema();

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_SNAPSHOT_SCHEMA_H_
