// A member that few objects need: it costs a pointer until it is written to, and reads as an empty
// value until then.
#ifndef IRCSERV_CORE_STATE_LAZY_H_
#define IRCSERV_CORE_STATE_LAZY_H_

#include <memory>
#include <utility>

#include "core/state/owned.h"

namespace irc {

template <typename T>
class Lazy {
 public:
  const T& operator*() const {
    static const T kNone;
    return value_ == nullptr ? kNone : *value_;
  }
  const T* operator->() const { return &**this; }
  void Set(T value) {
    if (value == T()) {
      value_ = nullptr;
    } else {
      Edit() = std::move(value);
    }
  }
  // The value to write to; makes an empty one first.
  T& Edit() {
    if (value_ == nullptr) value_ = std::make_unique<T>();
    return *value_;
  }

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, Lazy& lazy) {
    archive(lazy.value_);
  }

  Owned<T> value_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_LAZY_H_
