// The pointer to a part that an object owns. A const object gives its part as const, unlike with
// std::unique_ptr, so `const Session&` cannot change a registration.
#ifndef IRCSERV_CORE_STATE_OWNED_H_
#define IRCSERV_CORE_STATE_OWNED_H_

#include <cstddef>
#include <memory>
#include <utility>

namespace irc {

template <typename T>
class Owned {
 public:
  Owned() = default;
  Owned(std::nullptr_t) {}                                             // NOLINT: like a pointer
  Owned(std::unique_ptr<T> pointer) : pointer_(std::move(pointer)) {}  // NOLINT: like a pointer

  T* get() { return pointer_.get(); }
  const T* get() const { return pointer_.get(); }
  T& operator*() { return *pointer_; }
  const T& operator*() const { return *pointer_; }
  T* operator->() { return pointer_.get(); }
  const T* operator->() const { return pointer_.get(); }
  friend bool operator==(const Owned& owned, std::nullptr_t) { return owned.pointer_ == nullptr; }

 private:
  std::unique_ptr<T> pointer_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_OWNED_H_
