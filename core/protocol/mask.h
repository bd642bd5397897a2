// Masks of users, nick!user@host and user@host, parsed once when they are set.
//
// The three parts are compared one by one: neither a nick, nor a username, nor a host contains '!'
// or '@', so that is the same as comparing the whole. A host that is an address or a network is
// compared as such, however it is spelled; any other host is a mask of the host's text.
#ifndef IRCSERV_CORE_PROTOCOL_MASK_H_
#define IRCSERV_CORE_PROTOCOL_MASK_H_

#include <optional>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "core/protocol/address.h"
#include "core/protocol/glob.h"
#include "core/protocol/names.h"

namespace irc {

// A host, for comparisons with many masks.
class HostText {
 public:
  HostText(Casemapping casemapping, absl::string_view host) : text_(casemapping, host) {}

  const GlobText& text() const { return text_; }
  // When the host is one; it is parsed by the first mask that is a network.
  const std::optional<IpAddress>& address() const {
    if (!parsed_.has_value()) parsed_ = ParseIpAddress(text_.text());
    return *parsed_;
  }

 private:
  GlobText text_;
  mutable std::optional<std::optional<IpAddress>> parsed_;
};

// A user, prepared in the same way. It matches with each of its hosts.
struct UserText {
  GlobText nick, username;
  absl::InlinedVector<HostText, 3> hosts;
};

class HostMask {
 public:
  HostMask() = default;
  HostMask(Casemapping casemapping, absl::string_view mask)
      : text_(casemapping, mask), network_(ParseIpNetwork(mask)) {}

  bool Matches(const HostText& host) const {
    if (!network_.has_value()) return text_.matches_all() || text_.Matches(host.text());
    return host.address().has_value() && network_->Contains(*host.address());
  }

 private:
  Glob text_;
  std::optional<IpNetwork> network_;
};

// user@host. A mask without '@' matches nothing.
class UserHostMask {
 public:
  UserHostMask() = default;
  UserHostMask(Casemapping casemapping, absl::string_view mask);

  bool Matches(const GlobText& username, const HostText& host) const {
    return (username_.matches_all() || username_.Matches(username)) && host_.Matches(host);
  }
  bool Matches(const UserText& user) const;

 private:
  Glob username_;
  HostMask host_;
};

// nick!user@host; the parts that are missing match everything, as in CompleteMask.
class UserMask {
 public:
  UserMask() = default;
  UserMask(Casemapping casemapping, absl::string_view mask);

  bool Matches(const UserText& user) const {
    return (!names_nick() || nick_.Matches(user.nick)) && user_host_.Matches(user);
  }
  // False when the mask matches all nicks.
  bool names_nick() const { return !nick_.matches_all(); }

 private:
  Glob nick_;
  UserHostMask user_host_;
};

// True for a host that can only be meant as a network, but is none: "192.0.2.9/33", "10.0.0.*/8".
bool IsBrokenNetwork(absl::string_view host);
// The same for the host of a mask: what stands behind the last '@', or a mask without one.
bool NamesBrokenNetwork(absl::string_view mask);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_MASK_H_
