// The members of an object of JSON that somebody else has written: one that is missing, or has
// another type than it should have, is empty.
#ifndef IRCSERV_NET_IMPORT_FOREIGN_JSON_H_
#define IRCSERV_NET_IMPORT_FOREIGN_JSON_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace irc {

// The member, or null.
inline const nlohmann::json& MemberOf(const nlohmann::json& object, absl::string_view name) {
  static const nlohmann::json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(std::string(name));
  return found == object.end() ? kNull : *found;
}

inline std::string TextIn(const nlohmann::json& object, absl::string_view name) {
  const nlohmann::json& member = MemberOf(object, name);
  return member.is_string() ? member.get<std::string>() : std::string();
}

inline int64_t NumberIn(const nlohmann::json& object, absl::string_view name) {
  const nlohmann::json& member = MemberOf(object, name);
  if (member.is_number_unsigned() && member.get<uint64_t>() > uint64_t{INT64_MAX}) return INT64_MAX;
  return member.is_number_integer() ? member.get<int64_t>() : 0;
}

// Calls visit(name, member) for each member of an object.
template <typename Visitor>
void ForEachMember(const nlohmann::json& object, Visitor&& visit) {
  if (!object.is_object()) return;
  for (const auto& [name, member] : object.items()) visit(name, member);
}

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_FOREIGN_JSON_H_
